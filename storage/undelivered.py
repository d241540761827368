"""What did not arrive, or may have come twice: listed for the secretariat until somebody called."""

from dataclasses import dataclass
from datetime import datetime

from committee.people import Person
from storage.database import Row, Transaction
from storage.moments import maybe_from_ms, to_ms
from storage.people import read_person


@dataclass(frozen=True, slots=True)
class Missed:
    """One thing owed to one person; `unsure` where it went, and perhaps twice."""

    id: int
    person: Person
    kind: str
    unsure: bool


async def next_due(tx: Transaction) -> datetime | None:
    """When the next list is to be made."""
    found = await tx.value(
        "SELECT MIN(list_at) FROM deliveries WHERE list_at IS NOT NULL AND listed_at IS NULL"
    )
    return maybe_from_ms(found)


async def first_due(tx: Transaction, now: datetime) -> int | None:
    """A committee whose list is to be made."""
    found = await tx.value(
        "SELECT committee_id FROM deliveries WHERE list_at IS NOT NULL AND listed_at IS NULL"
        " AND list_at <= :now ORDER BY list_at, id LIMIT 1",
        now=to_ms(now),
    )
    return None if found is None else int(found)


async def mark_listed(tx: Transaction, committee_id: int, now: datetime) -> None:
    await tx.execute(
        "UPDATE deliveries SET listed_at = :now WHERE list_at IS NOT NULL AND listed_at IS NULL"
        " AND list_at <= :now AND committee_id = :committee",
        committee=committee_id,
        now=to_ms(now),
    )


async def put_off(tx: Transaction, committee_id: int, until: datetime) -> None:
    """Make this list later."""
    await tx.execute(
        "UPDATE deliveries SET list_at = :until WHERE list_at IS NOT NULL AND listed_at IS NULL"
        " AND list_at < :until AND committee_id = :committee",
        committee=committee_id,
        until=to_ms(until),
    )


async def to_call(tx: Transaction, committee_id: int, most: int) -> tuple[Missed, ...]:
    """What was listed and nobody has called about, the oldest first."""
    rows = await tx.all(
        "SELECT d.id AS delivery_id, d.kind, d.dropped_at, d.person_id, p.name, p.honorific,"
        " p.phone, p.position FROM deliveries d JOIN people p ON p.id = d.person_id"
        " WHERE d.committee_id = :committee AND d.listed_at IS NOT NULL AND d.called_at IS NULL"
        " AND (d.dropped_at IS NOT NULL OR d.unsure_since IS NOT NULL)"
        " ORDER BY d.id LIMIT :most",
        committee=committee_id,
        most=most,
    )
    return tuple(_missed(row) for row in rows)


async def mark_called(
    tx: Transaction, committee_id: int, up_to: int, person_id: int, now: datetime
) -> int:
    """Somebody called about all that was shown, up to this delivery; how many."""
    return await tx.execute(
        "UPDATE deliveries SET called_at = :now, called_by = :person"
        " WHERE committee_id = :committee AND listed_at IS NOT NULL AND called_at IS NULL"
        " AND id <= :up_to",
        committee=committee_id,
        up_to=up_to,
        person=person_id,
        now=to_ms(now),
    )


def _missed(row: Row) -> Missed:
    return Missed(
        id=row["delivery_id"],
        person=read_person(row),
        kind=row["kind"],
        unsure=row["dropped_at"] is None,
    )
