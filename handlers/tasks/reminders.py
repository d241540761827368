"""What a task reminds of: to be acknowledged, its status, its deadline, its being overdue."""

from dataclasses import replace
from datetime import datetime, timedelta

from committee import task_steps as rules
from committee.reminders import Reminder, ReminderKind, due, next_comes_that_day
from committee.task import Task, TaskState
from committee.task_reminders import ALWAYS, escalation_moment, plan_task
from handlers import access
from handlers.assignment import Assignment, lay_out_task
from handlers.conversation import Outgoing, choice
from handlers.feature import Owed
from handlers.replanning import told_already
from handlers.speaking import DIGEST, Speaker
from handlers.tasks import summaries
from handlers.tasks.saying import secretariat, tell, word
from handlers.tasks.updates import progress_choices, reminder_choices
from storage import task_requests, task_sources, tasks
from storage.database import Transaction

PAUSE = timedelta(minutes=15)
"""How long a task whose reminders cannot be worked out waits for the next try."""

TO_PERSON = (
    ReminderKind.TASK_ACKNOWLEDGE,
    ReminderKind.TASK_STATUS,
    ReminderKind.TASK_DEADLINE,
    ReminderKind.TASK_OVERDUE,
)


async def next_due(tx: Transaction) -> datetime | None:
    """When the next thing falls due, of any task or any source."""
    moments = [await tasks.next_due(tx), await task_sources.next_due(tx)]
    return min((moment for moment in moments if moment is not None), default=None)


async def run_due(speaker: Speaker) -> int:
    """Owe what one task or one source has due, and set when it is looked at next."""
    found = await tasks.first_due(speaker.tx, speaker.now)
    if found is None:
        return await summaries.run_due(speaker)
    await _run(speaker, await lay_out_task(speaker.tx, found[0]), found[1])
    return 1


async def put_off(speaker: Speaker) -> None:
    """Look at what would be taken first again in a while."""
    later = speaker.now + PAUSE
    task = await tasks.first_due(speaker.tx, speaker.now)
    if task is not None:
        await tasks.set_due(speaker.tx, task[0].id, task[1], later)
        return
    source = await task_sources.first_due(speaker.tx, speaker.now)
    if source is not None:
        await task_sources.set_due(speaker.tx, source[0].id, source[1], later)


async def owe_ahead(speaker: Speaker, task_id: int, until: datetime) -> bool:
    """Handle at once what a task's own hour brings its person, who is told not before it.

    Not where that hour changes more than who was told: then it waits for its hour.
    """
    found = await access.task_due_soon(speaker, task_id)
    if found is None or found[1] > until:
        return True
    work, at, handled_until = await lay_out_task(speaker.tx, found[0]), found[1], found[2]
    calendar = await speaker.calendar(work.committee.id)
    plan = plan_task(work.task, calendar, work.committee.settings)
    coming = due(plan, handled_until, at).send
    if work.belongs and all(reminder.kind in TO_PERSON for reminder in coming):
        await _run(Speaker(speaker.tx, at), work, handled_until)
    return True


async def _run(speaker: Speaker, work: Assignment, handled_until: datetime | None) -> None:
    if not work.belongs:
        await _left(speaker, work)
        return
    calendar = await speaker.calendar(work.committee.id)
    settings = work.committee.settings
    task = rules.as_of(work.task, speaker.now)
    plan = plan_task(task, calendar, settings)
    goes_out = calendar.next_allowed(speaker.now)
    for reminder in due(plan, handled_until, speaker.now).send:
        if next_comes_that_day(reminder, plan, goes_out):
            continue
        if await told_already(speaker, task.subject, task.revision, reminder):
            continue
        if reminder.kind is ReminderKind.TASK_OVERDUE:
            at = escalation_moment(task, speaker.now, calendar, settings)
            task = replace(task, escalate_at=at)
        await _owe(speaker, work, reminder)
    await tasks.save(speaker.tx, task)
    left = plan_task(task, calendar, settings)
    next_at = due(left, speaker.now, speaker.now).next_at
    await tasks.set_due(speaker.tx, task.id, speaker.now, next_at)


async def _left(speaker: Speaker, work: Assignment) -> None:
    """Who has it is gone: nobody is reminded, and the secretariat is asked what becomes of it."""
    await tasks.set_due(speaker.tx, work.task.id, speaker.now, None)
    if work.task.state is TaskState.ASSIGNED:
        for person_id in await secretariat(speaker, work.committee.id):
            await tell(speaker, work.task, person_id, "task.left", "left", merge=DIGEST)


async def _owe(speaker: Speaker, work: Assignment, reminder: Reminder) -> None:
    receivers: list[int] = []
    if reminder.kind in TO_PERSON:
        receivers = [work.assignee.id]
    elif reminder.kind is ReminderKind.TASK_ESCALATION:
        superiors = [person.id for person in work.superiors]
        receivers = [*superiors, *await secretariat(speaker, work.committee.id)]
    for person_id in dict.fromkeys(receivers):
        await tell(
            speaker,
            work.task,
            person_id,
            f"task.{reminder.kind.value}",
            reminder.step,
            merge=DIGEST,
            expires_at=None if reminder.useful_until == ALWAYS else reminder.useful_until,
        )


async def _in_hand(speaker: Speaker, owed: Owed) -> Assignment | None:
    """The task, while it is out and its person has not reported it done."""
    work = await access.owed_own_task(speaker, owed)
    if work is None or work.task.state is not TaskState.ASSIGNED or not work.task.out(speaker.now):
        return None
    return work


async def compose_acknowledge(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Only who has not said so is asked again."""
    work = await _in_hand(speaker, owed)
    if work is None or work.task.acknowledged_at is not None:
        return None
    choices = [choice("task", "receive", work.task.id), choice("task", "adjust", work.task.id)]
    return await word(speaker, owed.person, "acknowledge", choices, line="line", work=work)


async def compose_status(speaker: Speaker, owed: Owed) -> Outgoing | None:
    work = await _in_hand(speaker, owed)
    if work is None or work.task.overdue(speaker.now):
        return None
    return await word(
        speaker, owed.person, "status", progress_choices(work), line="line", work=work
    )


async def compose_deadline(speaker: Speaker, owed: Owed) -> Outgoing | None:
    work = await _in_hand(speaker, owed)
    if work is None or work.task.overdue(speaker.now):
        return None
    return await word(
        speaker, owed.person, "deadline", reminder_choices(work), line="line", work=work
    )


async def compose_overdue(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """It is late; said together with until when and to whom it would be reported."""
    work = await _in_hand(speaker, owed)
    if work is None or not work.task.overdue(speaker.now) or work.task.escalate_at is None:
        return None
    return await word(
        speaker,
        owed.person,
        "overdue",
        reminder_choices(work),
        line="overdue_line",
        work=work,
        waiting=await _extension_waits(speaker, work.task),
    )


async def _extension_waits(speaker: Speaker, task: Task) -> bool:
    return await task_requests.open_extension(speaker.tx, task.id) is not None


async def compose_left(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Whoever had it is no longer of the committee: it wants another person or an end."""
    work = await access.owed_task(speaker, owed)
    if work is None or work.belongs or work.task.state is not TaskState.ASSIGNED:
        return None
    if not await access.runs_assistant(speaker, work.committee.id, owed.person.id):
        return None
    return await word(
        speaker,
        owed.person,
        "left_committee",
        [choice("task", "reassign", work.task.id), choice("task", "cancel", work.task.id)],
        line="line",
        work=work,
    )
