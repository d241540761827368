"""A notice: prepared, previewed, sent, acknowledged by tap, corrected or withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from committee.calendar import local
from committee.people import Membership, Person
from committee.refusal import Reason, refuse
from committee.urgent import Urgency, break_silence

TEXT_LENGTH = 380
"""Characters of own words that a message of 700 has room for beside its frame."""


class NoticeState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    """An urgent one waits for the head or a deputy to let it go."""
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    REPEATED = "repeated"
    """It returns: each time is a notice of its own, made from this one."""
    DROPPED = "dropped"


class Group(StrEnum):
    """To whom a notice was addressed before single names were added or taken off."""

    MEMBERS = "members"
    COMMISSIONERS = "commissioners"
    DEPUTIES = "deputies"
    WORKING_GROUP = "working_group"
    GUESTS = "guests"
    SUB_GROUP = "sub_group"
    UNIT = "unit"
    MEETING = "meeting"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice; `number` and `signed_on` are those of the signed document that it goes with.

    `with_document` says that there is one. `send_at` is when it goes out, which may lie ahead;
    `released_by` the leader who let an urgent one go; `corrects` the notice that it puts right.
    """

    id: int
    committee_id: int
    text: str
    with_document: bool
    number: str
    signed_on: date | None
    group: Group
    state: NoticeState
    urgent_reason: str
    corrects: int | None
    made_by: int
    made_at: datetime
    send_at: datetime | None
    released_by: int | None

    @property
    def subject(self) -> str:
        """How deliveries and the audit name it."""
        return f"notice:{self.id}"

    @property
    def send_step(self) -> str:
        """This sending; a stopped one and the next are two."""
        if self.send_at is None:
            return ""
        return f"send:{self.send_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"

    @property
    def urgent(self) -> bool:
        return bool(self.urgent_reason)

    @property
    def kind_code(self) -> str:
        """The kind of document that its number names, abbreviated; empty without one."""
        return self.number.rpartition("/")[2].partition("-")[0]

    def is_out(self, now: datetime) -> bool:
        """Whether it has gone to its receivers and still stands."""
        released = self.state is NoticeState.RELEASED and self.send_at is not None
        return released and self.send_at is not None and self.send_at <= now


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody a notice goes to; only a tap, or the secretariat's record, acknowledges it."""

    id: int
    notice_id: int
    person: Person
    acknowledged_at: datetime | None
    source: str
    recorded_by: int | None


def require_draft(notice: Notice) -> None:
    if notice.state is not NoticeState.DRAFT:
        raise refuse(Reason.ALREADY_DONE, at=notice.send_at)


def may_be_signed_on(day: date, now: datetime) -> bool:
    """A document is not signed tomorrow."""
    return day <= local(now).date()


def number(notice: Notice, number: str, signed_on: date, now: datetime) -> Notice:
    """Note the number and date of the signed document."""
    require_draft(notice)
    if not may_be_signed_on(signed_on, now):
        raise refuse(Reason.INCOMPLETE)
    return replace(notice, with_document=True, number=number, signed_on=signed_on)


def without_document(notice: Notice) -> Notice:
    """It is a notice of its own and goes with no signed document."""
    require_draft(notice)
    return replace(notice, with_document=False, number="", signed_on=None)


def check_ready(notice: Notice, receivers: Iterable[Receiver]) -> None:
    """It can be sent: somebody receives it, and a document that it goes with has its number."""
    require_draft(notice)
    if not any(True for _ in receivers):
        raise refuse(Reason.NO_RECEIVERS)
    if notice.with_document and (not notice.number or notice.signed_on is None):
        raise refuse(Reason.NO_DOCUMENT_NUMBER)


def release(notice: Notice, receivers: Iterable[Receiver], at: datetime, now: datetime) -> Notice:
    """Let it go out at `at`; an urgent one is not let go here."""
    check_ready(notice, receivers)
    if notice.urgent:
        raise refuse(Reason.NOT_ALLOWED)
    if at < now:
        raise refuse(Reason.IN_THE_PAST)
    return replace(notice, state=NoticeState.RELEASED, send_at=at)


def submit_urgent(notice: Notice, receivers: Iterable[Receiver]) -> Notice:
    """Put an urgent one to those who may break the silence."""
    check_ready(notice, receivers)
    if not notice.urgent:
        raise refuse(Reason.INCOMPLETE)
    return replace(notice, state=NoticeState.SUBMITTED)


def release_urgent(
    notice: Notice, seat: Membership | None, receivers: Iterable[Receiver], at: datetime
) -> tuple[Notice, Urgency]:
    """A leader lets it go at any hour, for the reason given with it."""
    urgency = break_silence(seat, notice.urgent_reason)
    if notice.state is NoticeState.SUBMITTED:
        notice = replace(notice, state=NoticeState.DRAFT)
    check_ready(notice, receivers)
    gone = replace(notice, state=NoticeState.RELEASED, send_at=at, released_by=urgency.by)
    return gone, urgency


def recall(notice: Notice) -> Notice:
    """Back to the draft: taken back by who prepared it, or not agreed to."""
    if notice.state is not NoticeState.SUBMITTED:
        raise refuse(Reason.ALREADY_DONE, at=notice.send_at)
    return replace(notice, state=NoticeState.DRAFT)


def stop(notice: Notice, now: datetime) -> Notice:
    """Call it back before it goes."""
    if notice.state is not NoticeState.RELEASED or notice.send_at is None:
        raise refuse(Reason.ALREADY_DONE)
    if notice.send_at <= now:
        raise refuse(Reason.TOO_LATE)
    return replace(notice, state=NoticeState.DRAFT, send_at=None, released_by=None)


def drop(notice: Notice) -> Notice:
    """The draft is not needed any more."""
    require_draft(notice)
    return replace(notice, state=NoticeState.DROPPED)


def require_out(notice: Notice, now: datetime) -> None:
    """It has gone and stands."""
    if notice.state is NoticeState.WITHDRAWN:
        raise refuse(Reason.WITHDRAWN)
    if not notice.is_out(now):
        raise refuse(Reason.ALREADY_DONE)


def withdraw(notice: Notice, now: datetime) -> Notice:
    """It does not hold any more."""
    require_out(notice, now)
    return replace(notice, state=NoticeState.WITHDRAWN)


def acknowledge(
    receiver: Receiver,
    notice: Notice,
    now: datetime,
    source: str,
    recorded_by: int | None = None,
) -> Receiver:
    """The receiver with the tap noted; a second one changes nothing."""
    require_out(notice, now)
    if receiver.acknowledged_at is not None:
        return receiver
    return replace(receiver, acknowledged_at=now, source=source, recorded_by=recorded_by)


def unacknowledge(receiver: Receiver, notice: Notice, now: datetime) -> Receiver:
    """What was written down by mistake is taken back."""
    require_out(notice, now)
    return replace(receiver, acknowledged_at=None, source="", recorded_by=None)
