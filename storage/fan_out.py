"""One message owed to everybody whom a meeting or a notice concerns, some hundreds a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from committee.attendance import ANSWERS, STAYING_AWAY
from storage.database import Transaction, Value
from storage.moments import to_ms

STEP = 500
"""People in one statement: some five milliseconds."""


@dataclass(frozen=True, slots=True)
class Round:
    """What everybody is owed alike; it goes out not before `not_before`."""

    meeting_id: int
    committee_id: int
    subject: str
    revision: int
    step: str
    kind: str
    merge: str
    not_before: datetime
    expires_at: datetime


async def owe_silent(tx: Transaction, of: Round, now: datetime) -> bool:
    """Owe it to the next of those who are asked and have not answered; False while more are left.

    Who is owed it already, counted by person, is the mark of how far it went: the next step goes
    on behind, also after a stop.
    """
    asked = [part.value for part, answers in ANSWERS.items() if answers]
    return await _owe(tx, of, "i.answer IS NULL AND " + _one_of("i.part", asked), asked, now)


async def owe_coming(tx: Transaction, of: Round, now: datetime) -> bool:
    """The same for everybody who has not said no, the chair among them."""
    away = [answer.value for answer in STAYING_AWAY]
    return await _owe(tx, of, f"(i.answer IS NULL OR NOT {_one_of('i.answer', away)})", away, now)


def _one_of(column: str, values: Sequence[str]) -> str:
    return "(" + " OR ".join(f"{column} = :v{n}" for n in range(len(values))) + ")"


async def _owe(tx: Transaction, of: Round, whom: str, values: Sequence[str], now: datetime) -> bool:
    given: dict[str, Value] = {f"v{n}": value for n, value in enumerate(values)}
    owed = await tx.execute(
        "INSERT INTO deliveries (committee_id, person_id, subject, revision, step, kind, facts,"  # noqa: S608 - of our own words only
        " merge, not_before, expires_at, created_at) SELECT :committee, i.person_id, :subject,"
        " :revision, :step, :kind, '{}', :merge, :not_before, :expires, :now FROM invitees i"
        " WHERE i.meeting_id = :meeting AND i.person_id > (SELECT COALESCE(MAX(d.person_id), 0)"
        " FROM deliveries d WHERE d.subject = :subject AND d.revision = :revision"
        f" AND d.step = :step) AND {whom} ORDER BY i.person_id LIMIT :most"
        " ON CONFLICT (subject, revision, step, person_id) DO NOTHING",
        committee=of.committee_id,
        subject=of.subject,
        revision=of.revision,
        step=of.step,
        kind=of.kind,
        merge=of.merge,
        not_before=to_ms(of.not_before),
        expires=to_ms(of.expires_at),
        now=to_ms(now),
        meeting=of.meeting_id,
        most=STEP,
        **given,
    )
    return owed < STEP


async def owe_receivers(
    tx: Transaction, notice_id: int, subject: str, revision: int, step: str, now: datetime
) -> bool:
    """Owe the next receivers of a notice what its first one is owed; False while more are left.

    The first is the one with the lowest id; hour and urgency are as that one was told.
    """
    owed = await tx.execute(
        "INSERT INTO deliveries (committee_id, person_id, subject, revision, step, kind, facts,"
        " merge, not_before, expires_at, created_at, urgent_since) SELECT f.committee_id,"
        " r.person_id, f.subject, f.revision, f.step, f.kind, f.facts, f.merge, f.not_before,"
        " f.expires_at, :now, f.urgent_since FROM notice_receivers r JOIN deliveries f ON f.id ="
        " (SELECT MIN(a.id) FROM deliveries a WHERE a.subject = :subject"
        " AND a.revision = :revision AND a.step = :step)"
        " WHERE r.notice_id = :notice AND r.person_id > (SELECT COALESCE(MAX(d.person_id), 0)"
        " FROM deliveries d WHERE d.subject = :subject AND d.revision = :revision"
        " AND d.step = :step) ORDER BY r.person_id LIMIT :most"
        " ON CONFLICT (subject, revision, step, person_id) DO NOTHING",
        now=to_ms(now),
        subject=subject,
        revision=revision,
        step=step,
        notice=notice_id,
        most=STEP,
    )
    return owed < STEP
