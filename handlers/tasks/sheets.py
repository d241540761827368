"""A long list of tasks as a sheet."""

from collections.abc import Iterable
from datetime import datetime

from committee.task import Task, TaskState
from handlers.assignment import Assignment
from handlers.conversation import Making
from messages.moments import moment
from messages.wording import words


def sheet_of(works: Iterable[Assignment], now: datetime) -> Making:
    """One row a task; the file is made just before it is sent."""
    named = words("task")
    rows = [_row(work, now, named["states"]) for work in works]
    facts = {"headings": named["headings"], "rows": rows}
    return Making("Nhiem-vu.xlsx", "attendance.sheet", facts)


def _row(work: Assignment, now: datetime, states: dict[str, str]) -> list[str]:
    task = work.task
    return [
        f"{work.source.name} {work.source.number}".strip(),
        str(task.item),
        task.title,
        task.product,
        work.assignee.name,
        work.cooperating.name if work.cooperating else "",
        moment(task.original_deadline),
        moment(task.deadline),
        states[state_of(task, now)],
    ]


def state_of(task: Task, now: datetime) -> str:
    """The key of the word for how a task stands."""
    if task.state is not TaskState.ASSIGNED:
        return task.state.value
    if not task.out(now):
        return "sending"
    return "overdue" if task.overdue(now) else "in_time"
