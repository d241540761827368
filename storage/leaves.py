"""Approved leave, as the secretariat of a committee recorded it."""

from collections.abc import Mapping
from datetime import date, datetime

from committee.calendar import local
from committee.leave import Leave
from storage.database import Row, Transaction
from storage.moments import maybe_from_ms, to_ms


async def record(
    tx: Transaction,
    *,
    committee_id: int,
    person_id: int,
    first: date,
    last: date,
    approved_by: str,
    recorded_by: int,
    now: datetime,
) -> int:
    found = await tx.insert(
        "INSERT INTO leaves (committee_id, person_id, first_day, last_day, approved_by,"
        " recorded_by, recorded_at) VALUES (:committee, :person, :first, :last, :approved, :by,"
        " :now) RETURNING id",
        committee=committee_id,
        person=person_id,
        first=first.isoformat(),
        last=last.isoformat(),
        approved=approved_by,
        by=recorded_by,
        now=to_ms(now),
    )
    if found is None:
        raise LookupError("a leave was not recorded")
    return found


async def by_id(tx: Transaction, leave_id: int) -> Leave | None:
    row = await tx.one("SELECT * FROM leaves WHERE id = :id", id=leave_id)
    return None if row is None else _leave(row)


async def end(tx: Transaction, leave_id: int, by: int, now: datetime) -> None:
    """It ends now, or does not begin."""
    await tx.execute(
        "UPDATE leaves SET ended_at = :now, ended_by = :by WHERE id = :id AND ended_at IS NULL",
        id=leave_id,
        by=by,
        now=to_ms(now),
    )


async def open_of(tx: Transaction, committee_id: int, today: date) -> tuple[Leave, ...]:
    """Those of a committee that go on or are to come, in order of time."""
    rows = await tx.all(
        "SELECT * FROM leaves WHERE committee_id = :committee AND ended_at IS NULL"
        " AND last_day >= :today ORDER BY first_day, id",
        committee=committee_id,
        today=today.isoformat(),
    )
    return tuple(_leave(row) for row in rows)


async def own(tx: Transaction, person_id: int, today: date) -> tuple[Leave, ...]:
    """One person's own that go on or are to come."""
    rows = await tx.all(
        "SELECT * FROM leaves WHERE ended_at IS NULL AND last_day >= :today"
        " AND person_id = :person ORDER BY first_day, id",
        person=person_id,
        today=today.isoformat(),
    )
    return tuple(_leave(row) for row in rows)


async def until(tx: Transaction, now: datetime) -> Mapping[tuple[int | None, int], date]:
    """Everybody who is on leave now, by committee and person, with the last day of it."""
    rows = await tx.all(
        "SELECT committee_id, person_id, MAX(last_day) AS last_day FROM leaves"
        " WHERE ended_at IS NULL AND first_day <= :today AND last_day >= :today"
        " GROUP BY committee_id, person_id",
        today=local(now).date().isoformat(),
    )
    return {
        (row["committee_id"], row["person_id"]): date.fromisoformat(row["last_day"]) for row in rows
    }


async def away(tx: Transaction, committee_id: int, now: datetime) -> frozenset[int]:
    """Who of a committee is on leave now."""
    everybody = await until(tx, now)
    return frozenset(person for committee, person in everybody if committee == committee_id)


def _leave(row: Row) -> Leave:
    return Leave(
        id=row["id"],
        committee_id=row["committee_id"],
        person_id=row["person_id"],
        first=date.fromisoformat(row["first_day"]),
        last=date.fromisoformat(row["last_day"]),
        approved_by=row["approved_by"],
        ended_at=maybe_from_ms(row["ended_at"]),
    )
