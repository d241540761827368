"""Who is invited to a meeting, and what they answered."""

from datetime import datetime

from committee.attendance import Answer, Invitee, Part
from committee.people import Role
from storage.database import Row, Transaction
from storage.moments import maybe_from_ms, to_ms
from storage.people import read_person

_SELECT = (
    "SELECT i.id AS invitee_id, i.meeting_id, i.part, i.answer, i.answered_at, i.source,"
    " i.recorded_by, i.stands_in_for, i.person_id, p.name, p.honorific, p.phone, p.position,"
    " s.role, s.second_role FROM invitees i JOIN people p ON p.id = i.person_id"
    " JOIN meetings m ON m.id = i.meeting_id LEFT JOIN memberships s"
    " ON s.committee_id = m.committee_id AND s.person_id = i.person_id AND s.left_at IS NULL"
)


async def add(tx: Transaction, meeting_id: int, person_id: int, part: Part) -> bool:
    """Invite somebody; False where the person is invited already."""
    added = await tx.insert(
        "INSERT INTO invitees (meeting_id, person_id, part, source)"
        " VALUES (:meeting, :person, :part, '')"
        " ON CONFLICT (meeting_id, person_id) DO NOTHING RETURNING id",
        meeting=meeting_id,
        person=person_id,
        part=part.value,
    )
    return added is not None


async def remove(tx: Transaction, meeting_id: int, person_id: int) -> bool:
    """Take a guest off the list."""
    changed = await tx.execute(
        "DELETE FROM invitees WHERE meeting_id = :meeting AND person_id = :person"
        " AND part = 'guest'",
        meeting=meeting_id,
        person=person_id,
    )
    return changed == 1


async def uninvite(tx: Transaction, committee_id: int, person_id: int, now: datetime) -> int:
    """Somebody left the committee: no meeting to come counts on them; how many did.

    Whom they were to stand in for is without an answer again, as when they cannot come.
    """
    await _stand_in_no_more(tx, committee_id, person_id, now)
    await tx.execute(
        "DELETE FROM invitees WHERE part = 'proxy' AND stands_in_for IN"
        " (SELECT i.id FROM invitees i JOIN meetings m ON m.id = i.meeting_id"
        " WHERE i.person_id = :person AND i.part != 'chair' AND m.committee_id = :committee"
        " AND m.starts_at > :now)",
        person=person_id,
        committee=committee_id,
        now=to_ms(now),
    )
    return await tx.execute(
        "DELETE FROM invitees WHERE person_id = :person AND part != 'chair' AND meeting_id IN"
        " (SELECT id FROM meetings WHERE committee_id = :committee AND starts_at > :now)",
        person=person_id,
        committee=committee_id,
        now=to_ms(now),
    )


_ASKED_ANEW = (
    "UPDATE invitees SET answer = NULL, answered_at = NULL, source = '', recorded_by = NULL"
    " WHERE (answer = 'proxy_asked' OR answer = 'represented')"
    " AND id IN (SELECT invitee_id FROM proxies WHERE"
)
_DROPPED = "UPDATE proxies SET state = 'dropped', ended_at = :now WHERE"
_STOOD_IN = (
    " proxy_id = :person AND (state = 'draft' OR state = 'asked' OR state = 'accepted'"
    " OR state = 'granted') AND meeting_id IN"
    " (SELECT id FROM meetings WHERE committee_id = :committee AND starts_at > :now)"
)


async def _stand_in_no_more(
    tx: Transaction, committee_id: int, person_id: int, now: datetime
) -> None:
    where = {"person": person_id, "committee": committee_id, "now": to_ms(now)}
    await tx.execute(_ASKED_ANEW + _STOOD_IN + ")", **where)
    await tx.execute(_DROPPED + _STOOD_IN, **where)


async def of_meeting(tx: Transaction, meeting_id: int) -> tuple[Invitee, ...]:
    """All invitees: the chair, the members by precedence, the guests, those who stand in."""
    rows = await tx.all(
        f"{_SELECT} WHERE i.meeting_id = :meeting ORDER BY CASE i.part WHEN 'chair' THEN 0"
        " WHEN 'member' THEN 1 WHEN 'guest' THEN 2 ELSE 3 END, i.id",
        meeting=meeting_id,
    )
    return tuple(_invitee(row) for row in rows)


async def by_id(tx: Transaction, invitee_id: int) -> Invitee | None:
    row = await tx.one(f"{_SELECT} WHERE i.id = :id", id=invitee_id)
    return None if row is None else _invitee(row)


async def of_person(tx: Transaction, meeting_id: int, person_id: int) -> Invitee | None:
    row = await tx.one(
        f"{_SELECT} WHERE i.meeting_id = :meeting AND i.person_id = :person",
        meeting=meeting_id,
        person=person_id,
    )
    return None if row is None else _invitee(row)


async def save_answer(tx: Transaction, invitee: Invitee) -> None:
    tx.later(
        "UPDATE invitees SET answer = :answer, answered_at = :at, source = :source,"
        " recorded_by = :by WHERE id = :id",
        id=invitee.id,
        answer=invitee.answer.value if invitee.answer else None,
        at=None if invitee.answered_at is None else to_ms(invitee.answered_at),
        source=invitee.source,
        by=invitee.recorded_by,
    )


async def forget_answers(tx: Transaction, meeting_id: int) -> int:
    """Another time: everybody is asked anew, nobody stands in; how many answers went.

    That somebody handed over the chair stays: it is no answer to an invitation.
    """
    await tx.execute(
        "DELETE FROM invitees WHERE meeting_id = :meeting AND part = 'proxy'", meeting=meeting_id
    )
    return await tx.execute(
        "UPDATE invitees SET answer = NULL, answered_at = NULL, source = '', recorded_by = NULL"
        " WHERE meeting_id = :meeting AND answer IS NOT NULL AND answer != 'handed_over'",
        meeting=meeting_id,
    )


async def add_proxy(tx: Transaction, principal: Invitee, person_id: int) -> int | None:
    """Invite who stands in for somebody; None where the person is invited already."""
    return await tx.insert(
        "INSERT INTO invitees (meeting_id, person_id, part, source, stands_in_for)"
        " VALUES (:meeting, :person, 'proxy', '', :principal)"
        " ON CONFLICT (meeting_id, person_id) DO NOTHING RETURNING id",
        meeting=principal.meeting_id,
        person=person_id,
        principal=principal.id,
    )


async def remove_proxy(tx: Transaction, principal_id: int) -> bool:
    """Nobody stands in for this invitee any more; whether somebody did."""
    changed = await tx.execute(
        "DELETE FROM invitees WHERE stands_in_for = :principal AND part = 'proxy'",
        principal=principal_id,
    )
    return changed == 1


async def save_part(tx: Transaction, invitee: Invitee) -> None:
    """As what somebody is invited, after the chair was handed over or taken back."""
    tx.later(
        "UPDATE invitees SET part = :part WHERE id = :id", id=invitee.id, part=invitee.part.value
    )


async def reachable(tx: Transaction, meeting_id: int) -> dict[int, str]:
    """The channel each invitee would be written to on; who has none is missing."""
    rows = await tx.all(
        "SELECT i.person_id, a.channel FROM invitees i JOIN accounts a"
        " ON a.person_id = i.person_id AND a.blocked_at IS NULL"
        " WHERE i.meeting_id = :meeting ORDER BY a.linked_at, a.id",
        meeting=meeting_id,
    )
    return {row["person_id"]: row["channel"] for row in rows}


def _invitee(row: Row) -> Invitee:
    return Invitee(
        id=row["invitee_id"],
        meeting_id=row["meeting_id"],
        person=read_person(row),
        part=Part(row["part"]),
        answer=None if row["answer"] is None else Answer(row["answer"]),
        answered_at=maybe_from_ms(row["answered_at"]),
        source=row["source"],
        recorded_by=row["recorded_by"],
        roles=tuple(Role(role) for role in (row["role"], row["second_role"]) if role),
        stands_in_for=row["stands_in_for"],
    )
