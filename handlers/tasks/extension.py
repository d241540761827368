"""Another deadline: asked for with a reason, decided by who assigned the task."""

from collections.abc import Sequence
from datetime import datetime

from committee import task_steps as rules
from committee.refusal import Reason, refuse
from handlers import access
from handlers.assignment import Assignment
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from handlers.tasks import due_date
from handlers.tasks.saying import answer, put, tell, typed_line
from storage import task_requests

EXTENSION = "task.extension"


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
        [choice("task", "askextension", work.task.id), choice("task", "extendagain", work.task.id)],
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
