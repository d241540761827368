"""What the words for a day mean together; a contradiction is asked back, never guessed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from committee.calendar import local
from messages.understand.day_words import Written
from messages.understand.scan import Scan, scan
from messages.understand.typed import Hit, Span

_YEARS = range(1900, 2200)
_LEAP_CYCLE = 9
"""Years within which every date returns, 29 February across 2100 included."""


@dataclass(frozen=True, slots=True)
class DayReading:
    """A day that was typed; `span` is where in the text, from its first word to its last.

    When `stated_weekday` (Monday is 0) does not fit, `alternatives` are the stated weekday of
    the same week and then the stated date; otherwise there are none.
    """

    day: date
    stated_weekday: int | None
    weekday_fits: bool
    alternatives: tuple[date, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Impossible:
    """A date that no calendar has ("31/2/2026"), as it was written."""

    written: str
    span: Span


def day(text: str, now: datetime) -> DayReading | Impossible | None:
    """The one day that the text says; None for no day, and for two different ones.

    Without a year it is the next such date, today included; a bare weekday is the next after
    today.
    """
    return resolve(scan(text), local(now).date())


def resolve(found: Scan, today: date, past: bool = False) -> DayReading | Impossible | None:
    """`past` turns "the next such date" into the last one: a signed document has its past date."""
    impossible = [hit for hit in found.dates if _on_calendar(hit, today, past) is None]
    if impossible:
        return _impossible(found, impossible[0])
    days = {made for hit in found.dates if (made := _on_calendar(hit, today, past))}
    days |= {today + timedelta(hit.value) for hit in found.relatives}
    weekdays = {hit.value for hit in found.weekdays}
    if len(days) > 1 or len(weekdays) > 1 or any(hit.ranged for hit in found.dates):
        return None
    weekday = next(iter(weekdays), None)
    if days:
        return _checked(days.pop(), weekday, _hull(found))
    if weekday is None:
        return None
    return _bare_weekday(found, weekday, today, past)


def _on_calendar(written: Written, today: date, past: bool) -> date | None:
    if written.year is not None:
        return _date(written.year, written)
    if written.ahead is not None:
        return _date(today.year + written.ahead, written)
    step = -1 if past else 1
    years = range(today.year, today.year + step * _LEAP_CYCLE, step)
    made = [made for year in years if (made := _date(year, written))]
    return next((day for day in made if (day <= today if past else day >= today)), None)


def _date(year: int, written: Written) -> date | None:
    try:
        return date(year, written.month, written.day) if year in _YEARS else None
    except ValueError:
        return None


def _checked(stated: date, weekday: int | None, span: Span) -> DayReading:
    if weekday is None or stated.weekday() == weekday:
        return DayReading(stated, weekday, True, (), span)
    same_week = stated + timedelta(weekday - stated.weekday())
    return DayReading(stated, weekday, False, (same_week, stated), span)


def _bare_weekday(found: Scan, weekday: int, today: date, past: bool) -> DayReading | None:
    weeks = {hit.value for hit in found.weeks}
    if len(weeks) > 1:
        return None
    if weeks:
        days = 7 * weeks.pop() + weekday - today.weekday()
    elif past:
        days = -((today.weekday() - weekday) % 7)
    else:
        days = (weekday - today.weekday() - 1) % 7 + 1
    return DayReading(today + timedelta(days), weekday, True, (), _hull(found))


def _impossible(found: Scan, hit: Written) -> Impossible:
    written = found.typed.written(hit.start, hit.end)
    return Impossible(written, found.typed.span(hit.start, hit.end))


def _hull(found: Scan) -> Span:
    hits: list[Hit | Written] = [*found.weekdays, *found.dates, *found.relatives]
    if not found.dates and not found.relatives:
        hits.extend(found.weeks)
    return found.typed.span(min(hit.start for hit in hits), max(hit.end for hit in hits))
