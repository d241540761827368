"""Sub-groups of a committee: who decides on them by the regulation, and who keeps their list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from committee.people import Membership, Role
from committee.permission import clauses
from committee.refusal import Reason, refuse
from committee.rules import Citation, RuleBook, RuleName

NAME_LENGTH = 40
MOST = 20
"""Sub-groups of one committee."""


@dataclass(frozen=True, slots=True)
class SubGroup:
    """A sub-group; its members are whom the roster knows today."""

    id: int
    committee_id: int
    name: str
    dissolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decides:
    """A role that decides on sub-groups, and the clauses that say so."""

    role: Role
    citations: tuple[Citation, ...]


def who_decides(rules: RuleBook) -> tuple[Decides, ...]:
    """Whom the regulation names, each with the clause; two in tension are both named.

    Nobody where the regulation is silent: then the list is the secretariat's own.
    """
    rule = rules.find(RuleName.SUB_GROUPS)
    if rule is None:
        return ()
    return tuple(Decides(role, rule.citations_for(role)) for role in rule.by)


def keeps(rules: RuleBook, membership: Membership | None) -> bool:
    """Whether this seat keeps the list: the secretariat, and whoever decides on sub-groups."""
    if membership is None:
        return False
    decides = bool(clauses(rules, RuleName.SUB_GROUPS, membership.roles))
    return membership.secretariat or decides


def require_standing(group: SubGroup) -> None:
    """It was not dissolved."""
    if group.dissolved_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=group.dissolved_at)


def has_room(known: Sequence[SubGroup]) -> bool:
    """Whether one more can be made."""
    return len(known) < MOST
