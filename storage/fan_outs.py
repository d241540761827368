"""Rounds that are owed step by step: each row remembers up to whom everybody is owed it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage import fan_out
from storage.database import Row, Transaction
from storage.deliveries import UNKNOWN
from storage.moments import maybe_from_ms, to_ms


class Whom(StrEnum):
    """Who on a list is owed it, as that stands when their step comes."""

    PENDING = "pending"
    """Receivers of a notice who have not acknowledged it."""
    HOLDING = "holding"
    """Receivers whom the step that this one is about reached, or may have, or who acknowledged."""
    INVITED = "invited"
    """Everybody invited to a meeting."""


_LISTS = {
    Whom.PENDING: "notice_receivers l WHERE l.notice_id = :list",
    Whom.HOLDING: "notice_receivers l WHERE l.notice_id = :list",
    Whom.INVITED: "invitees l WHERE l.meeting_id = :list",
}
_WHO = {
    Whom.PENDING: " AND l.acknowledged_at IS NULL",
    Whom.HOLDING: (
        " AND (l.acknowledged_at IS NOT NULL OR EXISTS (SELECT 1 FROM deliveries g"  # noqa: S608 - of our own words only
        " WHERE g.subject = :subject AND g.revision = :revision AND g.step = :of_step"
        " AND g.person_id = l.person_id AND (g.unsure_since IS NOT NULL OR (g.released_at IS NOT"
        f" NULL AND (g.dropped_at IS NULL OR g.dropped_why = '{UNKNOWN}')))))"
    ),
    Whom.INVITED: "",
}


@dataclass(frozen=True, slots=True)
class FanOut:
    """What everybody on a list (of a notice, a meeting) is owed alike, not before its hour."""

    whom: Whom
    list_id: int
    committee_id: int
    subject: str
    revision: int
    step: str
    kind: str
    facts: Mapping[str, Any]
    merge: str | None
    not_before: datetime
    expires_at: datetime | None
    of_step: str = ""


async def begin(tx: Transaction, of: FanOut, now: datetime) -> None:
    """Owe it to the first some hundreds; the rest is due at once.

    The same step once more goes through the list again: nobody is owed it twice.
    """
    await tx.execute(
        "INSERT INTO fan_outs (committee_id, subject, revision, step, kind, facts, merge,"
        " not_before, expires_at, whom, list_id, of_step, after_person, due_at) VALUES"
        " (:committee, :subject, :revision, :step, :kind, :facts, :merge, :not_before, :expires,"
        " :whom, :list, :of_step, 0, :now) ON CONFLICT (subject, revision, step) DO UPDATE SET"
        " after_person = 0, facts = excluded.facts, not_before = excluded.not_before,"
        " expires_at = excluded.expires_at, due_at = excluded.due_at",
        committee=of.committee_id,
        subject=of.subject,
        revision=of.revision,
        step=of.step,
        kind=of.kind,
        facts=json.dumps(of.facts, ensure_ascii=False),
        merge=of.merge,
        not_before=to_ms(of.not_before),
        expires=None if of.expires_at is None else to_ms(of.expires_at),
        whom=of.whom.value,
        list=of.list_id,
        of_step=of.of_step,
        now=to_ms(now),
    )
    row = await tx.one(
        "SELECT * FROM fan_outs WHERE subject = :subject AND revision = :revision AND step = :step",
        subject=of.subject,
        revision=of.revision,
        step=of.step,
    )
    if row is not None:
        await _owe_step(tx, row, now)


async def owe_next(tx: Transaction, now: datetime) -> bool:
    """One step of the round that is due first; False where none is."""
    row = await _first_due(tx, now)
    if row is None:
        return False
    await _owe_step(tx, row, now)
    return True


async def _owe_step(tx: Transaction, row: Row, now: datetime) -> None:
    """The mark moves on in the same transaction in which they are owed it."""
    whom = Whom(row["whom"])
    seen = await tx.one(
        f"SELECT COUNT(*) AS people, MAX(n.person_id) AS last FROM (SELECT l.person_id FROM"  # noqa: S608 - of our own words only
        f" {_LISTS[whom]} AND l.person_id > :after ORDER BY l.person_id LIMIT :most) n",
        list=row["list_id"],
        after=row["after_person"],
        most=fan_out.STEP,
    )
    if seen is not None and seen["people"]:
        await _owe(tx, row, whom, seen["last"], now)
    whole = seen is None or seen["people"] < fan_out.STEP
    await tx.execute(
        "UPDATE fan_outs SET after_person = :last, due_at = :due WHERE id = :id",
        id=row["id"],
        last=(seen["last"] if seen is not None else None) or row["after_person"],
        due=None if whole else to_ms(now),
    )


async def _owe(tx: Transaction, row: Row, whom: Whom, last: int, now: datetime) -> None:
    of_step = {"of_step": row["of_step"]} if whom is Whom.HOLDING else {}
    await tx.execute(
        "INSERT INTO deliveries (committee_id, person_id, subject, revision, step, kind, facts,"  # noqa: S608 - of our own words only
        " merge, not_before, expires_at, created_at) SELECT :committee, l.person_id, :subject,"
        " :revision, :step, :kind, :facts, :merge, :not_before, :expires, :now FROM"
        f" {_LISTS[whom]} AND l.person_id > :after AND l.person_id <= :last{_WHO[whom]}"
        " ORDER BY l.person_id ON CONFLICT (subject, revision, step, person_id) DO NOTHING",
        committee=row["committee_id"],
        subject=row["subject"],
        revision=row["revision"],
        step=row["step"],
        kind=row["kind"],
        facts=row["facts"],
        merge=row["merge"],
        not_before=row["not_before"],
        expires=row["expires_at"],
        now=to_ms(now),
        list=row["list_id"],
        after=row["after_person"],
        last=last,
        **of_step,
    )


async def next_due(tx: Transaction) -> datetime | None:
    """When a round wants its next step."""
    return maybe_from_ms(
        await tx.value("SELECT MIN(due_at) FROM fan_outs WHERE due_at IS NOT NULL")
    )


async def _first_due(tx: Transaction, now: datetime) -> Row | None:
    return await tx.one(
        "SELECT * FROM fan_outs WHERE due_at <= :now ORDER BY due_at, id LIMIT 1", now=to_ms(now)
    )


async def put_off(tx: Transaction, now: datetime, until: datetime) -> None:
    """The round that is due first broke: it waits, and others are due."""
    row = await _first_due(tx, now)
    if row is not None:
        await tx.execute(
            "UPDATE fan_outs SET due_at = :until WHERE id = :id", id=row["id"], until=to_ms(until)
        )
