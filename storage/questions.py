"""What people asked about their regulation, for as long as it is needed, and counted afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from committee.rules import Citation
from storage.database import Row, Transaction
from storage.moments import from_ms, maybe_from_ms, to_ms

NOT_UNDERSTOOD = "not_understood"
"""In place of an answer's label, where nothing fitted."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `citations` are what it was answered with, `answer` is the secretariat's."""

    id: int
    person_id: int
    committee_id: int | None
    text: str
    citations: tuple[Citation, ...]
    asked_at: datetime
    passed_at: datetime | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Missed:
    """How many questions of a committee had this outcome."""

    committee: str
    label: str
    count: int


async def remember(
    tx: Transaction,
    *,
    person_id: int,
    committee_id: int | None,
    text: str,
    label: str,
    citations: Sequence[Citation],
    now: datetime,
    expires_at: datetime,
) -> int:
    """Keep a question for a while; its id."""
    added = await tx.insert(
        "INSERT INTO questions (person_id, committee_id, text, label, citations, asked_at,"
        " expires_at, answer) VALUES (:person, :committee, :text, :label, :citations, :now,"
        " :expires, '') RETURNING id",
        person=person_id,
        committee=committee_id,
        text=text,
        label=label,
        citations=" ".join(str(each) for each in citations),
        now=to_ms(now),
        expires=to_ms(expires_at),
    )
    if added is None:
        raise RuntimeError("a question was not stored")
    return added


async def by_id(tx: Transaction, question_id: int) -> Question | None:
    row = await tx.one("SELECT * FROM questions WHERE id = :id", id=question_id)
    return None if row is None else _question(row)


async def last_of(tx: Transaction, person_id: int, now: datetime) -> Question | None:
    """What this person asked last, if that is not long ago."""
    row = await tx.one(
        "SELECT * FROM questions WHERE person_id = :person AND expires_at > :now"
        " ORDER BY id DESC LIMIT 1",
        person=person_id,
        now=to_ms(now),
    )
    return None if row is None else _question(row)


async def pass_on(tx: Transaction, question_id: int, now: datetime) -> None:
    """Its asker wants the secretariat to have it."""
    await tx.execute(
        "UPDATE questions SET passed_at = :now WHERE id = :id", id=question_id, now=to_ms(now)
    )


async def answer(
    tx: Transaction, question_id: int, text: str, person_id: int, now: datetime
) -> None:
    await tx.execute(
        "UPDATE questions SET answer = :text, answered_by = :person, answered_at = :now"
        " WHERE id = :id",
        id=question_id,
        text=text,
        person=person_id,
        now=to_ms(now),
    )


async def forget_texts(tx: Transaction, now: datetime, passed_before: datetime) -> None:
    """Empty what has expired; what was passed on is kept for its own term. Counts stay."""
    await tx.execute(
        "UPDATE questions SET text = '', answer = '' WHERE expires_at <= :now AND text != ''"
        " AND (passed_at IS NULL OR passed_at <= :before)",
        now=to_ms(now),
        before=to_ms(passed_before),
    )


async def missed(tx: Transaction, since: datetime) -> tuple[Missed, ...]:
    """What was not answered by a clause, counted by committee and outcome."""
    rows = await tx.all(
        "SELECT COALESCE(c.name, '') AS name, q.label, COUNT(*) AS asked FROM questions q"
        " LEFT JOIN committees c ON c.id = q.committee_id"
        " WHERE q.asked_at >= :since AND q.label != 'regulation'"
        " GROUP BY COALESCE(c.name, ''), q.label ORDER BY COALESCE(c.name, ''), q.label",
        since=to_ms(since),
    )
    return tuple(Missed(row["name"], row["label"], row["asked"]) for row in rows)


async def passed_on(tx: Transaction, since: datetime) -> tuple[str, ...]:
    """The questions whose askers wanted them read, the newest first."""
    rows = await tx.all(
        "SELECT text FROM questions WHERE passed_at >= :since AND text != '' ORDER BY id DESC",
        since=to_ms(since),
    )
    return tuple(row["text"] for row in rows)


def _question(row: Row) -> Question:
    return Question(
        id=row["id"],
        person_id=row["person_id"],
        committee_id=row["committee_id"],
        text=row["text"],
        citations=tuple(Citation.parse(each) for each in row["citations"].split()),
        asked_at=from_ms(row["asked_at"]),
        passed_at=maybe_from_ms(row["passed_at"]),
        answer=row["answer"],
        answered_at=maybe_from_ms(row["answered_at"]),
    )
