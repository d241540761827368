"""An assigned task: sent, received, reported done, accepted; its first deadline never changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from committee.rules import Citation


class TaskState(StrEnum):
    DRAFT = "draft"
    ASSIGNED = "assigned"
    REPORTED = "reported"
    """Reported done; who assigned it has not confirmed yet."""
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class Progress(StrEnum):
    """What the person said last about how it goes."""

    ON_TRACK = "on_track"
    DIFFICULT = "difficult"


class Outcome(StrEnum):
    """How a task stands to its first deadline; each task has exactly one."""

    ON_TIME = "on_time"
    EXTENDED = "extended"
    """The deadline was moved before it had passed."""
    OVERDUE = "overdue"
    """It was overdue once, whatever came after."""


@dataclass(frozen=True, slots=True)
class TaskSource:
    """What assigns tasks: a document of the committee, or something that has no number.

    `owner_id` is who assigned them and confirms that they are done.
    """

    id: int
    committee_id: int
    name: str
    document: bool
    number: str
    signed_on: date | None
    owner_id: int
    sent_at: datetime | None

    @property
    def subject(self) -> str:
        """How deliveries and the audit name it."""
        return f"tasks:{self.id}"

    @property
    def sending_step(self) -> str:
        """This sending; a stopped one and the next are two."""
        return f"assigned:{_stamp(self.sent_at)}"

    def out(self, now: datetime) -> bool:
        return self.sent_at is not None and self.sent_at <= now


@dataclass(frozen=True, slots=True)
class Task:
    """One task; `revision` counts its deadlines and persons: another one is reminded of anew.

    `counted_from` is when it was given back or its extension was declined, so that who was in
    good faith is not overdue for longer than that. `escalate_at` is the moment that was
    announced for telling the superior.
    """

    id: int
    source_id: int
    committee_id: int
    item: int
    title: str
    product: str
    assignee_id: int
    cooperating_id: int | None
    basis: tuple[Citation, ...]
    cooperating_basis: tuple[Citation, ...]
    deadline: datetime
    original_deadline: datetime
    state: TaskState
    revision: int
    sent_at: datetime | None
    acknowledged_at: datetime | None
    progress: Progress | None
    updated_at: datetime | None
    reports: int
    """How often it was reported done."""
    reported_at: datetime | None
    accepted_at: datetime | None
    overdue_since: datetime | None
    counted_from: datetime | None
    escalate_at: datetime | None

    @property
    def subject(self) -> str:
        return f"task:{self.id}"

    @property
    def sending_step(self) -> str:
        """This sending of the task, to the person who has it now."""
        return f"assigned:{_stamp(self.sent_at)}"

    @property
    def extended(self) -> bool:
        return self.deadline != self.original_deadline

    @property
    def outcome(self) -> Outcome:
        if self.overdue_since is not None:
            return Outcome.OVERDUE
        return Outcome.EXTENDED if self.extended else Outcome.ON_TIME

    def out(self, now: datetime) -> bool:
        """Whether it has gone to its person."""
        return self.sent_at is not None and self.sent_at <= now

    def overdue(self, now: datetime) -> bool:
        """Whether it is late: from the moment of the deadline on, unless reported done."""
        return self.state is TaskState.ASSIGNED and self.out(now) and now >= self.deadline


def _stamp(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


@dataclass(frozen=True, slots=True)
class Watch:
    """Open tasks counted: in time + overdue + waiting for a confirmation = all of them."""

    in_time: tuple[Task, ...]
    overdue: tuple[Task, ...]
    reported: tuple[Task, ...]

    @property
    def count(self) -> int:
        return len(self.in_time) + len(self.overdue) + len(self.reported)


def watch(tasks: Iterable[Task], now: datetime) -> Watch:
    """Count what is out and neither accepted nor cancelled."""
    open_ = [t for t in tasks if t.out(now) and t.state is TaskState.ASSIGNED]
    return Watch(
        in_time=tuple(t for t in open_ if not t.overdue(now)),
        overdue=tuple(t for t in open_ if t.overdue(now)),
        reported=tuple(t for t in tasks if t.state is TaskState.REPORTED),
    )
