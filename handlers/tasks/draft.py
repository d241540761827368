"""A task before it is sent: looked at again, changed, dropped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from committee import task_steps as rules
from committee.rules import Citation
from handlers.assignment import Assignment, refresh_source
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from handlers.tasks import due_date, entry
from handlers.tasks.entry import draft_task, keep, known_people, show_draft
from handlers.tasks.saying import answer, put
from messages.understand import citations, names, yes_no
from storage import tasks

BASIS = "task.basis"
COOPERATING = "task.cooperating"
MOST_CITATIONS = 3


async def show(context: Context, arguments: Sequence[str]) -> None:
    await show_draft(context, await draft_task(context, arguments))


async def edit(context: Context, arguments: Sequence[str]) -> None:
    """What can be changed."""
    work = await draft_task(context, arguments)
    verbs = ("editdeadline", "edittitle", "editbasis", "drop")
    await answer(context, "edit", [choice("task", verb, work.task.id) for verb in verbs], work=work)


async def edit_deadline(context: Context, arguments: Sequence[str]) -> None:
    work = await draft_task(context, arguments)
    await due_date.ask(context, "draft", task=work.task.id)


@due_date.purpose("draft")
async def deadline_given(context: Context, state: due_date.State, at: datetime) -> None:
    work = await draft_task(context, (str(state["task"]),))
    await keep(context, work, rules.redraft(work.task, at, context.now))


async def edit_title(context: Context, arguments: Sequence[str]) -> None:
    work = await draft_task(context, arguments)
    await context.ask(entry.TITLE, task=work.task.id)
    await answer(context, "ask_title", assignee=work.assignee)


async def edit_basis(context: Context, arguments: Sequence[str]) -> None:
    """Which clauses the task rests on, besides the document itself."""
    work = await draft_task(context, arguments)
    await context.ask(BASIS, task=work.task.id)
    await answer(context, "ask_basis", work=work)


async def basis_typed(context: Context, dialogue: Dialogue) -> None:
    """In place of what stands, or on top of it; "no" leaves none."""
    work = await draft_task(context, (str(dialogue.state["task"]),))
    reading = citations(context.event.text)
    if not reading.citations and yes_no(context.event.text) is not False:
        await answer(context, "basis_unclear")
        return
    kept = work.task.basis if reading.adds else ()
    basis = tuple(dict.fromkeys((*kept, *reading.citations)))
    if await _resolves(context, work, basis):
        await keep(context, work, replace(work.task, basis=basis))


async def _resolves(
    context: Context, work: Assignment, cited: tuple[Citation, ...], most: int = MOST_CITATIONS
) -> bool:
    """Whether this committee's own regulation has all these places; says so where not."""
    unknown = [each for each in cited if not work.regulation.resolves(each)]
    if unknown or len(cited) > most:
        await answer(context, "basis_unknown", unknown=unknown, most=most)
        return False
    return True


async def cooperate(context: Context, arguments: Sequence[str]) -> None:
    """Who helps; a name, and the clause if there is one."""
    work = await draft_task(context, arguments)
    await context.ask(COOPERATING, task=work.task.id)
    await answer(context, "ask_cooperating", work=work)


async def cooperating_typed(context: Context, dialogue: Dialogue) -> None:
    work = await draft_task(context, (str(dialogue.state["task"]),))
    if yes_no(context.event.text) is False:
        await keep(context, work, replace(work.task, cooperating_id=None, cooperating_basis=()))
        return
    reading = citations(context.event.text)
    known = [p for p in await known_people(context, work.sheet) if p.id != work.assignee.id]
    found = names(reading.rest, [person.name for person in known])
    if len(found) != 1:
        await answer(context, "person_unclear", found=len(found), group=work.group_name)
        return
    if await _resolves(context, work, reading.citations, most=1):
        chosen = known[found[0]].id
        after = replace(work.task, cooperating_id=chosen, cooperating_basis=reading.citations)
        await keep(context, work, after)


async def drop(context: Context, arguments: Sequence[str]) -> None:
    """Forget a draft; it can be entered again."""
    work = await draft_task(context, arguments)
    await tasks.drop_draft(context.tx, work.task.id)
    await context.record("task_dropped", work.task.subject, work.committee.id)
    sheet = await refresh_source(context.tx, work.sheet)
    await put(
        context,
        "dropped",
        [
            choice("task", "next", sheet.source.id),
            *([choice("task", "preview", sheet.source.id)] if sheet.tasks else []),
        ],
        work=work,
        sheet=sheet,
    )
