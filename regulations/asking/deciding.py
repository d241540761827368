"""From a question to its answer: a place, duties, clauses on a matter, or what is not regulated."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from committee.people import COMMITTEE_ROLES, Role
from committee.rules import Citation
from regulations.asking.answer import Answer, Label
from regulations.asking.book import Book
from regulations.asking.doubting import foreign, refused, silent
from regulations.asking.duties import asks_for_duties, duties, has_a_part, whose_duties
from regulations.asking.heard import Heard
from regulations.asking.learned import DUTIES, ELSEWHERE, FOREIGN
from regulations.asking.lexicon import lexicon
from regulations.asking.matter import About, matters
from regulations.asking.nearest import near, near_subject
from regulations.asking.people import Asker, Mention
from regulations.asking.question import Question, cited
from regulations.asking.ranking import Ranked, rank, with_the_next
from regulations.model import Tension
from regulations.vietnamese import syllables

MOST, MOST_CHOICES = 10, 3
_SAID_DUTIES, _RATHER_DUTIES, _DUTIES = 0.28, 0.2, 0.5
"""How likely duties are asked for: said so plainly; likelier than any subject; at any rate."""
_CLEAR = 0.43
"""From this likelihood on a subject is meant."""
_VAGUE, _LIKELIER = 0.15, 1.0
"""Below this likelihood, or this part of that of what is not regulated, it is asked back."""
_ENOUGH = 0.3
"""From this weight, or share of the words, on something is said or covered at all."""
_UNSURE = 0.5
"""A question on no known matter, of whose words no clause has more than this, is asked back."""
_THIN = 0.9
"""How near the second clause comes to the first where it is asked back."""
_SENTENCE, _NEARLY = 4, 0.8
"""From so many telling words and this share of them on a clause is what was quoted."""
_FEW = 2
"""A single word that is no subject is no question."""
_CLOSE = 0.85
"""A clause that fits this much as well as the first is named beside it."""
_ON_IT = 0.5
"""How surely a clause must speak of a matter for its disagreement to be about that."""


def decide(heard: Heard, previous: tuple[Citation, ...]) -> Answer:
    """The answer; `previous` are the clauses that the asker was shown last."""
    place = cited(heard.question.text)
    if place is not None:
        return _at(heard, place)
    if heard.question.earlier and previous:
        return _found(heard, previous[:1])
    about = _as_asked(heard, matters(heard))
    if foreign(heard, about) and not _worded_so(heard, about):
        return _elsewhere(heard)
    if _for_a_part(heard, about):
        return _duties(heard, _most_asked_first)
    if _for_duties(heard, about):
        return _duties(heard)
    return _searched(heard, about)


def _worded_so(heard: Heard, about: list[About]) -> bool:
    """Whether some clause is worded nearly as the question is."""
    ranked = rank(heard, about, heard.mentions)
    enough = len(heard.question.content) >= _SENTENCE
    return enough and any(each.covered > _NEARLY for each in ranked[:5])


def _elsewhere(heard: Heard) -> Answer:
    """Of other work of an office it can be said that it is not regulated here."""
    if heard.likely[ELSEWHERE] > heard.likely[FOREIGN]:
        return Answer(label=Label.NOT_REGULATED, subject=lexicon().elsewhere)
    return Answer(label=Label.NOT_REGULATED, foreign=True)


def _for_a_part(heard: Heard, about: list[About]) -> bool:
    """Whether a subject is asked for of which an office that is meant has a part of its own."""
    somebody = heard.mentions or heard.question.first_person
    known = about[0].subject.by_office and about[0].known
    return bool(somebody) and known and has_a_part(heard.book, whose_duties(heard))


def _for_duties(heard: Heard, about: list[About]) -> bool:
    """Whether all that somebody has to do is asked for."""
    likely = heard.likely[DUTIES]
    if asks_for_duties(heard, lexicon(), about, _ENOUGH):
        return likely > min(_SAID_DUTIES, about[0].likely)
    return likely > min(_DUTIES, max(_RATHER_DUTIES, about[0].likely))


def _at(heard: Heard, place: Citation) -> Answer:
    """What stands at a place that was named; the nearest above it where nothing does."""
    resolves = heard.book.regulation.resolves
    if resolves(place):
        return _found(heard, (place,))
    above = [Citation(place.article, place.clause), Citation(place.article)]
    nearest = near(heard.book, [each for each in above if resolves(each)][:1])
    return Answer(label=Label.NOT_REGULATED, place=place, nearest=nearest)


Ordering = Callable[[Heard, tuple[Citation, ...], Asker], tuple[Citation, ...]]


def _as_written(_: Heard, found: tuple[Citation, ...], __: Asker) -> tuple[Citation, ...]:
    return found


def _most_asked_first(
    heard: Heard, found: tuple[Citation, ...], who: Asker
) -> tuple[Citation, ...]:
    """Of the several parts of an office the one whose words were asked for."""
    ranked = [each.place for each in rank(heard, (), ())]
    order = {each.citation: n for n, each in enumerate(ranked) if who.office in each.offices}
    return tuple(sorted(found, key=lambda each: order.get(each, len(ranked))))


def _duties(heard: Heard, ordered: Ordering = _as_written) -> Answer:
    who = whose_duties(heard)
    if who.roles and not set(who.roles) & heard.book.regulation.titles.keys():
        return _no_such_role(heard.book, who.roles[0])
    found = ordered(heard, duties(heard.book, who), who)
    if not found:
        return Answer(label=Label.NOT_REGULATED, foreign=True)
    return _found(heard, found, whose=who)


def _no_such_role(book: Book, role: Role) -> Answer:
    """A part that this regulation gives nobody; the deputy's comes nearest."""
    known = [each for each in COMMITTEE_ROLES if each in book.regulation.titles]
    beside = Role.DEPUTY if Role.DEPUTY in known else known[0]
    nearest = near(book, duties(book, Asker((beside,)))[:1])
    name = lexicon().roles[role][0]
    return Answer(label=Label.NOT_REGULATED, subject=name, nearest=nearest)


def _as_asked(heard: Heard, about: list[About]) -> list[About]:
    """What is meant by who asks it of themselves: the head who stays away asks who stands in."""
    if heard.speaks_of_others or not heard.question.first_person:
        return about
    known = {each.key: each for each in heard.book.subjects}
    meant = [about[0].subject.instead.get(role, "") for role in heard.asker.roles]
    for key in meant:
        if key and heard.book.answers[key]:
            return [replace(about[0], subject=known[key]), *about[1:]]
    return about


def _searched(heard: Heard, about: list[About]) -> Answer:
    beside = _beside(heard, about)
    absent = heard.absent_role(beside)
    if absent is not None:
        return _no_such_role(heard.book, absent)
    lacking = refused(heard, about, beside)
    if lacking is not None:
        return _not_regulated(heard, lacking, rank(heard, about, beside))
    likeliest = about[0].likely
    about = [each for each in about if not silent(heard, each, beside)]
    ranked = with_the_next(heard, about, rank(heard, about, beside))
    outright = any(each.said >= _ENOUGH for each in about)
    clearly = bool(about) and about[0].likely >= _CLEAR
    said = outright or any(each.known for each in about)
    covered = max((each.covered for each in ranked[:5]), default=0.0)
    few = len(heard.question.content) < _FEW
    if not ranked or (not said and (few or covered < _ENOUGH)):
        asked = bool(heard.mentions and heard.question.asking)
        return _duties(heard) if asked else Answer(label=Label.NOT_REGULATED, foreign=True)
    close = len(ranked) > 1 and ranked[1].score > _THIN * ranked[0].score
    sure = outright or clearly or (heard.mentions and about[0].known)
    vague = not about or about[0].likely < max(_VAGUE, _LIKELIER * likeliest)
    if not sure and (vague or (close and covered < _UNSURE)):
        return Answer(label=Label.CLARIFY, citations=_places(ranked)[:MOST_CHOICES])
    also = _places([e for e in ranked[1:3] if e.score > _CLOSE * ranked[0].score])
    top = about[0] if about and about[0].known else None
    return _found(heard, _places(ranked)[:MOST], about=top, also=also)


def _places(ranked: Sequence[Ranked]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(each.place.citation for each in ranked))


def _beside(heard: Heard, about: list[About]) -> tuple[Mention, ...]:
    """Who is named beside what the subject's own words name."""
    top = about[0].places if about else frozenset()
    return tuple(each for each in heard.mentions if not each.places <= top)


def _not_regulated(heard: Heard, about: About, ranked: Sequence[Ranked]) -> Answer:
    subject = about.subject
    alike = near(heard.book, _places([e for e in ranked[:1] if e.covered > _ENOUGH]))
    return Answer(
        label=Label.SETTING if subject.setting else Label.NOT_REGULATED,
        key=subject.key,
        subject=subject.name,
        nearest=near_subject(heard.book, subject) or alike,
        for_others=bool(heard.book.answers[subject.key]),
    )


def _found(
    heard: Heard,
    citations: tuple[Citation, ...],
    *,
    about: About | None = None,
    whose: Asker | None = None,
    also: tuple[Citation, ...] = (),
) -> Answer:
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
