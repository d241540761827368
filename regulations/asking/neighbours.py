"""Whole questions that people put, and which of them a typed one is worded most like."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from committee.people import WORKING_GROUP_ROLES, Role
from regulations.asking.patterns import Phrases
from regulations.asking.words import Word

_PAIR, _APART, _KIND = 0.6, 0.4, 1.6
"""What neighbours count, two words with one between them, and a word of the same kind."""
_SHORT = 6.0
"""What a question of few telling words is held to lack: being like it says little."""
_NEXT = 0.35
"""What a second question of a group adds to the first that is alike."""

Bag = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Said:
    """A question as it is compared: its `words`, and the `course` of what they mean."""

    words: tuple[str, ...]
    course: tuple[str, ...]


def essence(
    typed: Sequence[Word],
    called: Mapping[int, Role | None],
    own: frozenset[int],
    around: frozenset[int],
    kinds: Phrases,
) -> Said:
    """What is compared; people in it by what they are, not by what they are called.

    `called` are the places of words that name a role, or an office (None); `own` those of words
    that mean who asks, `around` of chatter, `kinds` the words that people take one for another.
    """
    meant = {p: f"~{kind}" for kind, places in kinds.apart(typed) for p in places}
    found: list[str] = []
    course: list[str] = []
    for place, word in enumerate(typed):
        if place in called:
            steps = [_kind_of_person(called[place])]
        elif place in own:
            steps = ["@own"]
        elif place in meant:
            found.append(word.plain)
            steps = [meant[place]]
        elif place in around:
            continue
        else:
            found.append(word.plain)
            steps = [word.plain]
        course += [each for each in steps if course[-1:] != [each]]
    return Said(tuple(found), tuple(course))


def _kind_of_person(role: Role | None) -> str:
    if role in WORKING_GROUP_ROLES:
        return "to"
    return f"@{role}" if role else "@office"


class Neighbours:
    """Questions by group, each a bag of its words, of pairs of them, and of their kinds."""

    def __init__(self, questions: Iterable[tuple[int, Said]]) -> None:
        bags = [(group, _bag(said)) for group, said in questions]
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

    def alike(self, said: Said) -> dict[int, float]:
        """How much alike the most alike questions of each group are: 0 to about 1."""
        bag = _bag(said)
        scale = math.hypot(self._length(bag), _SHORT)
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


def _bag(said: Said) -> Bag:
    bag: dict[str, float] = dict.fromkeys(said.words, 1.0)
    course = said.course
    bag |= {each: _KIND if each.startswith("~") else 1.0 for each in course}
    bag |= {f"{a} {b}": _PAIR for a, b in pairwise(course)}
    return bag | {f"{a} * {b}": _APART for a, b in zip(course, course[2:], strict=False)}
