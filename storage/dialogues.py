"""Open dialogues: one for a person, on whichever channel the answer comes."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.moments import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class OpenDialogue:
    """A question that waits for `owner`'s answer; `state` is JSON."""

    kind: str
    state: str
    expires_at: datetime


async def save(
    tx: Transaction, owner: str, kind: str, state: str, now: datetime, expires_at: datetime
) -> None:
    """Open a dialogue in place of the one before."""
    await tx.execute(
        "INSERT INTO dialogues (owner, kind, state, opened_at, expires_at)"
        " VALUES (:owner, :kind, :state, :now, :expires)"
        " ON CONFLICT (owner) DO UPDATE SET kind = :kind, state = :state,"
        " opened_at = :now, expires_at = :expires",
        owner=owner,
        kind=kind,
        state=state,
        now=to_ms(now),
        expires=to_ms(expires_at),
    )


async def find(tx: Transaction, owner: str, now: datetime) -> OpenDialogue | None:
    """The dialogue still waiting at `now`."""
    row = await tx.one(
        "SELECT kind, state, expires_at FROM dialogues WHERE owner = :owner AND expires_at > :now",
        owner=owner,
        now=to_ms(now),
    )
    return None if row is None else OpenDialogue(row["kind"], row["state"], from_ms(row[2]))


async def close(tx: Transaction, owner: str) -> bool:
    """Whether there was one to close."""
    return await tx.execute("DELETE FROM dialogues WHERE owner = :owner", owner=owner) > 0


async def close_expired(tx: Transaction, now: datetime) -> int:
    return await tx.execute("DELETE FROM dialogues WHERE expires_at <= :now", now=to_ms(now))
