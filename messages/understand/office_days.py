"""Days of an office's own calendar as they are typed: off, worked, or taken off the table."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from committee.calendar import local
from messages.understand.days import DayReading, Impossible, day
from messages.understand.lexicon import find
from messages.understand.typed import read
from regulations.vietnamese import tidy

NAME_LENGTH = 60
YEARS_AHEAD = 2
"""Years for which national holidays are known too."""


class DayKind(StrEnum):
    OFF = "off"
    WORKED = "worked"
    REMOVED = "removed"


class DayProblem(StrEnum):
    """What is wrong with a line; `messages/` words it."""

    KIND = "kind"
    DAY = "day"
    WEEKDAY = "weekday"
    PAST = "past"
    FAR = "far"
    TWICE = "twice"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """One day for the table; `name` is empty where none was typed."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True)
class DayFault:
    """A line or row that is not understood, as it was written."""

    row: int
    written: str
    problem: DayProblem


_WORDS = {
    "office_off": DayKind.OFF,
    "office_worked": DayKind.WORKED,
    "office_removed": DayKind.REMOVED,
}


def office_days(text: str, now: datetime) -> tuple[tuple[OfficeDay, ...], tuple[DayFault, ...]]:
    """One day a line, each with its word in front; all faults, numbered by line."""
    days, faults = list[OfficeDay](), list[DayFault]()
    for row, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        found = _line(line, now)
        if isinstance(found, OfficeDay) and found.day in [each.day for each in days]:
            found = DayProblem.TWICE
        if isinstance(found, OfficeDay):
            days.append(found)
        else:
            faults.append(DayFault(row, tidy(line)[:NAME_LENGTH], found))
    return tuple(days), tuple(faults)


def _line(line: str, now: datetime) -> OfficeDay | DayProblem:
    found = kind_word(line)
    if found is None:
        return DayProblem.KIND
    kind, end = found
    rest = line[end:]
    reading = day(rest, now)
    if isinstance(reading, DayReading):
        name = tidy(f"{rest[: reading.span[0]]} {rest[reading.span[1] :]}").strip(" ,;:.-()")
        return checked_day(reading, kind, name, now)
    return DayProblem.DAY


def kind_word(line: str) -> tuple[DayKind, int] | None:
    """Which kind the line begins with, and where that word ends."""
    typed = read(line)
    for section, kind in _WORDS.items():
        for hit in find(section, typed, typed.folded):
            start, end = typed.span(hit.start, hit.end)
            if not line[:start].strip(" -•*.)"):
                return kind, end
    return None


def checked_day(
    reading: DayReading | Impossible | None, kind: DayKind, name: str, now: datetime
) -> OfficeDay | DayProblem:
    """The day if it can be written down: it fits its weekday, lies ahead and not too far."""
    today = local(now).date()
    if not isinstance(reading, DayReading):
        return DayProblem.DAY
    if not reading.weekday_fits:
        return DayProblem.WEEKDAY
    if reading.day < today:
        return DayProblem.PAST
    if reading.day.year > today.year + YEARS_AHEAD:
        return DayProblem.FAR
    return OfficeDay(reading.day, kind, name) if len(name) <= NAME_LENGTH else DayProblem.TOO_LONG
