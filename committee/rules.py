"""The parameters that a regulation sets, each with its citation."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from committee.people import Role


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A place in a regulation: article, clause, point; `0` or empty where there is none."""

    article: int
    clause: int = 0
    point: str = ""

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read "7", "7.4" or "7.1.a"; raise ValueError for anything else."""
        parts = text.split(".")
        if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts[:2]):
            raise ValueError(f"not a citation: {text!r}")
        point = parts[2] if len(parts) == 3 else ""
        if len(parts) == 3 and not (len(point) == 1 and point.isalpha()):
            raise ValueError(f"not a citation: {text!r}")
        return cls(int(parts[0]), int(parts[1]) if len(parts) > 1 else 0, point)

    def __str__(self) -> str:
        parts = [str(self.article)]
        if self.clause:
            parts.append(str(self.clause))
        if self.point:
            parts.append(self.point)
        return ".".join(parts)


class RuleName(StrEnum):
    """What the program can act on; a regulation that lacks one simply does not list it."""

    REGULAR_MEETING = "regular_meeting"
    HALF_YEAR_MEETING = "half_year_meeting"
    YEAR_END_MEETING = "year_end_meeting"
    STANDING_MEETING = "standing_meeting"
    CONVENE_REGULAR = "convene_regular"
    CONVENE_AD_HOC = "convene_ad_hoc"
    CONVENE_EXTENDED = "convene_extended"
    PROPOSE_MEETING = "propose_meeting"
    CHAIR = "chair"
    DECIDE_PARTICIPANTS = "decide_participants"
    PREPARE_MEETING = "prepare_meeting"
    MEETING_REPORT = "meeting_report"
    MEETING_RECORD = "meeting_record"
    ATTEND = "attend"
    ABSENCE_CONSENT = "absence_consent"
    PROXY_OPINION = "proxy_opinion"
    STAND_IN = "stand_in"
    ROUTINE_DECISIONS = "routine_decisions"
    CONCLUSIONS = "conclusions"
    FOLLOW_UP = "follow_up"
    CONSULTATION = "consultation"
    GIVE_OPINION = "give_opinion"
    ANNUAL_PLAN = "annual_plan"
    MONTHLY_PLAN = "monthly_plan"
    STATUS_REPORT = "status_report"
    ISSUE_REPORT = "issue_report"
    GROUP_REPORT = "group_report"
    PERIODIC_REPORT = "periodic_report"
    WORKING_SESSION = "working_session"
    GROUP_MEETING = "group_meeting"
    SUB_GROUPS = "sub_groups"
    CALL_UP = "call_up"
    SECOND_STAFF = "second_staff"
    ASSIGN_DUTIES = "assign_duties"
    OTHER_TASKS = "other_tasks"
    RECORDS = "records"
    SEAL = "seal"
    SIGN_DOCUMENTS = "sign_documents"
    PART_TIME = "part_time"
    ALLOWANCE = "allowance"
    BUDGET_ESTIMATE = "budget_estimate"
    BUDGET = "budget"
    SPECIAL_EXPENSES = "special_expenses"
    COMMENDATION = "commendation"
    AMENDMENT = "amendment"
    IMPLEMENTATION = "implementation"


@dataclass(frozen=True, slots=True)
class Rule:
    """One parameter of a regulation.

    `by` acts, `to` receives, `binds` must comply; empty means that the clause names nobody.
    `automatic` is set only where it matters (a stand-in that needs no assignment).
    """

    name: RuleName
    citations: tuple[Citation, ...]
    by: tuple[Role, ...] = ()
    to: tuple[Role, ...] = ()
    binds: tuple[Role, ...] = ()
    every_months: int | None = None
    automatic: bool | None = None
    by_citation: Mapping[Role, tuple[Citation, ...]] | None = None
    """Where clauses differ per role: which clause lets that role act."""

    def citations_for(self, role: Role) -> tuple[Citation, ...]:
        """The clauses that speak of this role, or all where the rule does not tell them apart."""
        return (self.by_citation or {}).get(role, self.citations)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All that one regulation lets the program act on."""

    rules: Mapping[RuleName, Rule]

    def find(self, name: RuleName) -> Rule | None:
        """The rule, or None where the regulation is silent."""
        return self.rules.get(name)

    def binds(self, name: RuleName, roles: tuple[Role, ...]) -> bool:
        """Whether the regulation has this rule and it binds one of these roles."""
        rule = self.find(name)
        return rule is not None and any(role in rule.binds for role in roles)
