"""What the secretariat and the head see of one source: who has received, how each task stands."""

from collections.abc import Sequence

from committee import task_steps as rules
from committee.calendar import local
from committee.refusal import Reason, refuse
from committee.reminders import due
from committee.task import Task, TaskState
from committee.task_reminders import plan_source
from handlers import access
from handlers.assignment import Assignment, Sheet, lay_out_all, lay_out_source
from handlers.conversation import Choice, Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import DIGEST, Context, Speaker
from handlers.tasks.saying import answer, secretariat, tell, word
from handlers.tasks.sheets import sheet_of, state_of
from storage import leaves, task_sources

NUDGED = 2
"""As many people as have a button of their own."""
LONG_LIST = 10


async def run_due(speaker: Speaker) -> int:
    """Owe the summary of one source; how many were handled."""
    found = await task_sources.first_due(speaker.tx, speaker.now)
    if found is None:
        return 0
    sheet = await lay_out_source(speaker.tx, found[0])
    calendar = await speaker.calendar(sheet.committee.id)
    plan = plan_source(sheet.source, calendar, sheet.committee.settings)
    now_due = due(plan, found[1], speaker.now)
    for reminder in now_due.send:
        for person_id in await secretariat(speaker, sheet.committee.id):
            await speaker.tell(
                person_id,
                f"task.{reminder.kind.value}",
                committee_id=sheet.committee.id,
                subject=sheet.source.subject,
                revision=1,
                step=reminder.step,
                merge=DIGEST,
            )
    await task_sources.set_due(speaker.tx, sheet.source.id, speaker.now, now_due.next_at)
    return 1


async def compose_acknowledged(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Who has said that the task was received, and who has not."""
    sheet = await access.owed_tasks(speaker, owed)
    if sheet is None or not sheet.source.out(speaker.now):
        return None
    if not await access.runs_assistant(speaker, sheet.committee.id, owed.person.id):
        return None
    silent = await _silent(speaker, sheet)
    return await word(
        speaker,
        owed.person,
        "acknowledged",
        [*_nudges(sheet, silent), choice("task", "details", sheet.source.id)],
        line="acknowledged_line",
        sheet=sheet,
        sent=_sent(sheet),
        silent=silent,
        away=await leaves.away(speaker.tx, sheet.committee.id, speaker.now),
    )


def _sent(sheet: Sheet) -> list[Task]:
    return [task for task in sheet.tasks if task.state is not TaskState.CANCELLED]


async def _silent(speaker: Speaker, sheet: Sheet) -> tuple[Assignment, ...]:
    waiting = [t for t in _sent(sheet) if t.acknowledged_at is None and _in_hand(t)]
    return await lay_out_all(speaker.tx, waiting)


def _in_hand(task: Task) -> bool:
    return task.state is TaskState.ASSIGNED


def _nudges(sheet: Sheet, silent: Sequence[Assignment]) -> list[Choice]:
    """A button for each person, whatever the number of their tasks; for many, one for all."""
    people = {work.assignee.id: work for work in silent}.values()
    if len(people) > NUDGED:
        return [choice("task", "nudgeall", sheet.source.id, count=len(people))]
    return [choice("task", "nudge", w.task.id, person=w.assignee) for w in people]


async def nudge(context: Context, arguments: Sequence[str]) -> None:
    """Ask one person once more to say that the tasks of one source were received."""
    work = await access.run_task(context, access.row_id(arguments))
    silent = await _silent(context, work.sheet)
    await _nudge(context, [each for each in silent if each.assignee.id == work.assignee.id])


async def nudge_all(context: Context, arguments: Sequence[str]) -> None:
    sheet = await access.task_source(context, access.row_id(arguments))
    await _nudge(context, await _silent(context, sheet))


async def _nudge(context: Context, works: Sequence[Assignment]) -> None:
    """At most once a day each, and in allowed hours only."""
    asked = [work for work in works if await _ask(context, work)]
    if not asked:
        raise refuse(Reason.ALREADY_DONE)
    calendar = await context.calendar(asked[0].committee.id)
    at = calendar.next_allowed(context.now)
    for work in asked:
        await context.record("task_nudged", work.task.subject, work.committee.id)
    await answer(context, "nudged", works=asked, at=at)


async def _ask(context: Context, work: Assignment) -> bool:
    rules.require_open(work.task, context.now)
    step = f"nudge:{local(context.now):%Y-%m-%d}"
    person = work.assignee.id
    return await tell(context, work.task, person, "task.acknowledge", step, merge=DIGEST)


async def details(context: Context, arguments: Sequence[str]) -> None:
    """Every task of a source with how it stands; a long list comes as a sheet as well."""
    sheet = await access.source_to_look_at(context, access.row_id(arguments))
    works = await lay_out_all(context.tx, sheet.tasks)
    await answer(
        context,
        "details",
        sheet=sheet,
        works=works,
        states=[state_of(work.task, context.now) for work in works],
        making=[sheet_of(works, context.now)] if len(works) > LONG_LIST else [],
    )
