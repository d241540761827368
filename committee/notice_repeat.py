"""A notice that returns every week or every month: on which days, and what to do about one now."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from committee.calendar import Calendar, local, moment_of
from committee.notice import Notice, NoticeState, Receiver, check_ready
from committee.refusal import Reason, refuse

LONGEST = timedelta(days=366)
_DAY = timedelta(days=1)


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"


class DayOff(StrEnum):
    """Where it goes out when its day is off."""

    BEFORE = "before"
    AFTER = "after"

    @property
    def other(self) -> "DayOff":
        return DayOff.AFTER if self is DayOff.BEFORE else DayOff.BEFORE


@dataclass(frozen=True, slots=True)
class Repeat:
    """How a notice returns: `on_day` is a weekday (Monday is 0) or a day of the month.

    In a month without that day it is the last one. `first` and `last` are both included;
    `handled_until` is the last planned day that was sent or passed over.
    """

    id: int
    committee_id: int
    notice_id: int
    every: Every
    on_day: int
    hour: time
    first: date
    last: date
    day_off: DayOff
    made_by: int
    handled_until: date | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time: the day that was planned, and the moment on a working day."""

    day: date
    at: datetime

    @property
    def moved(self) -> bool:
        return local(self.at).date() != self.day


@dataclass(frozen=True, slots=True)
class Returns:
    """What to do now: send one or none, say that some were missed, look again at `next_at`."""

    send: Occurrence | None
    missed: tuple[Occurrence, ...]
    handled_until: date
    next_at: datetime | None


def may_end_on(last: date, now: datetime) -> bool:
    """After today, and within a year."""
    today = local(now).date()
    return today < last <= today + LONGEST


def in_hours(hour: time, calendar: Calendar) -> bool:
    """Whether the assistant may write at that hour of a working day."""
    return calendar.quiet_until <= hour < calendar.quiet_from


def first_day(hour: time, now: datetime) -> date:
    """From today on, or from tomorrow where the hour is over."""
    today = local(now).date()
    return today if moment_of(today, hour) > now else today + _DAY


def occurrences(repeat: Repeat, calendar: Calendar) -> tuple[Occurrence, ...]:
    """All its times; of two that fall on the same working day only the first."""
    found: dict[date, Occurrence] = {}
    for day in _days(repeat):
        goes = _working_day(repeat, day, calendar)
        if goes is not None:
            found.setdefault(goes, Occurrence(day, moment_of(goes, repeat.hour)))
    return tuple(sorted(found.values(), key=lambda each: each.at))


def _days(repeat: Repeat) -> Iterator[date]:
    day = repeat.first
    while day <= repeat.last:
        if repeat.every is Every.WEEK and day.weekday() == repeat.on_day:
            yield day
        if repeat.every is Every.MONTH and day.day == min(repeat.on_day, _length(day)):
            yield day
        day += _DAY


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _working_day(repeat: Repeat, day: date, calendar: Calendar) -> date | None:
    """The day itself, or the working day beside it that still lies within the repeat."""
    if calendar.is_working_day(day):
        return day
    before, after = calendar.previous_working_day(day), calendar.next_working_day(day)
    wished = (before, after) if repeat.day_off is DayOff.BEFORE else (after, before)
    return next((each for each in wished if repeat.first <= each <= repeat.last), None)


def to_come(repeat: Repeat, calendar: Calendar) -> tuple[Occurrence, ...]:
    """The times that were neither sent nor passed over."""
    known = occurrences(repeat, calendar)
    done = repeat.handled_until
    return known if done is None else tuple(each for each in known if each.day > done)


def returns(repeat: Repeat, calendar: Calendar, now: datetime) -> Returns | None:
    """What is due; None where nothing is.

    Of several that a stop made late only the newest is sent, and only on its own day in allowed
    hours.
    """
    left = to_come(repeat, calendar)
    late = [each for each in left if each.at <= now]
    if not late:
        return None
    newest = late[-1]
    timely = local(newest.at).date() == local(now).date() and calendar.may_write(now)
    return Returns(
        newest if timely else None,
        tuple(late[:-1] if timely else late),
        max(each.day for each in late),
        next((each.at for each in left if each.at > now), None),
    )


def may_return(notice: Notice) -> bool:
    """It goes with no signed document, is not urgent and puts nothing right."""
    return not (notice.with_document or notice.urgent or notice.corrects is not None)


def check_repeatable(notice: Notice, receivers: Iterable[Receiver]) -> None:
    """A draft that is ready to go and may return."""
    check_ready(notice, receivers)
    if not may_return(notice):
        raise refuse(Reason.NOT_ALLOWED)


def begin(notice: Notice, receivers: Iterable[Receiver]) -> Notice:
    """From now on it is what each time is made from."""
    check_repeatable(notice, receivers)
    return replace(notice, state=NoticeState.REPEATED)


def end(notice: Notice) -> Notice:
    """It returns no more, and is a draft again."""
    if notice.state is not NoticeState.REPEATED:
        raise refuse(Reason.ALREADY_DONE)
    return replace(notice, state=NoticeState.DRAFT)
