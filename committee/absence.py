"""Staying away: who must ask the chair, who only says so, and how the chair decides."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from committee.attendance import Answer, Invitee, Part, require_answerable, unanswered
from committee.meeting import Meeting
from committee.people import Role
from committee.refusal import Reason, refuse
from committee.rules import Citation, RuleBook, RuleName


class Way(StrEnum):
    """How somebody stays away from a meeting."""

    CONSENT = "consent"
    """Asks, and needs the consent of who chairs."""
    REPORT = "report"
    """Says so; no clause asks this person for anybody's consent."""
    HAND_OVER = "hand_over"
    """Chairs, so somebody else has to."""
    DECLINE = "decline"
    """A guest or who stands in: one tap."""


def way(rules: RuleBook, part: Part, roles: tuple[Role, ...]) -> Way:
    """How this invitee stays away under this regulation."""
    if part is Part.CHAIR:
        return Way.HAND_OVER
    if part is not Part.MEMBER:
        return Way.DECLINE
    return Way.CONSENT if rules.binds(RuleName.ABSENCE_CONSENT, roles) else Way.REPORT


def consent_clauses(rules: RuleBook, roles: tuple[Role, ...]) -> tuple[Citation, ...]:
    """The clauses that want the chair's consent of these roles; empty where none does."""
    if not rules.binds(RuleName.ABSENCE_CONSENT, roles):
        return ()
    rule = rules.find(RuleName.ABSENCE_CONSENT)
    return rule.citations if rule else ()


class AbsenceState(StrEnum):
    DRAFT = "draft"
    """Its reason is being written; nobody has been told."""
    SUBMITTED = "submitted"
    GRANTED = "granted"
    REFUSED = "refused"
    REPORTED = "reported"
    """Said where no consent is needed."""
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Absence:
    """One wish to stay away; `revision` is the meeting's when it was made.

    `again_of` is the refused one that it asks to reconsider; `recorded_by` who wrote it down for
    the person, if anybody did.
    """

    id: int
    meeting_id: int
    invitee_id: int
    person_id: int
    revision: int
    reason: str
    state: AbsenceState
    again_of: int | None
    recorded_by: int | None
    made_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    decided_by: int | None
    remark: str

    @property
    def subject(self) -> str:
        """How deliveries and the audit name it."""
        return f"absence:{self.id}"


def submit(
    absence: Absence, invitee: Invitee, meeting: Meeting, how: Way, now: datetime, source: str
) -> tuple[Absence, Invitee]:
    """Put it to the chair, or report it where nobody's consent is needed.

    It counts as the answer to the invitation from now on, as of now.
    """
    require_answerable(invitee, meeting, now)
    if how not in (Way.CONSENT, Way.REPORT):
        raise refuse(Reason.NOT_ALLOWED)
    if absence.state is not AbsenceState.DRAFT:
        raise refuse(Reason.ALREADY_DONE, at=absence.submitted_at)
    if absence.revision != meeting.revision:
        raise refuse(Reason.CHANGED_MEANWHILE)
    if not absence.reason:
        raise refuse(Reason.INCOMPLETE)
    asks = how is Way.CONSENT
    answered = replace(
        invitee,
        answer=Answer.ABSENCE_ASKED if asks else Answer.DECLINED,
        answered_at=now,
        source=source,
        recorded_by=absence.recorded_by,
    )
    state = AbsenceState.SUBMITTED if asks else AbsenceState.REPORTED
    return replace(absence, state=state, submitted_at=now), answered


def decide(
    absence: Absence,
    invitee: Invitee,
    meeting: Meeting,
    person_id: int,
    *,
    consents: bool,
    remark: str,
    now: datetime,
) -> tuple[Absence, Invitee]:
    """The chair of that meeting, as of this moment, consents or does not; a no has its reason."""
    require_decidable(absence, meeting, person_id, now)
    if not consents and not remark.strip():
        raise refuse(Reason.INCOMPLETE)
    decided = replace(
        absence,
        state=AbsenceState.GRANTED if consents else AbsenceState.REFUSED,
        decided_at=now,
        decided_by=person_id,
        remark=remark.strip(),
    )
    if consents:
        return decided, replace(invitee, answer=Answer.ABSENT)
    return decided, unanswered(invitee)


def require_decidable(absence: Absence, meeting: Meeting, person_id: int, now: datetime) -> None:
    """It waits for a decision, and this person chairs the meeting it is about."""
    if meeting.chair_id != person_id:
        raise refuse(Reason.NOT_ALLOWED)
    if absence.state is not AbsenceState.SUBMITTED:
        raise refuse(Reason.ALREADY_DONE, at=absence.decided_at)
    if absence.revision != meeting.revision or not meeting.invitations_out(now):
        raise refuse(Reason.CHANGED_MEANWHILE)
    if now >= meeting.starts_at:
        raise refuse(Reason.TOO_LATE)


def withdraw(absence: Absence) -> Absence:
    """Taken back by who asked: the person comes after all, or sends somebody."""
    return replace(absence, state=AbsenceState.WITHDRAWN)
