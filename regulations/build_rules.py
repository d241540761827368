"""From the `rules:` and `tensions:` of a file to a RuleBook, every citation resolved."""

from collections.abc import Mapping
from types import MappingProxyType

from committee.people import Role
from committee.rules import Citation, Rule, RuleBook, RuleName
from regulations.faults import Problem
from regulations.model import Tension
from regulations.names import Names, read_role
from regulations.node import Node
from regulations.shapes import RULE, TENSION

Places = frozenset[Citation]


def rules(node: Node, names: Names, places: Places) -> RuleBook:
    found: dict[RuleName, Rule] = {}
    for key, item in node.pairs():
        if key in tuple(RuleName):
            found[RuleName(key)] = _rule(RuleName(key), item, names, places)
        else:
            item.fault(Problem.RULE_UNKNOWN, key, mark=node.mapping()[key].key)
    return RuleBook(MappingProxyType(found))


def _rule(name: RuleName, node: Node, names: Names, places: Places) -> Rule:
    node.shape(RULE)
    months, automatic = node.child("every_months"), node.child("automatic")
    rule = Rule(
        name=name,
        citations=citations(node.child("citations"), places),
        by=names.roles(node.child("by")),
        to=names.roles(node.child("to")),
        binds=names.roles(node.child("binds")),
        every_months=None if months.missing else months.whole(),
        automatic=None if automatic.missing else automatic.flag(),
        by_citation=_by_citation(node.child("by_citation"), places),
    )
    _consistent(rule, node.child("by_citation"))
    return rule


def _by_citation(node: Node, places: Places) -> Mapping[Role, tuple[Citation, ...]] | None:
    if node.missing:
        return None
    found: dict[Role, tuple[Citation, ...]] = {}
    for key, item in node.pairs():
        role = read_role(item, key)
        if role is not None:
            found[role] = citations(item, places)
    return MappingProxyType(found)


def _consistent(rule: Rule, node: Node) -> None:
    """A role told apart must have a part in the rule, by clauses that the rule cites."""
    for role, cited in (rule.by_citation or {}).items():
        if role not in rule.by + rule.to + rule.binds:
            node.child(role).fault(Problem.ROLE_OUTSIDE_RULE)
        for citation in cited:
            if citation not in rule.citations:
                node.child(role).fault(Problem.CITATION_OUTSIDE_RULE, citation)


def tensions(node: Node, places: Places) -> tuple[Tension, ...]:
    found = []
    for item in node.items():
        item.shape(TENSION)
        cited = citations(item.child("citations"), places)
        if len(cited) < 2:
            item.fault(Problem.TENSION_LONELY)
        found.append(Tension(cited, item.child("gist").text()))
    return tuple(found)


def citations(node: Node, places: Places) -> tuple[Citation, ...]:
    return tuple(found for item in node.items() for found in _citation(item, places))


def _citation(node: Node, places: Places) -> tuple[Citation, ...]:
    try:
        citation = Citation.parse(node.text())
    except ValueError:
        node.fault(Problem.CITATION_WRONG, node.text())
        return ()
    if citation not in places:
        node.fault(Problem.CITATION_UNKNOWN, citation)
        return ()
    return (citation,)
