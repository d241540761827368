"""What is kept about one person: counted, handed over whole, and erased."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from committee.calendar import local
from committee.leave import Leave
from storage import absences, leaves, opinions
from storage.database import Row, Transaction
from storage.linking import drop_unsent
from storage.moments import from_ms, to_ms

CORRECTION = "mydata.correction"
"""The kind of delivery that carries a wish for correction in the person's own words."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept: linked accounts by channel, answers, bodies of messages."""

    channels: tuple[str, ...]
    answers: int
    messages: int
    leaves: tuple[Leave, ...] = ()
    """Approved leave that goes on or is to come."""


_OWN_MESSAGES = (
    " FROM inbox i JOIN accounts a ON a.channel = i.channel AND a.address = i.address"
    " WHERE a.person_id = :person AND i.received_at >= a.linked_at AND length(i.body) > 0"
)
"""Since the account was linked: before that it may have been somebody else's."""


async def kept(tx: Transaction, person_id: int, now: datetime) -> Kept:
    accounts = await tx.all(
        "SELECT channel FROM accounts WHERE person_id = :person ORDER BY channel, id",
        person=person_id,
    )
    answers = await tx.value(
        "SELECT COUNT(*) FROM invitees WHERE person_id = :person AND answer IS NOT NULL",
        person=person_id,
    )
    messages = await tx.value("SELECT COUNT(*)" + _OWN_MESSAGES, person=person_id)
    ahead = await leaves.own(tx, person_id, local(now).date())
    return Kept(tuple(row[0] for row in accounts), answers, messages, ahead)


_PARTS = {
    "profile": "SELECT name, honorific, phone, position, created_at FROM people WHERE id = :person",
    "seats": "SELECT c.name AS committee, m.role, m.second_role, m.office, m.secretariat_since,"
    " m.administrator_since, m.joined_at, m.left_at FROM memberships m"
    " JOIN committees c ON c.id = m.committee_id WHERE m.person_id = :person ORDER BY m.id",
    "contacts": "SELECT c.name AS committee, k.invited_since, k.added_at, k.removed_at"
    " FROM contacts k JOIN committees c ON c.id = k.committee_id"
    " WHERE k.person_id = :person ORDER BY k.id",
    "accounts": "SELECT channel, address, linked_at, blocked_at, first_seen_at FROM accounts"
    " WHERE person_id = :person ORDER BY id",
    "answers": "SELECT c.name AS committee, m.starts_at, i.part, i.answer, i.answered_at, i.source"
    " FROM invitees i JOIN meetings m ON m.id = i.meeting_id"
    " JOIN committees c ON c.id = m.committee_id WHERE i.person_id = :person ORDER BY i.id",
    "opinions": "SELECT c.name AS committee, m.starts_at, o.item, o.text, o.name AS file,"
    " o.given_at, o.removed_at FROM opinions o JOIN meetings m ON m.id = o.meeting_id"
    " JOIN committees c ON c.id = m.committee_id WHERE o.person_id = :person ORDER BY o.id",
    "proxies": "SELECT c.name AS committee, m.starts_at, x.state AS step, x.made_at, x.asked_at,"
    " x.accepted_at, x.decided_at, x.ended_at FROM proxies x JOIN meetings m"
    " ON m.id = x.meeting_id JOIN committees c ON c.id = m.committee_id"
    " WHERE x.person_id = :person OR x.proxy_id = :person ORDER BY x.id",
    "absences": "SELECT c.name AS committee, m.starts_at, a.reason, a.state AS decision,"
    " a.submitted_at, a.decided_at, a.remark FROM absences a JOIN meetings m ON m.id = a.meeting_id"
    " JOIN committees c ON c.id = m.committee_id WHERE a.person_id = :person ORDER BY a.id",
    "questions": "SELECT c.name AS committee, q.text AS question, q.answer AS reply, q.asked_at,"
    " q.passed_at FROM questions q LEFT JOIN committees c ON c.id = q.committee_id"
    " WHERE q.person_id = :person AND q.text != '' ORDER BY q.id",
    "notices": "SELECT c.name AS committee, n.number, n.send_at, r.acknowledged_at, r.source"
    " FROM notice_receivers r JOIN notices n ON n.id = r.notice_id"
    " JOIN committees c ON c.id = n.committee_id"
    " WHERE r.person_id = :person AND (n.state = 'released' OR n.state = 'withdrawn')"
    " ORDER BY r.id",
    "tasks": "SELECT c.name AS committee, s.number, t.title AS task, t.deadline AS due_at,"
    " t.original_deadline AS first_due_at, t.sent_at AS assigned_at, t.acknowledged_at,"
    " t.reported_at, t.accepted_at AS confirmed_at FROM tasks t"
    " JOIN task_sources s ON s.id = t.source_id JOIN committees c ON c.id = t.committee_id"
    " WHERE t.assignee_id = :person AND t.state != 'draft' ORDER BY t.id",
    "task_words": "SELECT c.name AS committee, t.title AS task, i.text, i.made_at"
    " FROM task_issues i JOIN tasks t ON t.id = i.task_id"
    " JOIN committees c ON c.id = t.committee_id WHERE i.person_id = :person"
    " UNION ALL SELECT c.name, t.title, e.reason, e.made_at FROM task_extensions e"
    " JOIN tasks t ON t.id = e.task_id JOIN committees c ON c.id = t.committee_id"
    " WHERE e.person_id = :person ORDER BY 4",
    "leaves": "SELECT c.name AS committee, l.first_day, l.last_day, l.approved_by, l.ended_at"
    " FROM leaves l JOIN committees c ON c.id = l.committee_id WHERE l.person_id = :person"
    " ORDER BY l.id",
    "sub_groups": "SELECT c.name AS committee, g.name AS sub_group, s.added_at, g.dissolved_at"
    " FROM sub_group_members s JOIN sub_groups g ON g.id = s.group_id"
    " JOIN committees c ON c.id = g.committee_id WHERE s.person_id = :person ORDER BY s.id",
    "dialogues": "SELECT kind, state, opened_at, expires_at FROM dialogues"
    " WHERE owner = 'person:' || CAST(:person AS TEXT)",
    "messages": "SELECT i.channel, i.received_at, i.body" + _OWN_MESSAGES + " ORDER BY i.id",
    # Without before and after: those of an office's own people tell of others too.
    "acts": "SELECT at, channel, verb, subject FROM audit WHERE person_id = :person ORDER BY id",
}


async def everything(tx: Transaction, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """All that is kept about this person and nobody else, as plain JSON values."""
    return {
        part: [_plain(row) for row in await tx.all(sql, person=person_id)]
        for part, sql in _PARTS.items()
    }


def _plain(row: Row) -> dict[str, Any]:
    return {name: _value(name, row[name]) for name in row.keys()}  # noqa: SIM118 - not a mapping


def _value(name: str, value: Any) -> Any:
    if isinstance(value, bytes):
        return _read(value.decode("utf-8", "replace"))
    if name == "state":
        return _read(value)
    if value is not None and (name == "at" or name.endswith(("_at", "_since"))):
        return local(from_ms(value)).isoformat(timespec="seconds")
    return value


def _read(text: str) -> Any:
    """JSON opened, so that its owner can read it; anything else as it is."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


async def erase(tx: Transaction, person_id: int, empty: str, now: datetime) -> tuple[str, ...]:
    """Erase what no record needs; the name, the seats and the answers to invitations stay.

    `empty` is the content that an emptied message is left with. Returned are the hashes of the
    files that were made for this person alone, now unknown.
    """
    rows = await tx.all("SELECT id FROM accounts WHERE person_id = :person", person=person_id)
    for row in rows:
        await _erase_account(tx, row[0], empty, now)
    await tx.execute("DELETE FROM dialogues WHERE owner = :owner", owner=f"person:{person_id}")
    await absences.forget_of(tx, person_id)
    await tx.execute(
        "UPDATE questions SET text = '', answer = '' WHERE person_id = :person", person=person_id
    )
    await tx.execute(
        "UPDATE link_codes SET expires_at = :now"
        " WHERE person_id = :person AND used_at IS NULL AND expires_at > :now",
        person=person_id,
        now=to_ms(now),
    )
    await tx.execute(
        "UPDATE deliveries SET facts = '{}' WHERE kind = :kind AND subject = :subject",
        kind=CORRECTION,
        subject=f"person:{person_id}",
    )
    await opinions.forget_of(tx, person_id, now)
    await tx.execute(
        "UPDATE people SET phone = NULL, position = '', erased_at = :now WHERE id = :person",
        person=person_id,
        now=to_ms(now),
    )
    return await _forget_exports(tx, person_id)


async def _erase_account(tx: Transaction, account_id: int, empty: str, now: datetime) -> None:
    await drop_unsent(tx, account_id, now)
    await tx.execute(
        "UPDATE inbox SET body = :nothing WHERE (done_at IS NOT NULL OR set_aside_at IS NOT NULL)"
        " AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = :account"
        " AND a.channel = inbox.channel AND a.address = inbox.address)",
        account=account_id,
        nothing=b"",
    )
    await tx.execute(
        "UPDATE sends SET content = :empty WHERE account_id = :account",
        account=account_id,
        empty=empty,
    )
    await tx.execute("DELETE FROM link_attempts WHERE account_id = :account", account=account_id)
    await tx.execute("DELETE FROM dialogues WHERE owner = :owner", owner=f"account:{account_id}")
    await tx.execute(
        "UPDATE accounts SET person_id = NULL, linked_at = NULL WHERE id = :account",
        account=account_id,
    )


EXPORT_TYPE = "application/json"
"""The type of the files that `everything` is handed over in."""


async def _forget_exports(tx: Transaction, person_id: int) -> tuple[str, ...]:
    rows = await tx.all(
        "SELECT f.sha256 FROM files f WHERE f.created_by = :person AND f.media_type = :type"
        " AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256)",
        person=person_id,
        type=EXPORT_TYPE,
    )
    for row in rows:
        await tx.execute("DELETE FROM files WHERE sha256 = :sha256", sha256=row[0])
    return tuple(row[0] for row in rows)
