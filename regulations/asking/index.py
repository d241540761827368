"""A small index of short texts: which say most of the words asked for (BM25)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

_K = 1.2
_B = 0.6
PAIR_WEIGHT = 1.5
"""What two words side by side count, beside each of them."""


def terms_of(words: Sequence[str]) -> dict[str, float]:
    """Syllables and pairs of neighbours, each with its weight."""
    found: dict[str, float] = {}
    for word in words:
        found[word] = found.get(word, 0.0) + 1.0
    for first, second in pairwise(words):
        pair = f"{first} {second}"
        found[pair] = found.get(pair, 0.0) + 1.0
    return found


class Index:
    """Texts by number, each a bag of terms with weights."""

    def __init__(self, bags: Sequence[Mapping[str, float]]) -> None:
        self._size = len(bags)
        self._terms = [frozenset(bag) for bag in bags]
        lengths = [sum(bag.values()) for bag in bags]
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, bag in enumerate(bags):
            norm = _K * (1 - _B + _B * lengths[number] / (mean or 1.0))
            for term, weight in bag.items():
                part = weight * (_K + 1) / (weight + norm)
                self._postings.setdefault(term, []).append((number, part))

    def weight(self, term: str) -> float:
        """How telling a term is; one that is nowhere is as telling as the rarest."""
        count = len(self._postings.get(term, ()))
        idf = math.log(1 + (self._size - count + 0.5) / (count + 0.5))
        return idf * (PAIR_WEIGHT if " " in term else 1.0)

    def has(self, number: int, term: str) -> bool:
        """Whether that text says the term."""
        return term in self._terms[number]

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        """How well each text that has any of the terms fits."""
        found: dict[int, float] = {}
        for term in set(terms):
            weight = self.weight(term)
            for number, part in self._postings.get(term, ()):
                found[number] = found.get(number, 0.0) + weight * part
        return found
