"""Notices as they are stored; every change of one writes the whole row."""

from datetime import date, datetime

from committee.notice import Group, Notice, NoticeState
from storage.database import Row, Transaction
from storage.moments import from_ms, maybe_from_ms, to_ms


async def add(
    tx: Transaction,
    *,
    committee_id: int,
    text: str,
    corrects: int | None,
    made_by: int,
    now: datetime,
) -> int:
    """A new draft; its id."""
    added = await tx.insert(
        "INSERT INTO notices (committee_id, text, number, audience, state, urgent_reason,"
        " corrects, made_by, made_at) VALUES (:committee, :text, '', 'names', 'draft', '',"
        " :corrects, :made_by, :now) RETURNING id",
        committee=committee_id,
        text=text,
        corrects=corrects,
        made_by=made_by,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("a notice was not stored")
    return added


async def by_id(tx: Transaction, notice_id: int) -> Notice | None:
    row = await tx.one("SELECT * FROM notices WHERE id = :id", id=notice_id)
    return None if row is None else _notice(row)


async def save(tx: Transaction, notice: Notice, now: datetime) -> None:
    """Write what may change of a notice; since when it goes with a document is kept."""
    tx.later(
        "UPDATE notices SET text = :text, document_since = CASE WHEN :document = 0 THEN NULL"
        " ELSE COALESCE(document_since, :now) END, number = :number, signed_on = :signed_on,"
        " audience = :audience, state = :state, urgent_reason = :reason, send_at = :send_at,"
        " released_by = :released_by WHERE id = :id",
        id=notice.id,
        text=notice.text,
        document=int(notice.with_document),
        number=notice.number,
        signed_on=notice.signed_on.isoformat() if notice.signed_on else None,
        audience=notice.group.value,
        state=notice.state.value,
        reason=notice.urgent_reason,
        send_at=None if notice.send_at is None else to_ms(notice.send_at),
        released_by=notice.released_by,
        now=to_ms(now),
    )


async def recent(tx: Transaction, committee_id: int, limit: int) -> tuple[Notice, ...]:
    """A committee's notices but those dropped, the newest first."""
    rows = await tx.all(
        "SELECT * FROM notices WHERE committee_id = :committee AND state != 'dropped'"
        " ORDER BY id DESC LIMIT :limit",
        committee=committee_id,
        limit=limit,
    )
    return tuple(_notice(row) for row in rows)


async def submitted(tx: Transaction, committee_id: int) -> tuple[Notice, ...]:
    """The urgent ones that wait to be let go, the oldest first."""
    rows = await tx.all(
        "SELECT * FROM notices WHERE committee_id = :committee AND state = 'submitted' ORDER BY id",
        committee=committee_id,
    )
    return tuple(_notice(row) for row in rows)


async def waiting_in(tx: Transaction, committee_id: int, now: datetime) -> tuple[Notice, ...]:
    """Those of a committee of which something falls due later."""
    rows = await tx.all(
        "SELECT * FROM notices WHERE committee_id = :committee AND next_due_at > :now ORDER BY id",
        committee=committee_id,
        now=to_ms(now),
    )
    return tuple(_notice(row) for row in rows)


async def set_due(
    tx: Transaction, notice_id: int, handled_until: datetime | None, next_at: datetime | None
) -> None:
    """How far its steps are handled, and when the next one falls due."""
    tx.later(
        "UPDATE notices SET handled_until = :handled, next_due_at = :next WHERE id = :id",
        id=notice_id,
        handled=None if handled_until is None else to_ms(handled_until),
        next=None if next_at is None else to_ms(next_at),
    )


async def next_due(tx: Transaction) -> datetime | None:
    """When something of any notice falls due next."""
    return maybe_from_ms(await tx.value("SELECT MIN(next_due_at) FROM notices"))


async def first_due(tx: Transaction, now: datetime) -> tuple[Notice, datetime | None] | None:
    """One notice with something due, and how far it is handled."""
    row = await tx.one(
        "SELECT * FROM notices WHERE next_due_at <= :now ORDER BY next_due_at, id LIMIT 1",
        now=to_ms(now),
    )
    return None if row is None else (_notice(row), maybe_from_ms(row["handled_until"]))


def _notice(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        committee_id=row["committee_id"],
        text=row["text"],
        with_document=row["document_since"] is not None,
        number=row["number"],
        signed_on=None if row["signed_on"] is None else date.fromisoformat(row["signed_on"]),
        group=Group(row["audience"]),
        state=NoticeState(row["state"]),
        urgent_reason=row["urgent_reason"],
        corrects=row["corrects"],
        made_by=row["made_by"],
        made_at=from_ms(row["made_at"]),
        send_at=maybe_from_ms(row["send_at"]),
        released_by=row["released_by"],
    )
