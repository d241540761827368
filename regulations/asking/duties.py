"""What somebody has to do: one's own office first, then the role's own article, then the rest."""

from collections.abc import Sequence

from committee.people import WORKING_GROUP_ROLES, Role
from committee.rules import Citation
from regulations.asking.book import Book, Place
from regulations.asking.heard import Heard
from regulations.asking.lexicon import Lexicon
from regulations.asking.matter import About
from regulations.asking.people import Asker


def duties(book: Book, who: Asker) -> tuple[Citation, ...]:
    """The places that bind somebody, the most their own first; empty where none does."""
    own = [each for each in book.places if who.office and who.office in each.offices]
    own.sort(key=lambda each: -each.size)
    bound = [each for each in book.places if set(who.roles) & each.binds and _says(book, each)]
    alone = [each for each in bound if _lead_alone(who.roles, each)]
    home = home_article(book, who.roles)
    at_home = [each for each in bound if each.citation.article == home]
    ordered = [*own, *alone, *at_home, *bound]
    return tuple(dict.fromkeys(each.citation for each in ordered))


def has_a_part(book: Book, who: Asker) -> bool:
    """Whether some place speaks to the office of theirs."""
    return any(who.office and who.office in each.offices for each in book.places)


def home_article(book: Book, roles: Sequence[Role]) -> int:
    """The article that is about the first of these roles; 0 where none is."""
    for role in roles:
        counted: dict[int, float] = {}
        for place in book.places:
            if role in place.binds:
                article = place.citation.article
                counted[article] = counted.get(article, 0.0) + 1 / len(place.binds)
        if counted:
            return max(counted, key=lambda article: counted[article])
    return 0


def _says(book: Book, place: Place) -> bool:
    """Not merely a heading over its parts."""
    return bool(place.gists) and place.citation not in book.holders


def _lead_alone(roles: Sequence[Role], place: Place) -> bool:
    """Whether it speaks to the head of the working group and not to all of the group."""
    lead, member = WORKING_GROUP_ROLES
    asked = roles[:1] == (lead,) and member not in roles
    return asked and lead in place.binds and member not in place.binds


def asks_for_duties(heard: Heard, lexicon: Lexicon, about: Sequence[About], enough: float) -> bool:
    """Whether it is somebody's duties that are asked for, and no matter of their own.

    A subject counts as said from the weight `enough` on.
    """
    typed, named = heard.question.typed, heard.named
    own = lexicon.first_person.places(typed)
    alone = lexicon.duty_words_alone.places(typed)
    asked = lexicon.duty_words.places(typed)
    rest = heard.question.content - asked - alone - own - named
    said = [each for each in about if each.said > enough]
    if not asked and not alone:
        return bool(named and heard.question.asking) and not rest and not said
    if not asked or not rest:
        return not rest
    return bool(own or named) and not any(each.places & rest for each in said)


def whose_duties(heard: Heard) -> Asker:
    """Whom the question names, or who asks."""
    roles = [role for each in heard.mentions for role in each.roles]
    themselves = heard.question.first_person and set(roles) & set(heard.asker.roles)
    field = heard.book.who.by_field(heard.question.typed)
    if field and not roles and not any(each.office for each in heard.mentions):
        return heard.asker if heard.asker.office == field else Asker((), field)
    if not heard.mentions or themselves:
        return heard.asker
    office = next((each.office for each in heard.mentions if each.office), "")
    return Asker(tuple(dict.fromkeys(roles)), office)
