"""The units that people work in, as their positions on the roster name them."""

import re
from functools import cache, lru_cache

from messages.understand.lexicon import edged, section
from messages.understand.typed import spelled_like
from regulations.vietnamese import fold, syllables, tidy

_NAME_LENGTH = 120


@lru_cache(maxsize=4096)
def units(position: str) -> tuple[str, ...]:
    """ "Trưởng Công an phường" -> "Công an phường"; of several offices held, the unit of each.

    A position that names no unit ("Chuyên viên") gives none.
    """
    found = [_unit(part) for part in _offices(tidy(position)[:_NAME_LENGTH])]
    return tuple(dict.fromkeys(unit for unit in found if unit))


def unit_key(unit: str) -> str:
    """The same for all ways of writing one unit."""
    return " ".join(syllables(unit))


def units_meant(typed: str, known: tuple[str, ...]) -> tuple[int, ...]:
    """The units that a typed name may mean: its whole name, else two words of it or more."""
    wanted = syllables(typed)
    if not wanted:
        return ()
    whole = tuple(place for place, unit in enumerate(known) if syllables(unit) == wanted)
    if whole or len(wanted) < 2:
        return whole
    return tuple(place for place, unit in enumerate(known) if _inside(wanted, syllables(unit)))


def _inside(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))


def _offices(position: str) -> list[str]:
    """A comma, or the word for "too", begins another office only where a title stands behind it."""
    offices, start, folded = [], 0, fold(position)
    if len(folded) != len(position):
        return [position]
    for match in _between().finditer(folded):
        if _behind_title(position[match.end() :]):
            offices.append(position[start : match.start()])
            start = match.end()
    return [*offices, position[start:]]


def _unit(office: str) -> str:
    """The office without the titles before its unit."""
    unit = office.strip(" .-")
    while end := _behind_title(unit):
        unit = unit[end:].strip(" .-")
    if any(fold(unit).startswith(fold(word)) for word in section("no_unit")):
        return ""
    named = len(syllables(unit)) > 1 or (len(unit) > 1 and unit.isupper())
    return unit[:1].upper() + unit[1:] if named else ""


def _behind_title(text: str) -> int:
    """Where the title ends that the text begins with; 0 without one ("Trường" is no "Trưởng")."""
    start = len(text) - len(text.lstrip())
    match = _title().match(fold(text))
    if match is None:
        return 0
    end = start + match.end()
    titles = section("office_titles")
    return end if any(spelled_like(text[start:end], title) for title in titles) else 0


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"[,;/]|{edged('office_joint').pattern}")


@cache
def _title() -> re.Pattern[str]:
    return edged("office_titles")
