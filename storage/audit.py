"""The audit: who did what, when, through which channel, before and after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.database import Transaction
from storage.moments import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of state as the audit tells it."""

    at: datetime
    person_id: int | None
    channel: str
    verb: str
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


async def write(
    tx: Transaction,
    *,
    at: datetime,
    committee_id: int | None,
    person_id: int | None,
    channel: str,
    verb: str,
    subject: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Leave a row; `before` and `after` are plain JSON values."""
    tx.later(
        "INSERT INTO audit (at, committee_id, person_id, channel, verb, subject, before, after)"
        " VALUES (:at, :committee, :person, :channel, :verb, :subject, :before, :after)",
        at=to_ms(at),
        committee=committee_id,
        person=person_id,
        channel=channel,
        verb=verb,
        subject=subject,
        before=json.dumps(before or {}, ensure_ascii=False),
        after=json.dumps(after or {}, ensure_ascii=False),
    )


async def story(tx: Transaction, subject: str) -> tuple[Entry, ...]:
    """All that happened to one subject, oldest first."""
    rows = await tx.all("SELECT * FROM audit WHERE subject = :subject ORDER BY id", subject=subject)
    return tuple(
        Entry(
            at=from_ms(row["at"]),
            person_id=row["person_id"],
            channel=row["channel"],
            verb=row["verb"],
            subject=row["subject"],
            before=json.loads(row["before"]),
            after=json.loads(row["after"]),
        )
        for row in rows
    )
