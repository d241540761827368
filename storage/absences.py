"""Wishes to stay away from a meeting, with their reasons, files and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from committee.absence import Absence, AbsenceState
from storage.database import Row, Transaction
from storage.moments import from_ms, maybe_from_ms, maybe_to_ms, to_ms


@dataclass(frozen=True, slots=True)
class AbsenceFile:
    """A file that goes with a reason."""

    name: str
    sha256: str
    media_type: str
    size: int


async def add(
    tx: Transaction,
    *,
    meeting_id: int,
    invitee_id: int,
    person_id: int,
    revision: int,
    reason: str,
    again_of: int | None,
    recorded_by: int | None,
    now: datetime,
) -> int:
    """A draft, with its reason as it was given."""
    added = await tx.insert(
        "INSERT INTO absences (meeting_id, invitee_id, person_id, revision, reason, state,"
        " again_of, recorded_by, made_at, remark) VALUES (:meeting, :invitee, :person, :revision,"
        " :reason, 'draft', :again_of, :recorded_by, :now, '') RETURNING id",
        meeting=meeting_id,
        invitee=invitee_id,
        person=person_id,
        revision=revision,
        reason=reason,
        again_of=again_of,
        recorded_by=recorded_by,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("an absence was not stored")
    return added


async def add_file(tx: Transaction, absence_id: int, name: str, sha256: str) -> None:
    await tx.execute(
        "INSERT INTO absence_files (absence_id, name, sha256) VALUES (:absence, :name, :sha256)",
        absence=absence_id,
        name=name,
        sha256=sha256,
    )


async def files(tx: Transaction, absence_id: int) -> tuple[AbsenceFile, ...]:
    rows = await tx.all(
        "SELECT x.name, x.sha256, f.media_type, f.size FROM absence_files x"
        " JOIN files f ON f.sha256 = x.sha256 WHERE x.absence_id = :absence ORDER BY x.id",
        absence=absence_id,
    )
    return tuple(
        AbsenceFile(row["name"], row["sha256"], row["media_type"], row["size"]) for row in rows
    )


async def by_id(tx: Transaction, absence_id: int) -> Absence | None:
    row = await tx.one("SELECT * FROM absences WHERE id = :id", id=absence_id)
    return None if row is None else _absence(row)


async def standing(tx: Transaction, invitee_id: int) -> Absence | None:
    """The one that somebody counts on: asked for, consented to, or reported."""
    row = await tx.one(
        "SELECT * FROM absences WHERE invitee_id = :invitee AND (state = 'submitted'"
        " OR state = 'granted' OR state = 'reported') ORDER BY id DESC LIMIT 1",
        invitee=invitee_id,
    )
    return None if row is None else _absence(row)


async def of_meeting(tx: Transaction, meeting_id: int, state: AbsenceState) -> Sequence[Absence]:
    """Those of a meeting in this state, oldest first."""
    rows = await tx.all(
        "SELECT * FROM absences WHERE meeting_id = :meeting AND state = :state ORDER BY id",
        meeting=meeting_id,
        state=state.value,
    )
    return tuple(_absence(row) for row in rows)


async def save(tx: Transaction, absence: Absence) -> None:
    """Store the state and the decision."""
    tx.later(
        "UPDATE absences SET state = :state, submitted_at = :submitted, decided_at = :decided,"
        " decided_by = :by, remark = :remark WHERE id = :id",
        id=absence.id,
        state=absence.state.value,
        submitted=maybe_to_ms(absence.submitted_at),
        decided=maybe_to_ms(absence.decided_at),
        by=absence.decided_by,
        remark=absence.remark,
    )


async def save_reason(tx: Transaction, absence_id: int, reason: str) -> None:
    """Another reason, as long as nobody was told of the first."""
    await tx.execute(
        "UPDATE absences SET reason = :reason WHERE id = :id AND state = 'draft'",
        id=absence_id,
        reason=reason,
    )


async def forget_reasons(tx: Transaction, before: datetime) -> int:
    """Empty the reasons and remarks of meetings held before this, drop their files; how many."""
    await tx.execute(
        "DELETE FROM absence_files WHERE absence_id IN"
        " (SELECT a.id FROM absences a JOIN meetings m ON m.id = a.meeting_id"
        " WHERE m.starts_at < :before)",
        before=to_ms(before),
    )
    return await tx.execute(
        "UPDATE absences SET reason = '', remark = '' WHERE (reason != '' OR remark != '')"
        " AND meeting_id IN (SELECT id FROM meetings WHERE starts_at < :before)",
        before=to_ms(before),
    )


async def forget_of(tx: Transaction, person_id: int) -> None:
    """Empty what this person gave as reasons; that and how it was decided stays."""
    await tx.execute(
        "DELETE FROM absence_files WHERE absence_id IN"
        " (SELECT id FROM absences WHERE person_id = :person)",
        person=person_id,
    )
    await tx.execute(
        "UPDATE absences SET reason = '', remark = '' WHERE person_id = :person",
        person=person_id,
    )


def _absence(row: Row) -> Absence:
    return Absence(
        id=row["id"],
        meeting_id=row["meeting_id"],
        invitee_id=row["invitee_id"],
        person_id=row["person_id"],
        revision=row["revision"],
        reason=row["reason"],
        state=AbsenceState(row["state"]),
        again_of=row["again_of"],
        recorded_by=row["recorded_by"],
        made_at=from_ms(row["made_at"]),
        submitted_at=maybe_from_ms(row["submitted_at"]),
        decided_at=maybe_from_ms(row["decided_at"]),
        decided_by=row["decided_by"],
        remark=row["remark"],
    )
