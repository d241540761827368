"""When something returns: a weekday or a day of the month, with its hour."""

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from messages.understand.day_words import weekdays
from messages.understand.hour_words import hours
from messages.understand.lexicon import edged, either, find
from messages.understand.typed import blank, read


@dataclass(frozen=True, slots=True)
class ReturnReading:
    """A weekday (Monday is 0) or a day of the month, and an hour; None for what was not said."""

    weekday: int | None
    month_day: int | None
    hour: time | None


def returning(text: str) -> ReturnReading | None:
    """ "thứ Hai hằng tuần 8h", "ngày 5, 14h30"; None for no day, and for two of them."""
    typed = read(text)
    named = [*weekdays(typed, typed.folded), *find("weekdays_short", typed, typed.folded)]
    rest = blank(typed.folded, ((hit.start, hit.end) for hit in named))
    said = hours(rest)
    rest = blank(rest, ((each.start, each.end) for each in said))
    month_days = {int(match["day"]) for match in _month_day().finditer(rest)}
    week_days = {hit.value for hit in named}
    if len(week_days) + len(month_days) != 1 or _other_period(rest, bool(week_days)):
        return None
    at = {each.at for each in said}
    return ReturnReading(
        next(iter(week_days), None),
        next((day for day in month_days if 1 <= day <= 31), None),
        at.pop() if len(at) == 1 else None,
    )


def _other_period(rest: str, weekly: bool) -> bool:
    """Whether the words say "every month" beside a weekday, or the other way round."""
    return edged("each_month" if weekly else "each_week").search(rest) is not None


@cache
def _month_day() -> re.Pattern[str]:
    word = either("day_word")
    return re.compile(rf"(?<![^\W_])(?:{word})\s+(?P<day>[0-9]{{1,2}})(?![0-9/.\-]|[^\W_])")
