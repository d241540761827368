"""What shows that a task is done, and which of its reminders really went out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.moments import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a task is done: a file, or a document's number alone."""

    id: int
    name: str
    sha256: str
    media_type: str
    size: int


async def add_evidence(
    tx: Transaction,
    task_id: int,
    report: int,
    given: Sequence[tuple[str, str | None]],
    *,
    person_id: int,
    now: datetime,
) -> None:
    """Keep names with their files, or names alone, as one report's evidence."""
    for name, sha256 in given:
        await tx.execute(
            "INSERT INTO task_evidence (task_id, report, name, sha256, person_id, added_at)"
            " VALUES (:task, :report, :name, :sha256, :person, :now)",
            task=task_id,
            report=report,
            name=name,
            sha256=sha256,
            person=person_id,
            now=to_ms(now),
        )


async def evidence(tx: Transaction, task_id: int, report: int) -> tuple[Evidence, ...]:
    """What came with one report."""
    rows = await tx.all(
        "SELECT e.id, e.name, e.sha256, f.media_type, f.size FROM task_evidence e"
        " LEFT JOIN files f ON f.sha256 = e.sha256 WHERE e.task_id = :task AND e.report = :report"
        " AND e.removed_at IS NULL ORDER BY e.id",
        task=task_id,
        report=report,
    )
    return tuple(
        Evidence(
            row["id"], row["name"], row["sha256"] or "", row["media_type"] or "", row["size"] or 0
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """One reminder that really went out."""

    kind: str
    revision: int
    at: datetime


async def reminders_sent(tx: Transaction, subject: str, person_id: int) -> tuple[Sent, ...]:
    """All that this person was sent about a task, in order."""
    rows = await tx.all(
        "SELECT d.id, d.kind, d.revision, MAX(s.sent_at) AS sent_at FROM deliveries d"
        " JOIN delivery_sends x ON x.delivery_id = d.id JOIN sends s ON s.id = x.send_id"
        " WHERE d.subject = :subject AND d.person_id = :person AND s.sent_at IS NOT NULL"
        " GROUP BY d.id, d.kind, d.revision ORDER BY 4, 1",
        subject=subject,
        person=person_id,
    )
    return tuple(Sent(row["kind"], row["revision"], from_ms(row["sent_at"])) for row in rows)
