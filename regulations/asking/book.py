"""One regulation made ready to be asked: its places, the words in them, where subjects stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from committee.people import Role
from committee.rules import Citation, RuleName
from regulations.asking.essence import kinds_said
from regulations.asking.index import Index, terms_of
from regulations.asking.lexicon import Lexicon, Subject
from regulations.asking.patterns import Phrases
from regulations.asking.people import Who
from regulations.asking.words import Word, words, written
from regulations.model import Entry, Paragraph, Regulation, Unit
from regulations.vietnamese import syllables

_OWN, _TITLE, _ABOVE, _WHO = 1.0, 0.8, 0.3, 0.4
"""What a word counts: in the gist, a title, the unit above, the names of whom it binds."""

_RULE, _RULE_STEP, _DUTY_ALONE, _DUTY, _TOPIC = 1.0, 0.06, 0.9, 0.72, 0.6
_SPREAD = 0.15
"""A place that speaks of many matters speaks less of each."""
"""How surely a subject stands where a rule, a duty code or a topic says so."""


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be cited, with the unnumbered paragraphs that belong to it."""

    citation: Citation
    unit: Unit
    gists: tuple[str, ...]
    binds: frozenset[Role]
    offices: frozenset[str]
    topics: frozenset[str]
    duties: frozenset[str]

    @property
    def size(self) -> int:
        """1 an article, 2 a clause, 3 a point."""
        return 3 if self.citation.point else 2 if self.citation.clause else 1


class Book:
    """A regulation, its index and its subjects."""

    def __init__(
        self, regulation: Regulation, lexicon: Lexicon, wording: Mapping[str, str] | None = None
    ) -> None:
        self.regulation = regulation
        self.places = _places(regulation)
        self.number = {each.citation: number for number, each in enumerate(self.places)}
        self._said = self._said_by(lexicon)
        self.who = Who(regulation, lexicon)
        texts = [self._texts(each, wording or {}) for each in self.places]
        self.index = Index([_bag(each, lexicon.kinds) for each in texts])
        self.vocabulary = _vocabulary([text for each in texts for text, _ in each])
        self.written = written(text for each in texts for text, _ in each)
        self.toneless = _toneless(self.written) | _toneless(lexicon.written)
        self.subjects = lexicon.subjects
        self.measures = lexicon.measures
        self.asks = lexicon.asks
        self.alike = lexicon.alike
        self.asked_so = lexicon.written
        self.answers = {
            each.key: self._answers(each) or self._answers(replace(each, binds=frozenset()))
            for each in self.subjects
        }
        self.holders = frozenset(
            Citation(each.citation.article) for each in self.places if each.citation.clause
        )

    def _texts(self, place: Place, wording: Mapping[str, str]) -> list[tuple[str, float]]:
        """What is said there and around it, each with what its words count."""
        cited, titles = place.citation, self.regulation.titles
        above = [Citation(cited.article)] if cited.clause else []
        above += [Citation(cited.article, cited.clause)] if cited.point else []
        units = [self.regulation.unit(each) for each in above]
        names = [titles.get(role, "") for role in place.binds]
        names += [self.regulation.offices[key].name for key in place.offices]
        return [
            *((gist, _OWN) for gist in place.gists),
            (place.unit.title, _TITLE),
            (wording.get(str(cited), ""), _OWN),
            *((f"{unit.title} {unit.gist if each.clause else ''}", _ABOVE)
              for each, unit in zip(above, units, strict=True)),
            *((name, _WHO) for name in names),
        ]  # fmt: skip

    def _answers(self, subject: Subject) -> Mapping[Citation, float]:
        """Where this regulation speaks of a subject, and how surely; empty: it does not."""
        if subject.parts:
            return dict.fromkeys(self._said.get(subject.key, ()), _RULE)
        found: dict[Citation, float] = {}
        for name in subject.rules:
            rule = self.regulation.rules.find(RuleName(name))
            cited = [each for each in rule.citations if self._binds(each, subject)] if rule else []
            for step, citation in enumerate(cited):
                found.setdefault(citation, _RULE - _RULE_STEP * min(step, 4))
        by_duty = _DUTY if found else _DUTY_ALONE
        for place in self.places:
            if not self._binds(place.citation, subject):
                continue
            if place.duties & set(subject.duties):
                found.setdefault(place.citation, by_duty * len(place.duties) ** -_SPREAD)
            elif place.topics & set(subject.topics):
                found.setdefault(place.citation, _TOPIC * len(place.topics) ** -_SPREAD)
        return found

    def _said_by(self, lexicon: Lexicon) -> Mapping[str, tuple[Citation, ...]]:
        """The subjects that some clause speaks of in so many words, by key, with the clauses."""
        found: dict[str, tuple[Citation, ...]] = {}
        for place in self.places:
            for number, _ in lexicon.said.find(words(". ".join(place.gists))):
                key = lexicon.subjects[number].key
                found[key] = (*found.get(key, ()), place.citation)
        return found

    def _binds(self, citation: Citation, subject: Subject) -> bool:
        """Whether the place speaks to those whom the subject is about, if it is about some."""
        place = self.places[self.number[citation]]
        return not subject.binds or bool(subject.binds & place.binds)

    def near(self, name: str) -> tuple[Citation, ...]:
        """Where a rule, a duty code or a topic stands, the most direct place first."""
        rule = self.regulation.rules.find(RuleName(name)) if name in tuple(RuleName) else None
        if rule:
            return rule.citations
        held = [p for p in self.places if name in p.topics or name in p.duties]
        return tuple(p.citation for p in sorted(held, key=lambda p: p.size == 1))


def _places(regulation: Regulation) -> tuple[Place, ...]:
    found: dict[Citation, Place] = {}
    for entry in regulation:
        held = found.get(entry.citation)
        found[entry.citation] = _place(entry) if held is None else _with(held, entry)
    return tuple(found.values())


def _place(entry: Entry) -> Place:
    unit = entry.unit
    return Place(
        entry.citation,
        unit,
        (unit.gist,) if unit.gist else (),
        frozenset(unit.binds),
        frozenset(unit.offices),
        frozenset(unit.topics),
        frozenset(unit.duties),
    )


def _with(place: Place, entry: Entry) -> Place:
    """The same with a paragraph that is cited by it."""
    unit = entry.unit
    assert isinstance(unit, Paragraph)  # noqa: S101 - nothing else shares a citation
    return replace(
        place,
        gists=(*place.gists, unit.gist),
        binds=place.binds | set(unit.binds),
        offices=place.offices | set(unit.offices),
        topics=place.topics | set(unit.topics),
        duties=place.duties | set(unit.duties),
    )


def _bag(texts: Sequence[tuple[str, float]], kinds: Phrases) -> dict[str, float]:
    bag: dict[str, float] = {}
    for text, weight in texts:
        for term in kinds_said(words(text), kinds):
            bag[term] = bag.get(term, 0.0) + weight
        for term, count in terms_of(syllables(text)).items():
            bag[term] = bag.get(term, 0.0) + count * weight
    return bag


def _vocabulary(texts: Sequence[str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for text in texts:
        for word in syllables(text):
            counted[word] = counted.get(word, 0) + 1
    return counted


def _toneless(forms: Mapping[str, frozenset[Word]]) -> frozenset[str]:
    """The words that are written without a tone, with their other marks."""
    return frozenset(word.shape for each in forms.values() for word in each if not word.tone)
