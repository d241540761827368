"""What may be done with a task in each of its states, and what it becomes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from committee.refusal import Reason, refuse
from committee.rules import Citation
from committee.task import Progress, Task, TaskSource, TaskState


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
