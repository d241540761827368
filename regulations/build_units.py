"""From the `articles:` of a file to articles, clauses, points and paragraphs."""

from collections.abc import Sequence
from typing import TypedDict

from committee.people import Role
from regulations.faults import Problem
from regulations.model import (
    PLAIN_LETTERS,
    POINT_LETTERS,
    Article,
    Clause,
    Paragraph,
    ParagraphKind,
    Point,
)
from regulations.names import Names
from regulations.node import Node
from regulations.shapes import ARTICLE, CLAUSE, PARAGRAPH, POINT
from regulations.topics import Topic


class _Common(TypedDict):
    gist: str
    title: str
    binds: tuple[Role, ...]
    offices: tuple[str, ...]
    topics: tuple[Topic, ...]
    duties: tuple[str, ...]


def articles(node: Node, names: Names) -> tuple[Article, ...]:
    found = tuple(_article(item, names) for item in node.items())
    _in_order(node, "article", [each.number for each in found], range(1, len(found) + 1))
    return found


def _article(node: Node, names: Names) -> Article:
    node.shape(ARTICLE)
    return Article(
        number=node.child("number").whole(),
        clauses=_clauses(node.child("clauses"), names),
        paragraphs=_paragraphs(node.child("paragraphs"), names),
        **_common(node, names),
    )


def _clauses(node: Node, names: Names) -> tuple[Clause, ...]:
    found = tuple(_clause(item, names) for item in node.items())
    _in_order(node, "clause", [each.number for each in found], range(1, len(found) + 1))
    return found


def _clause(node: Node, names: Names) -> Clause:
    node.shape(CLAUSE)
    clause = Clause(
        number=node.child("number").whole(),
        points=_points(node.child("points"), names),
        paragraphs=_paragraphs(node.child("paragraphs"), names),
        **_common(node, names),
    )
    # Some clauses are a heading over points or paragraphs and say nothing themselves.
    if not clause.gist and not (clause.title and (clause.points or clause.paragraphs)):
        node.fault(Problem.GIST_MISSING, mark=node.child("gist").mark)
    return clause


def _points(node: Node, names: Names) -> tuple[Point, ...]:
    found = []
    for item in node.items():
        item.shape(POINT)
        found.append(Point(letter=item.child("letter").text(), **_common(item, names)))
    letters = [each.letter for each in found]
    known = PLAIN_LETTERS if "".join(letters) in PLAIN_LETTERS else POINT_LETTERS
    _in_order(node, "point", letters, known[: len(found)])
    return tuple(found)


def _paragraphs(node: Node, names: Names) -> tuple[Paragraph, ...]:
    found = []
    for position, item in enumerate(node.items(), start=1):
        item.shape(PARAGRAPH)
        kind = _kind(item.child("kind"))
        found.append(Paragraph(number=position, kind=kind, **_common(item, names)))
    return tuple(found)


def _kind(node: Node) -> ParagraphKind:
    text = node.text()
    if text in tuple(ParagraphKind):
        return ParagraphKind(text)
    if text:
        node.fault(Problem.KIND_UNKNOWN, text, ", ".join(ParagraphKind))
    return ParagraphKind.PARAGRAPH


def _common(node: Node, names: Names) -> _Common:
    binds, offices = names.binds(node.child("binds"))
    return {
        "gist": node.child("gist").text(),
        "title": node.child("title").text(),
        "binds": binds,
        "offices": offices,
        "topics": names.topics(node.child("topics")),
        "duties": names.duties(node.child("duties")),
    }


def _in_order(
    node: Node, what: str, found: Sequence[int | str], expected: Sequence[int | str]
) -> None:
    """A gap means that something was left out of the encoding."""
    for item, have, want in zip(node.items(), found, expected, strict=False):
        if have != want:
            node.fault(Problem.OUT_OF_ORDER, what, want, have, mark=item.mark)
            return
