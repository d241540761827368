"""Meetings as they are stored; every change of one writes the whole row."""

from datetime import date, datetime

from committee.meeting import Meeting, MeetingKind, MeetingState
from storage.database import Row, Transaction
from storage.moments import from_ms, maybe_from_ms, to_ms


async def add(
    tx: Transaction,
    *,
    committee_id: int,
    kind: MeetingKind,
    quarter: int | None,
    year: int,
    starts_at: datetime,
    place: str,
    reply_by: datetime,
    chair_id: int,
    made_by: int,
    now: datetime,
) -> int:
    """A new draft; its id."""
    added = await tx.insert(
        "INSERT INTO meetings (committee_id, kind, quarter, year, starts_at, place, reply_by,"
        " chair_id, state, revision, number, remark, made_by, made_at) VALUES (:committee, :kind,"
        " :quarter, :year, :starts_at, :place, :reply_by, :chair, 'draft', 1, '', '', :made_by,"
        " :now) RETURNING id",
        committee=committee_id,
        kind=kind.value,
        quarter=quarter,
        year=year,
        starts_at=to_ms(starts_at),
        place=place,
        reply_by=to_ms(reply_by),
        chair=chair_id,
        made_by=made_by,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("a meeting was not stored")
    return added


async def by_id(tx: Transaction, meeting_id: int) -> Meeting | None:
    row = await tx.one("SELECT * FROM meetings WHERE id = :id", id=meeting_id)
    return None if row is None else read_meeting(row)


async def save(tx: Transaction, meeting: Meeting) -> None:
    """Write what may change of a meeting."""
    tx.later(
        "UPDATE meetings SET kind = :kind, quarter = :quarter, year = :year,"
        " starts_at = :starts_at, place = :place, reply_by = :reply_by, chair_id = :chair,"
        " state = :state, revision = :revision, number = :number, signed_on = :signed_on,"
        " remark = :remark, approved_at = :approved_at, approved_by = :approved_by,"
        " invited_at = :invited_at WHERE id = :id",
        id=meeting.id,
        kind=meeting.kind.value,
        quarter=meeting.quarter,
        year=meeting.year,
        starts_at=to_ms(meeting.starts_at),
        place=meeting.place,
        reply_by=to_ms(meeting.reply_by),
        chair=meeting.chair_id,
        state=meeting.state.value,
        revision=meeting.revision,
        number=meeting.number,
        signed_on=meeting.signed_on.isoformat() if meeting.signed_on else None,
        remark=meeting.remark,
        approved_at=None if meeting.approved_at is None else to_ms(meeting.approved_at),
        approved_by=meeting.approved_by,
        invited_at=None if meeting.invited_at is None else to_ms(meeting.invited_at),
    )


async def save_chair(tx: Transaction, meeting: Meeting) -> None:
    """Somebody else chairs; nothing else of the meeting changes."""
    tx.later(
        "UPDATE meetings SET chair_id = :chair WHERE id = :id",
        id=meeting.id,
        chair=meeting.chair_id,
    )


async def open_in(tx: Transaction, committee_id: int, now: datetime) -> tuple[Meeting, ...]:
    """Meetings being prepared or called that have not begun, the nearest first."""
    rows = await tx.all(
        "SELECT * FROM meetings WHERE committee_id = :committee AND starts_at > :now"
        " AND state != 'cancelled' ORDER BY starts_at, id",
        committee=committee_id,
        now=to_ms(now),
    )
    return tuple(read_meeting(row) for row in rows)


async def coming_for(tx: Transaction, person_id: int, now: datetime) -> tuple[Meeting, ...]:
    """Meetings a person was invited to that have not begun, those with a new time included."""
    rows = await tx.all(
        "SELECT m.* FROM meetings m JOIN invitees i ON i.meeting_id = m.id"
        " WHERE i.person_id = :person AND m.starts_at > :now"
        " AND (m.state = 'invited' AND m.invited_at <= :now"
        " OR m.state = 'approved' AND m.revision > 1) ORDER BY m.starts_at, m.id",
        person=person_id,
        now=to_ms(now),
    )
    return tuple(read_meeting(row) for row in rows)


async def called_in(tx: Transaction, committee_id: int, now: datetime) -> tuple[Meeting, ...]:
    """Meetings invited to that lie ahead and have no reminder that is due just now."""
    rows = await tx.all(
        "SELECT * FROM meetings WHERE committee_id = :committee AND state = 'invited'"
        " AND invited_at <= :now AND starts_at > :now"
        " AND (next_due_at IS NULL OR next_due_at > :now) ORDER BY starts_at, id",
        committee=committee_id,
        now=to_ms(now),
    )
    return tuple(read_meeting(row) for row in rows)


async def set_due(
    tx: Transaction, meeting_id: int, handled_until: datetime | None, next_at: datetime | None
) -> None:
    """How far its reminders are handled, and when the next one falls due."""
    tx.later(
        "UPDATE meetings SET handled_until = :handled, next_due_at = :next WHERE id = :id",
        id=meeting_id,
        handled=None if handled_until is None else to_ms(handled_until),
        next=None if next_at is None else to_ms(next_at),
    )


async def next_due(tx: Transaction) -> datetime | None:
    """When the next reminder of any meeting falls due."""
    return maybe_from_ms(await tx.value("SELECT MIN(next_due_at) FROM meetings"))


async def first_due(tx: Transaction, now: datetime) -> tuple[Meeting, datetime | None] | None:
    """One meeting with something due, and how far its reminders are handled."""
    row = await tx.one(
        "SELECT * FROM meetings WHERE next_due_at <= :now ORDER BY next_due_at, id LIMIT 1",
        now=to_ms(now),
    )
    return None if row is None else (read_meeting(row), maybe_from_ms(row["handled_until"]))


async def due_between(tx: Transaction, after: datetime, until: datetime) -> list[int]:
    """Meetings with a reminder after one moment, up to another."""
    rows = await tx.all(
        "SELECT id FROM meetings WHERE next_due_at > :after AND next_due_at <= :until"
        " ORDER BY next_due_at, id",
        after=to_ms(after),
        until=to_ms(until),
    )
    return [row["id"] for row in rows]


async def due_by_id(tx: Transaction, meeting_id: int) -> tuple[Meeting, datetime | None] | None:
    """A meeting, and how far its reminders are handled."""
    row = await tx.one("SELECT * FROM meetings WHERE id = :id", id=meeting_id)
    return None if row is None else (read_meeting(row), maybe_from_ms(row["handled_until"]))


def read_meeting(row: Row) -> Meeting:
    return Meeting(
        id=row["id"],
        committee_id=row["committee_id"],
        kind=MeetingKind(row["kind"]),
        quarter=row["quarter"],
        year=row["year"],
        starts_at=from_ms(row["starts_at"]),
        place=row["place"],
        reply_by=from_ms(row["reply_by"]),
        chair_id=row["chair_id"],
        state=MeetingState(row["state"]),
        revision=row["revision"],
        number=row["number"],
        signed_on=None if row["signed_on"] is None else date.fromisoformat(row["signed_on"]),
        remark=row["remark"],
        made_by=row["made_by"],
        approved_at=maybe_from_ms(row["approved_at"]),
        approved_by=row["approved_by"],
        invited_at=maybe_from_ms(row["invited_at"]),
    )
