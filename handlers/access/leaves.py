"""Who is on leave, for those who run the assistant of the same committee."""

from committee.leave import Leave
from committee.people import Person
from committee.refusal import Reason, refuse
from handlers.access.core import own_committee
from handlers.speaking import Context
from storage import leaves, people
from storage.committees import Committee


async def leave_to_end(context: Context, leave_id: int) -> tuple[Leave, Committee, Person]:
    """A leave that the asker may end."""
    leave = await leaves.by_id(context.tx, leave_id)
    if leave is None:
        raise refuse(Reason.NOT_FOUND)
    committee = await own_committee(context, leave.committee_id)
    person = await people.person(context.tx, leave.person_id)
    if person is None:
        raise LookupError(f"leave {leave_id} is nobody's")
    return leave, committee, person


async def known_people(context: Context, committee: Committee) -> tuple[Person, ...]:
    """Everybody whom a committee knows: seats first, then contacts."""
    seated = [each.person for each in await people.members(context.tx, committee.id)]
    contacts = [each.person for each in await people.contacts(context.tx, committee.id)]
    return tuple({each.id: each for each in (*seated, *contacts)}.values())
