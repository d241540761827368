"""Messages of ours that can be changed later: by what they carry, by their key."""

from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Carrier:
    """The message that carries one delivery and nothing else, and whose account that is."""

    send_id: int
    account_id: int
    channel: str
    person_id: int | None


async def carrier(tx: Transaction, delivery_id: int) -> Carrier | None:
    """The last one that went, or may have gone, to an account that can be written to."""
    row = await tx.one(
        "SELECT s.id, s.account_id, a.channel, a.person_id FROM delivery_sends x"
        " JOIN sends s ON s.id = x.send_id JOIN accounts a ON a.id = s.account_id"
        " WHERE x.delivery_id = :delivery AND s.edits IS NULL AND s.given_up_at IS NULL"
        " AND s.attempts > 0 AND a.blocked_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM delivery_sends o WHERE o.send_id = s.id"
        " AND o.delivery_id != x.delivery_id) ORDER BY s.id DESC LIMIT 1",
        delivery=delivery_id,
    )
    return None if row is None else Carrier(row[0], row[1], row[2], row[3])


async def by_key(tx: Transaction, key: str) -> int | None:
    """The message that was queued under this key."""
    found = await tx.value("SELECT id FROM sends WHERE key = :key", key=key)
    return None if found is None else int(found)


async def is_moving(tx: Transaction, send_id: int) -> bool:
    """Whether a message, or a change of it, still waits to be sent."""
    found = await tx.value(
        "SELECT 1 FROM sends o JOIN sends s ON s.account_id = o.account_id WHERE o.id = :id"
        " AND (s.id = o.id OR s.edits = o.id) AND s.sent_at IS NULL AND s.given_up_at IS NULL"
        " AND s.rank >= 0 LIMIT 1",
        id=send_id,
    )
    return found is not None
