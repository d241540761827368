"""The secretariat takes a task back, or gives it to somebody else: with a reason, previewed."""

from collections.abc import Sequence

from committee import task_steps as rules
from committee.people import Person
from committee.refusal import Reason, refuse
from committee.task import TaskState
from handlers import access
from handlers.assignment import Assignment, basis_of
from handlers.conversation import Dialogue, Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.tasks import acceptance
from handlers.tasks.entry import known_people, known_person
from handlers.tasks.saying import answer, put, tell, typed_line, word
from handlers.tasks.timing import save
from handlers.tasks.updates import drop_extension
from messages.understand import names

REASSIGN = "task.reassign"
REASON = "task.change_reason"


async def cancel(context: Context, arguments: Sequence[str]) -> None:
    work = await _living(context, access.row_id(arguments))
    await context.ask(REASON, task=work.task.id)
    await answer(context, "ask_change_reason", work=work, to=None)


async def reassign(context: Context, arguments: Sequence[str]) -> None:
    """To whom it goes."""
    work = await _living(context, access.row_id(arguments))
    await context.ask(REASSIGN, task=work.task.id)
    await answer(context, "ask_reassign", work=work)


async def reassign_typed(context: Context, dialogue: Dialogue) -> None:
    work = await _living(context, int(dialogue.state["task"]))
    known = [p for p in await known_people(context, work.sheet) if p.id != work.assignee.id]
    found = names(context.event.text, [person.name for person in known])
    if len(found) != 1:
        await answer(context, "person_unclear", found=len(found), group=work.group_name)
        return
    to = known[found[0]]
    await context.ask(REASON, task=work.task.id, to=to.id)
    await answer(context, "ask_change_reason", work=work, to=to)


async def reason_typed(context: Context, dialogue: Dialogue) -> None:
    """Show what goes to whom before it goes."""
    work = await _living(context, int(dialogue.state["task"]))
    to = await _to(context, work, dialogue)
    reason = await typed_line(context)
    if not reason:
        return
    await context.keep_asking(dialogue, reason=reason)
    send = choice("task", "changed", work.task.id, work.task.revision, cancels=to is None)
    back = choice("task", "open", work.task.id, item=work.task.item)
    await answer(
        context,
        "change_preview",
        [send, back],
        work=work,
        to=to,
        reason=reason,
        told=_told(work, to),
    )


async def _to(context: Context, work: Assignment, dialogue: Dialogue) -> Person | None:
    if "to" not in dialogue.state:
        return None
    return await known_person(context, work.sheet, int(dialogue.state["to"]))


def _told(work: Assignment, to: Person | None) -> tuple[Person, ...]:
    """Everybody concerned, each once: who has it, who helps, who confirms; last who gets it."""
    found = [work.assignee, *([work.cooperating] if work.cooperating else []), work.owner]
    known = {person.id: person for person in found if to is None or person.id != to.id}
    return (*known.values(), *([to] if to else []))


async def change_now(context: Context, arguments: Sequence[str]) -> None:
    """What was previewed, and nothing else."""
    work = await _living(context, access.row_id(arguments))
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != REASON or "reason" not in dialogue.state:
        raise refuse(Reason.ALREADY_DONE)
    if access.row_id(arguments, 1) != work.task.revision:
        raise refuse(Reason.TASK_CHANGED)
    if int(dialogue.state["task"]) != work.task.id:
        raise refuse(Reason.TASK_CHANGED)
    to = await _to(context, work, dialogue)
    await context.done_asking()
    await drop_extension(context, work)
    await _change(context, work, to, str(dialogue.state["reason"]))
    await put(context, "changed_reply", work=work, to=to)
    if to is None:
        await acceptance.finish(context, work.sheet)


async def _change(context: Context, work: Assignment, to: Person | None, reason: str) -> None:
    if to is None:
        after, verb, kind = rules.cancel(work.task, context.now), "task_cancelled", "task.cancelled"
    else:
        basis = basis_of(work.sheet, to.id)
        after = rules.reassign(work.task, to.id, basis, context.now)
        verb, kind = "task_reassigned", "task.taken_away"
    await save(context, verb, work, after)
    for person in _told(work, to):
        if to is not None and person.id == to.id:
            await tell(context, after, to.id, "task.assigned", after.sending_step)
        else:
            await tell(context, after, person.id, kind, reason=reason, had=work.assignee.id)


async def compose_cancelled(speaker: Speaker, owed: Owed) -> Outgoing | None:
    work = await access.owed_task(speaker, owed)
    if work is None or work.task.state is not TaskState.CANCELLED:
        return None
    return await word(
        speaker, owed.person, "cancelled", line="line", work=work, reason=owed.facts["reason"]
    )


async def compose_taken_away(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To who had it and to who else is concerned: somebody else has it now."""
    work = await access.owed_task(speaker, owed)
    if work is None or work.task.state is TaskState.CANCELLED:
        return None
    return await word(
        speaker,
        owed.person,
        "taken_away",
        line="line",
        work=work,
        reason=owed.facts["reason"],
        had=owed.facts["had"] == owed.person.id,
    )


async def _living(context: Context, task_id: int) -> Assignment:
    work = await access.run_task(context, task_id)
    rules.require_living(work.task, context.now)
    return work
