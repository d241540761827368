"""What assigns tasks: documents of the committee and words given, with who confirms the work."""

from datetime import date, datetime

from committee.task import TaskSource
from storage.database import Row, Transaction
from storage.moments import maybe_from_ms, maybe_to_ms, to_ms


async def add(
    tx: Transaction,
    *,
    committee_id: int,
    name: str,
    document: bool,
    number: str,
    signed_on: date | None,
    owner_id: int,
    made_by: int,
    now: datetime,
) -> int:
    added = await tx.insert(
        "INSERT INTO task_sources (committee_id, name, document_since, number, signed_on,"
        " owner_id, made_by, made_at) VALUES (:committee, :name, :document, :number, :signed_on,"
        " :owner, :made_by, :now) RETURNING id",
        committee=committee_id,
        name=name,
        document=to_ms(now) if document else None,
        number=number,
        signed_on=signed_on.isoformat() if signed_on else None,
        owner=owner_id,
        made_by=made_by,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("a source of tasks was not stored")
    return added


async def by_id(tx: Transaction, source_id: int) -> TaskSource | None:
    row = await tx.one("SELECT * FROM task_sources WHERE id = :id", id=source_id)
    return None if row is None else _source(row)


async def save(tx: Transaction, source: TaskSource) -> None:
    """Write what may change of a source."""
    tx.later(
        "UPDATE task_sources SET number = :number, signed_on = :signed_on, owner_id = :owner,"
        " sent_at = :sent_at WHERE id = :id",
        id=source.id,
        number=source.number,
        signed_on=source.signed_on.isoformat() if source.signed_on else None,
        owner=source.owner_id,
        sent_at=maybe_to_ms(source.sent_at),
    )


async def unsent(tx: Transaction, committee_id: int) -> TaskSource | None:
    """The newest source with drafts that wait to be sent."""
    row = await tx.one(
        "SELECT * FROM task_sources s WHERE committee_id = :committee AND sent_at IS NULL"
        " AND EXISTS (SELECT 1 FROM tasks t WHERE t.source_id = s.id AND t.state = 'draft')"
        " ORDER BY id DESC LIMIT 1",
        committee=committee_id,
    )
    return None if row is None else _source(row)


async def last_chair(tx: Transaction, committee_id: int, now: datetime) -> int | None:
    """Who chaired the last meeting that was held."""
    found = await tx.value(
        "SELECT chair_id FROM meetings WHERE committee_id = :committee AND starts_at <= :now"
        " AND state = 'invited' ORDER BY starts_at DESC, id DESC LIMIT 1",
        committee=committee_id,
        now=to_ms(now),
    )
    return None if found is None else int(found)


async def waiting_in(tx: Transaction, committee_id: int, now: datetime) -> tuple[TaskSource, ...]:
    """Those of a committee of which something falls due later."""
    rows = await tx.all(
        "SELECT * FROM task_sources WHERE committee_id = :committee AND next_due_at > :now"
        " ORDER BY id",
        committee=committee_id,
        now=to_ms(now),
    )
    return tuple(_source(row) for row in rows)


async def set_due(
    tx: Transaction, source_id: int, handled_until: datetime | None, next_at: datetime | None
) -> None:
    """How far its summaries are handled, and when the next one falls due."""
    tx.later(
        "UPDATE task_sources SET handled_until = :handled, next_due_at = :next WHERE id = :id",
        id=source_id,
        handled=maybe_to_ms(handled_until),
        next=maybe_to_ms(next_at),
    )


async def next_due(tx: Transaction) -> datetime | None:
    """When the next summary of any source falls due."""
    return maybe_from_ms(await tx.value("SELECT MIN(next_due_at) FROM task_sources"))


async def first_due(tx: Transaction, now: datetime) -> tuple[TaskSource, datetime | None] | None:
    """One source with a summary due, and how far its summaries are handled."""
    row = await tx.one(
        "SELECT * FROM task_sources WHERE next_due_at <= :now ORDER BY next_due_at, id LIMIT 1",
        now=to_ms(now),
    )
    return None if row is None else (_source(row), maybe_from_ms(row["handled_until"]))


def _source(row: Row) -> TaskSource:
    return TaskSource(
        id=row["id"],
        committee_id=row["committee_id"],
        name=row["name"],
        document=row["document_since"] is not None,
        number=row["number"],
        signed_on=None if row["signed_on"] is None else date.fromisoformat(row["signed_on"]),
        owner_id=row["owner_id"],
        sent_at=maybe_from_ms(row["sent_at"]),
    )
