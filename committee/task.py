"""An assigned task: sent, received, reported done, accepted; its first deadline never changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from committee.people import Membership, Role
from committee.refusal import Reason, refuse
from committee.rules import Citation, RuleBook, RuleName


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


def check_deadline(deadline: datetime, now: datetime) -> None:
    """A deadline lies ahead."""
    if deadline <= now:
        raise refuse(Reason.IN_THE_PAST)


# --- before it goes out


def require_draft(task: Task) -> None:
    if task.state is not TaskState.DRAFT:
        raise refuse(Reason.ALREADY_DONE, at=task.sent_at)


def redraft(task: Task, deadline: datetime, now: datetime) -> Task:
    """Another deadline before anybody knows of one."""
    require_draft(task)
    check_deadline(deadline, now)
    return replace(task, deadline=deadline, original_deadline=deadline)


def check_sendable(source: TaskSource, tasks: Iterable[Task], at: datetime) -> None:
    """A document of the committee has its signed number; each deadline lies after the sending."""
    if source.sent_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=source.sent_at)
    drafts = list(tasks)
    if not drafts or (source.document and not source.number):
        raise refuse(Reason.INCOMPLETE)
    for task in drafts:
        require_draft(task)
        check_deadline(task.deadline, at)


def send(task: Task, at: datetime) -> Task:
    """Let it go out at `at`."""
    require_draft(task)
    return replace(task, state=TaskState.ASSIGNED, sent_at=at)


def stop_sending(task: Task, now: datetime) -> Task:
    """Call it back before it goes."""
    if task.sent_at is None:
        raise refuse(Reason.ALREADY_DONE)
    if task.out(now):
        raise refuse(Reason.TOO_LATE)
    return replace(task, state=TaskState.DRAFT, sent_at=None)


# --- in the hands of who has it


def as_of(task: Task, now: datetime) -> Task:
    """The task with its being overdue written down; that is never taken back."""
    if task.overdue(now) and task.overdue_since is None:
        return replace(task, overdue_since=task.deadline)
    return task


def require_open(task: Task, now: datetime) -> None:
    """It is out, and neither done nor cancelled."""
    if task.state is TaskState.CANCELLED:
        raise refuse(Reason.TASK_CANCELLED)
    if task.state is not TaskState.ASSIGNED or not task.out(now):
        raise refuse(Reason.ALREADY_DONE, at=task.accepted_at or task.reported_at)


def acknowledge(task: Task, now: datetime) -> Task:
    """The person has read it; the same tap again changes nothing."""
    require_open(task, now)
    if task.acknowledged_at is not None:
        return task
    return replace(task, acknowledged_at=now)


def update(task: Task, progress: Progress, now: datetime) -> Task:
    """How it goes; who says so has received it."""
    known = as_of(acknowledge(task, now), now)
    return replace(known, progress=progress, updated_at=now)


def report(task: Task, now: datetime) -> Task:
    """Done, as the person says; the reminders stop."""
    known = as_of(acknowledge(task, now), now)
    return replace(
        known,
        state=TaskState.REPORTED,
        reports=task.reports + 1,
        reported_at=now,
        updated_at=now,
    )


# --- in the hands of who assigned it


def require_report(task: Task, reports: int) -> None:
    """It waits for an answer, and it is this report that was looked at."""
    if task.state is TaskState.CANCELLED:
        raise refuse(Reason.TASK_CANCELLED)
    if task.state is not TaskState.REPORTED:
        raise refuse(Reason.ALREADY_DONE, at=task.accepted_at)
    if task.reports != reports:
        raise refuse(Reason.TASK_CHANGED)


def accept(task: Task, reports: int, now: datetime) -> Task:
    require_report(task, reports)
    return replace(task, state=TaskState.ACCEPTED, accepted_at=now)


def give_back(task: Task, reports: int, reason: str, now: datetime) -> Task:
    """More is wanted, and what; it counts from now, where the deadline has passed."""
    require_report(task, reports)
    if not reason.strip():
        raise refuse(Reason.INCOMPLETE)
    return as_of(_counted_anew(replace(task, state=TaskState.ASSIGNED), now), now)


def extend(task: Task, deadline: datetime, now: datetime) -> Task:
    """Another deadline; the first one and its having been overdue stay written down."""
    require_open(task, now)
    check_deadline(deadline, now)
    if deadline == task.deadline:
        raise refuse(Reason.ALREADY_DONE)
    known = as_of(task, now)
    return replace(
        known, deadline=deadline, revision=task.revision + 1, counted_from=None, escalate_at=None
    )


def decline_extension(task: Task, now: datetime) -> Task:
    """The deadline stands; who waited for the answer is told before anybody else is."""
    require_open(task, now)
    known = as_of(task, now)
    return _counted_anew(known, now) if known.overdue(now) else known


def _counted_anew(task: Task, now: datetime) -> Task:
    return replace(task, revision=task.revision + 1, counted_from=now, escalate_at=None)


# --- in the hands of the secretariat


def require_living(task: Task, now: datetime) -> None:
    """It has gone out and is neither accepted nor cancelled."""
    if task.state is TaskState.CANCELLED:
        raise refuse(Reason.TASK_CANCELLED)
    if task.state not in (TaskState.ASSIGNED, TaskState.REPORTED) or not task.out(now):
        raise refuse(Reason.ALREADY_DONE, at=task.accepted_at)


def cancel(task: Task, now: datetime) -> Task:
    require_living(task, now)
    return replace(as_of(task, now), state=TaskState.CANCELLED, revision=task.revision + 1)


def reassign(task: Task, person_id: int, basis: tuple[Citation, ...], now: datetime) -> Task:
    """Somebody else has it from now on, with the same deadline and as if just sent."""
    require_living(task, now)
    if person_id == task.assignee_id:
        raise refuse(Reason.ALREADY_DONE)
    anew = replace(
        as_of(task, now),
        state=TaskState.ASSIGNED,
        assignee_id=person_id,
        cooperating_id=None if person_id == task.cooperating_id else task.cooperating_id,
        basis=basis,
        sent_at=now,
        acknowledged_at=None,
        progress=None,
        updated_at=None,
    )
    return _counted_anew(anew, now)


# --- whose word counts


def decider(
    owner_id: int, seats: Iterable[Membership], besides: int | None = None
) -> int | None:
    """Who decides now: who assigned it; if that seat has ended the head, else his deputy.

    `besides` is who has the task, and so does not confirm it.
    """
    held = {s.person.id: s for s in seats if s.in_committee and s.person.id != besides}
    if owner_id in held:
        return owner_id
    for role in (Role.HEAD, Role.STANDING_DEPUTY):
        found = next((person for person, seat in held.items() if role in seat.roles), None)
        if found is not None:
            return found
    return None


def may_own(seat: Membership) -> bool:
    """Whether this seat may assign: the head and the deputies."""
    return any(role in (Role.HEAD, Role.STANDING_DEPUTY, Role.DEPUTY) for role in seat.roles)


def told_of_difficulty(
    rules: RuleBook, assignee: Membership | None, seats: Iterable[Membership], owner_id: int | None
) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
    """To whom a difficulty goes, and by which clauses; where none binds the person, the owner."""
    rule = rules.find(RuleName.ISSUE_REPORT)
    if rule is not None and assignee and any(role in rule.binds for role in assignee.roles):
        named = [seat.person.id for seat in seats if any(role in rule.to for role in seat.roles)]
        others = tuple(person for person in named if person != assignee.person.id)
        if others:
            return others, rule.citations
    return ((owner_id,) if owner_id is not None else ()), ()


# --- counting


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
