"""Notices that return, and the notices that went out each time."""

from collections.abc import Mapping
from datetime import date, datetime, time

from committee.notice_repeat import DayOff, Every, Occurrence, Repeat
from storage.database import Row, Transaction
from storage.moments import maybe_from_ms, to_ms


async def add(tx: Transaction, repeat: Repeat, next_at: datetime | None, now: datetime) -> int:
    """Let it return from now on; its id is the database's."""
    added = await tx.insert(
        "INSERT INTO notice_repeats (committee_id, notice_id, every, on_day, hour, first_day,"
        " last_day, day_off, made_by, made_at, next_due_at) VALUES (:committee, :notice, :every,"
        " :on_day, :hour, :first, :last, :day_off, :by, :now, :next) RETURNING id",
        committee=repeat.committee_id,
        notice=repeat.notice_id,
        every=repeat.every.value,
        on_day=repeat.on_day,
        hour=f"{repeat.hour:%H:%M}",
        first=repeat.first.isoformat(),
        last=repeat.last.isoformat(),
        day_off=repeat.day_off.value,
        by=repeat.made_by,
        now=to_ms(now),
        next=None if next_at is None else to_ms(next_at),
    )
    if added is None:
        raise RuntimeError("a repeat was not stored")
    return added


async def of_notice(tx: Transaction, notice_id: int) -> Repeat | None:
    """How a notice returns, or last did."""
    row = await tx.one(
        "SELECT * FROM notice_repeats WHERE notice_id = :notice ORDER BY id DESC LIMIT 1",
        notice=notice_id,
    )
    return None if row is None else _repeat(row)


async def running(tx: Transaction, committee_id: int) -> tuple[Repeat, ...]:
    """Those of a committee that still return, the oldest first."""
    rows = await tx.all(
        "SELECT * FROM notice_repeats WHERE committee_id = :committee AND ended_at IS NULL"
        " ORDER BY id",
        committee=committee_id,
    )
    return tuple(_repeat(row) for row in rows)


async def texts(tx: Transaction, committee_id: int) -> Mapping[int, str]:
    """The words of the notices that still return, by notice."""
    rows = await tx.all(
        "SELECT n.id, n.text FROM notice_repeats r JOIN notices n ON n.id = r.notice_id"
        " WHERE r.committee_id = :committee AND r.ended_at IS NULL",
        committee=committee_id,
    )
    return {row["id"]: row["text"] for row in rows}


async def next_due(tx: Transaction) -> datetime | None:
    """When anything returns next."""
    return maybe_from_ms(await tx.value("SELECT MIN(next_due_at) FROM notice_repeats"))


async def first_due(tx: Transaction, now: datetime) -> Repeat | None:
    row = await tx.one(
        "SELECT * FROM notice_repeats WHERE next_due_at <= :now ORDER BY next_due_at, id LIMIT 1",
        now=to_ms(now),
    )
    return None if row is None else _repeat(row)


async def set_due(
    tx: Transaction, repeat_id: int, handled_until: date | None, next_at: datetime | None
) -> None:
    """Up to which planned day it is handled, and when it is due next."""
    tx.later(
        "UPDATE notice_repeats SET handled_until = :handled, next_due_at = :next WHERE id = :id",
        id=repeat_id,
        handled=None if handled_until is None else handled_until.isoformat(),
        next=None if next_at is None else to_ms(next_at),
    )


async def end(tx: Transaction, repeat_id: int, person_id: int | None, now: datetime) -> None:
    """It returns no more; `person_id` is who stopped it, None where its last day came."""
    tx.later(
        "UPDATE notice_repeats SET next_due_at = NULL, ended_at = :now, ended_by = :by"
        " WHERE id = :id AND ended_at IS NULL",
        id=repeat_id,
        by=person_id,
        now=to_ms(now),
    )


async def take(
    tx: Transaction, repeat_id: int, occurrence: Occurrence, sent_on: date | None
) -> int | None:
    """Note one of its days, sent or passed over; None where that day was noted already."""
    return await tx.insert(
        "INSERT INTO notice_occurrences (repeat_id, day, sent_on) VALUES (:repeat, :day, :sent)"
        " ON CONFLICT DO NOTHING RETURNING id",
        repeat=repeat_id,
        day=occurrence.day.isoformat(),
        sent=None if sent_on is None else sent_on.isoformat(),
    )


async def went(tx: Transaction, occurrence_id: int, notice_id: int) -> None:
    """The notice that went out that day."""
    tx.later(
        "UPDATE notice_occurrences SET notice_id = :notice WHERE id = :id",
        id=occurrence_id,
        notice=notice_id,
    )


def _repeat(row: Row) -> Repeat:
    handled = row["handled_until"]
    return Repeat(
        id=row["id"],
        committee_id=row["committee_id"],
        notice_id=row["notice_id"],
        every=Every(row["every"]),
        on_day=row["on_day"],
        hour=time.fromisoformat(row["hour"]),
        first=date.fromisoformat(row["first_day"]),
        last=date.fromisoformat(row["last_day"]),
        day_off=DayOff(row["day_off"]),
        made_by=row["made_by"],
        handled_until=None if handled is None else date.fromisoformat(handled),
        ended_at=maybe_from_ms(row["ended_at"]),
    )
