"""How many messages a sender has sent this month, where its chat service counts them."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.moments import maybe_from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Used:
    """What a sender has used of a month; `month` is ISO, as 2026-11."""

    sent: int = 0
    warned: bool = False
    held_until: datetime | None = None
    """The service said that no more may be sent; when it is asked again."""


async def used(tx: Transaction, meter: str, month: str) -> Used:
    row = await tx.one(
        "SELECT sent, warned_at, held_until FROM quotas WHERE meter = :meter AND month = :month",
        meter=meter,
        month=month,
    )
    if row is None:
        return Used()
    return Used(row["sent"], row["warned_at"] is not None, maybe_from_ms(row["held_until"]))


async def count(tx: Transaction, meter: str, month: str) -> None:
    """One message more; whatever held the sender does so no longer."""
    await tx.execute(
        "INSERT INTO quotas (meter, month, sent) VALUES (:meter, :month, 1)"
        " ON CONFLICT (meter, month) DO UPDATE SET sent = quotas.sent + 1, held_until = NULL",
        meter=meter,
        month=month,
    )


async def hold(tx: Transaction, meter: str, month: str, until: datetime) -> None:
    await tx.execute(
        "INSERT INTO quotas (meter, month, sent, held_until) VALUES (:meter, :month, 0, :until)"
        " ON CONFLICT (meter, month) DO UPDATE SET held_until = :until",
        meter=meter,
        month=month,
        until=to_ms(until),
    )


async def mark_warned(tx: Transaction, meter: str, month: str, now: datetime) -> bool:
    """Whether this is the month's first warning."""
    changed = await tx.execute(
        "UPDATE quotas SET warned_at = :now"
        " WHERE meter = :meter AND month = :month AND warned_at IS NULL",
        meter=meter,
        month=month,
        now=to_ms(now),
    )
    return changed == 1
