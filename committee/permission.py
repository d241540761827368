"""What a role may do, and by which clause."""

from committee.people import Membership, Role
from committee.refusal import Reason, refuse
from committee.rules import Citation, RuleBook, RuleName


def clauses(rules: RuleBook, name: RuleName, roles: tuple[Role, ...]) -> tuple[Citation, ...]:
    """The clauses by which one of these roles may act; empty where none lets them."""
    rule = rules.find(name)
    if rule is None:
        return ()
    for role in roles:
        if role in rule.by:
            return rule.citations_for(role)
    return ()


def require(rules: RuleBook, name: RuleName, membership: Membership | None) -> tuple[Citation, ...]:
    """The clauses that let this member act, or a refusal that cites whom the rule names."""
    found = clauses(rules, name, membership.roles) if membership else ()
    if not found:
        rule = rules.find(name)
        raise refuse(Reason.NOT_ALLOWED, *(rule.citations if rule else ()))
    return found


def require_secretariat(membership: Membership | None) -> Membership:
    """The seat of somebody entrusted with running the assistant."""
    if membership is None or not membership.secretariat:
        raise refuse(Reason.NOT_ALLOWED)
    return membership
