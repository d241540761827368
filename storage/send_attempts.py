"""How a message fares on its way out: claimed, tried again, sent, given up."""

from collections.abc import Sequence
from datetime import datetime

from storage import deliveries
from storage.database import Transaction
from storage.moments import to_ms
from storage.sends import Send

CALLED_BACK = "called back"


async def claim(tx: Transaction, send_ids: Sequence[int]) -> frozenset[int]:
    """They are being handed over; which of them, as some may have been called back meanwhile.

    Noted before, so that after a stop it is known to be unsure.
    """
    places = " OR ".join(f"id = :s{place}" for place in range(len(send_ids)))
    rows = await tx.all(
        "UPDATE sends SET attempts = CASE WHEN attempts = 0 THEN 1 ELSE attempts END,"  # noqa: S608 - of our own words only
        f" problem = NULL WHERE given_up_at IS NULL AND ({places}) RETURNING id",
        **{f"s{place}": send_id for place, send_id in enumerate(send_ids)},
    )
    return frozenset(row[0] for row in rows)


async def call_back(tx: Transaction, subject: str, step: str, now: datetime) -> int:
    """Take messages that carry this step alone out of the queue; how many.

    Those that are not being handed over and certainly did not arrive.
    """
    rows = await tx.all(
        "SELECT x.send_id, d.id FROM deliveries d JOIN delivery_sends x ON x.delivery_id = d.id"
        " JOIN sends s ON s.id = x.send_id WHERE d.subject = :subject AND d.step = :step"
        " AND d.dropped_at IS NULL AND s.sent_at IS NULL AND s.given_up_at IS NULL"
        " AND s.unanswered = 0 AND (s.attempts = 0 OR (s.problem IS NOT NULL"
        " AND s.problem != 'unanswered')) AND NOT EXISTS (SELECT 1 FROM delivery_sends o"
        " WHERE o.send_id = x.send_id AND o.delivery_id != x.delivery_id)",
        subject=subject,
        step=step,
    )
    for row in rows:
        await give_up(tx, row[0], CALLED_BACK, now)
        await deliveries.drop(tx, row[1], deliveries.HOLDS_NO_MORE, now)
    return len(rows)


async def count_attempt(tx: Transaction, send: Send, *, unanswered: bool = False) -> None:
    """One more attempt than when it was taken from the queue."""
    tx.later(
        "UPDATE sends SET attempts = :attempts, unanswered = :unanswered WHERE id = :id",
        id=send.id,
        attempts=send.attempts + 1,
        unanswered=send.unanswered + (1 if unanswered else 0),
    )


async def mark_sent(tx: Transaction, send_id: int, reference: str, now: datetime) -> None:
    tx.later(
        "UPDATE sends SET sent_at = :now, reference = :reference, problem = NULL WHERE id = :id",
        id=send_id,
        reference=reference,
        now=to_ms(now),
    )


async def postpone(tx: Transaction, send_id: int, next_attempt_at: int, problem: str) -> None:
    await tx.execute(
        "UPDATE sends SET next_attempt_at = :at, problem = :problem WHERE id = :id",
        id=send_id,
        at=next_attempt_at,
        problem=problem,
    )


async def give_up(tx: Transaction, send_id: int, problem: str, now: datetime) -> None:
    """Its key is given free: the same thing may be owed to this account once more."""
    await tx.execute(
        "UPDATE sends SET given_up_at = :now, problem = :problem, key = key || ':given_up:' || id"
        " WHERE id = :id",
        id=send_id,
        now=to_ms(now),
        problem=problem,
    )


async def as_new_message(tx: Transaction, send_id: int) -> None:
    """The chat cannot edit that message: say it anew."""
    await tx.execute("UPDATE sends SET edits = NULL WHERE id = :id", id=send_id)
