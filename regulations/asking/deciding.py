"""From a question to its answer: a place, duties, clauses on a matter, or what is not regulated."""

from dataclasses import replace

from committee.rules import Citation
from regulations.asking.answer import Answer, Label
from regulations.asking.composing import (
    at,
    elsewhere,
    found_at,
    no_such_role,
    not_regulated,
    of_a_part,
    of_duties,
    places_of,
)
from regulations.asking.doubting import foreign, refused, silent
from regulations.asking.duties import asks_for_duties, has_a_part, whose_duties
from regulations.asking.heard import Heard
from regulations.asking.learned import DUTIES
from regulations.asking.lexicon import lexicon
from regulations.asking.matter import About, matters
from regulations.asking.people import Mention
from regulations.asking.question import cited
from regulations.asking.ranking import Ranked, rank, with_the_next

MOST, MOST_CHOICES = 10, 3
_SAID_DUTIES, _RATHER_DUTIES, _DUTIES = 0.28, 0.2, 0.5
"""How likely duties are asked for: said so plainly; likelier than any subject; at any rate."""
_CLEAR = 0.43
"""From this likelihood on a subject is meant."""
_VAGUE = 0.15
"""Below this likelihood of any subject it is asked back."""
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


def decide(heard: Heard, previous: tuple[Citation, ...]) -> Answer:
    """The answer; `previous` are the clauses that the asker was shown last."""
    place = cited(heard.question.text)
    if place is not None:
        return at(heard, place)
    if heard.question.earlier and previous:
        return found_at(heard, previous[:1])
    about = _as_asked(heard, matters(heard))
    if foreign(heard, about) and not _worded_so(heard, about):
        return elsewhere(heard)
    if _for_a_part(heard, about):
        return of_a_part(heard)
    if _for_duties(heard, about):
        return of_duties(heard)
    return _searched(heard, about)


def _worded_so(heard: Heard, about: list[About]) -> bool:
    """Whether some clause is worded nearly as the question is."""
    ranked = rank(heard, about, heard.mentions)
    enough = len(heard.question.content) >= _SENTENCE
    return enough and any(each.covered > _NEARLY for each in ranked[:5])


def _for_a_part(heard: Heard, about: list[About]) -> bool:
    """Whether a subject is asked for of which an office that is meant has a part of its own."""
    field = heard.book.who.by_field(heard.question.typed)
    somebody = heard.mentions or heard.question.first_person or field
    known = about[0].subject.by_office and about[0].known
    return bool(somebody) and known and has_a_part(heard.book, whose_duties(heard))


def _for_duties(heard: Heard, about: list[About]) -> bool:
    """Whether all that somebody has to do is asked for."""
    likely = heard.likely[DUTIES]
    if asks_for_duties(heard, lexicon(), about, _ENOUGH):
        return likely > min(_SAID_DUTIES, about[0].likely)
    return likely > min(_DUTIES, max(_RATHER_DUTIES, about[0].likely))


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
        return no_such_role(heard.book, absent)
    lacking = refused(heard, about, beside)
    if lacking is not None:
        return not_regulated(heard, lacking, rank(heard, about, beside))
    spoken = [each for each in about if not silent(heard, each, beside)]
    ranked = with_the_next(heard, spoken, rank(heard, spoken, beside))
    if not ranked or _says_nothing(heard, spoken, ranked):
        asked = heard.mentions and heard.question.asking
        return of_duties(heard) if asked else Answer(label=Label.NOT_REGULATED, foreign=True)
    if _unsure(heard, spoken, ranked, about[0].likely):
        return Answer(label=Label.CLARIFY, citations=places_of(ranked)[:MOST_CHOICES])
    also = places_of([e for e in ranked[1:3] if e.score > _CLOSE * ranked[0].score])
    top = spoken[0] if spoken and spoken[0].known else None
    return found_at(heard, places_of(ranked)[:MOST], about=top, also=also)


def _says_nothing(heard: Heard, about: list[About], ranked: list[Ranked]) -> bool:
    """Whether no subject is known, and hardly a word of it stands anywhere."""
    if any(each.said >= _ENOUGH or each.known for each in about):
        return False
    return len(heard.question.content) < _FEW or _covered(ranked) < _ENOUGH


def _unsure(heard: Heard, about: list[About], ranked: list[Ranked], likeliest: float) -> bool:
    """Whether something else may as well be meant; `likeliest` of all, regulated or not."""
    likely = about[0].likely if about else 0.0
    named = heard.mentions and about and about[0].known
    if likely >= _CLEAR or named or any(each.said >= _ENOUGH for each in about):
        return False
    close = len(ranked) > 1 and ranked[1].score > _THIN * ranked[0].score
    return likely < max(_VAGUE, likeliest) or (close and _covered(ranked) < _UNSURE)


def _covered(ranked: list[Ranked]) -> float:
    """The largest share of the words that one of the best places covers."""
    return max((each.covered for each in ranked[:5]), default=0.0)


def _beside(heard: Heard, about: list[About]) -> tuple[Mention, ...]:
    """Who is named beside what the subject's own words name."""
    top = about[0].places if about else frozenset()
    return tuple(each for each in heard.mentions if not each.places <= top)
