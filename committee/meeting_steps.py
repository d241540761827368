"""What may be done with a meeting in each of its states, and what it becomes."""

from dataclasses import replace
from datetime import date, datetime

from committee.calendar import local
from committee.meeting import Meeting, MeetingState
from committee.refusal import Reason, refuse

_OPEN_TO_EDIT = (MeetingState.DRAFT, MeetingState.RETURNED)


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
