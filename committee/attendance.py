"""Answers to an invitation: who may give which, until when, and how they add up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from committee.meeting import Meeting
from committee.people import Person, Role
from committee.refusal import Reason, refuse


class Part(StrEnum):
    """As what somebody is invited."""

    CHAIR = "chair"
    MEMBER = "member"
    GUEST = "guest"
    PROXY = "proxy"
    """Stands in for a member whom the chair let stay away; invited to this meeting only."""


class Answer(StrEnum):
    """How an invitee stands; nobody has more than one, and no answer is silence."""

    ATTENDING = "attending"
    DECLINED = "declined"
    """Does not come, and needs nobody's consent for that."""
    ABSENCE_ASKED = "absence_asked"
    ABSENT = "absent"
    """Does not come, with the chair's consent."""
    PROXY_ASKED = "proxy_asked"
    REPRESENTED = "represented"
    """Somebody stands in, with the chair's consent and a written opinion."""
    HANDED_OVER = "handed_over"
    """Was to chair and gave that to somebody else."""


PENDING = (Answer.ABSENCE_ASKED, Answer.PROXY_ASKED)
"""Answered, but the chair has not decided."""
STAYING_AWAY = (Answer.DECLINED, Answer.ABSENT, Answer.REPRESENTED, Answer.HANDED_OVER)
"""Who is not expected in the room, and is reminded of it no more."""
ANSWERS: dict[Part, tuple[Answer, ...]] = {
    Part.CHAIR: (),
    Part.MEMBER: (Answer.ATTENDING,),
    Part.GUEST: (Answer.ATTENDING, Answer.DECLINED),
    Part.PROXY: (),
}
"""What each part answers in one tap; a member who cannot come asks or reports (absence.py)."""


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
    roles: tuple[Role, ...] = ()
    """The person's present roles in the committee; none of guests."""
    stands_in_for: int | None = None
    """Of a proxy: the invitation of who is represented."""

    @property
    def has_left(self) -> bool:
        """Chaired and has no seat any more: of everybody else who leaves no invitation stays."""
        return self.part is Part.CHAIR and not self.roles


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
    require_answerable(invitee, meeting, now)
    if given not in ANSWERS[invitee.part]:
        raise refuse(Reason.NOT_ALLOWED)
    if invitee.answer is given:
        return invitee
    return replace(invitee, answer=given, answered_at=now, source=source, recorded_by=recorded_by)


def withdraw(invitee: Invitee, meeting: Meeting, now: datetime) -> Invitee:
    """Back to no answer."""
    require_answerable(invitee, meeting, now)
    return unanswered(invitee)


def unanswered(invitee: Invitee) -> Invitee:
    """The invitee as if nothing had been said."""
    return replace(invitee, answer=None, answered_at=None, source="", recorded_by=None)


def require_answerable(invitee: Invitee, meeting: Meeting, now: datetime) -> None:
    if not meeting.invitations_out(now):
        raise refuse(Reason.ALREADY_DONE)
    if now >= meeting.starts_at:
        raise refuse(Reason.TOO_LATE)
    if not ANSWERS[invitee.part]:
        raise refuse(Reason.NOT_ALLOWED)


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers counted: every group has its people, and the groups add up to who is asked."""

    members_attending: tuple[Invitee, ...]
    guests_attending: tuple[Invitee, ...]
    declined: tuple[Invitee, ...]
    absent: tuple[Invitee, ...]
    represented: tuple[Invitee, ...]
    pending: tuple[Invitee, ...]
    handed_over: tuple[Invitee, ...]
    silent: tuple[Invitee, ...]
    on_time: int

    @property
    def attending(self) -> int:
        return len(self.members_attending) + len(self.guests_attending)

    @property
    def answered(self) -> int:
        away = (self.declined, self.absent, self.represented, self.pending, self.handed_over)
        return self.attending + sum(len(group) for group in away)

    @property
    def asked(self) -> int:
        return self.answered + len(self.silent)


def tally(invitees: Iterable[Invitee], reply_by: datetime) -> Tally:
    """Count the answers of all who are asked; the chair and those who stand in are not.

    Who answered in time and was made chair afterwards has answered in time all the same.
    """
    everybody = tuple(invitees)
    asked = [invitee for invitee in everybody if ANSWERS[invitee.part]]
    coming = [invitee for invitee in asked if invitee.answer is Answer.ATTENDING]

    def who(*answers: Answer | None) -> tuple[Invitee, ...]:
        return tuple(invitee for invitee in asked if invitee.answer in answers)

    return Tally(
        members_attending=tuple(i for i in coming if i.part is Part.MEMBER),
        guests_attending=tuple(i for i in coming if i.part is Part.GUEST),
        declined=who(Answer.DECLINED),
        absent=who(Answer.ABSENT),
        represented=who(Answer.REPRESENTED),
        pending=who(*PENDING),
        handed_over=who(Answer.HANDED_OVER),
        silent=who(None),
        on_time=sum(
            1
            for i in everybody
            if i.part is not Part.PROXY and i.answered_at is not None and i.answered_at <= reply_by
        ),
    )
