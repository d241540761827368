"""One step of what is owed, for all whom it concerns: who was owed it, what came of it, its end."""

from collections.abc import Mapping
from datetime import datetime

from storage.database import Transaction
from storage.deliveries import HOLDS_NO_MORE
from storage.moments import to_ms


async def owed_between(
    tx: Transaction, subject: str, revision: int, first: str, last: str, but: str
) -> bool:
    """Whether anybody was owed a step from `first` on, before `last`, other than `but`."""
    found = await tx.value(
        "SELECT 1 FROM deliveries WHERE subject = :subject AND revision = :revision"
        " AND step >= :first AND step < :last AND step != :but AND again_of IS NULL LIMIT 1",
        subject=subject,
        revision=revision,
        first=first,
        last=last,
        but=but,
    )
    return found is not None


async def of_step(
    tx: Transaction, subject: str, revision: int, step: str, person_id: int
) -> int | None:
    """The id of what somebody was owed at that step."""
    found = await tx.value(
        "SELECT id FROM deliveries WHERE subject = :subject AND revision = :revision"
        " AND step = :step AND person_id = :person",
        subject=subject,
        revision=revision,
        step=step,
        person=person_id,
    )
    return None if found is None else int(found)


async def any_released(tx: Transaction, subject: str, step: str) -> bool:
    """Whether somebody got this already, may have, or is about to."""
    found = await tx.value(
        "SELECT 1 FROM deliveries WHERE subject = :subject AND step = :step"
        " AND (released_at IS NOT NULL OR unsure_since IS NOT NULL) LIMIT 1",
        subject=subject,
        step=step,
    )
    return found is not None


async def withdraw(tx: Transaction, subject: str, step: str, now: datetime) -> int:
    """Stop what has not gone out yet, also what is still to be owed; how many were stopped.

    Its step is given free: begun anew for the same hour, it is owed to the same people again. Not
    of whom it may have reached, and nobody is to be called about it any more.
    """
    tx.later(
        "UPDATE deliveries SET list_at = NULL, listed_at = NULL WHERE subject = :subject"
        " AND step = :step AND list_at IS NOT NULL AND called_at IS NULL",
        subject=subject,
        step=step,
    )
    tx.later(
        "UPDATE fan_outs SET due_at = NULL WHERE subject = :subject AND step = :step",
        subject=subject,
        step=step,
    )
    return await tx.execute(
        "UPDATE deliveries SET dropped_at = :now, dropped_why = :why, step = CASE WHEN"
        " unsure_since IS NULL THEN step || ':withdrawn:' || id ELSE step END"
        " WHERE subject = :subject"
        " AND step = :step AND released_at IS NULL AND dropped_at IS NULL",
        subject=subject,
        step=step,
        why=HOLDS_NO_MORE,
        now=to_ms(now),
    )


async def outcome(tx: Transaction, subject: str, revision: int, step: str) -> Mapping[int, str]:
    """What became of one step for each person: "sent", "waiting", or why it was dropped."""
    rows = await tx.all(
        "SELECT d.person_id, d.dropped_why, MAX(s.sent_at) AS sent_at FROM deliveries d"
        " LEFT JOIN delivery_sends x ON x.delivery_id = d.id LEFT JOIN sends s ON s.id = x.send_id"
        " WHERE d.subject = :subject AND d.revision = :revision AND d.step = :step"
        " GROUP BY d.person_id, d.dropped_why",
        subject=subject,
        revision=revision,
        step=step,
    )
    return {
        row["person_id"]: row["dropped_why"] or ("sent" if row["sent_at"] else "waiting")
        for row in rows
    }
