"""The official wording beside its encoding: which part of a document is which unit."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from regulations.drafting.parts import OfficialText
from regulations.model import Article, Regulation
from regulations.vietnamese import syllables

_LEAST_ALIKE = 0.25
"""A gist with less of its weightier words in the wording may speak of another text."""

_BETTER_BY = 0.2
"""By how much another place must fit better to be named."""

_LEAST_ALIGNED = 0.7
"""Of the units of the encoding; below it, the document is another regulation."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A unit whose wording is not like its gist; `better` is where it would fit, or empty."""

    ref: str
    better: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The wording by the refs of the encoding, and what did not go together."""

    texts: Mapping[str, str]
    missing: tuple[str, ...]
    """Units of the encoding that the document does not have."""
    extra: tuple[str, ...]
    """Parts of the document that the encoding does not have."""
    doubtful: tuple[Doubtful, ...]

    @property
    def share(self) -> float:
        """How much of the encoding has a wording that is like it."""
        every = len(self.texts) + len(self.missing)
        return (len(self.texts) - len(self.doubtful)) / every if every else 0.0

    @property
    def is_of_this(self) -> bool:
        """Whether so much goes together that it is this regulation's document."""
        return self.share >= _LEAST_ALIGNED


def align(regulation: Regulation, document: OfficialText) -> Alignment:
    """Every unit with the part at the same place; likeness only tells where to look again."""
    parts = dict(document.walk())
    encoded = {entry.ref: entry for entry in regulation}
    found = [ref for ref in encoded if ref in parts]
    likeness = _Likeness({ref: part.wording() for ref, part in parts.items()})
    doubts = []
    for ref in found:
        unit = encoded[ref].unit
        said = f"{unit.title} {'' if isinstance(unit, Article) else unit.gist}"
        better = likeness.better_place(said, ref)
        if better is not None:
            doubts.append(Doubtful(ref, better))
    return Alignment(
        texts=MappingProxyType({ref: parts[ref].wording() for ref in found}),
        missing=tuple(ref for ref in encoded if ref not in parts),
        extra=tuple(ref for ref in parts if ref not in encoded),
        doubtful=tuple(doubts),
    )


class _Likeness:
    """How much of a gist's weightier words a part of the document has, 0 to 1."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._words = {ref: frozenset(_words(text)) for ref, text in texts.items()}
        seen = Counter(word for words in self._words.values() for word in words)
        self._weights = {word: math.log(1 + len(texts) / count) for word, count in seen.items()}
        self._strange = math.log(1 + len(texts))

    def better_place(self, said: str, ref: str) -> str | None:
        """None where it belongs at `ref`; else where it fits better, empty where nowhere."""
        words = frozenset(_words(said))
        own = self._of(words, ref)
        best = max(self._words, key=lambda each: self._of(words, each))
        if self._of(words, best) > own + _BETTER_BY:
            return best
        return "" if own < _LEAST_ALIKE else None

    def _of(self, words: Iterable[str], ref: str) -> float:
        weights = {word: self._weights.get(word, self._strange) for word in words}
        shared = sum(weight for word, weight in weights.items() if word in self._words[ref])
        return shared / (sum(weights.values()) or 1.0)


def _words(text: str) -> Iterable[str]:
    """Syllables, and pairs of them, which tell more."""
    found = syllables(text)
    return (*found, *(f"{first} {second}" for first, second in pairwise(found)))
