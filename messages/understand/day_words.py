"""Finds the words and figures that say a day; what they mean together is for `days`."""

import re
from dataclasses import dataclass
from functools import cache

from messages.understand.lexicon import edged, either, find, values
from messages.understand.typed import Hit, Typed, blank

_EDGE = r"(?<![^\W_])"
_END = r"(?![^\W_])"


@dataclass(frozen=True, slots=True)
class Written:
    """A date in figures; `ahead` is a year counted from this one, `ranged` the end of a range."""

    day: int
    month: int
    year: int | None
    ahead: int | None
    ranged: bool
    start: int
    end: int


def weekdays(typed: Typed, rest: str) -> list[Hit]:
    """Weekdays in words or with a figure ("thu 6"), but not "the sixth time"."""
    figures = [Hit(int(match[1]) - 2, *match.span()) for match in _weekday_figure().finditer(rest)]
    found = [*figures, *find("weekdays", typed, rest)]
    return [hit for hit in found if not _follows("ordinal_before", rest, hit.start)]


def relatives(typed: Typed, rest: str) -> list[Hit]:
    """Days counted from today; a capital inside a sentence makes it somebody's name."""
    found = [hit for hit in find("relative_days", typed, rest) if not _is_name(typed, hit)]
    return [*found, *(Hit(0, *match.span("day")) for match in _today_after_part().finditer(rest))]


def dates(rest: str) -> list[Written]:
    """Dates in figures, in the order of their patterns."""
    found: list[Written] = []
    for pattern in (_iso(), _figures(), _long()):
        hits = [_written(match) for match in pattern.finditer(rest) if _is_date(match)]
        found.extend(hits)
        rest = blank(rest, ((hit.start, hit.end) for hit in hits))
    return found


def _written(match: re.Match[str]) -> Written:
    groups = match.groupdict()
    year = groups.get("year") or groups.get("named_year")
    ahead = " ".join((groups.get("ahead") or "").split())
    return Written(
        day=int(match["day"]),
        month=int(match["month"]),
        year=None if year is None else int(year) + (2000 if len(year) == 2 else 0),
        ahead=values("years")[ahead][0][1] if ahead else None,
        ranged=groups.get("first") is not None,
        start=match.start(),
        end=match.end(),
    )


def _is_date(match: re.Match[str]) -> bool:
    """Without a year, "12/5" may be an address and "2.03" or "9-10" much else."""
    groups = match.groupdict()
    if any(groups.get(name) for name in ("year", "named_year", "ahead", "word")):
        return True
    if groups.get("separator") in (".", "-"):
        return not (match.string[: match.start()] + match.string[match.end() :]).strip()
    return not _follows("not_a_day_after", match.string, match.start())


def _follows(name: str, rest: str, start: int) -> bool:
    return bool(_ending(name).search(rest[max(0, start - 30) : start]))


def _is_name(typed: Typed, hit: Hit) -> bool:
    written = typed.written(hit.start, hit.end)
    before = typed.folded[: hit.start].rstrip()
    inside = bool(before) and before[-1].isalnum()
    return inside and " " not in written and written.istitle() and not typed.text.isupper()


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"{edged(name).pattern}\s*$")


@cache
def _weekday_figure() -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}(?:{either('weekday_word')})\s*([2-7])(?![0-9]|\s?[/.][0-9])")


@cache
def _today_after_part() -> re.Pattern[str]:
    part, today = either("day_parts"), either("today_after_part")
    return re.compile(rf"{_EDGE}(?:{part})\s+(?P<day>{today}){_END}")


@cache
def _iso() -> re.Pattern[str]:
    return re.compile(
        r"(?<![0-9a-z])(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?![0-9])"
    )


@cache
def _figures() -> re.Pattern[str]:
    return re.compile(
        rf"""{_head()}
        (?P<day>[0-9]{{1,2}}) \s?(?P<separator>[/.\-])\s? (?P<month>[0-9]{{1,2}})
        (?: \s?(?P=separator)\s? (?P<year>[0-9]{{4}}|[0-9]{{2}}) | {_named_year()} )?
        (?![0-9]) (?!\s?[/.][0-9]) (?!\s?(?P=separator)[0-9])""",
        re.VERBOSE,
    )


@cache
def _long() -> re.Pattern[str]:
    return re.compile(
        rf"""{_head()}
        (?P<day>[0-9]{{1,2}}) \s+(?:{either("month_word")})\s+ (?P<month>[0-9]{{1,2}})
        (?: [\s,/]+(?P<year>[0-9]{{4}}) | {_named_year()} )? (?![0-9])""",
        re.VERBOSE,
    )


def _head() -> str:
    """An optional word for day, and an optional first day of a range."""
    word, until = either("day_word"), either("until")
    return rf"""(?:{_EDGE}(?P<word>{word})\s+)? (?<![0-9a-z])(?<![0-9][/.])
        (?:(?P<first>[0-9]{{1,2}})(?:-|\s+(?:{until})\s+(?:(?:{word})\s+)?))??"""


def _named_year() -> str:
    year, ahead = either("year_word"), either("years")
    return rf"[\s,]+(?:{year})\s+(?P<named_year>[0-9]{{4}}) | \s+(?P<ahead>{ahead}){_END}"
