"""Answers to an invitation: who may give which, until when, and how they add up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from committee.meeting import Meeting
from committee.people import Person
from committee.refusal import Reason, refuse


class Part(StrEnum):
    """As what somebody is invited."""

    CHAIR = "chair"
    MEMBER = "member"
    GUEST = "guest"


class Answer(StrEnum):
    ATTENDING = "attending"
    DECLINED = "declined"


ANSWERS: dict[Part, tuple[Answer, ...]] = {
    Part.CHAIR: (),
    Part.MEMBER: (Answer.ATTENDING,),
    Part.GUEST: (Answer.ATTENDING, Answer.DECLINED),
}
"""What each part may answer by itself; silence stays silence."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody invited to one meeting, and the answer so far.

    `source` is the channel of the answer ("web", "phone"); `recorded_by` who wrote it down for
    the person, if anybody did.
    """

    id: int
    meeting_id: int
    person: Person
    part: Part
    answer: Answer | None
    answered_at: datetime | None
    source: str
    recorded_by: int | None


def answer(
    invitee: Invitee,
    meeting: Meeting,
    given: Answer,
    now: datetime,
    source: str,
    recorded_by: int | None = None,
) -> Invitee:
    """The invitee with this answer; the same answer again changes nothing.

    It counts until the meeting begins; after the reply deadline it is late in the record only.
    """
    _require_answerable(invitee, meeting, now)
    if given not in ANSWERS[invitee.part]:
        raise refuse(Reason.NOT_ALLOWED)
    if invitee.answer is given:
        return invitee
    return replace(invitee, answer=given, answered_at=now, source=source, recorded_by=recorded_by)


def withdraw(invitee: Invitee, meeting: Meeting, now: datetime) -> Invitee:
    """Back to no answer."""
    _require_answerable(invitee, meeting, now)
    return replace(invitee, answer=None, answered_at=None, source="", recorded_by=None)


def _require_answerable(invitee: Invitee, meeting: Meeting, now: datetime) -> None:
    if not meeting.invitations_out(now):
        raise refuse(Reason.ALREADY_DONE)
    if now >= meeting.starts_at:
        raise refuse(Reason.TOO_LATE)
    if not ANSWERS[invitee.part]:
        raise refuse(Reason.NOT_ALLOWED)


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers counted: attending + declined + silent = asked, and each has its people."""

    members_attending: tuple[Invitee, ...]
    guests_attending: tuple[Invitee, ...]
    declined: tuple[Invitee, ...]
    silent: tuple[Invitee, ...]
    on_time: int

    @property
    def attending(self) -> int:
        return len(self.members_attending) + len(self.guests_attending)

    @property
    def answered(self) -> int:
        return self.attending + len(self.declined)

    @property
    def asked(self) -> int:
        return self.answered + len(self.silent)


def tally(invitees: Iterable[Invitee], reply_by: datetime) -> Tally:
    """Count the answers of all who are asked; the chair is not."""
    asked = [invitee for invitee in invitees if ANSWERS[invitee.part]]
    coming = [invitee for invitee in asked if invitee.answer is Answer.ATTENDING]
    return Tally(
        members_attending=tuple(i for i in coming if i.part is Part.MEMBER),
        guests_attending=tuple(i for i in coming if i.part is Part.GUEST),
        declined=tuple(i for i in asked if i.answer is Answer.DECLINED),
        silent=tuple(i for i in asked if i.answer is None),
        on_time=sum(1 for i in asked if i.answered_at is not None and i.answered_at <= reply_by),
    )
