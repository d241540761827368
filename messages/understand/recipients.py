"""Whom a typed line means: groups, lists known by name, names, and who of them is left out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from messages.understand.lexicon import edged, find, section
from messages.understand.typed import Typed, blank, read
from regulations.vietnamese import fold, tidy

_BETWEEN = re.compile(r"[,;\r\n]")
_LETTER = re.compile(r"[^\W\d_]")
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Recipients:
    """Groups by their keys in the lexicon, names as typed; `less_` are those left out.

    `lists` and `less_lists` are the keys of the lists that were handed in by name.
    """

    groups: tuple[str, ...]
    names: tuple[str, ...]
    less_groups: tuple[str, ...]
    less_names: tuple[str, ...]
    lists: tuple[str, ...] = field(default=(), kw_only=True)
    less_lists: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def nothing(self) -> bool:
        groups, lists = self.groups or self.less_groups, self.lists or self.less_lists
        return not (groups or lists or self.names or self.less_names)


def recipients(text: str, lists: Mapping[str, str] = _NOTHING) -> Recipients:
    """ "thành viên trừ Lê Thị Bình": what stands before the word for "without", and behind it.

    `lists` are whole names that may have commas and words like "and" in them, with their keys.
    """
    typed = read(text)
    rest, named = _named_lists(typed.folded, lists)
    found = find("without", typed, rest)
    end = len(rest)
    before, after = (found[0].start, found[0].end) if found else (end, end)
    groups, names = _part(typed, rest, 0, before)
    less_groups, less_names = _part(typed, rest, after, end)
    return Recipients(
        groups,
        names,
        less_groups,
        less_names,
        lists=_keys(key for at, key in named if at < after),
        less_lists=_keys(key for at, key in named if at >= after),
    )


def list_called(text: str, word: str) -> str:
    """What is behind the word for a list ("nhóm Dữ liệu"), in its own spelling; empty without."""
    match = re.match(rf"\s*{edged(word).pattern}\s+(?=\S)", fold(text))
    return text[match.end() :].strip() if match and len(fold(text)) == len(text) else ""


def list_name(word: str, text: str) -> str:
    """What somebody calls a list: one line, without the word for it; empty where it is no name."""
    line = tidy(text)
    name = (list_called(line, word) or line).strip(" .:“”\"'")
    if len(text.strip().splitlines()) > 1 or _BETWEEN.search(name) or not _LETTER.search(name):
        return ""
    return name[:1].upper() + name[1:]


def with_word(word: str, name: str) -> tuple[str, ...]:
    """All ways to put the word for a list before its name: "nhóm Dữ liệu"."""
    return tuple(f"{each} {name}" for each in section(word))


def _named_lists(folded: str, lists: Mapping[str, str]) -> tuple[str, list[tuple[int, str]]]:
    """The longest names first; commas in their place, with where each stood."""
    found = []
    for name in sorted(lists, key=lambda each: (-len(each), each)):
        words = fold(name).split()
        if not all(word in folded for word in words):
            continue  # of hundreds of units few are named
        pattern = r"\s+".join(map(re.escape, words))
        for match in re.finditer(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", folded):
            found.append((match.start(), lists[name]))
            folded = _cut(folded, [match.span()])
    return folded, sorted(found)


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _part(typed: Typed, rest: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rest = blank(rest, [(0, start), (end, len(rest))])
    groups = [(m.span(), _groups()[" ".join(m.group().split())]) for m in _any().finditer(rest)]
    rest = _cut(rest, [span for span, _ in groups])
    filling = find("recipient_filling", typed, rest)
    rest = _cut(rest, [(hit.start, hit.end) for hit in filling])
    return _keys(key for _, key in groups), tuple(_names(typed, rest))


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
