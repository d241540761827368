"""How a message fares on its way out: claimed, tried again, sent, given up."""

from datetime import datetime

from storage.database import Transaction
from storage.moments import to_ms
from storage.sends import Send


async def claim(tx: Transaction, send_id: int) -> None:
    """It is being handed over: noted before, so that after a stop it is known to be unsure."""
    tx.later(
        "UPDATE sends SET attempts = CASE WHEN attempts = 0 THEN 1 ELSE attempts END,"
        " problem = NULL WHERE id = :id",
        id=send_id,
    )


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
