"""When each part of the program last did its work well."""

from collections.abc import Collection, Mapping
from datetime import datetime

from storage.database import Transaction, Value
from storage.deliveries import EXPIRED
from storage.moments import from_ms, to_ms

TICK = "tick"
SENDER = "sender"


async def known(tx: Transaction) -> Mapping[str, datetime]:
    """The last success of every part."""
    rows = await tx.all("SELECT part, last_at FROM heartbeats ORDER BY part")
    return {row["part"]: from_ms(row["last_at"]) for row in rows}


async def note(tx: Transaction, part: str, at: datetime) -> None:
    """A later success counts, an earlier one does not."""
    tx.later(
        "INSERT INTO heartbeats (part, last_at) VALUES (:part, :at) ON CONFLICT (part) DO UPDATE"
        " SET last_at = excluded.last_at WHERE heartbeats.last_at < excluded.last_at",
        part=part,
        at=to_ms(at),
    )


async def keep_only(tx: Transaction, parts: Collection[str]) -> None:
    """Know no more of a channel that is switched off."""
    for part in (await known(tx)).keys() - set(parts):
        await tx.execute("DELETE FROM heartbeats WHERE part = :part", part=part)


async def forget(tx: Transaction) -> None:
    """Begin anew: after a restore, the old times would read as a stop."""
    await tx.execute("DELETE FROM heartbeats")


async def sent_since(tx: Transaction, start: datetime, own_kinds: str) -> tuple[int, int]:
    """(sent, expired) of what the assistant said first since then.

    A kind that begins with `own_kinds` is the program's own report and does not count.
    """
    counted = "SELECT COUNT(*) FROM deliveries WHERE substr(kind, 1, :length) <> :own AND "
    given: dict[str, Value] = {"length": len(own_kinds), "own": own_kinds, "start": to_ms(start)}
    sent = await tx.value(f"{counted} released_at >= :start", **given)
    expired = await tx.value(
        f"{counted} dropped_at >= :start AND dropped_why = :why", why=EXPIRED, **given
    )
    return int(sent), int(expired)
