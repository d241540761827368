"""What the words for an hour mean, alone or beside a day."""

from dataclasses import dataclass
from datetime import datetime, time

from committee.calendar import local, moment_of
from messages.understand.days import DayReading, Impossible, resolve
from messages.understand.hour_words import bare_hour
from messages.understand.scan import Scan, scan


@dataclass(frozen=True, slots=True)
class MomentReading:
    """A day and an hour, each None when it was not said or not clear."""

    day: DayReading | Impossible | None
    hour: time | None

    @property
    def at(self) -> datetime | None:
        """The moment, once day and hour are both clear."""
        clear = isinstance(self.day, DayReading) and self.day.weekday_fits
        if not clear or self.hour is None or not isinstance(self.day, DayReading):
            return None
        return moment_of(self.day.day, self.hour)


def hour(text: str) -> time | None:
    """The hour that the text says; None for none, an impossible one, and two different ones."""
    found = scan(text)
    return the_hour(found) if found.hours else bare_hour(found.typed.folded)


def moment(text: str, now: datetime) -> MomentReading | None:
    """A day and an hour in any order; None when the text says neither."""
    found = scan(text)
    reading = MomentReading(resolve(found, local(now).date()), the_hour(found))
    return None if reading.day is None and reading.hour is None else reading


def the_hour(found: Scan) -> time | None:
    """The one hour in a scanned line."""
    said = {clock.at for clock in found.hours}
    return said.pop() if len(said) == 1 else None
