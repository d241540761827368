"""Who assigned a task decides on more time for it; who asked hears of it."""

from collections.abc import Sequence
from datetime import datetime

from committee import task_steps as rules
from committee.refusal import Reason, refuse
from committee.task import TaskState
from committee.task_reminders import days_overdue
from handlers import access
from handlers.assignment import Assignment
from handlers.conversation import Choice, Dialogue, Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.tasks import due_date
from handlers.tasks.saying import answer, put, tell, typed_line, word
from handlers.tasks.timing import save
from handlers.tasks.updates import reminder_choices
from storage import task_requests
from storage.task_requests import Extension

DECLINE = "task.decline"


async def compose_extension(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The question to who decides, while it waits for an answer."""
    found = await access.owed_extension(speaker, owed)
    if found is None or not found[0].open or found[1].owner.id != owed.person.id:
        return None
    if found[1].task.state is not TaskState.ASSIGNED:
        return None
    return await question(speaker, *found)


async def question(speaker: Speaker, asked: Extension, work: Assignment) -> Outgoing:
    calendar = await speaker.calendar(work.committee.id)
    return await word(
        speaker,
        work.owner,
        "extension",
        [
            choice("task", "grant", asked.id),
            choice("task", "decline", asked.id),
            choice("task", "otherdate", asked.id),
        ],
        line="extension_line",
        work=work,
        extension=asked,
        overdue=days_overdue(work.task, asked.made_at, calendar)
        if asked.made_at >= work.task.deadline
        else 0,
    )


async def grant(context: Context, arguments: Sequence[str]) -> None:
    asked, work = await _undecided(context, access.row_id(arguments))
    await _grant(context, asked, work, asked.wanted)


async def other_date(context: Context, arguments: Sequence[str]) -> None:
    asked, _ = await _undecided(context, access.row_id(arguments))
    await due_date.ask(context, "grant", extension=asked.id)


@due_date.purpose("grant")
async def other_date_given(context: Context, state: due_date.State, at: datetime) -> None:
    asked, work = await _undecided(context, int(state["extension"]))
    await _grant(context, asked, work, at)


async def _grant(context: Context, asked: Extension, work: Assignment, at: datetime) -> None:
    after = rules.extend(work.task, at, context.now)
    await _close(context, asked, at, "")
    await save(context, "task_extended", work, after)
    await tell(context, after, asked.person_id, "task.extended", extension=asked.id)
    await put(context, "granted_reply", work=work, at=at)


async def decline(context: Context, arguments: Sequence[str]) -> None:
    """A reason is asked for: nobody is told no without one."""
    asked, work = await _undecided(context, access.row_id(arguments))
    await context.ask(DECLINE, extension=asked.id)
    await answer(context, "ask_decline", work=work)


async def decline_said(context: Context, dialogue: Dialogue) -> None:
    asked, work = await _undecided(context, int(dialogue.state["extension"]))
    remark = await typed_line(context)
    if not remark:
        return
    after = rules.decline_extension(work.task, context.now)
    await context.done_asking()
    await _close(context, asked, None, remark)
    await save(context, "extension_declined", work, after)
    await tell(context, after, asked.person_id, "task.declined", extension=asked.id)
    await answer(context, "declined_reply", work=work)


async def _undecided(context: Context, extension_id: int) -> tuple[Extension, Assignment]:
    asked, work = await access.extension_to_decide(context, extension_id)
    if not asked.open:
        raise refuse(Reason.ALREADY_DONE, at=asked.decided_at)
    rules.require_open(work.task, context.now)
    return asked, work


async def _close(context: Context, asked: Extension, granted: datetime | None, remark: str) -> None:
    closed = await task_requests.decide_extension(
        context.tx,
        asked.id,
        person_id=context.person.id,
        granted=granted,
        remark=remark,
        now=context.now,
    )
    if not closed:
        raise refuse(Reason.ALREADY_DONE)


async def compose_extended(speaker: Speaker, owed: Owed) -> Outgoing | None:
    return await _decided(speaker, owed, "extended")


async def compose_declined(speaker: Speaker, owed: Owed) -> Outgoing | None:
    return await _decided(speaker, owed, "declined")


async def _decided(speaker: Speaker, owed: Owed, template: str) -> Outgoing | None:
    """The answer to who asked, as long as the task is theirs."""
    found = await access.owed_extension(speaker, owed)
    if found is None or await access.owed_own_task(speaker, owed) is None:
        return None
    asked, work = found
    choices: list[Choice] = reminder_choices(work)
    return await word(
        speaker, owed.person, template, choices, line="line", work=work, extension=asked
    )
