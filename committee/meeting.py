"""A meeting and its states: prepared, approved by who may convene, numbered, invited to."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from committee.calendar import Calendar, local
from committee.refusal import Reason, refuse
from committee.rules import RuleBook, RuleName


class MeetingKind(StrEnum):
    REGULAR = "regular"
    COMBINED = "combined"
    """A regular meeting together with the half-year or year-end one."""
    HALF_YEARLY = "half_yearly"
    """The regular meeting of a regulation that wants one every six months."""
    AD_HOC = "ad_hoc"


class MeetingState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    INVITED = "invited"
    CANCELLED = "cancelled"


_OPEN_TO_EDIT = (MeetingState.DRAFT, MeetingState.RETURNED)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `revision` counts its times: another time asks everybody anew.

    `invited_at` is when the invitations go out, which may lie ahead. `number` and `signed_on`
    are those of the invitation signed in the office's own document system.
    """

    id: int
    committee_id: int
    kind: MeetingKind
    quarter: int | None
    year: int
    starts_at: datetime
    place: str
    reply_by: datetime
    chair_id: int
    state: MeetingState
    revision: int
    number: str
    signed_on: date | None
    remark: str
    made_by: int
    approved_at: datetime | None
    approved_by: int | None
    invited_at: datetime | None

    @property
    def subject(self) -> str:
        """How deliveries and the audit name it."""
        return f"meeting:{self.id}"

    @property
    def invitation_step(self) -> str:
        """This sending of the invitations; a stopped one and the next are two."""
        if self.invited_at is None:
            return ""
        return f"invitation:{self.invited_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"

    def known_to_invitees(self, now: datetime) -> bool:
        """Whether invitations went out for this time or for one before it."""
        return self.invitations_out(now) or self.revision > 1

    def invitations_out(self, now: datetime) -> bool:
        """Whether the invitations have gone and the meeting still stands."""
        return (
            self.state is MeetingState.INVITED
            and self.invited_at is not None
            and self.invited_at <= now
        )


def can_edit(meeting: Meeting) -> bool:
    """Whether the secretariat may still change what it will submit."""
    return meeting.state in _OPEN_TO_EDIT


def require_editable(meeting: Meeting) -> None:
    if not can_edit(meeting):
        raise refuse(Reason.ALREADY_DONE)


def check_times(starts_at: datetime, reply_by: datetime, now: datetime) -> None:
    """A meeting and its reply deadline lie ahead, the deadline not after the meeting."""
    if starts_at <= now or reply_by <= now:
        raise refuse(Reason.IN_THE_PAST)
    if reply_by > starts_at:
        raise refuse(Reason.AFTER_START)


def submit(meeting: Meeting, now: datetime) -> Meeting:
    """Put it to who may convene."""
    require_editable(meeting)
    check_times(meeting.starts_at, meeting.reply_by, now)
    if not meeting.place:
        raise refuse(Reason.INCOMPLETE)
    return replace(meeting, state=MeetingState.SUBMITTED, remark="")


def recall(meeting: Meeting) -> Meeting:
    """The secretariat takes back what it submitted, to mend it."""
    require_submitted(meeting)
    return replace(meeting, state=MeetingState.DRAFT)


def approve(meeting: Meeting, person_id: int, now: datetime) -> Meeting:
    """Who may convene agrees; the permission was asked for before."""
    require_submitted(meeting)
    check_times(meeting.starts_at, meeting.reply_by, now)
    return replace(
        meeting, state=MeetingState.APPROVED, approved_at=now, approved_by=person_id, remark=""
    )


def send_back(meeting: Meeting, remark: str) -> Meeting:
    """Who may convene wants something else, and says what."""
    require_submitted(meeting)
    if not remark.strip():
        raise refuse(Reason.INCOMPLETE)
    return replace(meeting, state=MeetingState.RETURNED, remark=remark.strip())


def withdraw_approval(meeting: Meeting, person_id: int) -> Meeting:
    """Who agreed takes it back, as long as no invitation is on its way."""
    if meeting.state is not MeetingState.APPROVED:
        raise refuse(Reason.TOO_LATE)
    if meeting.approved_by != person_id:
        raise refuse(Reason.NOT_ALLOWED)
    return replace(meeting, state=MeetingState.SUBMITTED, approved_at=None, approved_by=None)


def enter_number(meeting: Meeting, number: str, signed_on: date, now: datetime) -> Meeting:
    """Note the number and date of the signed invitation; a date to come is refused."""
    require_approved(meeting)
    if signed_on > local(now).date():
        raise refuse(Reason.IN_THE_PAST)
    return replace(meeting, number=number, signed_on=signed_on)


def invite(meeting: Meeting, at: datetime, now: datetime) -> Meeting:
    """Let the invitations go out at `at`; only approved, numbered and with time to answer."""
    require_approved(meeting)
    if not meeting.number or meeting.signed_on is None:
        raise refuse(Reason.NO_NUMBER)
    if at < now or at >= meeting.reply_by:
        raise refuse(Reason.IN_THE_PAST)
    return replace(meeting, state=MeetingState.INVITED, invited_at=at)


def stop_inviting(meeting: Meeting, now: datetime) -> Meeting:
    """Call the invitations back before they go."""
    if meeting.state is not MeetingState.INVITED or meeting.invited_at is None:
        raise refuse(Reason.ALREADY_DONE)
    if meeting.invited_at <= now:
        raise refuse(Reason.TOO_LATE)
    return replace(meeting, state=MeetingState.APPROVED, invited_at=None)


def reschedule(
    meeting: Meeting, starts_at: datetime, reply_by: datetime, person_id: int, now: datetime
) -> Meeting:
    """Another time: to be numbered and invited to anew; replies do not count.

    It is a new revision for those who know of the old time. It is convened anew, so
    `person_id` is who agreed to the new time.
    """
    _require_convened(meeting, now)
    check_times(starts_at, reply_by, now)
    if starts_at == meeting.starts_at:
        raise refuse(Reason.ALREADY_DONE)
    return replace(
        meeting,
        starts_at=starts_at,
        reply_by=reply_by,
        state=MeetingState.APPROVED,
        revision=meeting.revision + 1 if meeting.known_to_invitees(now) else meeting.revision,
        approved_at=now,
        approved_by=person_id,
        number="",
        signed_on=None,
        invited_at=None,
    )


def move(meeting: Meeting, place: str, now: datetime) -> Meeting:
    """Another place; replies stand."""
    _require_convened(meeting, now)
    if not place.strip() or place.strip() == meeting.place:
        raise refuse(Reason.ALREADY_DONE)
    return replace(meeting, place=place.strip())


def cancel(meeting: Meeting, now: datetime) -> Meeting:
    """The meeting will not be held."""
    if meeting.state is MeetingState.CANCELLED:
        raise refuse(Reason.ALREADY_DONE)
    if meeting.starts_at <= now:
        raise refuse(Reason.TOO_LATE)
    return replace(meeting, state=MeetingState.CANCELLED)


def require_submitted(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.SUBMITTED:
        raise refuse(Reason.ALREADY_DONE, at=meeting.approved_at)


def require_approved(meeting: Meeting) -> None:
    if meeting.state is MeetingState.INVITED:
        raise refuse(Reason.ALREADY_DONE, at=meeting.invited_at)
    if meeting.state is not MeetingState.APPROVED:
        raise refuse(Reason.NOT_APPROVED)


def _require_convened(meeting: Meeting, now: datetime) -> None:
    if meeting.state not in (MeetingState.APPROVED, MeetingState.INVITED):
        raise refuse(Reason.ALREADY_DONE)
    if meeting.starts_at <= now:
        raise refuse(Reason.TOO_LATE)


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


def holidays_ahead(
    meeting_day: date, now: datetime, calendar: Calendar
) -> tuple[tuple[date, str], ...]:
    """Named holidays between now and the meeting, on which the assistant stays silent."""
    return calendar.silent_days(local(now).date(), meeting_day)


def fingerprint(*parts: object) -> str:
    """A short mark of what was previewed, so that only that can be sent."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:8]
