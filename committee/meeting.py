"""A meeting and its states: prepared, approved by who may convene, numbered, invited to."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from committee.calendar import Calendar, local


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


def holidays_ahead(
    meeting_day: date, now: datetime, calendar: Calendar
) -> tuple[tuple[date, str], ...]:
    """Named holidays between now and the meeting, on which the assistant stays silent."""
    return calendar.silent_days(local(now).date(), meeting_day)


def fingerprint(*parts: object) -> str:
    """A short mark of what was previewed, so that only that can be sent."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:8]
