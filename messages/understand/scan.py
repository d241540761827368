"""One pass over a typed line: the quarter, days and hours in it, and what is left."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from messages.understand import day_words, hour_words
from messages.understand.day_words import Written
from messages.understand.hour_words import Clock
from messages.understand.lexicon import either, find, values
from messages.understand.typed import Hit, Span, Typed, blank, read

_Found = TypeVar("_Found", Hit, Written, Clock)
_BETWEEN = re.compile(r"[\s,;()\-.:]*")


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found; `rest` is the folded text with all of it blanked."""

    typed: Typed
    quarter: Hit | None
    weekdays: tuple[Hit, ...]
    weeks: tuple[Hit, ...]
    dates: tuple[Written, ...]
    relatives: tuple[Hit, ...]
    hours: tuple[Clock, ...]
    rest: str

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where everything that was found stands."""
        quarter = () if self.quarter is None else (self.quarter,)
        days = (*self.weekdays, *self.weeks, *self.dates, *self.relatives)
        return tuple((hit.start, hit.end) for hit in (*quarter, *days, *self.hours))


class _Remainder:
    """What nobody has claimed yet; each taker blanks what it took."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, hits: list[_Found]) -> list[_Found]:
        self.text = blank(self.text, ((hit.start, hit.end) for hit in hits))
        return hits


def scan(text: str) -> Scan:
    typed = read(text)
    return scan_typed(typed, typed.folded)


def scan_typed(typed: Typed, folded: str) -> Scan:
    """Each kind is looked for in what the kinds before it left, so that no figure counts twice."""
    left = _Remainder(folded)
    quarters = left.take(_quarters(left.text))
    spelled_out = left.take(day_words.weekdays(typed, left.text))
    abbreviated = left.take(find("weekdays_short", typed, left.text))
    weeks = left.take(find("weeks", typed, left.text))
    dates = left.take(day_words.dates(left.text))
    relatives = left.take(day_words.relatives(typed, left.text))
    hours = left.take(hour_words.hours(left.text))
    weekdays = spelled_out or _meant(abbreviated, [*dates, *relatives], left.text)
    found = Scan(
        typed=typed,
        quarter=quarters[0] if len(quarters) == 1 else None,
        weekdays=tuple(weekdays),
        weeks=tuple(weeks),
        dates=tuple(dates),
        relatives=tuple(relatives),
        hours=tuple(hours),
        rest="",
    )
    return replace(found, rest=blank(folded, (*found.spans, *map(_span, quarters))))


def _quarters(rest: str) -> list[Hit]:
    return [
        Hit(values("quarters")[match[1]][0][1], *match.span())
        for match in _quarter().finditer(rest)
    ]


def _meant(weekdays: list[Hit], days: list[Written | Hit], rest: str) -> list[Hit]:
    """Of abbreviations, those beside a date: "phong T2" is the second floor, not Monday."""
    if not days:
        return weekdays
    return [hit for hit in weekdays if any(_beside(hit, day, rest) for day in days)]


def _beside(one: Hit, other: Written | Hit, rest: str) -> bool:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return _BETWEEN.fullmatch(rest[start:end]) is not None


def _span(hit: Hit) -> Span:
    return hit.start, hit.end


@cache
def _quarter() -> re.Pattern[str]:
    word, number, year = either("quarter_word"), either("quarters"), either("year_word")
    return re.compile(
        rf"(?<![^\W_])(?:{word})\s*({number})(?![^\W_])"
        rf"(?:\s*/\s*[0-9]{{2,4}}|\s+(?:{year})\s+[0-9]{{4}})?(?![^\W_])"
    )
