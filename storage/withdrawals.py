"""Who has a notice that is withdrawn, and how each of them learned that it is."""

from collections.abc import Mapping
from enum import StrEnum

from committee.notice import Notice
from storage.database import Row, Transaction
from storage.deliveries import HOLDS_NO_MORE, UNKNOWN

WITHDRAWN = "withdrawn"
"""The step at which everybody who has a notice is told that it is withdrawn."""
_HELD = (
    "g.subject = :subject AND g.revision = 1 AND g.step = :step AND (g.unsure_since IS NOT NULL"
    " OR (g.released_at IS NOT NULL"
    f" AND (g.dropped_at IS NULL OR g.dropped_why = '{UNKNOWN}')))"
)


class Undone(StrEnum):
    """How one receiver learned that a notice is withdrawn."""

    IN_PLACE = "in_place"
    """The message itself says so now."""
    TOLD = "told"
    NEVER_HAD = "never_had"
    WAITING = "waiting"
    MISSED = "missed"
    """Has it, or knows of it, and could not be told."""


async def has_it(tx: Transaction, notice: Notice, person_id: int) -> bool:
    """Whether the notice went to this person, or may have; what is stopped before did not."""
    found = await tx.value(
        f"SELECT 1 FROM deliveries g WHERE {_HELD} AND g.person_id = :person",  # noqa: S608 - of our own words only
        subject=notice.subject,
        step=notice.send_step,
        person=person_id,
    )
    return found is not None


async def holding(tx: Transaction, notice: Notice) -> int:
    """How many have it, or may have, or acknowledged it."""
    return int(
        await tx.value(
            "SELECT COUNT(*) FROM notice_receivers r WHERE r.notice_id = :notice"  # noqa: S608 - of our own words only
            " AND (r.acknowledged_at IS NOT NULL OR EXISTS (SELECT 1 FROM deliveries g"
            f" WHERE {_HELD} AND g.person_id = r.person_id))",
            notice=notice.id,
            subject=notice.subject,
            step=notice.send_step,
        )
    )


async def undone(tx: Transaction, notice: Notice) -> Mapping[int, Undone]:
    """How each receiver of a withdrawn notice learned that it is, or that there was no need.

    Whose step has not come yet is missing.
    """
    rows = await tx.all(
        "SELECT d.person_id, d.dropped_why, MAX(s.sent_at) AS sent_at,"
        " MAX(CASE WHEN s.sent_at IS NOT NULL AND s.edits IS NOT NULL THEN 1 ELSE 0 END) AS edited"
        " FROM deliveries d"
        " LEFT JOIN delivery_sends x ON x.delivery_id = d.id LEFT JOIN sends s ON s.id = x.send_id"
        " WHERE d.subject = :subject AND d.revision = 1 AND d.step = :step"
        " GROUP BY d.person_id, d.dropped_why",
        subject=notice.subject,
        step=WITHDRAWN,
    )
    return {row["person_id"]: _undone(row) for row in rows}


def _undone(row: Row) -> Undone:
    if row["sent_at"] is not None:
        return Undone.IN_PLACE if row["edited"] else Undone.TOLD
    if row["dropped_why"] == HOLDS_NO_MORE:
        return Undone.NEVER_HAD
    return Undone.WAITING if row["dropped_why"] is None else Undone.MISSED
