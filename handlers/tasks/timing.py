"""A changed task is written down together with when its next reminder falls due."""

from committee.reminders import due
from committee.task import Task
from committee.task_reminders import plan_task
from handlers.assignment import Assignment
from handlers.speaking import Context, Speaker
from storage import tasks


async def save(context: Context, verb: str, work: Assignment, after: Task) -> None:
    """Store the change, leave it in the audit, and let only what lies ahead remind."""
    await tasks.save(context.tx, after)
    await context.record(
        verb, after.subject, after.committee_id, before=_told(work.task), after=_told(after)
    )
    await schedule(context, work, after)


async def schedule(speaker: Speaker, work: Assignment, task: Task) -> None:
    """From now on by this plan; what the one before had left is not caught up with."""
    calendar = await speaker.calendar(task.committee_id)
    plan = plan_task(task, calendar, work.committee.settings) if work.belongs else ()
    await tasks.set_due(
        speaker.tx, task.id, speaker.now, due(plan, speaker.now, speaker.now).next_at
    )


def _told(task: Task) -> dict[str, str | int | None]:
    return {
        "state": task.state.value,
        "person": task.assignee_id,
        "deadline": task.deadline.isoformat(),
        "progress": task.progress.value if task.progress else None,
    }
