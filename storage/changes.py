"""Proposals to hold a called meeting at another time, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Transaction
from storage.moments import maybe_from_ms, to_ms


class ChangeKind(StrEnum):
    TIME = "time"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal; `open` until it is decided or another one takes its place."""

    id: int
    meeting_id: int
    kind: ChangeKind
    starts_at: datetime | None
    reason: str
    open: bool
    made_by: int


async def propose(
    tx: Transaction,
    meeting_id: int,
    *,
    kind: ChangeKind,
    starts_at: datetime | None,
    reason: str,
    made_by: int,
    now: datetime,
) -> int:
    """A new proposal; one that is still open is replaced."""
    await tx.execute(
        "UPDATE meeting_changes SET state = 'replaced', decided_at = :now"
        " WHERE meeting_id = :meeting AND state = 'open'",
        meeting=meeting_id,
        now=to_ms(now),
    )
    added = await tx.insert(
        "INSERT INTO meeting_changes (meeting_id, kind, starts_at, reason, state, made_by,"
        " made_at, remark) VALUES (:meeting, :kind, :starts_at, :reason, 'open', :made_by, :now,"
        " '') RETURNING id",
        meeting=meeting_id,
        kind=kind.value,
        starts_at=None if starts_at is None else to_ms(starts_at),
        reason=reason,
        made_by=made_by,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("a change was not stored")
    return added


async def by_id(tx: Transaction, change_id: int) -> Change | None:
    row = await tx.one("SELECT * FROM meeting_changes WHERE id = :id", id=change_id)
    if row is None:
        return None
    return Change(
        id=row["id"],
        meeting_id=row["meeting_id"],
        kind=ChangeKind(row["kind"]),
        starts_at=maybe_from_ms(row["starts_at"]),
        reason=row["reason"],
        open=row["state"] == "open",
        made_by=row["made_by"],
    )


async def decide(
    tx: Transaction, change_id: int, state: str, person_id: int, remark: str, now: datetime
) -> bool:
    """Close a proposal as "agreed" or "refused"; False where it was closed before."""
    changed = await tx.execute(
        "UPDATE meeting_changes SET state = :state, decided_by = :person, decided_at = :now,"
        " remark = :remark WHERE id = :id AND state = 'open'",
        id=change_id,
        state=state,
        person=person_id,
        remark=remark,
        now=to_ms(now),
    )
    return changed == 1
