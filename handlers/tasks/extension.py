"""Another deadline: asked for with a reason, decided by who assigned the task."""

from collections.abc import Sequence
from datetime import datetime

from committee import task as rules
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

EXTENSION = "task.extension"
DECLINE = "task.decline"


async def extend(context: Context, arguments: Sequence[str]) -> None:
    """Until when is asked first, then why; one request waits at a time."""
    work = await access.own_task(context, access.row_id(arguments))
    rules.require_open(work.task, context.now)
    waiting = await task_requests.open_extension(context.tx, work.task.id)
    if waiting is not None:
        await answer(context, "extension_waits", work=work, extension=waiting)
        return
    await due_date.ask(context, "extension", task=work.task.id)


@due_date.purpose("extension")
async def wanted(context: Context, state: due_date.State, at: datetime) -> None:
    work = await _open(context, int(state["task"]))
    if at <= work.task.deadline:
        await due_date.ask(context, "extension", task=work.task.id)
        return
    await context.ask(EXTENSION, task=work.task.id, wanted=at.isoformat())
    await answer(context, "ask_reason", work=work, wanted=at)


async def reason_given(context: Context, dialogue: Dialogue) -> None:
    """What goes to who decides is shown before it goes."""
    work = await _open(context, int(dialogue.state["task"]))
    reason = await typed_line(context)
    if not reason:
        return
    await context.keep_asking(dialogue, reason=reason)
    await answer(
        context,
        "extension_preview",
        [choice("task", "askextension", work.task.id), choice("task", "extend", work.task.id)],
        work=work,
        wanted=datetime.fromisoformat(str(dialogue.state["wanted"])),
        reason=reason,
    )


async def ask_now(context: Context, arguments: Sequence[str]) -> None:
    """Send the request that was shown."""
    work = await _open(context, access.row_id(arguments))
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != EXTENSION or "reason" not in dialogue.state:
        raise refuse(Reason.ALREADY_DONE)
    if int(dialogue.state["task"]) != work.task.id:
        raise refuse(Reason.TASK_CHANGED)
    wanted_at = datetime.fromisoformat(str(dialogue.state["wanted"]))
    rules.check_deadline(wanted_at, context.now)
    await context.done_asking()
    await _ask(context, work, wanted_at, str(dialogue.state["reason"]))
    await put(context, "extension_asked", work=work, wanted=wanted_at)


async def _ask(context: Context, work: Assignment, wanted_at: datetime, reason: str) -> None:
    added = await task_requests.ask_extension(
        context.tx,
        work.task.id,
        person_id=context.person.id,
        deadline_before=work.task.deadline,
        wanted=wanted_at,
        reason=reason,
        now=context.now,
    )
    if added is None:
        raise refuse(Reason.ALREADY_DONE)
    await context.record(
        "extension_asked",
        work.task.subject,
        work.committee.id,
        after={"wanted": wanted_at.isoformat()},
    )
    await tell(
        context, work.task, work.owner.id, "task.extension", f"extension:{added}", extension=added
    )


async def _open(context: Context, task_id: int) -> Assignment:
    """The asker's own task without another request that waits."""
    work = await access.own_task(context, task_id)
    rules.require_open(work.task, context.now)
    waiting = await task_requests.open_extension(context.tx, task_id)
    if waiting is not None:
        raise refuse(Reason.ALREADY_DONE, at=waiting.made_at)
    return work


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
