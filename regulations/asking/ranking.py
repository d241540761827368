"""Which places of a regulation answer a question best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from committee.rules import Citation
from regulations.asking.book import Place
from regulations.asking.duties import home_article
from regulations.asking.essence import kinds_said
from regulations.asking.heard import Heard, binds
from regulations.asking.index import terms_of
from regulations.asking.lexicon import lexicon
from regulations.asking.matter import About
from regulations.asking.people import Mention

_LEAST = 4.0
"""A question about which less is sure than this leans on the words of the clauses."""
_MATTERS, _SHARE = 8, 0.8
"""How many subjects count, and from which share of the surest one on."""

_MAYBE, _MOST_MEANT = 0.08, 3
"""How likely a subject is that may be meant beside the first, and how many are shown."""

_SUBJECT, _WORDS = 1.0, 0.9
_EVEN = 0.5
"""How far a subject that only a topic tells is as good as one that a rule tells; 1: wholly."""
_ALWAYS = 0.95
"""The part that the words count even where they cover hardly any of the question."""
_NAMED, _OTHERS_NAMED, _OWN, _OTHERS = 0.2, -0.15, 0.3, -0.3
_OWN_TOO, _HOME = 0.5, 0.2
"""A place that binds who is named, others than these, the asker, others than the asker."""
_ASKED_OWN = 1.5
"""How much more who asks counts who asks for themselves."""
_WHOLE_ARTICLE = -0.25


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place, how well it fits, and how much of what was asked its words cover (0 to 1)."""

    place: Place
    score: float
    covered: float


def rank(heard: Heard, about: Sequence[About], mentions: tuple[Mention, ...]) -> list[Ranked]:
    """Every place that fits at all, the best first; `mentions` are those beside the subject's."""
    book, question = heard.book, heard.question
    weights = _subject_weights(heard, about)
    said = question.terms(book.written)
    meant = kinds_said(question.typed, lexicon().kinds)
    words = book.index.scores([*terms_of(said), *terms_of(question.more), *meant])
    asked = {term: book.index.weight(term) for term in {*said, *question.more}}
    whole = sum(asked[term] for term in {*said})
    most = max(words.values(), default=0.0) or 1.0
    share = max((_covered(heard, n, asked, whole) for n in words), default=0.0)
    trust = _WORDS * (_ALWAYS + (1 - _ALWAYS) * share)
    found = []
    for number, place in enumerate(book.places):
        score = _SUBJECT * weights.get(place.citation, 0.0)
        score += trust * words.get(number, 0.0) / most
        if score > 0:
            score += _people(heard, place, about, mentions) + _size(heard, place)
            found.append(Ranked(place, score, _covered(heard, number, asked, whole)))
    return sorted(found, key=lambda each: -each.score)


def with_the_next(heard: Heard, about: Sequence[About], ranked: list[Ranked]) -> list[Ranked]:
    """Behind the best place the best of each subject that may be meant as well."""
    answers = heard.book.answers
    groups = [answers[each.subject.key] for each in about if each.likely > _MAYBE]
    found = ranked[:1]
    for places in groups[:_MOST_MEANT]:
        if not any(each.place.citation in places for each in found):
            found += [each for each in ranked if each.place.citation in places][:1]
    return found + [each for each in ranked if each not in found]


def _subject_weights(heard: Heard, about: Sequence[About]) -> dict[Citation, float]:
    """How surely each place speaks of what is asked; 1 for the surest."""
    top = max(_LEAST, max((each.strength for each in about), default=0.0))
    found: dict[Citation, float] = {}
    for each in about[:_MATTERS]:
        part = each.strength / top
        if part < _SHARE:
            continue
        answers = heard.book.answers[each.subject.key]
        surest = max(answers.values(), default=1.0) ** _EVEN
        for citation, sure in answers.items():
            found[citation] = max(found.get(citation, 0.0), part * sure / surest)
    return found


def _people(
    heard: Heard, place: Place, about: Sequence[About], mentions: tuple[Mention, ...]
) -> float:
    """Whom the subject is about counts most, then who is named, then who asks."""
    meant = about[0].subject.binds if about else frozenset()
    own = binds(place, heard.asker)
    somebody = bool(place.binds or place.offices)
    if meant:
        return _NAMED if meant & place.binds else _OTHERS_NAMED
    if any(binds(place, each) for each in mentions):
        return _NAMED
    if mentions:
        named_too = own and heard.question.first_person
        return _OWN_TOO if named_too else _OTHERS_NAMED * somebody
    if own:
        home = place.citation.article == home_article(heard.book, heard.asker.roles)
        return (_OWN + _HOME * home) * (_ASKED_OWN if heard.question.first_person else 1.0)
    return _OTHERS * (heard.question.first_person and somebody)


def _size(heard: Heard, place: Place) -> float:
    """The title of an article says less than its clauses."""
    return _WHOLE_ARTICLE if place.size == 1 and place.citation in heard.book.holders else 0.0


def _covered(heard: Heard, number: int, asked: Mapping[str, float], whole: float) -> float:
    """What share of the words asked for a place says, by their weights; `whole` is all of them."""
    here = sum(weight for term, weight in asked.items() if heard.book.index.has(number, term))
    return min(1.0, here / whole) if whole else 0.0
