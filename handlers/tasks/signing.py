"""The number and the day of the signed document: without them nothing of it is sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from committee.calendar import local
from committee.refusal import Reason, refuse
from handlers import access
from handlers.assignment import Sheet
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from handlers.tasks import opening, sending
from handlers.tasks.opening import unsent
from handlers.tasks.saying import answer
from messages.understand import DayReading, DocumentReading, document
from messages.understand import day as understand_day
from storage import task_sources

NUMBER = "task.number"
SIGNED_ON = "task.signed_on"


async def ask_number(context: Context, arguments: Sequence[str]) -> None:
    sheet = await unsent(context, access.row_id(arguments))
    await context.ask(NUMBER, source=sheet.source.id)
    await answer(context, "ask_number", sheet=sheet)


async def number_typed(context: Context, dialogue: Dialogue) -> None:
    sheet = await unsent(context, int(dialogue.state["source"]))
    found = document(context.event.text, context.now)
    if found is None or not found.number:
        await answer(context, "number_unclear")
    elif found.day is None:
        await ask_day(context, found, source=sheet.source.id)
    else:
        await _number(context, sheet, found.number, found.day)


async def ask_day(context: Context, found: DocumentReading, **state: int | str) -> None:
    await context.ask(SIGNED_ON, number=found.number, **state)
    today = local(context.now).date()
    await answer(
        context,
        "ask_signed_on",
        [choice("task", "signedtoday", day=today)],
        number=found.number,
    )


async def signed_today(context: Context, _arguments: Sequence[str]) -> None:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != SIGNED_ON:
        raise refuse(Reason.ALREADY_DONE)
    await _signed(context, dialogue, local(context.now).date())


async def signed_on_typed(context: Context, dialogue: Dialogue) -> None:
    reading = understand_day(context.event.text, context.now)
    if not isinstance(reading, DayReading) or not reading.weekday_fits:
        await answer(context, "number_unclear")
        return
    await _signed(context, dialogue, reading.day)


async def _signed(context: Context, dialogue: Dialogue, day: date) -> None:
    """The day belongs to a document that is known already, or to one that begins with it."""
    if day > local(context.now).date():
        await answer(context, "signed_ahead", day=day)
        return
    state = dialogue.state
    number = str(state["number"])
    if "source" in state:
        await _number(context, await unsent(context, int(state["source"])), number, day)
        return
    committee = await access.own_committee(context, int(state["committee"]))
    await opening.create(context, committee.id, DocumentReading(str(state["name"]), number, day))


async def _number(context: Context, sheet: Sheet, number: str, day: date) -> None:
    if day > local(context.now).date():
        await answer(context, "signed_ahead", day=day)
        return
    await context.done_asking()
    source = replace(sheet.source, number=number, signed_on=day)
    await task_sources.save(context.tx, source)
    await context.record(
        "tasks_numbered", source.subject, source.committee_id, after={"number": number}
    )
    await sending.show(context, source.id)
