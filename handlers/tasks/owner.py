"""Who assigned the tasks and will confirm that they are done."""

from collections.abc import Sequence
from dataclasses import replace

from committee.refusal import Reason, refuse
from handlers import access
from handlers.assignment import Sheet
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from handlers.tasks import sending
from handlers.tasks.opening import unsent
from handlers.tasks.saying import answer
from messages.understand import names
from storage import task_sources

OWNER = "task.owner"
SHOWN = 4


async def ask_owner(context: Context, arguments: Sequence[str]) -> None:
    """Who assigned the tasks: the head or one of the deputies."""
    sheet = await unsent(context, access.row_id(arguments))
    await context.ask(OWNER, source=sheet.source.id)
    others = [person for person in sheet.owners if person.id != sheet.owner.id]
    await answer(
        context,
        "ask_owner",
        [
            choice("task", "owneris", sheet.source.id, person.id, person=person)
            for person in others[:SHOWN]
        ],
        sheet=sheet,
    )


async def owner_chosen(context: Context, arguments: Sequence[str]) -> None:
    sheet = await unsent(context, access.row_id(arguments))
    await _own(context, sheet, access.row_id(arguments, 1))


async def owner_typed(context: Context, dialogue: Dialogue) -> None:
    sheet = await unsent(context, int(dialogue.state["source"]))
    found = names(context.event.text, [person.name for person in sheet.owners])
    if len(found) != 1:
        await answer(context, "owner_unclear", titles=sheet.regulation.titles)
        return
    await _own(context, sheet, sheet.owners[found[0]].id)


async def _own(context: Context, sheet: Sheet, person_id: int) -> None:
    if person_id not in [person.id for person in sheet.owners]:
        raise refuse(Reason.NOT_FOUND)
    await context.done_asking()
    await task_sources.save(context.tx, replace(sheet.source, owner_id=person_id))
    await context.record(
        "tasks_owner_set", sheet.source.subject, sheet.committee.id, after={"owner": person_id}
    )
    await sending.show(context, sheet.source.id)
