"""Whole questions that people put, and which of them a typed one is worded most like."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from committee.people import WORKING_GROUP_ROLES, Role
from regulations.asking.words import Word

_PAIR, _APART, _KIND = 1.0, 0.5, 0.6
"""What neighbours count, two words with one between them, and a word of the same kind."""
_LENGTH = 0.8
"""How far a long question is held against how little of it is known; 1: wholly."""
_NEXT = 0.35
"""What a second question of a group adds to the first that is alike."""

Bag = Mapping[str, float]


def essence(
    typed: Sequence[Word],
    called: Mapping[int, Role | None],
    own: frozenset[int],
    around: frozenset[int],
) -> list[str]:
    """The words that are compared; people in them by what they are, not by what they are called.

    `called` are the places of words that name a role, or an office (None); `own` those of words
    that mean who asks, `around` of chatter.
    """
    found: list[str] = []
    for place, word in enumerate(typed):
        if place in called:
            said = _kind_of_person(called[place])
        elif place in own:
            said = "@own"
        elif place in around:
            continue
        else:
            said = word.plain
        if not (said.startswith("@") and found[-1:] == [said]):
            found.append(said)
    return found


def _kind_of_person(role: Role | None) -> str:
    if role in WORKING_GROUP_ROLES:
        return f"@{Role.WORKING_GROUP_MEMBER}"
    return f"@{role}" if role else "@office"


class Neighbours:
    """Questions by group, each a bag of its words, of pairs of them, and of their kinds."""

    def __init__(
        self, questions: Iterable[tuple[int, Sequence[str]]], kinds: Mapping[str, str]
    ) -> None:
        self._kinds = kinds
        bags = [(group, self._bag(words)) for group, words in questions]
        self._groups = [group for group, _ in bags]
        counted: dict[str, int] = {}
        for _, bag in bags:
            for term in bag:
                counted[term] = counted.get(term, 0) + 1
        self._counted, self._size = counted, len(bags)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, (_, bag) in enumerate(bags):
            length = self._length(bag)
            for term, weight in bag.items():
                part = weight * self._telling(term) / length
                self._postings.setdefault(term, []).append((number, part))

    def alike(self, words: Sequence[str]) -> dict[int, float]:
        """How much alike the most alike questions of each group are: 0 to about 1."""
        bag = self._bag(words)
        scale = self._length(bag) ** _LENGTH * 6.0 ** (1 - _LENGTH) if bag else 1.0
        scores: dict[int, float] = {}
        for term, weight in bag.items():
            own = weight * self._telling(term) / scale
            for number, part in self._postings.get(term, ()):
                scores[number] = scores.get(number, 0.0) + own * part
        return self._by_group(scores)

    def _by_group(self, scores: Mapping[int, float]) -> dict[int, float]:
        best: dict[int, tuple[float, float]] = {}
        for number, score in scores.items():
            first, second = best.get(self._groups[number], (0.0, 0.0))
            if score > second:
                group = self._groups[number]
                best[group] = (max(first, score), min(first, score))
        return {g: first + _NEXT * second for g, (first, second) in best.items()}

    def _telling(self, term: str) -> float:
        return math.log(1 + self._size / (self._counted.get(term, 0) + 0.5))

    def _length(self, bag: Bag) -> float:
        return math.sqrt(sum((w * self._telling(t)) ** 2 for t, w in bag.items())) or 1.0

    def _bag(self, words: Sequence[str]) -> Bag:
        bag: dict[str, float] = dict.fromkeys(words, 1.0)
        bag |= {f"{a} {b}": _PAIR for a, b in pairwise(words)}
        bag |= {f"{a} * {b}": _APART for a, b in zip(words, words[2:], strict=False)}
        bag |= {self._kinds[each]: _KIND for each in words if each in self._kinds}
        return bag
