"""Large rounds that the secretariat sees going out, counted from what became of each delivery."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from storage.database import Row, Transaction
from storage.deliveries import HOLDS_NO_MORE, NO_ACCOUNT, REPLACED
from storage.moments import from_ms, maybe_from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Round:
    """One round; `what` names it, `opens` is the action that lists its people.

    `shown` is how many were done with when it was shown last.
    """

    id: int
    committee_id: int
    subject: str
    revision: int
    step: str
    what: str
    opens: str
    asked_by: int
    total: int
    begins_at: datetime
    shown: int
    shown_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """The parts add up to the total, which leaves out whom it no longer concerned."""

    total: int
    sent: int
    failed: int
    no_account: int
    on_leave: int
    last_at: datetime | None = None
    """When something of it last went, or was given up."""

    @property
    def done(self) -> int:
        """Those for whom nothing more happens now."""
        return self.sent + self.failed + self.no_account + self.on_leave

    @property
    def waiting(self) -> int:
        return self.total - self.done


async def watch(
    tx: Transaction,
    *,
    committee_id: int,
    subject: str,
    revision: int,
    step: str,
    what: str,
    opens: str,
    asked_by: int,
    total: int,
    begins_at: datetime,
) -> None:
    """It is shown from its hour on; the same step begun anew is shown anew."""
    tx.later(
        "INSERT INTO watched_rounds (committee_id, subject, revision, step, what, opens, asked_by,"
        " total, begins_at, shown) VALUES (:committee, :subject, :revision, :step,"
        " :what, :opens, :by, :total, :begins, 0) ON CONFLICT (subject, revision, step)"
        " DO UPDATE SET total = excluded.total, what = excluded.what,"
        " asked_by = excluded.asked_by, begins_at = excluded.begins_at, shown = 0,"
        " shown_at = NULL, ended_at = NULL",
        committee=committee_id,
        subject=subject,
        revision=revision,
        step=step,
        what=what,
        opens=opens,
        by=asked_by,
        total=total,
        begins=to_ms(begins_at),
    )


async def expect_no_more(tx: Transaction, subject: str, step: str) -> None:
    """Nobody else is owed it: who was not yet is no part of it."""
    tx.later(
        "UPDATE watched_rounds SET total = 0 WHERE subject = :subject AND step = :step",
        subject=subject,
        step=step,
    )


async def going(tx: Transaction, now: datetime) -> tuple[Round, ...]:
    """Those that have begun and are not shown as ended."""
    rows = await tx.all(
        "SELECT * FROM watched_rounds WHERE ended_at IS NULL AND begins_at <= :now ORDER BY id",
        now=to_ms(now),
    )
    return tuple(_round(row) for row in rows)


async def counts(tx: Transaction, of: Round) -> Counts | None:
    """How far it has come; None for a round that was stopped and that nobody is owed."""
    row = await tx.one(
        "SELECT COUNT(*) AS owed, COUNT(f.sent_at) AS sent,"
        " MAX(COALESCE(f.sent_at, f.dropped_at)) AS last_at,"
        " SUM(CASE WHEN f.sent_at IS NULL AND f.why = :no_account THEN 1 ELSE 0 END) AS unlinked,"
        " SUM(CASE WHEN f.sent_at IS NULL AND (f.why = :holds OR f.why = :replaced)"
        " THEN 1 ELSE 0 END) AS spared,"
        " SUM(CASE WHEN f.sent_at IS NULL AND f.why IS NOT NULL THEN 1 ELSE 0 END) AS dropped,"
        " SUM(CASE WHEN f.sent_at IS NULL AND f.why IS NULL AND f.held IS NOT NULL"
        " AND f.released_at IS NULL THEN 1 ELSE 0 END) AS held FROM"
        " (SELECT d.id, d.dropped_why AS why, d.dropped_at, d.held_since AS held, d.released_at,"
        " (SELECT MAX(s.sent_at) FROM delivery_sends x JOIN sends s ON s.id = x.send_id"
        " WHERE x.delivery_id = d.id) AS sent_at FROM deliveries d WHERE d.subject = :subject"
        " AND d.revision = :revision AND d.step = :step) f",
        no_account=NO_ACCOUNT,
        holds=HOLDS_NO_MORE,
        replaced=REPLACED,
        subject=of.subject,
        revision=of.revision,
        step=of.step,
    )
    steps = await _steps(tx, of)
    if row is None or not (row["owed"] or steps is Steps.LEFT):
        return None
    total = row["owed"] if steps is Steps.DONE else max(of.total, row["owed"])
    if not row["owed"]:
        return Counts(total, 0, 0, 0, 0)
    return Counts(
        total=total - row["spared"],
        sent=row["sent"],
        failed=row["dropped"] - row["unlinked"] - row["spared"],
        no_account=row["unlinked"],
        on_leave=row["held"],
        last_at=maybe_from_ms(row["last_at"]),
    )


class Steps(Enum):
    """Whether all who are owed it in steps are; fewer may be than were counted before."""

    NONE = auto()
    LEFT = auto()
    DONE = auto()


async def _steps(tx: Transaction, of: Round) -> Steps:
    row = await tx.one(
        "SELECT due_at FROM fan_outs WHERE subject = :subject AND revision = :revision"
        " AND step = :step",
        subject=of.subject,
        revision=of.revision,
        step=of.step,
    )
    if row is None:
        return Steps.NONE
    return Steps.DONE if row["due_at"] is None else Steps.LEFT


async def show(tx: Transaction, round_id: int, done: int, now: datetime) -> None:
    tx.later(
        "UPDATE watched_rounds SET shown = :done, shown_at = :now WHERE id = :id",
        id=round_id,
        done=done,
        now=to_ms(now),
    )


async def end(tx: Transaction, round_id: int, now: datetime) -> None:
    """It is shown no more."""
    tx.later(
        "UPDATE watched_rounds SET ended_at = :now WHERE id = :id", id=round_id, now=to_ms(now)
    )


def _round(row: Row) -> Round:
    return Round(
        id=row["id"],
        committee_id=row["committee_id"],
        subject=row["subject"],
        revision=row["revision"],
        step=row["step"],
        what=row["what"],
        opens=row["opens"],
        asked_by=row["asked_by"],
        total=row["total"],
        begins_at=from_ms(row["begins_at"]),
        shown=row["shown"],
        shown_at=maybe_from_ms(row["shown_at"]),
    )
