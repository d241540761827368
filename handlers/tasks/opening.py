"""A source of tasks is written down, with who confirms the work; then a task is asked for."""

from committee.people import Role
from committee.refusal import Reason, refuse
from committee.task_people import may_own
from handlers import access
from handlers.assignment import Sheet
from handlers.speaking import Context
from handlers.tasks import entry
from handlers.tasks.saying import answer
from messages.understand import DocumentReading
from regulations.load import load
from storage import people, task_sources


async def create(
    context: Context, committee_id: int, found: DocumentReading, *, is_document: bool = True
) -> None:
    owner = await _first_owner(context, committee_id)
    if owner is None:
        await context.done_asking()
        committee = await access.own_committee(context, committee_id)
        await answer(context, "no_head", head=load(committee.regulation).titles[Role.HEAD])
        return
    source_id = await task_sources.add(
        context.tx,
        committee_id=committee_id,
        name=found.name,
        document=is_document,
        number=found.number,
        signed_on=found.day,
        owner_id=owner,
        made_by=context.person.id,
        now=context.now,
    )
    await context.record("tasks_begun", f"tasks:{source_id}", committee_id)
    await entry.ask_assignee(context, await access.task_source(context, source_id))


async def _first_owner(context: Context, committee_id: int) -> int | None:
    """Who chaired the last meeting that was held, if he may assign; else the head."""
    seats = [s for s in await people.members(context.tx, committee_id) if may_own(s)]
    chair = await task_sources.last_chair(context.tx, committee_id, context.now)
    if any(seat.person.id == chair for seat in seats):
        return chair
    return next((seat.person.id for seat in seats if Role.HEAD in seat.roles), None)


async def unsent(context: Context, source_id: int) -> Sheet:
    """A source whose tasks have not been sent, for the secretariat."""
    sheet = await access.task_source(context, source_id)
    if sheet.source.sent_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=sheet.source.sent_at)
    return sheet
