"""Which subjects a question is about, and which places of a regulation answer it best."""

from collections.abc import Mapping
from dataclasses import dataclass

from committee.people import Role
from committee.rules import Citation, RuleName
from regulations.asking.book import Book, Place
from regulations.asking.index import terms_of
from regulations.asking.lexicon import Subject
from regulations.asking.people import Asker, Mention
from regulations.asking.question import Question

_NAMED_WORD = 0.6
"""What a word of somebody's name counts in a subject: it is said of many subjects."""
_ASKING_WORD = 0.4
_LIKENESS = 6.0
"""What being worded wholly alike counts beside what is said outright."""
_TELLING = 8.0
"""A question whose words weigh less is hardly worded like anything."""
_LEAST = 4.0
"""A question about which less is sure than this leans on the words of the clauses."""
_HIDDEN = 0.5
"""What is left of a subject all of whose words belong to a longer one."""

_CONCERNED = 1.3
_SPECIAL = 1.5
"""What asking for a number, a day, a form weighs: whoever says so means just that."""

_SUBJECT, _WORDS = 1.0, 0.8
_NAMED, _OTHERS_NAMED, _OWN, _OTHERS = 0.35, -0.15, 0.15, -0.1
_WHOLE_ARTICLE = -0.25


@dataclass(frozen=True, slots=True)
class About:
    """A subject that a question may be about; `places` are the words that say so outright."""

    subject: Subject
    strength: float
    said: float
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place, how well it fits, and how much of what was asked its words cover (0 to 1)."""

    place: Place
    score: float
    covered: float


def subjects(
    book: Book, question: Question, mentions: tuple[Mention, ...], asker: Asker
) -> list[About]:
    """What the question can be about, the surest first."""
    named = frozenset(place for each in mentions for place in each.places)
    said = _measured(book, question, _said(book, question, named))
    alike = _alike(book, question)
    found = []
    for number, (places, strength) in enumerate(said):
        hidden = bool(places) and any(places < other for other, _ in said)
        subject = book.subjects[number]
        special = subject.parts or subject.sure
        outright = strength * (_HIDDEN if hidden else _SPECIAL if special else 1.0)
        total = outright + _LIKENESS * alike.get(number, 0.0)
        if total > 0:
            total *= _concern(book, subject, question, mentions, asker)
            found.append(About(subject, total, outright, places))
    return sorted(found, key=lambda each: -each.strength)


def _concern(
    book: Book,
    subject: Subject,
    question: Question,
    mentions: tuple[Mention, ...],
    asker: Asker,
) -> float:
    """A subject whose clauses speak to who is named, or to who asks of themselves, is likelier."""
    own = (Mention(asker.roles, asker.office, frozenset()),) if question.first_person else ()
    spoken_of = (*mentions, *own)
    answers = book.answers[subject.key]
    if not spoken_of or not answers:
        return 1.0
    places = [book.places[book.number[each]] for each in answers]
    return (
        _CONCERNED if any(_binds(p, m.roles, m.office) for p in places for m in spoken_of) else 1.0
    )


def _said(
    book: Book, question: Question, named: frozenset[int]
) -> list[tuple[frozenset[int], float]]:
    """For each subject the words of the question that name it best, and what they weigh."""
    best: list[tuple[frozenset[int], float]] = [(frozenset(), 0.0)] * len(book.subjects)
    for number, places in book.asks.find(question.typed):
        weight = sum(_weight(book, question, named, place) for place in places)
        if weight > best[number][1]:
            best[number] = (places, weight)
    return best


def _measured(
    book: Book, question: Question, said: list[tuple[frozenset[int], float]]
) -> list[tuple[frozenset[int], float]]:
    """With subjects that are another one asked for by a measure: absence by days."""
    most = max(weight for _, weight in said)
    by_key = {each.key: said[number] for number, each in enumerate(book.subjects)}
    found = list(said)
    for number, each in enumerate(book.subjects):
        measure = book.measures[each.measure].places(question.typed) if each.measure else None
        if not measure:
            continue
        base = max((by_key[key] for key in each.of), key=lambda pair: pair[1])
        if base[1] > found[number][1] * 0.9 and base[1] >= 0.6 * most:
            found[number] = (base[0] | measure, base[1] * 1.1)
    return found


def _weight(book: Book, question: Question, named: frozenset[int], place: int) -> float:
    telling = book.subject_index.weight(question.typed[place].plain)
    if place in named:
        return telling * _NAMED_WORD
    return telling * (_ASKING_WORD if place in question.asking else 1.0)


def _alike(book: Book, question: Question) -> Mapping[int, float]:
    """How much of the question is worded as each subject is asked for: 0 to about 1."""
    terms = terms_of(question.terms(book.asked_so))
    whole = sum(book.subject_index.weight(term) for term in terms) or 1.0
    share = min(1.0, whole / _TELLING) / (whole * 1.5)
    return {n: score * share for n, score in book.subject_index.scores(terms).items()}


def rank(
    book: Book,
    question: Question,
    about: list[About],
    asker: Asker,
    mentions: tuple[Mention, ...],
) -> list[Ranked]:
    """Every place that fits at all, the best first."""
    weights = _subject_weights(book, about, mentions, asker)
    words = book.index.scores([*terms_of(question.terms(book.written)), *terms_of(question.more)])
    most = max(words.values(), default=0.0) or 1.0
    found = []
    for number, place in enumerate(book.places):
        score = _SUBJECT * weights.get(place.citation, 0.0)
        score += _WORDS * words.get(number, 0.0) / most
        if score <= 0:
            continue
        meant = about[0].subject.binds if about else frozenset()
        if meant:
            score += _NAMED if meant & place.binds else _OTHERS_NAMED
        else:
            score += _people(place, question, asker, mentions)
        if place.size == 1 and place.citation in book.holders:
            score += _WHOLE_ARTICLE
        found.append(Ranked(place, score, _covered(book, question, number)))
    return sorted(found, key=lambda each: -each.score)


def _subject_weights(
    book: Book, about: list[About], mentions: tuple[Mention, ...], asker: Asker
) -> dict[Citation, float]:
    """How surely each place speaks of what is asked; 1 for the surest."""
    top = max(_LEAST, max((each.strength for each in about), default=0.0))
    found: dict[Citation, float] = {}
    for each in about[:8]:
        part = each.strength / top
        if part < 0.25:
            continue
        for citation, sure in book.answers[each.subject.key].items():
            found[citation] = max(found.get(citation, 0.0), part * sure)
    return found


def _people(place: Place, question: Question, asker: Asker, mentions: tuple[Mention, ...]) -> float:
    """Who is named counts most; where nobody is, who asks."""
    if mentions:
        if any(_binds(place, each.roles, each.office) for each in mentions):
            return _NAMED
        if question.first_person and _binds(place, asker.roles, asker.office):
            return _OWN
        return _OTHERS_NAMED if place.binds or place.offices else 0.0
    if _binds(place, asker.roles, asker.office):
        return _OWN * (2 if question.first_person else 1)
    return _OTHERS if question.first_person and (place.binds or place.offices) else 0.0


def _binds(place: Place, roles: tuple[Role, ...], office: str) -> bool:
    return bool(office and office in place.offices) or any(role in place.binds for role in roles)


def _covered(book: Book, question: Question, number: int) -> float:
    terms = {*question.terms(book.written)}
    more = set(question.more)
    whole = sum(book.index.weight(term) for term in terms)
    own = sum(book.index.weight(t) for t in terms | more if book.index.has(number, t))
    return min(1.0, own / whole) if whole else 0.0


def bound(book: Book, subject: Subject) -> tuple[Role, ...]:
    """Whom the rules of a subject bind; empty where they bind nobody by name."""
    rules = [book.regulation.rules.find(RuleName(name)) for name in subject.rules]
    return tuple(dict.fromkeys(role for rule in rules if rule for role in rule.binds))
