"""The words that people type, read once from `messages/lexicon.yaml`."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import yaml

from messages.understand.typed import Hit, Typed, spelled_like
from regulations.vietnamese import fold

_EDGES = r"(?<![^\W_])(?:{})(?![^\W_])"


@cache
def section(name: str) -> Any:
    """One section of the lexicon, as the file has it."""
    return _lexicon()[name]


@cache
def either(*names: str) -> str:
    """The words of some sections as one alternative of a pattern, longest first."""
    return _alternatives(word for name in names for word in section(name))


@cache
def edged(*names: str) -> re.Pattern[str]:
    """Matches any word of the sections that stands alone."""
    return re.compile(_EDGES.format(either(*names)))


@cache
def values(name: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Folded word -> its spellings with their numbers; the words of a plain list count as 0."""
    words = section(name)
    numbered = words.items() if isinstance(words, dict) else ((word, 0) for word in words)
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for spelling, value in numbered:
        found[fold(spelling)] = (*found.get(fold(spelling), ()), (spelling, value))
    return found


def find(name: str, typed: Typed, rest: str) -> list[Hit]:
    """Where words of a section stand in `rest`, a copy of the folded text with parts blanked."""
    hits = []
    for match in edged(name).finditer(rest):
        for spelling, value in values(name)[" ".join(match.group().split())]:
            if spelled_like(typed.written(*match.span()), spelling):
                hits.append(Hit(value, *match.span()))
                break
    return hits


@cache
def _lexicon() -> dict[str, Any]:
    text = resources.files("messages").joinpath("lexicon.yaml").read_text("utf-8")
    loaded = yaml.safe_load(text)
    return dict(loaded)


def _alternatives(words: Iterable[str]) -> str:
    ordered = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)
