"""Somebody is taken off the committee's list, as the office's new roster does it."""

from storage import seats
from storage.invitees import uninvite
from tests.ward import Ward


async def leaves(w: Ward, address: str) -> None:
    """Neither a seat nor a contact any more, and no meeting to come counts on them."""
    now, person = w.house.clock.now(), w.person_id(address)
    async with w.house.app.database.transaction() as tx:
        await seats.end_membership(tx, w.committee_id, person, now)
        await seats.end_contact(tx, w.committee_id, person, now)
        await uninvite(tx, w.committee_id, person, now)
