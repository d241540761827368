"""Who asks, and which row: what every door needs."""

from collections.abc import Sequence

from committee.people import Membership
from committee.refusal import Reason, refuse
from handlers.speaking import Context
from storage import committees, people
from storage.committees import Committee
from storage.database import Transaction


def row_id(arguments: Sequence[str], place: int = 0) -> int:
    """The number at this place of an action id; anything else is no row of ours."""
    if len(arguments) <= place or not _plain_number(arguments[place]):
        raise refuse(Reason.NOT_FOUND)
    return int(arguments[place])


def _plain_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15


def seat(context: Context, committee_id: int) -> Membership | None:
    """The asker's own seat in a committee."""
    return next((m for m in context.sender.memberships if m.committee_id == committee_id), None)


def secretariat_seats(context: Context) -> tuple[Membership, ...]:
    """The committees whose assistant the asker runs."""
    return tuple(m for m in context.sender.memberships if m.secretariat)


async def known(tx: Transaction, committee_id: int, person_id: int) -> bool:
    """Whether the committee knows this person, by a seat or without: who left hears no more."""
    if await people.membership(tx, committee_id, person_id) is not None:
        return True
    return await people.contact(tx, committee_id, person_id) is not None


async def own_committee(context: Context, committee_id: int) -> Committee:
    """A committee whose assistant the asker runs."""
    if not any(m.committee_id == committee_id for m in secretariat_seats(context)):
        raise refuse(Reason.NOT_FOUND)
    found = await committees.get(context.tx, committee_id)
    if found is None:
        raise refuse(Reason.NOT_FOUND)
    return found
