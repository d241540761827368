"""Finds the words and figures that say an hour of the day."""

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from messages.understand.lexicon import edged, either, section
from regulations.vietnamese import fold

_EDGE = r"(?<![^\W_])"
_END = r"(?![^\W_])"
_GAP = r"[\s,;().\-]"


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour that was said; `at` is None when it cannot be ("25h", "14h sang")."""

    at: time | None
    start: int
    end: int


def hours(rest: str) -> list[Clock]:
    """The hours in the text; of a range ("14h-16h") the first, which is when it begins."""
    found: list[Clock] = []
    for match in _pattern().finditer(rest):
        if _length_of_time().search(rest[max(0, match.start() - 30) : match.start()]):
            continue
        at, start = _clock(match), match.start()
        if found and _until().fullmatch(rest[found[-1].end : match.start()]):
            first = found.pop()
            at, start = _beginning(first, match["after"]), first.start
        found.append(Clock(at, start, match.end()))
    return found


def bare_hour(rest: str) -> time | None:
    """A message that is only a figure and a part of the day ("8 sang")."""
    match = _bare().fullmatch(rest.strip())
    return _in_part(int(match["hour"]), 0, match["after"]) if match else None


def _clock(match: re.Match[str]) -> time | None:
    minute = int(match["colon"] or match["minute"] or 0)
    if match["half"] or match["bare_half"]:
        minute = 30
    part = match["after"] or match["before"]
    at = _in_part(int(match["hour"]), minute, part)
    return _earlier(at, int(match["less"])) if match["less"] else at


def _beginning(first: Clock, part: str | None) -> time | None:
    """When a range begins: its last part of the day counts for both hours, if it can."""
    if first.at is None or part is None or first.at.hour > 12:
        return first.at
    return _in_part(first.at.hour, first.at.minute, part) or first.at


def _in_part(hour: int, minute: int, part: str | None) -> time | None:
    """The one clock time that fits the part of the day, or None."""
    if hour > 23 or minute > 59:
        return None
    if part is None:
        return time(hour, minute)
    first, last = _parts()[" ".join(part.split())]
    fitting = [at for at in (hour, hour + 12) if first <= at <= last]
    return time(fitting[0], minute) if fitting else None


def _earlier(at: time | None, minutes: int) -> time | None:
    if at is None or not 0 < minutes < 60:
        return None
    total = (at.hour * 60 + at.minute - minutes) % (24 * 60)
    return time(total // 60, total % 60)


@cache
def _parts() -> dict[str, tuple[int, int]]:
    return {fold(part): (first, last) for part, (first, last) in section("day_parts").items()}


@cache
def _pattern() -> re.Pattern[str]:
    parts, minutes = either("day_parts"), rf"(?:\s*(?:{either('minute_word')}){_END})?"
    return re.compile(
        rf"""(?:{_EDGE}(?P<before>{parts}){_GAP}+(?:(?:{either("at")}){_GAP}+)?)?
        (?<![0-9a-z])(?<![0-9][.,:/]) (?P<hour>[0-9]{{1,2}})
        (?: \s?:\s?(?P<colon>[0-9]{{2}})(?![0-9])
          | \s*(?:{either("hour_word")})(?![^\W0-9_])
            (?: \s*:?\s*(?P<minute>[0-9]{{1,2}})(?![0-9]){minutes}
              | \s*(?P<half>{either("half")}){_END}
              | \s*(?:{either("less")})\s*(?P<less>[0-9]{{1,2}})(?![0-9]){minutes} )?
          | \s*(?P<bare_half>{either("half")}){_END} )
        (?:\s*(?P<after>{parts}){_END})?""",
        re.VERBOSE,
    )


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?P<hour>[0-9]{{1,2}})\s*(?P<after>{either('day_parts')})")


@cache
def _until() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:-|{either('until')})\s*")


@cache
def _length_of_time() -> re.Pattern[str]:
    return re.compile(rf"{edged('not_an_hour_after').pattern}\s*$")
