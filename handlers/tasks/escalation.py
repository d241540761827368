"""An overdue task comes before the superior and the secretariat, never before a group."""

from collections.abc import Sequence
from datetime import datetime

from committee.task import Task
from committee.task_reminders import days_overdue
from handlers import access
from handlers.assignment import Assignment
from handlers.conversation import Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.tasks.saying import answer, word
from storage import leaves, task_evidence, task_requests

COUNTED = ("task.deadline", "task.overdue")
"""What counts as having been reminded."""
ANNOUNCED = ("task.overdue",)
REMINDERS = ("task.acknowledge", "task.status", *COUNTED)


async def compose_escalation(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Only while it is overdue, without a request for more time, to who is still concerned.

    The superior is told only where the person was told before that this would happen.
    """
    work = await access.owed_task(speaker, owed)
    if work is None or not work.belongs or not work.task.overdue(speaker.now):
        return None
    if await task_requests.open_extension(speaker.tx, work.task.id) is not None:
        return None
    superior = owed.person in work.superiors
    announced = bool(await _sent(speaker, work, ANNOUNCED))
    runs = await access.runs_assistant(speaker, work.committee.id, owed.person.id)
    if not (superior and announced) and not runs:
        return None
    return await _escalation(speaker, owed, work, superior=superior, announced=announced)


async def _escalation(
    speaker: Speaker, owed: Owed, work: Assignment, *, superior: bool, announced: bool
) -> Outgoing:
    task = work.task
    sent = await _sent(speaker, work, COUNTED)
    calendar = await speaker.calendar(task.committee_id)
    advises = owed.person.id in work.advisers
    return await word(
        speaker,
        owed.person,
        "escalation",
        [
            *([choice("task", "advise", task.id)] if advises else []),
            choice("task", "history", task.id),
            *([] if advises else [choice("task", "open", task.id, item=task.item)]),
        ],
        line="escalation_line",
        work=work,
        superior=superior,
        announced=announced,
        away=await leaves.away(speaker.tx, task.committee_id, speaker.now),
        days=days_overdue(task, speaker.now, calendar),
        sent=sent,
        answered=_answered(task, sent),
    )


def _answered(task: Task, sent: Sequence[datetime]) -> datetime | None:
    """When the person last said how it goes, if that was since the first reminder."""
    since = sent[0] if sent else task.deadline
    return task.updated_at if task.updated_at and task.updated_at >= since else None


async def _sent(speaker: Speaker, work: Assignment, kinds: Sequence[str]) -> list[datetime]:
    """When the person was reminded of the deadline as it stands now."""
    task = work.task
    sent = await task_evidence.reminders_sent(speaker.tx, task.subject, task.assignee_id)
    return [each.at for each in sent if each.kind in kinds and each.revision == task.revision]


async def history(context: Context, arguments: Sequence[str]) -> None:
    """Every reminder of this task that really went to its person."""
    work = await access.task_to_look_at(context, access.row_id(arguments))
    task = work.task
    sent = await task_evidence.reminders_sent(context.tx, task.subject, task.assignee_id)
    await answer(
        context,
        "history",
        work=work,
        sent=[each for each in sent if each.kind in REMINDERS],
        late=task.overdue(context.now),
    )
