"""Many clauses on a phone: somebody's duties laid out, and texts cut into pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from committee.people import Role
from committee.rules import Citation
from handlers.access import Ground
from regulations.asking import library
from regulations.asking.answer import Answer
from regulations.asking.duties import duties, home_article
from regulations.asking.people import Asker
from regulations.model import Clause, Regulation

ROOM = 560
"""Characters of clauses on one page; a message has 700."""
ME = "me"


@dataclass(frozen=True, slots=True)
class Line:
    """One place with what it says, in our words."""

    citation: Citation
    gist: str


@dataclass(frozen=True, slots=True)
class Duties:
    """Somebody's duties: the own field, what the role has in common, how many places beside.

    `common` are clauses of which only the part above their points is meant.
    """

    title: str
    own: tuple[Line, ...]
    home: tuple[Citation, ...]
    common: tuple[Citation, ...]
    first: Line
    elsewhere: int
    key: str
    own_question: bool


def laid_out(ground: Ground, answer: Answer) -> Duties:
    """What `regulations` found, told apart for the reader."""
    regulation, whose = ground.regulation, answer.whose or Asker()
    book = library().book(regulation)
    article = home_article(book, whose.roles)
    own = [each for each in answer.citations if _of_office(regulation, each, whose.office)]
    home = [each for each in answer.citations if each.article == article and each not in own]
    rest = len(answer.citations) - len(own) - len(home)
    mine = bool(set(whose.roles) & set(ground.roles)) or whose.office == ground.office != ""
    return Duties(
        title=title_of(regulation, whose),
        own=tuple(line(regulation, each) for each in own),
        home=tuple(home),
        common=tuple(each for each in home if _has_points(regulation, each)),
        first=line(regulation, answer.citations[0]),
        elsewhere=rest,
        key=ME if mine else key_of(whose),
        own_question=mine,
    )


def _of_office(regulation: Regulation, citation: Citation, office: str) -> bool:
    return bool(office) and office in regulation.unit(citation).offices


def _has_points(regulation: Regulation, citation: Citation) -> bool:
    unit = regulation.unit(citation)
    return isinstance(unit, Clause) and bool(unit.points)


def title_of(regulation: Regulation, whose: Asker) -> str:
    """What the regulation calls a role, or the office itself."""
    if not whose.roles and whose.office:
        return regulation.offices[whose.office].name
    return next((t for r in whose.roles if (t := regulation.titles.get(r, ""))), "")


def key_of(whose: Asker) -> str:
    """How a button names whose duties it shows."""
    return whose.roles[-1].value if whose.roles else whose.office


def whose_of(regulation: Regulation, key: str) -> Asker | None:
    """Whom such a button means; None where this regulation knows nobody so called."""
    if key in tuple(Role) and Role(key) in regulation.titles:
        return Asker((Role(key),))
    return Asker((), key) if key in regulation.offices else None


def duty_lines(ground: Ground, whose: Asker) -> tuple[Line, ...]:
    """Everything that binds somebody, the most their own first."""
    places = duties(library().book(ground.regulation), whose)
    return tuple(line(ground.regulation, each) for each in places)


def article_lines(regulation: Regulation, number: int) -> tuple[Line, ...]:
    """The clauses and points of an article, or its own text."""
    within = [e for e in regulation if e.citation.article == number and e.unit.gist]
    parts = [Line(e.citation, e.unit.gist) for e in within if e.citation.clause]
    return tuple(parts or [Line(e.citation, e.unit.gist) for e in within])


def line(regulation: Regulation, citation: Citation) -> Line:
    unit = regulation.unit(citation)
    return Line(citation, unit.gist or unit.title)


def pages(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that go together on a page, in order."""
    found: list[list[Line]] = []
    room = 0
    for each in lines:
        size = len(each.gist) + 30
        if not found or size > room:
            found.append([])
            room = ROOM
        found[-1].append(each)
        room -= size
    return found


def page_of(all_pages: Sequence[list[Line]], number: int) -> int:
    """A page that there is."""
    return max(0, min(number, len(all_pages) - 1))
