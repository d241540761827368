"""`/giaoviec`: by which document, or by whose word, tasks are assigned."""

from collections.abc import Sequence

from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from handlers.tasks import opening, signing
from handlers.tasks.saying import answer, typed_line
from messages.understand import DocumentReading, document, one_of
from storage import task_sources

COMMITTEE = "task.committee"
SOURCE = "task.source"
NAME_LENGTH = 60
SHOWN = 4


async def begin(context: Context) -> None:
    """For which committee, where the asker runs several committees' assistants."""
    own = [
        await access.own_committee(context, seat.committee_id)
        for seat in access.secretariat_seats(context)
    ]
    if len(own) == 1:
        await _begin(context, own[0].id)
        return
    await context.ask(COMMITTEE)
    await answer(
        context,
        "ask_committee",
        [choice("task", "committee", each.id, place=n) for n, each in enumerate(own[:SHOWN], 1)],
        committees=[each.name for each in own[:SHOWN]],
    )


async def choose_committee(context: Context, arguments: Sequence[str]) -> None:
    await _begin(context, (await access.own_committee(context, access.row_id(arguments))).id)


async def committee_typed(context: Context, _dialogue: Dialogue) -> None:
    """A name typed where buttons were offered."""
    seats = access.secretariat_seats(context)
    own = [await access.own_committee(context, seat.committee_id) for seat in seats]
    place = one_of(context.event.text, [each.name for each in own])
    if place is None:
        context.reply("conversation/not_understood")
        return
    await _begin(context, own[place].id)


async def _begin(context: Context, committee_id: int) -> None:
    """Go on where something was left, or with a new document."""
    left = await task_sources.unsent(context.tx, committee_id)
    if left is None:
        await _ask_source(context, committee_id)
        return
    await context.done_asking()
    await answer(
        context,
        "left",
        [
            choice("task", "next", left.id),
            choice("task", "preview", left.id),
            choice("task", "newsource", committee_id),
        ],
        sheet=await access.task_source(context, left.id),
    )


async def new_source(context: Context, arguments: Sequence[str]) -> None:
    await _ask_source(context, (await access.own_committee(context, access.row_id(arguments))).id)


async def _ask_source(context: Context, committee_id: int) -> None:
    await context.ask(SOURCE, committee=committee_id)
    await answer(context, "ask_source")


async def source_typed(context: Context, dialogue: Dialogue) -> None:
    """The document as it was typed; without a number it is asked what it is."""
    committee = await access.own_committee(context, int(dialogue.state["committee"]))
    line = await typed_line(context, NAME_LENGTH)
    if not line:
        return
    found = document(line, context.now)
    if found is None:
        await answer(context, "number_unclear")
    elif not found.number:
        await context.ask(SOURCE, committee=committee.id, name=found.name)
        choices = [choice("task", "unsigned"), choice("task", "word")]
        await answer(context, "ask_kind", choices, name=found.name)
    elif found.day is None:
        await signing.ask_day(context, found, committee=committee.id, name=found.name)
    else:
        await opening.create(context, committee.id, found)


async def unsigned(context: Context, _arguments: Sequence[str]) -> None:
    """A document whose number comes later, before anything is sent."""
    await _create_named(context, is_document=True)


async def word_given(context: Context, _arguments: Sequence[str]) -> None:
    """No document, so there will be no number."""
    await _create_named(context, is_document=False)


async def _create_named(context: Context, *, is_document: bool) -> None:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != SOURCE or "name" not in dialogue.state:
        raise refuse(Reason.ALREADY_DONE)
    committee = await access.own_committee(context, int(dialogue.state["committee"]))
    found = DocumentReading(str(dialogue.state["name"]), "", None)
    await opening.create(context, committee.id, found, is_document=is_document)
