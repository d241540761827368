"""What is found in an official document: its parts as printed, and what is doubtful in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from regulations.model import ParagraphKind


class Doubt(StrEnum):
    """Why somebody must look again; `words.yaml` says it to them."""

    GAP = "gap"
    TWICE = "twice"
    NUMBER_LOST = "number_lost"
    NUMBER_TAKEN = "number_taken"
    POINT_WITHOUT_CLAUSE = "point_without_clause"
    UNDER_POINT = "under_point"
    AFTER_POINTS = "after_points"
    SUB_NUMBER = "sub_number"
    SEVERAL_PARAGRAPHS = "several_paragraphs"
    LONG_HEADING = "long_heading"
    NO_TITLE = "no_title"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One doubt, with what it is about."""

    doubt: Doubt
    details: tuple[str, ...] = ()


@dataclass(slots=True)
class Part:
    """An article, a clause, a point (`label` "7", "4", "đ") or a part without a label of its own.

    `text` is the official wording, in one line.
    """

    label: str = ""
    kind: ParagraphKind | None = None
    title: str = ""
    text: str = ""
    paragraphs: list["Part"] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    """Clauses of an article, points of a clause."""
    doubts: list[Doubtful] = field(default_factory=list)

    def doubt(self, doubt: Doubt, *details: object) -> None:
        found = Doubtful(doubt, tuple(map(str, details)))
        if found not in self.doubts:
            self.doubts.append(found)

    def wording(self) -> str:
        """The part as it reads, with the parts below it that have no label of their own."""
        return "\n".join(filter(None, (self.title, self.text, *map(_line, self.paragraphs))))


def _line(paragraph: Part) -> str:
    return f"- {paragraph.text}" if paragraph.kind is ParagraphKind.BULLET else paragraph.text


@dataclass(slots=True)
class FoundChapter:
    """A chapter's number and title as printed, and the articles it holds."""

    number: str
    title: str = ""
    articles: list[int] = field(default_factory=list)


@dataclass(slots=True)
class OfficialText:
    """A document read: what stands before the regulation, its chapters, its articles."""

    before: list[str]
    chapters: list[FoundChapter]
    articles: list[Part]

    def walk(self) -> Iterator[tuple[str, Part]]:
        """Every part in reading order with its ref, as an encoded regulation gives them."""
        for article in self.articles:
            yield from _walk(article.label, article)


def _walk(ref: str, part: Part) -> Iterator[tuple[str, Part]]:
    yield ref, part
    for number, paragraph in enumerate(part.paragraphs, start=1):
        yield f"{ref}#{number}", paragraph
    for below in part.parts:
        yield from _walk(f"{ref}.{below.label}", below)
