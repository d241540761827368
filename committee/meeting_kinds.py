"""Which kinds of meeting a regulation knows, and who convenes each."""

from committee.meeting import MeetingKind
from committee.rules import RuleBook, RuleName

_HALF_A_YEAR = 6
"""Months."""


def kinds_for(rules: RuleBook, quarter: int) -> tuple[MeetingKind, ...]:
    """Which kinds a meeting in this quarter may be, by what the regulation knows."""
    regular = _regular_kind(rules)
    joined = {2: RuleName.HALF_YEAR_MEETING, 4: RuleName.YEAR_END_MEETING}.get(quarter)
    if joined is not None and rules.find(joined) is not None:
        return (regular, MeetingKind.COMBINED)
    return (regular,)


def _regular_kind(rules: RuleBook) -> MeetingKind:
    """The regular meeting as often as the regulation wants it; by quarters where it is silent."""
    rule = rules.find(RuleName.REGULAR_MEETING)
    half_yearly = rule is not None and rule.every_months == _HALF_A_YEAR
    return MeetingKind.HALF_YEARLY if half_yearly else MeetingKind.REGULAR


def kind_meant(rules: RuleBook, quarter: int, said: MeetingKind) -> MeetingKind | None:
    """The kind that was said as this regulation has it; None where it knows no such meeting."""
    if said is MeetingKind.AD_HOC:
        return said
    known = kinds_for(rules, quarter)
    if said is MeetingKind.REGULAR:
        return known[0]
    return said if said in known else None


def convening_rule(kind: MeetingKind) -> RuleName:
    """The rule that says who convenes a meeting of this kind."""
    return RuleName.CONVENE_AD_HOC if kind is MeetingKind.AD_HOC else RuleName.CONVENE_REGULAR
