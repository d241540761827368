"""A regulation as values: its units, whom they bind, and the rules that the program acts on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from committee.people import Role
from committee.rules import Citation, RuleBook
from regulations.topics import Topic

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters that Vietnamese drafting gives to points, in order: no f, j, w, z, but đ."""

PLAIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Those that a word processor gives by itself; what it printed is what is cited."""

DUTIES = tuple(f"D{number:02d}" for number in range(1, 65))
"""Codes of what regulations make people do; README.md says what each means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What every part of a regulation carries; `gist` is in our own words, never the official ones.

    `binds` are roles and `offices` keys of named offices; both empty: it binds nobody by name.
    """

    gist: str
    title: str = ""
    binds: tuple[Role, ...] = ()
    offices: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    duties: tuple[str, ...] = ()

    def binds_any(self, roles: tuple[Role, ...], office: str = "") -> bool:
        """Whether it speaks to somebody with these roles who holds this office."""
        return office in self.offices or any(role in self.binds for role in roles)


class ParagraphKind(StrEnum):
    """How a part without a number of its own looks; it is cited by the unit that holds it."""

    LEAD = "lead"
    """A line before the first clause or point."""
    PARAGRAPH = "paragraph"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Unit):
    """A part without a number; `number` only counts it within its unit, from 1."""

    number: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Unit):
    """The smallest part: a letter under a clause."""

    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Unit):
    """A numbered clause; one with a title alone has an empty gist and parts below it."""

    number: int
    points: tuple[Point, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Unit):
    """An article: clauses, or bullets and paragraphs, or nothing but its own text."""

    number: int
    clauses: tuple[Clause, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit in its place. `ref` is unique: "7", "7.4", "7.1.a", and "7.1#2" for a paragraph."""

    ref: str
    citation: Citation
    unit: Unit


@dataclass(frozen=True, slots=True)
class Chapter:
    """A run of articles, `first` to `last`; `number` is printed as it stands ("II")."""

    number: str
    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Office:
    """An office that clauses name; `renamed` is what it is called since, if somebody said so."""

    key: str
    name: str
    renamed: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the encoding was read from, and what is doubtful in that reading.

    `number` and `issuer` are empty where the document has a blank or does not say.
    """

    number: str
    issuer: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tension:
    """Clauses that do not agree: all are cited, none is chosen."""

    citations: tuple[Citation, ...]
    gist: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One regulation, whole. `titles` are the roles that it knows, as it calls them.

    A day is None where the document has a blank; none is guessed.
    """

    slug: str
    title: str
    place: str
    issued_on: date | None
    effective_from: date | None
    replaced_by: str
    source: Source
    titles: Mapping[Role, str]
    group_name: str
    offices: Mapping[str, Office]
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]
    rules: RuleBook
    tensions: tuple[Tension, ...]
    _places: Mapping[Citation, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbered = (entry for entry in self if not isinstance(entry.unit, Paragraph))
        object.__setattr__(self, "_places", {entry.citation: entry.unit for entry in numbered})

    def __iter__(self) -> Iterator[Entry]:
        """Every unit in reading order, articles before what they hold."""
        for article in self.articles:
            here = Citation(article.number)
            yield Entry(str(here), here, article)
            yield from _paragraphs(here, article.paragraphs)
            for clause in article.clauses:
                yield from _clause(article.number, clause)

    def unit(self, citation: Citation) -> Unit:
        """The article, clause or point at that place; KeyError where there is none."""
        return self._places[citation]

    def resolves(self, citation: Citation) -> bool:
        return citation in self._places

    def binding(self, roles: tuple[Role, ...], office: str = "") -> Iterator[Entry]:
        """The units that speak to somebody with these roles and this office."""
        return (entry for entry in self if entry.unit.binds_any(roles, office))

    def tensions_at(self, citations: tuple[Citation, ...]) -> tuple[Tension, ...]:
        """The disagreements that one of these places has a part in."""
        return tuple(each for each in self.tensions if set(each.citations) & set(citations))


def _clause(article: int, clause: Clause) -> Iterator[Entry]:
    here = Citation(article, clause.number)
    yield Entry(str(here), here, clause)
    yield from _paragraphs(here, clause.paragraphs)
    for point in clause.points:
        there = Citation(article, clause.number, point.letter)
        yield Entry(str(there), there, point)


def _paragraphs(holder: Citation, paragraphs: tuple[Paragraph, ...]) -> Iterator[Entry]:
    for paragraph in paragraphs:
        yield Entry(f"{holder}#{paragraph.number}", holder, paragraph)
