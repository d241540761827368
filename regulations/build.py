"""From a parsed file to a Regulation: every word checked against what the program knows."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from committee.people import Role
from committee.rules import Citation
from regulations.build_rules import Places, rules, tensions
from regulations.build_units import articles
from regulations.faults import Problem
from regulations.model import Article, Chapter, Office, Regulation, Source
from regulations.names import Names, read_role
from regulations.node import Node
from regulations.shapes import CHAPTER, REGULATION, SOURCE


def build(top: Node) -> Regulation:
    """The regulation as far as it can be read; whether it may be used, `top.faults` says."""
    top.shape(REGULATION)
    titles = _titles(top.child("titles"))
    offices = _offices(top.child("offices"), top.child("renamed"))
    names = Names(titles, frozenset(offices))
    found = articles(top.child("articles"), names)
    places = _places(found)
    return Regulation(
        slug=top.child("slug").text(),
        title=top.child("title").text(),
        place=top.child("place").text(),
        issued_on=top.child("issued_on").day(),
        effective_from=top.child("effective_from").day(),
        replaced_by=top.child("replaced_by").text(),
        source=_source(top.child("source")),
        titles=titles,
        group_name=top.child("group_name").text(),
        offices=offices,
        chapters=_chapters(top.child("chapters"), len(found)),
        articles=found,
        rules=rules(top.child("rules"), names, places),
        tensions=tensions(top.child("tensions"), places),
    )


def _titles(node: Node) -> Mapping[Role, str]:
    found: dict[Role, str] = {}
    for key, item in node.pairs():
        role = read_role(item, key)
        if role is not None:
            found[role] = item.text()
        if item.missing:
            item.fault(Problem.TITLE_EMPTY)
    return MappingProxyType(found)


def _offices(node: Node, renamed: Node) -> Mapping[str, Office]:
    for key, item in renamed.pairs():
        if key not in node.mapping():
            item.fault(Problem.OFFICE_UNKNOWN, key)
    return MappingProxyType(
        {key: Office(key, item.text(), renamed.child(key).text()) for key, item in node.pairs()}
    )


def _source(node: Node) -> Source:
    node.shape(SOURCE)
    number, issuer = node.child("number").text(), node.child("issuer").text()
    return Source(number, issuer, node.child("notes").texts())


def _chapters(node: Node, articles_found: int) -> tuple[Chapter, ...]:
    """The chapters; where there are any, they take in every article once and in order."""
    found = tuple(_chapter(item) for item in node.items())
    held = chain.from_iterable(range(each.first, each.last + 1) for each in found)
    if found and list(held) != list(range(1, articles_found + 1)):
        node.fault(Problem.CHAPTERS_WRONG, articles_found)
    return found


def _chapter(node: Node) -> Chapter:
    node.shape(CHAPTER)
    first, last = node.child("first").whole(), node.child("last").whole()
    return Chapter(node.child("number").text(), node.child("title").text(), first, last)


def _places(found: tuple[Article, ...]) -> Places:
    """Everything that can be cited; a rule may point nowhere else."""
    places = {Citation(article.number) for article in found}
    for article in found:
        for clause in article.clauses:
            places.add(Citation(article.number, clause.number))
            places |= {Citation(article.number, clause.number, p.letter) for p in clause.points}
    return frozenset(places)
