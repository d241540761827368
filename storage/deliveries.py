"""What people are owed: each thing once for a subject, its revision, a step and a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.database import Row, Transaction
from storage.moments import from_ms, maybe_from_ms, to_ms

NO_ACCOUNT = "no_account"
HOLDS_NO_MORE = "holds_no_more"
EXPIRED = "expired"
REPLACED = "replaced"
"""A later one says the same, and goes instead."""
REFUSED = "refused"
BROKEN = "broken"
"""Its feature could not word it; the log tells why."""
GIVEN_UP = "given_up"
"""The chat could not take it, however often it was tried."""
UNKNOWN = "unknown"
"""Tried twice, and the chat never said whether it had arrived."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing owed; `facts` are plain JSON values that its feature words at release.

    `urgent`: a leader let it go at any hour. `again_of`: the reminder that this one repeats at
    its reader's wish.
    """

    id: int
    committee_id: int | None
    person_id: int
    subject: str
    revision: int
    step: str
    kind: str
    facts: Mapping[str, Any]
    merge: str | None
    not_before: datetime
    expires_at: datetime | None
    created_at: datetime
    urgent: bool
    again_of: int | None = None


async def owe(
    tx: Transaction,
    *,
    committee_id: int | None,
    person_id: int,
    subject: str,
    revision: int,
    step: str,
    kind: str,
    facts: Mapping[str, Any],
    merge: str | None,
    not_before: datetime,
    expires_at: datetime | None,
    urgent: bool = False,
    again_of: int | None = None,
    now: datetime,
) -> int | None:
    """Owe somebody a message; None where it is owed, or was delivered, already."""
    return await tx.insert(
        "INSERT INTO deliveries (committee_id, person_id, subject, revision, step, kind, facts,"
        " merge, not_before, expires_at, created_at, urgent_since, again_of) VALUES (:committee,"
        " :person, :subject, :revision, :step, :kind, :facts, :merge, :not_before, :expires, :now,"
        " :urgent, :again_of)"
        " ON CONFLICT (subject, revision, step, person_id) DO NOTHING RETURNING id",
        committee=committee_id,
        person=person_id,
        subject=subject,
        revision=revision,
        step=step,
        kind=kind,
        facts=json.dumps(facts, ensure_ascii=False),
        merge=merge,
        not_before=to_ms(not_before),
        expires=None if expires_at is None else to_ms(expires_at),
        now=to_ms(now),
        urgent=to_ms(now) if urgent else None,
        again_of=again_of,
    )


async def find(tx: Transaction, delivery_id: int, person_id: int) -> Delivery | None:
    """A delivery of this person's own."""
    row = await tx.one(
        "SELECT * FROM deliveries WHERE id = :id AND person_id = :person",
        id=delivery_id,
        person=person_id,
    )
    return None if row is None else read_delivery(row)


async def waiting_again(tx: Transaction, first_id: int, person_id: int) -> Delivery | None:
    """The repetition of a reminder that its reader asked for and that has not gone out yet."""
    row = await tx.one(
        "SELECT * FROM deliveries WHERE again_of = :first AND person_id = :person"
        " AND released_at IS NULL AND dropped_at IS NULL ORDER BY id LIMIT 1",
        first=first_id,
        person=person_id,
    )
    return None if row is None else read_delivery(row)


async def move_again(tx: Transaction, delivery_id: int, step: str, at: datetime) -> None:
    """Its reader wants it at another hour."""
    await tx.execute(
        "UPDATE deliveries SET step = :step, not_before = :at, held_since = NULL WHERE id = :id",
        id=delivery_id,
        step=step,
        at=to_ms(at),
    )


async def drop(
    tx: Transaction, delivery_id: int, why: str, now: datetime, list_at: datetime | None = None
) -> None:
    """It will not go out; `why` is one of this module's reasons.

    `list_at`: when the secretariat is told that somebody must be called.
    """
    tx.later(
        "UPDATE deliveries SET dropped_at = :now, dropped_why = :why, list_at = :list_at"
        " WHERE id = :id",
        id=delivery_id,
        why=why,
        now=to_ms(now),
        list_at=None if list_at is None else to_ms(list_at),
    )


async def mark_unsure(
    tx: Transaction, delivery_id: int, now: datetime, list_at: datetime | None
) -> None:
    """It may come twice: it went, or not, and goes once more."""
    tx.later(
        "UPDATE deliveries SET unsure_since = :now, list_at = :list_at"
        " WHERE id = :id AND unsure_since IS NULL",
        id=delivery_id,
        now=to_ms(now),
        list_at=None if list_at is None else to_ms(list_at),
    )


async def owe_again(tx: Transaction, person_id: int, now: datetime) -> int:
    """Somebody can be reached at last: what found no account and has not expired is owed anew.

    Only what has an end that lies ahead; whether it still holds its feature says at release.
    """
    return await tx.execute(
        "UPDATE deliveries SET dropped_at = NULL, dropped_why = NULL, list_at = NULL"
        " WHERE person_id = :person AND dropped_why = :why AND expires_at > :now",
        person=person_id,
        why=NO_ACCOUNT,
        now=to_ms(now),
    )


async def together_with(tx: Transaction, delivery_id: int, person_id: int) -> tuple[Delivery, ...]:
    """What one message, the last, carried together with this delivery; empty for anybody else's."""
    rows = await tx.all(
        "SELECT d.* FROM delivery_sends x JOIN deliveries d ON d.id = x.delivery_id"
        " WHERE x.send_id = (SELECT MAX(send_id) FROM delivery_sends WHERE delivery_id = :id)"
        " AND d.person_id = :person ORDER BY d.id",
        id=delivery_id,
        person=person_id,
    )
    return tuple(read_delivery(row) for row in rows)


def read_delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        committee_id=row["committee_id"],
        person_id=row["person_id"],
        subject=row["subject"],
        revision=row["revision"],
        step=row["step"],
        kind=row["kind"],
        facts=json.loads(row["facts"]),
        merge=row["merge"],
        not_before=from_ms(row["not_before"]),
        expires_at=maybe_from_ms(row["expires_at"]),
        created_at=from_ms(row["created_at"]),
        urgent=row["urgent_since"] is not None,
        again_of=row["again_of"],
    )
