"""Whose word counts on a task: who may assign, who confirms, before whom a difficulty comes."""

from collections.abc import Iterable

from committee.people import Membership, Role
from committee.rules import Citation, RuleBook, RuleName


def decider(owner_id: int, seats: Iterable[Membership], besides: int | None = None) -> int | None:
    """Who decides now: who assigned it; if that seat has ended the head, else his deputy.

    `besides` is who has the task, and so does not confirm it.
    """
    held = {s.person.id: s for s in seats if s.in_committee and s.person.id != besides}
    if owner_id in held:
        return owner_id
    for role in (Role.HEAD, Role.STANDING_DEPUTY, Role.DEPUTY):
        found = next((person for person, seat in held.items() if role in seat.roles), None)
        if found is not None:
            return found
    return None


def may_own(seat: Membership) -> bool:
    """Whether this seat may assign: the head and the deputies."""
    return any(role in (Role.HEAD, Role.STANDING_DEPUTY, Role.DEPUTY) for role in seat.roles)


def told_of_difficulty(
    rules: RuleBook, assignee: Membership | None, seats: Iterable[Membership], owner_id: int | None
) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
    """To whom a difficulty goes, and by which clauses; where none binds the person, the owner."""
    rule = rules.find(RuleName.ISSUE_REPORT)
    if rule is not None and assignee and any(role in rule.binds for role in assignee.roles):
        named = [seat.person.id for seat in seats if any(role in rule.to for role in seat.roles)]
        others = tuple(person for person in named if person != assignee.person.id)
        if others:
            return others, rule.citations
    return ((owner_id,) if owner_id is not None else ()), ()


def difficulty_clauses(
    rules: RuleBook, assignee: Membership | None, told: Membership | None
) -> tuple[Citation, ...]:
    """By which clauses this person's difficulty goes to that leader; empty where none says so."""
    rule = rules.find(RuleName.ISSUE_REPORT)
    if rule is None or assignee is None or told is None:
        return ()
    reports = [role for role in assignee.roles if role in rule.binds]
    hears = [role for role in told.roles if role in rule.to]
    if not reports or not hears:
        return ()
    of_both = set(rule.citations_for(reports[0])) & set(rule.citations_for(hears[0]))
    return tuple(each for each in rule.citations if each in of_both)
