"""What a page of the trial room shows again after a reload: one phone's side of a chat."""

from dataclasses import dataclass, replace
from datetime import datetime

from storage.database import Transaction
from storage.moments import from_ms


@dataclass(frozen=True, slots=True)
class Said:
    """Something that this phone sent, as it was stored; `key` is its event's key."""

    id: int
    key: str
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A message on this phone: when it came, and what it reads after its edits."""

    id: int
    reference: str
    content: str
    at: datetime


async def said(tx: Transaction, channel: str, address: str, limit: int) -> tuple[Said, ...]:
    """The last `limit` things that this address sent, oldest first."""
    rows = await tx.all(
        "SELECT id, event_key, body, received_at FROM inbox"
        " WHERE channel = :channel AND address = :address ORDER BY id DESC LIMIT :limit",
        channel=channel,
        address=address,
        limit=limit,
    )
    return tuple(Said(row[0], row[1], row[2], from_ms(row[3])) for row in reversed(rows))


async def said_by_key(tx: Transaction, channel: str, address: str, key: str) -> Said | None:
    row = await tx.one(
        "SELECT id, event_key, body, received_at FROM inbox"
        " WHERE channel = :channel AND event_key = :key AND address = :address",
        channel=channel,
        address=address,
        key=key,
    )
    return None if row is None else Said(row[0], row[1], row[2], from_ms(row[3]))


async def shown(tx: Transaction, channel: str, address: str, limit: int) -> tuple[Shown, ...]:
    """The last `limit` messages that reached this address, oldest first, edits folded in."""
    rows = await tx.all(
        "SELECT s.id, s.key, s.reference, s.content, s.sent_at"
        " FROM sends s JOIN accounts a ON a.id = s.account_id"
        " WHERE a.channel = :channel AND a.address = :address"
        " AND s.sent_at IS NOT NULL AND s.edits IS NULL ORDER BY s.id DESC LIMIT :limit",
        channel=channel,
        address=address,
        limit=limit,
    )
    roots = [
        Shown(row["id"], row["reference"] or row["key"], row["content"], from_ms(row["sent_at"]))
        for row in reversed(rows)
    ]
    return await _with_edits(tx, channel, address, roots)


async def shown_by_reference(
    tx: Transaction, channel: str, address: str, reference: str
) -> Shown | None:
    """The message that this address shows under a reference, as it reads now."""
    rows = await tx.all(
        "SELECT s.id, s.content, s.sent_at FROM sends s JOIN accounts a ON a.id = s.account_id"
        " WHERE a.channel = :channel AND a.address = :address AND s.reference = :reference"
        " AND s.sent_at IS NOT NULL ORDER BY s.id",
        channel=channel,
        address=address,
        reference=reference,
    )
    if not rows:
        return None
    first, last = rows[0], rows[-1]
    return Shown(first["id"], reference, last["content"], from_ms(first["sent_at"]))


async def _with_edits(
    tx: Transaction, channel: str, address: str, roots: list[Shown]
) -> tuple[Shown, ...]:
    """Each message with the content of its latest edit; the newest id wins."""
    if not roots:
        return ()
    rows = await tx.all(
        "SELECT s.id, s.edits, s.content FROM sends s JOIN accounts a ON a.id = s.account_id"
        " WHERE a.channel = :channel AND a.address = :address"
        " AND s.sent_at IS NOT NULL AND s.edits >= :oldest ORDER BY s.id",
        channel=channel,
        address=address,
        oldest=roots[0].id,
    )
    contents = {row["edits"]: row["content"] for row in rows}
    return tuple(replace(root, content=contents.get(root.id, root.content)) for root in roots)
