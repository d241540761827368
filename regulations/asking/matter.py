"""Which of the lexicon's subjects a question is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from committee.people import Role
from committee.rules import RuleName
from regulations.asking.book import Book
from regulations.asking.heard import Heard, binds
from regulations.asking.lexicon import Subject

_NAMED_WORD, _ASKING_WORD = 0.6, 0.4
"""What a word of somebody's name counts in a subject, and one that only asks."""
_LIKELY = 40.0
"""What being surely meant counts beside the weight of words that say it outright."""
_BY_MEASURE = 0.5
"""The part of a subject's likelihood that goes to being asked for it by a measure."""
_HIDDEN = 0.5
"""What is left of a subject all of whose words belong to a longer one."""
_CONCERNED = 2.5
"""A subject whose clauses speak to who is named or asks is likelier by this."""
_KNOWN = 0.18
"""From this likelihood on a subject is known without being named outright."""

_Said = tuple[frozenset[int], float]
"""The words of a question that name a subject, and what they weigh."""


@dataclass(frozen=True, slots=True)
class About:
    """A subject that a question may be about; `places` are the words that say so outright.

    `likely`: how likely questions put like this one are about it, 0 to 1.
    """

    subject: Subject
    strength: float
    said: float
    places: frozenset[int]
    likely: float

    @property
    def known(self) -> bool:
        """Whether it is named outright, or asked for nearly as people are known to ask for it."""
        return self.said > 0 or self.likely >= _KNOWN


def matters(heard: Heard) -> list[About]:
    """What the question can be about, the surest first."""
    said = _measured(heard, _said(heard))
    meant = _by_measure(heard)
    found = []
    for number, (places, weight) in enumerate(said):
        subject = heard.book.subjects[number]
        hidden = bool(places) and any(places < other for other, _ in said)
        outright = weight * (_HIDDEN if hidden else 1.0)
        likely = meant[subject.key]
        sure = outright * _concern(heard, subject) + _LIKELY * likely
        found.append(About(subject, sure, outright, places, likely))
    return sorted(found, key=lambda each: -each.strength)


def bound(book: Book, subject: Subject) -> tuple[Role, ...]:
    """Whom the rules of a subject bind; empty where they bind nobody by name."""
    rules = [book.regulation.rules.find(RuleName(name)) for name in subject.rules]
    return tuple(dict.fromkeys(role for rule in rules if rule for role in rule.binds))


def _said(heard: Heard) -> list[_Said]:
    """For each subject the words that name it best."""
    best: list[_Said] = [(frozenset(), 0.0)] * len(heard.book.subjects)
    for number, places in heard.book.asks.find(heard.question.typed):
        weight = sum(_weight(heard, place) for place in places)
        if weight > best[number][1]:
            best[number] = (places, weight)
    return best


def _weight(heard: Heard, place: int) -> float:
    telling = heard.book.alike.weight(heard.question.typed[place].plain)
    if place in heard.named:
        return telling * _NAMED_WORD
    return telling * (_ASKING_WORD if place in heard.question.asking else 1.0)


def _measured(heard: Heard, said: list[_Said]) -> list[_Said]:
    """With subjects that are another one asked for by a measure: absence by days."""
    most = max(weight for _, weight in said)
    by_key = {each.key: said[number] for number, each in enumerate(heard.book.subjects)}
    found = list(said)
    for number, each in enumerate(heard.book.subjects):
        measure = heard.measures.get(each.measure)
        base = max((by_key[key] for key in each.of), key=lambda pair: pair[1], default=None)
        if measure and base and base[1] >= max(0.6 * most, found[number][1] * 0.9, 0.01):
            found[number] = (base[0] | measure, base[1] * 1.1)
    return found


def _by_measure(heard: Heard) -> Mapping[str, float]:
    """How likely each subject is; with a measure said, what that subject is asked for by it.

    A subject that came after what was learned is not likely; its ways of asking still count.
    """
    found = {each.key: heard.likely.get(each.key, 0.0) for each in heard.book.subjects}
    for each in heard.book.subjects:
        if each.measure in heard.measures:
            parts = {key: _BY_MEASURE * found[key] for key in each.of}
            found[each.key] += sum(parts.values())
            found |= {key: found[key] - part for key, part in parts.items()}
    return found


def _concern(heard: Heard, subject: Subject) -> float:
    by_key = heard.book.answers
    answers = [place for key in (subject.key, *subject.of) for place in by_key[key]]
    places = [heard.book.places[heard.book.number[each]] for each in answers]
    concerned = any(binds(place, each) for place in places for each in heard.spoken_of)
    return _CONCERNED if concerned else 1.0
