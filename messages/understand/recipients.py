"""Whom a typed line means: groups, names, and who of them is left out."""

import re
from dataclasses import dataclass
from functools import cache

from messages.understand.lexicon import find, section
from messages.understand.typed import Typed, blank, read
from regulations.vietnamese import fold

_BETWEEN = re.compile(r"[,;\r\n]")


@dataclass(frozen=True, slots=True)
class Recipients:
    """Groups by their keys in the lexicon, names as typed; `less_` are those left out."""

    groups: tuple[str, ...]
    names: tuple[str, ...]
    less_groups: tuple[str, ...]
    less_names: tuple[str, ...]


def recipients(text: str) -> Recipients:
    """ "thành viên trừ Lê Thị Bình": what stands before the word for "without", and behind it."""
    typed = read(text)
    found = find("without", typed, typed.folded)
    end = len(typed.folded)
    before, after = (found[0].start, found[0].end) if found else (end, end)
    return Recipients(*_part(typed, 0, before), *_part(typed, after, end))


def _part(typed: Typed, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rest = blank(typed.folded, [(0, start), (end, len(typed.folded))])
    groups = [(m.span(), _groups()[" ".join(m.group().split())]) for m in _any().finditer(rest)]
    rest = _cut(rest, [span for span, _ in groups])
    filling = find("recipient_filling", typed, rest)
    rest = _cut(rest, [(hit.start, hit.end) for hit in filling])
    return tuple(dict.fromkeys(key for _, key in groups)), tuple(_names(typed, rest))


def _cut(rest: str, spans: list[tuple[int, int]]) -> str:
    """The same text with commas in the place of what was understood."""
    for start, end in spans:
        rest = rest[:start] + "," * (end - start) + rest[end:]
    return rest


def _names(typed: Typed, rest: str) -> list[str]:
    names, start = [], 0
    for end in [*(match.start() for match in _BETWEEN.finditer(rest)), len(rest)]:
        inside = rest[start:end]
        if inside.strip():
            first = start + len(inside) - len(inside.lstrip())
            names.append(typed.written(first, first + len(inside.strip())).strip(" .:"))
        start = end + 1
    return [name for name in names if name]


@cache
def _groups() -> dict[str, str]:
    groups = section("recipient_groups")
    return {fold(word): key for key in groups for word in groups[key]}


@cache
def _any() -> re.Pattern[str]:
    words = sorted(_groups(), key=lambda word: (-len(word), word))
    return re.compile(r"(?<![^\W_])(?:" + "|".join(words).replace(" ", r"\s+") + r")(?![^\W_])")
