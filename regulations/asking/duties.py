"""What somebody has to do: one's own office first, then the role's own article, then the rest."""

from collections.abc import Sequence

from committee.people import WORKING_GROUP_ROLES, Role
from committee.rules import Citation
from regulations.asking.book import Book, Place
from regulations.asking.people import Asker


def duties(book: Book, who: Asker) -> tuple[Citation, ...]:
    """The places that bind somebody, the most their own first; empty where none does."""
    own = [each for each in book.places if who.office and who.office in each.offices]
    home = home_article(book, who.roles)
    bound = [each for each in book.places if set(who.roles) & each.binds and _says(each)]
    at_home = [each for each in bound if each.citation.article == home]
    elsewhere = [each for each in bound if each.citation.article != home]
    alone = [each for each in bound if _lead_alone(who.roles, each)]
    at_home.sort(key=lambda each: each.size == 1)
    ordered = [*sorted(own, key=lambda each: -each.size), *alone, *at_home, *elsewhere]
    return tuple(dict.fromkeys(each.citation for each in ordered))


def _lead_alone(roles: Sequence[Role], place: Place) -> bool:
    """Whether it speaks to the head of the working group and not to all of the group."""
    lead, member = WORKING_GROUP_ROLES
    return (
        roles[:1] == (lead,)
        and member not in roles
        and lead in place.binds
        and member not in place.binds
    )


def home_article(book: Book, roles: Sequence[Role]) -> int:
    """The article that is about the first of these roles; 0 where none is."""
    for role in roles:
        counted: dict[int, float] = {}
        for place in book.places:
            if role in place.binds:
                alone = 1 / len(place.binds)
                counted[place.citation.article] = counted.get(place.citation.article, 0) + alone
        if counted:
            return max(counted, key=lambda article: counted[article])
    return 0


def _says(place: Place) -> bool:
    """Not merely a heading over its parts."""
    return bool(place.gists)
