"""The names that an encoded regulation may use: roles, offices, topics, duties."""

from collections.abc import Mapping
from dataclasses import dataclass

from committee.people import COMMITTEE_ROLES, WORKING_GROUP_ROLES, Role
from regulations.faults import Problem
from regulations.model import DUTIES
from regulations.node import Node
from regulations.topics import Topic

_OFFICE = "office:"
_GROUPS = {"committee": COMMITTEE_ROLES, "working_group": WORKING_GROUP_ROLES}


@dataclass(frozen=True, slots=True)
class Names:
    """What one file has declared; anything else in it is a fault, said where it stands."""

    titles: Mapping[Role, str]
    offices: frozenset[str]

    def roles(self, node: Node) -> tuple[Role, ...]:
        """A list of roles; `committee` and `working_group` stand for all that have a title."""
        found = [role for item in node.items() for role in self._roles_named(item)]
        return tuple(dict.fromkeys(found))

    def binds(self, node: Node) -> tuple[tuple[Role, ...], tuple[str, ...]]:
        """A list of roles and of `office:KEY`, told apart."""
        roles: list[Role] = []
        offices: list[str] = []
        for item in node.items():
            if item.text().startswith(_OFFICE):
                offices += self._office_named(item)
            else:
                roles += self._roles_named(item)
        return tuple(dict.fromkeys(roles)), tuple(dict.fromkeys(offices))

    def topics(self, node: Node) -> tuple[Topic, ...]:
        known = self._known(node, "topic", tuple(Topic), Problem.TOPIC_UNKNOWN)
        return tuple(map(Topic, known))

    def duties(self, node: Node) -> tuple[str, ...]:
        return self._known(node, "duty", DUTIES, Problem.DUTY_UNKNOWN)

    def _known(
        self, node: Node, what: str, known: tuple[str, ...], otherwise: Problem
    ) -> tuple[str, ...]:
        found: list[str] = []
        for item in node.items():
            text = item.text()
            if text not in known:
                item.fault(otherwise, text)
            elif text in found:
                item.fault(Problem.LISTED_TWICE, what, text)
            else:
                found.append(text)
        return tuple(found)

    def _roles_named(self, node: Node) -> tuple[Role, ...]:
        text = node.text()
        if text in _GROUPS:
            return tuple(role for role in _GROUPS[text] if role in self.titles)
        role = read_role(node, text)
        if role is not None and role not in self.titles:
            node.fault(Problem.ROLE_UNTITLED, text)
        return () if role is None else (role,)

    def _office_named(self, node: Node) -> tuple[str, ...]:
        key = node.text().removeprefix(_OFFICE)
        if key not in self.offices:
            node.fault(Problem.OFFICE_UNKNOWN, key)
            return ()
        return (key,)


def read_role(node: Node, text: str) -> Role | None:
    if text in tuple(Role):
        return Role(text)
    node.fault(Problem.ROLE_UNKNOWN, text)
    return None
