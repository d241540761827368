"""What is owed on its way to messages: whose hour has come, what carries it, what is undone."""

from datetime import datetime

from storage.database import Transaction
from storage.deliveries import Delivery, read_delivery
from storage.moments import maybe_from_ms, to_ms

_NEVER_ARRIVED = (
    "{0}.sent_at IS NULL AND {0}.given_up_at IS NULL"
    " AND EXISTS (SELECT 1 FROM delivery_sends x WHERE x.send_id = {0}.id)"
)


async def releasable(
    tx: Transaction, now: datetime, merging_until: datetime, along_until: datetime, limit: int
) -> tuple[Delivery, ...]:
    """All that waits for those people to whom something may go now, the first `limit` of it.

    What may merge goes once its hour lies before `merging_until`; the rest at `now`. With it
    comes what the same people are owed until `along_until`: whether that goes along is the
    caller's.
    """
    rows = await tx.all(
        "SELECT d.* FROM deliveries d WHERE d.released_at IS NULL AND d.dropped_at IS NULL"
        " AND d.not_before <= :along AND d.person_id IN (SELECT w.person_id FROM deliveries w"
        " WHERE w.released_at IS NULL AND w.dropped_at IS NULL AND w.not_before <= :now"
        " AND (w.merge IS NULL OR w.not_before <= :merging)"
        " ORDER BY w.not_before, w.person_id, w.id LIMIT :limit)"
        " ORDER BY d.person_id, d.not_before, d.id",
        now=to_ms(now),
        merging=to_ms(merging_until),
        along=to_ms(along_until),
        limit=limit,
    )
    return tuple(read_delivery(row) for row in rows)


async def any_releasable(tx: Transaction, now: datetime, merging_until: datetime) -> bool:
    """Whether there is anything of that kind, without looking at it."""
    found = await tx.value(
        "SELECT 1 FROM deliveries WHERE released_at IS NULL AND dropped_at IS NULL"
        " AND not_before <= :now AND (merge IS NULL OR not_before <= :merging) LIMIT 1",
        now=to_ms(now),
        merging=to_ms(merging_until),
    )
    return found is not None


async def next_not_before(tx: Transaction) -> datetime | None:
    """When the next waiting delivery may go out."""
    found = await tx.value(
        "SELECT MIN(not_before) FROM deliveries WHERE released_at IS NULL AND dropped_at IS NULL"
    )
    return maybe_from_ms(found)


async def mark_released(tx: Transaction, delivery_id: int, send_id: int, now: datetime) -> None:
    """Tie a delivery to the message that carries it."""
    tx.later(
        "UPDATE deliveries SET released_at = :now WHERE id = :id", id=delivery_id, now=to_ms(now)
    )
    tx.later(
        "INSERT INTO delivery_sends (delivery_id, send_id) VALUES (:delivery, :send)"
        " ON CONFLICT (delivery_id, send_id) DO NOTHING",
        delivery=delivery_id,
        send=send_id,
    )


async def wait_until(tx: Transaction, delivery_id: int, moment: datetime) -> None:
    """It may not go out before this."""
    await tx.execute(
        "UPDATE deliveries SET not_before = :at WHERE id = :id", id=delivery_id, at=to_ms(moment)
    )


async def hold(tx: Transaction, delivery_id: int, until: datetime, now: datetime) -> None:
    """Whom it is for is on leave: it waits for the end of that."""
    await tx.execute(
        "UPDATE deliveries SET not_before = :until, held_since = COALESCE(held_since, :now)"
        " WHERE id = :id",
        id=delivery_id,
        until=to_ms(until),
        now=to_ms(now),
    )


async def let_go(tx: Transaction, committee_id: int, person_id: int, at: datetime) -> int:
    """The leave is over sooner: what waited for its end waits for this; how much that is."""
    return await tx.execute(
        "UPDATE deliveries SET not_before = :at, held_since = NULL WHERE committee_id = :committee"
        " AND person_id = :person AND held_since IS NOT NULL AND released_at IS NULL"
        " AND dropped_at IS NULL",
        committee=committee_id,
        person=person_id,
        at=to_ms(at),
    )


async def under_way(tx: Transaction) -> tuple[Delivery, ...]:
    """What a message carries that was handed over, and nobody noted what became of it."""
    rows = await tx.all(
        "SELECT d.* FROM sends s JOIN delivery_sends x ON x.send_id = s.id"
        " JOIN deliveries d ON d.id = x.delivery_id WHERE s.sent_at IS NULL"
        " AND s.given_up_at IS NULL AND s.rank >= 0 AND s.attempts > 0 AND s.problem IS NULL"
        " ORDER BY d.id"
    )
    return tuple(read_delivery(row) for row in rows)


async def take_back(tx: Transaction, only: int | None = None) -> int:
    """Undo the releases whose message never arrived, to be looked at anew; how many messages.

    Of all messages, or of one of them; a change that waits for such a message goes before it.
    """
    rows = await tx.all(
        f"SELECT s.id, s.edits FROM sends s WHERE {_NEVER_ARRIVED.format('s')} AND NOT EXISTS"  # noqa: S608 - of our own words only
        f" (SELECT 1 FROM sends e WHERE e.edits = s.id AND NOT ({_NEVER_ARRIVED.format('e')}))"
        " ORDER BY s.id DESC"
    )
    rows = [row for row in rows if only in (None, row["id"], row["edits"])]
    for row in rows:
        await tx.execute(
            "UPDATE deliveries SET released_at = NULL WHERE dropped_at IS NULL AND id IN"
            " (SELECT delivery_id FROM delivery_sends WHERE send_id = :send)",
            send=row["id"],
        )
        await tx.execute("DELETE FROM delivery_sends WHERE send_id = :send", send=row["id"])
        await tx.execute("DELETE FROM menus WHERE send_id = :send", send=row["id"])
        await tx.execute("DELETE FROM open_menus WHERE send_id = :send", send=row["id"])
        await tx.execute("DELETE FROM links WHERE send_id = :send", send=row["id"])
        await tx.execute("DELETE FROM sends WHERE id = :send", send=row["id"])
    return len(rows)


async def of_send(tx: Transaction, send_id: int) -> tuple[Delivery, ...]:
    """What a message carries."""
    rows = await tx.all(
        "SELECT d.* FROM deliveries d JOIN delivery_sends x ON x.delivery_id = d.id"
        " WHERE x.send_id = :send ORDER BY d.id",
        send=send_id,
    )
    return tuple(read_delivery(row) for row in rows)


async def accounts_tried(tx: Transaction, delivery_id: int) -> frozenset[int]:
    """The accounts that a delivery went to so far."""
    rows = await tx.all(
        "SELECT s.account_id FROM sends s JOIN delivery_sends x ON x.send_id = s.id"
        " WHERE x.delivery_id = :delivery",
        delivery=delivery_id,
    )
    return frozenset(row[0] for row in rows)
