"""What arrived, kept raw before it is confirmed to the chat service."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.moments import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Arrived:
    """A row of the inbox that is not finished."""

    id: int
    channel: str
    event_key: str
    address: str
    body: bytes
    received_at: datetime
    attempts: int


async def store(
    tx: Transaction, channel: str, event_key: str, address: str, body: bytes, now: datetime
) -> int | None:
    """Keep what arrived; None where this event was here before."""
    return await tx.insert(
        "INSERT INTO inbox (channel, event_key, address, body, received_at, attempts)"
        " VALUES (:channel, :event_key, :address, :body, :now, 0)"
        " ON CONFLICT (channel, event_key) DO NOTHING RETURNING id",
        channel=channel,
        event_key=event_key,
        address=address,
        body=body,
        now=to_ms(now),
    )


async def unfinished(tx: Transaction) -> tuple[Arrived, ...]:
    """What a start finds undone, in the order it arrived."""
    rows = await tx.all(
        "SELECT id, channel, event_key, address, body, received_at, attempts FROM inbox"
        " WHERE done_at IS NULL AND set_aside_at IS NULL ORDER BY id"
    )
    return tuple(_arrived(row) for row in rows)


async def count_attempt(tx: Transaction, inbox_id: int) -> None:
    await tx.execute("UPDATE inbox SET attempts = attempts + 1 WHERE id = :id", id=inbox_id)


async def mark_done(tx: Transaction, inbox_id: int, now: datetime) -> bool:
    """Close the row; False where it was closed before, and then nothing may be done again."""
    changed = await tx.execute(
        "UPDATE inbox SET done_at = :now"
        " WHERE id = :id AND done_at IS NULL AND set_aside_at IS NULL",
        id=inbox_id,
        now=to_ms(now),
    )
    return changed == 1


async def mark_failed(tx: Transaction, inbox_id: int, error_id: str, now: datetime) -> None:
    """Close the row as failed; the error's id leads to the log."""
    await tx.execute(
        "UPDATE inbox SET done_at = :now, failed_at = :now, error_id = :error WHERE id = :id",
        id=inbox_id,
        error=error_id,
        now=to_ms(now),
    )


async def set_aside(tx: Transaction, inbox_id: int, error_id: str, now: datetime) -> None:
    """Put away what cannot be read or keeps breaking; it stops nothing any more."""
    await tx.execute(
        "UPDATE inbox SET set_aside_at = :now, error_id = :error WHERE id = :id",
        id=inbox_id,
        error=error_id,
        now=to_ms(now),
    )


async def forget_body(tx: Transaction, inbox_id: int) -> None:
    """Keep nothing of what was said beside us; the key stays."""
    await tx.execute("UPDATE inbox SET body = :empty WHERE id = :id", empty=b"", id=inbox_id)


async def forget_bodies(tx: Transaction, before: datetime) -> int:
    """Empty the bodies older than the term; the keys stay, so nothing acts twice."""
    return await tx.execute(
        "UPDATE inbox SET body = :empty WHERE received_at < :before AND length(body) > 0"
        " AND (done_at IS NOT NULL OR set_aside_at IS NOT NULL)",
        empty=b"",
        before=to_ms(before),
    )


def _arrived(row: Row) -> Arrived:
    return Arrived(
        id=row["id"],
        channel=row["channel"],
        event_key=row["event_key"],
        address=row["address"],
        body=row["body"],
        received_at=from_ms(row["received_at"]),
        attempts=row["attempts"],
    )
