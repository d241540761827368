"""Giving people their place in a committee, and taking it away: seats and contacts."""

from datetime import datetime

from committee.people import Role
from storage.database import Transaction
from storage.moments import to_ms


async def save_membership(
    tx: Transaction,
    committee_id: int,
    person_id: int,
    *,
    role: Role,
    second_role: Role | None = None,
    office: str = "",
    secretariat: bool = False,
    administrator: bool = False,
    now: datetime,
) -> None:
    """Give or change a seat; what somebody was before keeps its date."""
    await tx.execute(
        "INSERT INTO memberships (committee_id, person_id, role, second_role, office,"
        " secretariat_since, administrator_since, joined_at)"
        " VALUES (:committee, :person, :role, :second, :office, :secretariat, :administrator, :now)"
        " ON CONFLICT (committee_id, person_id) DO UPDATE SET"
        " role = excluded.role, second_role = excluded.second_role, office = excluded.office,"
        " secretariat_since = CASE WHEN excluded.secretariat_since IS NULL THEN NULL"
        " ELSE COALESCE(memberships.secretariat_since, excluded.secretariat_since) END,"
        " administrator_since = CASE WHEN excluded.administrator_since IS NULL THEN NULL"
        " ELSE COALESCE(memberships.administrator_since, excluded.administrator_since) END,"
        " joined_at = CASE WHEN memberships.left_at IS NULL THEN memberships.joined_at"
        " ELSE excluded.joined_at END,"
        " left_at = NULL",
        committee=committee_id,
        person=person_id,
        role=role.value,
        second=None if second_role is None else second_role.value,
        office=office,
        secretariat=to_ms(now) if secretariat else None,
        administrator=to_ms(now) if administrator else None,
        now=to_ms(now),
    )


async def end_membership(tx: Transaction, committee_id: int, person_id: int, now: datetime) -> bool:
    """Whether there was a seat to end; the row stays, since old records name it."""
    changed = await tx.execute(
        "UPDATE memberships SET left_at = :now, secretariat_since = NULL,"
        " administrator_since = NULL"
        " WHERE committee_id = :committee AND person_id = :person AND left_at IS NULL",
        committee=committee_id,
        person=person_id,
        now=to_ms(now),
    )
    return changed == 1


async def save_contact(
    tx: Transaction, committee_id: int, person_id: int, *, invited: bool, now: datetime
) -> None:
    """Know somebody without a seat; `invited` is a standing invitation."""
    await tx.execute(
        "INSERT INTO contacts (committee_id, person_id, invited_since, added_at)"
        " VALUES (:committee, :person, :invited, :now)"
        " ON CONFLICT (committee_id, person_id) DO UPDATE SET"
        " invited_since = CASE WHEN excluded.invited_since IS NULL THEN NULL"
        " ELSE COALESCE(contacts.invited_since, excluded.invited_since) END,"
        " added_at = CASE WHEN contacts.removed_at IS NULL THEN contacts.added_at"
        " ELSE excluded.added_at END,"
        " removed_at = NULL",
        committee=committee_id,
        person=person_id,
        invited=to_ms(now) if invited else None,
        now=to_ms(now),
    )


async def end_contact(tx: Transaction, committee_id: int, person_id: int, now: datetime) -> bool:
    """Whether there was a contact to end."""
    changed = await tx.execute(
        "UPDATE contacts SET removed_at = :now, invited_since = NULL"
        " WHERE committee_id = :committee AND person_id = :person AND removed_at IS NULL",
        committee=committee_id,
        person=person_id,
        now=to_ms(now),
    )
    return changed == 1
