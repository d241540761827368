"""One task of a source, entered step by step: who, what, until when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from committee import task_steps as rules
from committee.calendar import local
from committee.people import Person
from committee.refusal import Reason, refuse
from committee.task import Task
from handlers import access
from handlers.assignment import Assignment, Sheet, basis_of, refresh_task
from handlers.conversation import Choice, Dialogue, choice
from handlers.speaking import Context
from handlers.tasks import due_date
from handlers.tasks.saying import answer
from messages.understand import TaskReading, names, task
from storage import people, tasks

ASSIGNEE = "task.assignee"
TITLE = "task.title"
TITLE_LENGTH = 130
PRODUCT_LENGTH = 50
SHOWN = 4
MOST_TASKS = 40


async def ask_next(context: Context, arguments: Sequence[str]) -> None:
    """Another task of the same source."""
    sheet = await access.task_source(context, access.row_id(arguments))
    if sheet.source.sent_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=sheet.source.sent_at)
    await ask_assignee(context, sheet)


async def ask_assignee(context: Context, sheet: Sheet) -> None:
    """Whose task it is; a name that is typed."""
    if len(sheet.tasks) >= MOST_TASKS:
        await answer(context, "too_many", most=MOST_TASKS, sheet=sheet)
        return
    await context.ask(ASSIGNEE, source=sheet.source.id)
    await answer(context, "ask_assignee", sheet=sheet, item=_next_item(sheet))


async def assignee_typed(context: Context, dialogue: Dialogue) -> None:
    sheet = await access.task_source(context, int(dialogue.state["source"]))
    known = await known_people(context, sheet)
    found = names(context.event.text, [person.name for person in known])
    if len(found) == 1:
        await _ask_title(context, sheet, known[found[0]])
        return
    choices = [
        choice("task", "who", sheet.source.id, known[place].id, person=known[place])
        for place in found[:SHOWN]
    ]
    await answer(context, "person_unclear", choices, found=len(found), group=sheet.group_name)


async def assignee_chosen(context: Context, arguments: Sequence[str]) -> None:
    """One of several with the same name."""
    sheet = await access.task_source(context, access.row_id(arguments))
    if sheet.source.sent_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=sheet.source.sent_at)
    await _ask_title(
        context, sheet, await known_person(context, sheet, access.row_id(arguments, 1))
    )


async def known_people(context: Context, sheet: Sheet) -> tuple[Person, ...]:
    """Who may be given something to do: seats first, then contacts."""
    contacts = await people.contacts(context.tx, sheet.committee.id)
    seated = [seat.person for seat in sheet.seats]
    return (*seated, *(each.person for each in contacts if sheet.seat(each.person.id) is None))


async def known_person(context: Context, sheet: Sheet, person_id: int) -> Person:
    for person in await known_people(context, sheet):
        if person.id == person_id:
            return person
    raise refuse(Reason.NOT_FOUND)


async def _ask_title(context: Context, sheet: Sheet, assignee: Person) -> None:
    await context.ask(TITLE, source=sheet.source.id, assignee=assignee.id)
    await answer(context, "ask_title", assignee=assignee)


async def title_typed(context: Context, dialogue: Dialogue) -> None:
    """The task and its product; for a draft that stands, in place of what it said."""
    reading = task(context.event.text)
    if not await _fits(context, reading):
        return
    if "task" in dialogue.state:
        work = await draft_task(context, (str(dialogue.state["task"]),))
        await _retitle(context, work, reading)
        return
    sheet = await access.task_source(context, int(dialogue.state["source"]))
    if _taken(sheet, reading.item):
        await answer(context, "item_taken", item=reading.item)
        return
    await due_date.ask(
        context,
        "new",
        source=sheet.source.id,
        assignee=int(dialogue.state["assignee"]),
        item=reading.item or _next_item(sheet),
        title=reading.title,
        product=reading.product,
    )


async def _fits(context: Context, reading: TaskReading) -> bool:
    long = len(reading.title) > TITLE_LENGTH or len(reading.product) > PRODUCT_LENGTH
    if long or not reading.title:
        await answer(context, "title_unclear", title=TITLE_LENGTH, product=PRODUCT_LENGTH)
        return False
    return True


async def _retitle(context: Context, work: Assignment, reading: TaskReading) -> None:
    if _taken(work.sheet, reading.item, work.task.id):
        await answer(context, "item_taken", item=reading.item)
        return
    item = reading.item or work.task.item
    after = replace(work.task, item=item, title=reading.title, product=reading.product)
    await keep(context, work, after)


def _taken(sheet: Sheet, item: int | None, own: int = 0) -> bool:
    return any(each.item == item and each.id != own for each in sheet.tasks)


def _next_item(sheet: Sheet) -> int:
    return max((each.item for each in sheet.tasks), default=0) + 1


@due_date.purpose("new")
async def deadline_given(context: Context, state: due_date.State, at: datetime) -> None:
    """All is known: the draft is written down, and shown."""
    sheet = await access.task_source(context, int(state["source"]))
    if sheet.source.sent_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=sheet.source.sent_at)
    assignee = await known_person(context, sheet, int(state["assignee"]))
    rules.check_deadline(at, context.now)
    item = int(state["item"])
    task_id = await tasks.add(
        context.tx,
        source_id=sheet.source.id,
        committee_id=sheet.committee.id,
        item=_next_item(sheet) if _taken(sheet, item) else item,
        title=str(state["title"]),
        product=str(state["product"]),
        assignee_id=assignee.id,
        basis=basis_of(sheet, assignee.id),
        deadline=at,
    )
    await context.record("task_drafted", f"task:{task_id}", sheet.committee.id)
    await show_draft(context, await access.run_task(context, task_id))


async def draft_task(context: Context, arguments: Sequence[str]) -> Assignment:
    """A task that nobody was sent yet, for the secretariat."""
    work = await access.run_task(context, access.row_id(arguments))
    rules.require_draft(work.task)
    return work


async def keep(context: Context, work: Assignment, after: Task) -> None:
    """Write the changed draft down, and show it."""
    await context.done_asking()
    await tasks.save(context.tx, after)
    await context.record("task_redrafted", after.subject, after.committee_id)
    await show_draft(context, await refresh_task(context.tx, work))


async def show_draft(context: Context, work: Assignment) -> None:
    calendar = await context.calendar(work.committee.id)
    await answer(
        context,
        "draft",
        _draft_choices(work),
        work=work,
        day_off=not calendar.is_working_day(local(work.task.deadline).date()),
    )


def _draft_choices(work: Assignment) -> list[Choice]:
    return [
        choice("task", "next", work.source.id),
        choice("task", "preview", work.source.id),
        choice("task", "cooperate", work.task.id),
        choice("task", "edit", work.task.id),
    ]
