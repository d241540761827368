"""Answers as they are given: clauses, somebody's duties, or what is not regulated."""

from collections.abc import Sequence

from committee.people import COMMITTEE_ROLES, Role
from committee.rules import Citation
from regulations.asking.answer import Answer, Label
from regulations.asking.book import Book
from regulations.asking.duties import duties, whose_duties
from regulations.asking.heard import Heard
from regulations.asking.learned import ELSEWHERE, FOREIGN
from regulations.asking.lexicon import lexicon
from regulations.asking.matter import About
from regulations.asking.nearest import near, near_subject
from regulations.asking.people import Asker
from regulations.asking.question import Question
from regulations.asking.ranking import Ranked, rank
from regulations.model import Tension
from regulations.vietnamese import syllables

_COVERED = 0.3
"""From this share of the words on a clause is near to what was asked."""
_ON_IT = 0.5
"""How surely a clause must speak of a matter for its disagreement to be about that."""


def at(heard: Heard, place: Citation) -> Answer:
    """What stands at a place that was named; the nearest above it where nothing does."""
    resolves = heard.book.regulation.resolves
    if resolves(place):
        return found_at(heard, (place,))
    above = [Citation(place.article, place.clause), Citation(place.article)]
    nearest = near(heard.book, [each for each in above if resolves(each)][:1])
    return Answer(label=Label.NOT_REGULATED, place=place, nearest=nearest)


def of_duties(heard: Heard) -> Answer:
    """All that somebody has to do, the most their own first."""
    who = whose_duties(heard)
    return _of(heard, who, duties(heard.book, who))


def of_a_part(heard: Heard) -> Answer:
    """What an office has to do; of its several parts first the one whose words were asked for."""
    who = whose_duties(heard)
    ranked = [each.place for each in rank(heard, (), ())]
    order = {each.citation: n for n, each in enumerate(ranked) if who.office in each.offices}
    found = sorted(duties(heard.book, who), key=lambda each: order.get(each, len(ranked)))
    return _of(heard, who, tuple(found))


def _of(heard: Heard, who: Asker, found: tuple[Citation, ...]) -> Answer:
    if who.roles and not set(who.roles) & heard.book.regulation.titles.keys():
        return no_such_role(heard.book, who.roles[0])
    if not found:
        return Answer(label=Label.NOT_REGULATED, foreign=True)
    return found_at(heard, found, whose=who)


def no_such_role(book: Book, role: Role) -> Answer:
    """A part that this regulation gives nobody; the deputy's comes nearest."""
    known = [each for each in COMMITTEE_ROLES if each in book.regulation.titles]
    beside = Role.DEPUTY if Role.DEPUTY in known else known[0]
    nearest = near(book, duties(book, Asker((beside,)))[:1])
    name = lexicon().roles[role][0]
    return Answer(label=Label.NOT_REGULATED, subject=name, nearest=nearest)


def elsewhere(heard: Heard) -> Answer:
    """Of other work of an office it can be said that it is not regulated here."""
    if heard.likely[ELSEWHERE] > heard.likely[FOREIGN]:
        return Answer(label=Label.NOT_REGULATED, subject=lexicon().elsewhere)
    return Answer(label=Label.NOT_REGULATED, foreign=True)


def places_of(ranked: Sequence[Ranked]) -> tuple[Citation, ...]:
    """Where they stand, each place once."""
    return tuple(dict.fromkeys(each.place.citation for each in ranked))


def not_regulated(heard: Heard, about: About, ranked: Sequence[Ranked]) -> Answer:
    """That a subject is not regulated, or is a setting, with what comes nearest."""
    subject = about.subject
    alike = near(heard.book, places_of([e for e in ranked[:1] if e.covered > _COVERED]))
    return Answer(
        label=Label.SETTING if subject.setting else Label.NOT_REGULATED,
        key=subject.key,
        subject=subject.name,
        nearest=near_subject(heard.book, subject) or alike,
        for_others=bool(heard.book.answers[subject.key]),
    )


def found_at(
    heard: Heard,
    citations: tuple[Citation, ...],
    *,
    about: About | None = None,
    whose: Asker | None = None,
    also: tuple[Citation, ...] = (),
) -> Answer:
    """Clauses, with what the first says and where clauses disagree."""
    first = heard.book.places[heard.book.number[citations[0]]]
    return Answer(
        label=Label.REGULATION,
        citations=citations,
        gist=_best_gist(first.gists, heard.question) or first.unit.title,
        key=about.subject.key if about else "",
        subject=about.subject.name if about else "",
        tensions=_tensions(heard.book, citations[0], about) if not whose else (),
        whose=whose,
        also=also,
    )


def _best_gist(gists: tuple[str, ...], question: Question) -> str:
    """Of several unnumbered parts, the one that says most of the words asked for."""
    asked = {word.plain for word in question.typed}
    return max(gists, key=lambda gist: len(asked & set(syllables(gist))), default="")


def _tensions(book: Book, first: Citation, about: About | None) -> tuple[Tension, ...]:
    """Where clauses disagree on the very matter that was asked, or on the place named."""
    if about is None:
        return book.regulation.tensions_at((first,))
    answers = book.answers[about.subject.key]
    on_it = {each for each, sure in answers.items() if sure > _ON_IT}
    there = book.regulation.tensions
    return tuple(each for each in there if len(on_it & set(each.citations)) > 1)
