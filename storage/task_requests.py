"""What comes up while a task is worked on: extensions asked for, difficulties."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Row, Transaction
from storage.moments import from_ms, maybe_from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Extension:
    """Another deadline asked for; `granted` is what was decided, None for no."""

    id: int
    task_id: int
    person_id: int
    deadline_before: datetime
    wanted: datetime
    reason: str
    made_at: datetime
    decided_at: datetime | None
    granted: datetime | None
    remark: str

    @property
    def open(self) -> bool:
        return self.decided_at is None


class IssueKind(StrEnum):
    DIFFICULTY = "difficulty"
    ADJUSTMENT = "adjustment"
    """The person asks for the task itself to be changed."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What a person wants the leaders to know of a task."""

    id: int
    task_id: int
    person_id: int
    kind: IssueKind
    text: str
    made_at: datetime
    handed_to: int | None
    handed_at: datetime | None


async def ask_extension(
    tx: Transaction,
    task_id: int,
    *,
    person_id: int,
    deadline_before: datetime,
    wanted: datetime,
    reason: str,
    now: datetime,
) -> int | None:
    """A new request; None while another one of this task waits for its answer."""
    return await tx.insert(
        "INSERT INTO task_extensions (task_id, person_id, deadline_before, wanted, reason,"
        " made_at, remark) SELECT :task, :person, :before, :wanted, :reason, :now, ''"
        " WHERE NOT EXISTS (SELECT 1 FROM task_extensions WHERE task_id = :task"
        " AND decided_at IS NULL) RETURNING id",
        task=task_id,
        person=person_id,
        before=to_ms(deadline_before),
        wanted=to_ms(wanted),
        reason=reason,
        now=to_ms(now),
    )


async def decide_extension(
    tx: Transaction,
    extension_id: int,
    *,
    person_id: int | None,
    granted: datetime | None,
    remark: str,
    now: datetime,
) -> bool:
    """Close a request; False where it was closed before."""
    changed = await tx.execute(
        "UPDATE task_extensions SET decided_at = :now, decided_by = :person, granted = :granted,"
        " remark = :remark WHERE id = :id AND decided_at IS NULL",
        id=extension_id,
        person=person_id,
        granted=None if granted is None else to_ms(granted),
        remark=remark,
        now=to_ms(now),
    )
    return changed == 1


async def extension_by_id(tx: Transaction, extension_id: int) -> Extension | None:
    row = await tx.one("SELECT * FROM task_extensions WHERE id = :id", id=extension_id)
    return None if row is None else _extension(row)


async def open_extension(tx: Transaction, task_id: int) -> Extension | None:
    row = await tx.one(
        "SELECT * FROM task_extensions WHERE task_id = :task AND decided_at IS NULL", task=task_id
    )
    return None if row is None else _extension(row)


async def add_issue(
    tx: Transaction, task_id: int, *, person_id: int, kind: IssueKind, text: str, now: datetime
) -> int:
    added = await tx.insert(
        "INSERT INTO task_issues (task_id, person_id, kind, text, made_at)"
        " VALUES (:task, :person, :kind, :text, :now) RETURNING id",
        task=task_id,
        person=person_id,
        kind=kind.value,
        text=text,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("an issue was not stored")
    return added


async def issue_by_id(tx: Transaction, issue_id: int) -> Issue | None:
    row = await tx.one("SELECT * FROM task_issues WHERE id = :id", id=issue_id)
    if row is None:
        return None
    return Issue(
        id=row["id"],
        task_id=row["task_id"],
        person_id=row["person_id"],
        kind=IssueKind(row["kind"]),
        text=row["text"],
        made_at=from_ms(row["made_at"]),
        handed_to=row["handed_to"],
        handed_at=maybe_from_ms(row["handed_at"]),
    )


async def hand_issue(tx: Transaction, issue_id: int, to: int, by: int, now: datetime) -> bool:
    """Hand it to somebody; False where it was handed on before."""
    changed = await tx.execute(
        "UPDATE task_issues SET handed_to = :to, handed_by = :by, handed_at = :now"
        " WHERE id = :id AND handed_to IS NULL",
        id=issue_id,
        to=to,
        by=by,
        now=to_ms(now),
    )
    return changed == 1


def _extension(row: Row) -> Extension:
    return Extension(
        id=row["id"],
        task_id=row["task_id"],
        person_id=row["person_id"],
        deadline_before=from_ms(row["deadline_before"]),
        wanted=from_ms(row["wanted"]),
        reason=row["reason"],
        made_at=from_ms(row["made_at"]),
        decided_at=maybe_from_ms(row["decided_at"]),
        granted=maybe_from_ms(row["granted"]),
        remark=row["remark"],
    )
