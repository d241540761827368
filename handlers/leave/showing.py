"""Who is on leave, shown to the secretariat, and a leave that ends before its last day."""

from collections.abc import Sequence

from committee.calendar import local
from committee.refusal import Reason, refuse
from handlers import access
from handlers.access import row_id
from handlers.conversation import choice
from handlers.speaking import Context
from storage import leaves, releases
from storage.committees import Committee

SHOWN = 3
"""Leaves that have a button; one button is left for another leave."""
MOST = 4


async def show(context: Context) -> None:
    """Who is on leave, of the only committee; of several, which one is meant."""
    seats = access.secretariat_seats(context)
    if not seats:
        raise refuse(Reason.NOT_ALLOWED)
    if len(seats) == 1:
        await _list(context, await access.own_committee(context, seats[0].committee_id))
        return
    own = [await access.own_committee(context, seat.committee_id) for seat in seats[:MOST]]
    context.reply(
        "leave/ask_committee",
        [choice("leave", "list", each.id, place=n) for n, each in enumerate(own, 1)],
        committees=own,
    )


async def show_of(context: Context, arguments: Sequence[str]) -> None:
    await _list(context, await access.own_committee(context, row_id(arguments)))


async def _list(context: Context, committee: Committee) -> None:
    found = await leaves.open_of(context.tx, committee.id, local(context.now).date())
    known = {each.id: each for each in await access.known_people(context, committee)}
    listed = [(each, known[each.person_id]) for each in found if each.person_id in known]
    ends = [
        choice("leave", "end", each.id, place=place)
        for place, (each, _) in enumerate(listed[:SHOWN], 1)
    ]
    context.reply(
        "leave/list",
        [*ends, choice("leave", "new", committee.id)],
        committee=committee,
        listed=listed,
        today=local(context.now).date(),
        most=SHOWN,
    )


async def end(context: Context, arguments: Sequence[str]) -> None:
    """Back before the last day: what was held goes at the next allowed moment."""
    leave, committee, person = await access.leave_to_end(context, row_id(arguments))
    if leave.ended_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=leave.ended_at)
    await leaves.end(context.tx, leave.id, context.person.id, context.now)
    at = (await context.calendar(committee.id)).next_allowed(context.now)
    await releases.let_go(context.tx, committee.id, person.id, at)
    context.owes = True
    await context.record("leave_ended", f"leave:{leave.id}", committee.id)
    context.replace(
        "leave/ended", [choice("leave", "list", committee.id, place=0)], person=person, at=at
    )
