"""Whom a notice goes to, whether it reached them, and who acknowledged it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from committee.notice import Notice, Receiver
from storage.database import Row, Transaction
from storage.deliveries import NO_ACCOUNT
from storage.moments import maybe_from_ms, to_ms
from storage.people import read_person

_SELECT = (
    "SELECT r.id AS receiver_id, r.notice_id, r.acknowledged_at, r.source, r.recorded_by,"
    " r.person_id, p.name, p.honorific, p.phone, p.position"
    " FROM notice_receivers r JOIN people p ON p.id = r.person_id"
)


class Fate(StrEnum):
    """What became of one receiver's copy."""

    SENT = "sent"
    WAITING = "waiting"
    NO_CHANNEL = "no_channel"
    FAILED = "failed"


async def add(tx: Transaction, notice_id: int, person_ids: Iterable[int]) -> None:
    """Put people on the list in this order; who is on it stays in their place."""
    for person_id in person_ids:
        tx.later(
            "INSERT INTO notice_receivers (notice_id, person_id, source)"
            " VALUES (:notice, :person, '') ON CONFLICT (notice_id, person_id) DO NOTHING",
            notice=notice_id,
            person=person_id,
        )


async def remove(tx: Transaction, notice_id: int, person_ids: Iterable[int]) -> None:
    """Take people off the list of a notice that is not sent yet."""
    for person_id in person_ids:
        tx.later(
            "DELETE FROM notice_receivers WHERE notice_id = :notice AND person_id = :person",
            notice=notice_id,
            person=person_id,
        )


async def clear(tx: Transaction, notice_id: int) -> None:
    """Begin the list anew."""
    tx.later("DELETE FROM notice_receivers WHERE notice_id = :notice", notice=notice_id)


async def of_notice(tx: Transaction, notice_id: int) -> tuple[Receiver, ...]:
    """Everybody on the list, in the order they were put there."""
    rows = await tx.all(f"{_SELECT} WHERE r.notice_id = :notice ORDER BY r.id", notice=notice_id)
    return tuple(_receiver(row) for row in rows)


async def by_id(tx: Transaction, receiver_id: int) -> Receiver | None:
    row = await tx.one(f"{_SELECT} WHERE r.id = :id", id=receiver_id)
    return None if row is None else _receiver(row)


async def of_person(tx: Transaction, notice_id: int, person_id: int) -> Receiver | None:
    row = await tx.one(
        f"{_SELECT} WHERE r.notice_id = :notice AND r.person_id = :person",
        notice=notice_id,
        person=person_id,
    )
    return None if row is None else _receiver(row)


async def save(tx: Transaction, receiver: Receiver) -> None:
    """Write whether and how it was acknowledged."""
    tx.later(
        "UPDATE notice_receivers SET acknowledged_at = :at, source = :source, recorded_by = :by"
        " WHERE id = :id",
        id=receiver.id,
        at=None if receiver.acknowledged_at is None else to_ms(receiver.acknowledged_at),
        source=receiver.source,
        by=receiver.recorded_by,
    )


async def reachable(tx: Transaction, notice_id: int) -> dict[int, str]:
    """The channel each receiver would be written to on; who has none is missing."""
    rows = await tx.all(
        "SELECT r.person_id, a.channel FROM notice_receivers r JOIN accounts a"
        " ON a.person_id = r.person_id AND a.blocked_at IS NULL"
        " WHERE r.notice_id = :notice ORDER BY a.linked_at, a.id",
        notice=notice_id,
    )
    return {row["person_id"]: row["channel"] for row in rows}


async def fates(tx: Transaction, notice: Notice) -> Mapping[int, Fate]:
    """What became of the sending for each receiver that it was owed to."""
    rows = await tx.all(
        "SELECT d.person_id, d.dropped_why, d.released_at, MAX(s.sent_at) AS sent_at,"
        " MAX(CASE WHEN s.sent_at IS NULL AND s.given_up_at IS NULL THEN s.id END) AS waiting"
        " FROM deliveries d LEFT JOIN delivery_sends x ON x.delivery_id = d.id"
        " LEFT JOIN sends s ON s.id = x.send_id"
        " WHERE d.subject = :subject AND d.step = :step"
        " GROUP BY d.person_id, d.dropped_why, d.released_at",
        subject=notice.subject,
        step=notice.send_step,
    )
    return {row["person_id"]: _fate(row) for row in rows}


async def reached(tx: Transaction, notice: Notice) -> list[int]:
    """Those who have the notice or are about to, or learned of it by phone."""
    known = await fates(tx, notice)
    return [
        each.person.id
        for each in await of_notice(tx, notice.id)
        if each.acknowledged_at or known.get(each.person.id) in (Fate.SENT, Fate.WAITING)
    ]


def _fate(row: Row) -> Fate:
    """A message that was given up has failed, though nobody dropped it."""
    if row["sent_at"] is not None:
        return Fate.SENT
    if row["dropped_why"] == NO_ACCOUNT:
        return Fate.NO_CHANNEL
    if row["dropped_why"] is not None:
        return Fate.FAILED
    on_its_way = row["released_at"] is None or row["waiting"] is not None
    return Fate.WAITING if on_its_way else Fate.FAILED


def _receiver(row: Row) -> Receiver:
    return Receiver(
        id=row["receiver_id"],
        notice_id=row["notice_id"],
        person=read_person(row),
        acknowledged_at=maybe_from_ms(row["acknowledged_at"]),
        source=row["source"],
        recorded_by=row["recorded_by"],
    )
