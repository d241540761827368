"""Opinions in writing for a meeting: who may give one, until when, and what counts as one."""

from collections.abc import Sequence
from datetime import datetime

from committee.attendance import Invitee, Part
from committee.meeting import Meeting
from committee.refusal import Reason, refuse


def require_giving(invitee: Invitee, meeting: Meeting, now: datetime) -> None:
    """A member of the committee gives one until the meeting begins."""
    require_open(meeting, now)
    if invitee.part is not Part.MEMBER:
        raise refuse(Reason.NOT_ALLOWED)


def require_open(meeting: Meeting, now: datetime) -> None:
    """The meeting is called and has not begun."""
    if not meeting.invitations_out(now):
        raise refuse(Reason.CHANGED_MEANWHILE)
    if now >= meeting.starts_at:
        raise refuse(Reason.TOO_LATE)


def require_said(texts: Sequence[str]) -> None:
    """Nothing to say on every item is no opinion."""
    if not any(text.strip() for text in texts):
        raise refuse(Reason.INCOMPLETE)


def require_current_item(*, asked: int, pressed: int) -> None:
    """The button is of the item that is being asked about."""
    if asked != pressed:
        raise refuse(Reason.CHANGED_MEANWHILE)


def require_checked(shown: bool) -> None:
    """Only what its author has looked at is kept."""
    if not shown:
        raise refuse(Reason.CHANGED_MEANWHILE)
