"""What somebody is in each committee, in the titles of that committee's own regulation."""

from collections.abc import Sequence
from dataclasses import dataclass

from committee.people import Membership
from regulations.load import load
from storage import committees, linking
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Standing:
    """A seat with its titles, or without titles a contact, who is a guest where `invited`."""

    committee_id: int
    committee: str
    titles: tuple[str, ...]
    secretariat: bool
    invited: bool


async def standings(
    tx: Transaction, person_id: int, memberships: Sequence[Membership]
) -> tuple[Standing, ...]:
    """Seats first, then where the person is known without one."""
    seats = [await _seat(tx, membership) for membership in memberships]
    contacts = [await _contact(tx, each) for each in await linking.contacts_of(tx, person_id)]
    return tuple(seats + contacts)


async def _seat(tx: Transaction, membership: Membership) -> Standing:
    committee = await _committee(tx, membership.committee_id)
    titles = load(committee.regulation).titles
    return Standing(
        committee_id=committee.id,
        committee=committee.name,
        titles=tuple(titles[role] for role in membership.roles),
        secretariat=membership.secretariat,
        invited=False,
    )


async def _contact(tx: Transaction, contact: linking.ContactOf) -> Standing:
    committee = await _committee(tx, contact.committee_id)
    return Standing(committee.id, committee.name, (), secretariat=False, invited=contact.invited)


async def _committee(tx: Transaction, committee_id: int) -> committees.Committee:
    found = await committees.get(tx, committee_id)
    if found is None:
        raise LookupError(f"no committee {committee_id}")
    return found
