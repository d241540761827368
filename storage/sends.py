"""What goes to one account: its queue, the content of each message, what each offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.moments import to_ms

REPLY_RANK = 0
"""Replies go before the rest."""
FIRST_WORD_RANK = 1


@dataclass(frozen=True, slots=True)
class Send:
    """A message that waits; `content` is an Outgoing as JSON.

    `edits` is the message it replaces; `edits_reference` is empty where that one never arrived.
    """

    id: int
    account_id: int
    channel: str
    address: str
    key: str
    content: str
    edits: int | None
    edits_reference: str
    attempts: int
    unanswered: int
    """How often the chat did not say whether it had arrived."""
    next_attempt_at: int
    rank: int
    alone: bool
    """Nothing else waits for this account."""


# `rank >= 0` is true of all: it leads the planner to the index of what waits, away from the one
# of all that an account was ever sent.
_SELECT = (
    "SELECT s.id, s.account_id, a.channel, a.address, s.key, s.content, s.edits,"
    " r.reference AS edits_reference, s.attempts, s.unanswered, s.next_attempt_at,"
    " s.rank,"
    " (SELECT COUNT(*) FROM sends o WHERE o.account_id = s.account_id"
    " AND o.sent_at IS NULL AND o.given_up_at IS NULL AND o.rank >= 0) AS waiting"
    " FROM sends s JOIN accounts a ON a.id = s.account_id LEFT JOIN sends r ON r.id = s.edits"
)


async def enqueue(
    tx: Transaction,
    *,
    account_id: int,
    key: str,
    content: str,
    rank: int,
    attempts: int,
    edits: int | None,
    now: datetime,
    real_ms: int,
) -> int | None:
    """Put a message into the queue; None where this key is there already.

    An edit of a message that nobody tried to send yet replaces its content instead, and the
    id returned is that message's.
    """
    added = await tx.insert(
        "INSERT INTO sends (account_id, key, content, edits, rank, attempts, next_attempt_at,"
        " created_at) SELECT :account, :key, :content, :edits, :rank, :attempts, :real, :now"
        " WHERE NOT EXISTS (SELECT 1 FROM sends WHERE id = :edits AND attempts = 0"
        " AND sent_at IS NULL AND given_up_at IS NULL)"
        " ON CONFLICT (key) DO NOTHING RETURNING id",
        account=account_id,
        key=key,
        content=content,
        edits=edits,
        rank=rank,
        attempts=attempts,
        real=real_ms,
        now=to_ms(now),
    )
    if added is None and edits is not None and await _replace_unsent(tx, edits, content):
        return edits
    return added


async def _replace_unsent(tx: Transaction, send_id: int, content: str) -> bool:
    changed = await tx.execute(
        "UPDATE sends SET content = :content WHERE id = :id AND attempts = 0"
        " AND sent_at IS NULL AND given_up_at IS NULL",
        id=send_id,
        content=content,
    )
    return changed == 1


async def first_waiting(tx: Transaction, account_id: int) -> Send | None:
    """The next message of an account; an edit waits until the message it edits has gone."""
    row = await tx.one(
        f"{_SELECT} WHERE s.account_id = :account AND s.sent_at IS NULL"
        " AND s.given_up_at IS NULL AND (s.edits IS NULL OR r.sent_at IS NOT NULL"
        " OR r.given_up_at IS NOT NULL) ORDER BY s.rank, s.id LIMIT 1",
        account=account_id,
    )
    return None if row is None else _send(row)


async def waiting_accounts(tx: Transaction, real_ms: int) -> tuple[int, ...]:
    """Accounts with a message to send now, behind none that must wait."""
    rows = await tx.all(
        "SELECT DISTINCT s.account_id FROM sends s LEFT JOIN sends r ON r.id = s.edits"
        " WHERE s.sent_at IS NULL AND s.given_up_at IS NULL AND s.next_attempt_at <= :real"
        " AND (s.edits IS NULL OR r.sent_at IS NOT NULL OR r.given_up_at IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM sends a WHERE a.account_id = s.account_id"
        " AND a.sent_at IS NULL AND a.given_up_at IS NULL AND a.next_attempt_at > :real"
        " AND a.rank >= 0"
        " AND (a.rank < s.rank OR (a.rank = s.rank AND a.id < s.id))) ORDER BY s.account_id",
        real=real_ms,
    )
    return tuple(row[0] for row in rows)


async def set_content(tx: Transaction, send_id: int, content: str) -> None:
    """What a message is worth once its files are made."""
    await tx.execute(
        "UPDATE sends SET content = :content WHERE id = :id", id=send_id, content=content
    )


async def root_of_reference(tx: Transaction, account_id: int, reference: str) -> int | None:
    """The message that an account shows under this reference."""
    row = await tx.one(
        "SELECT id, edits FROM sends WHERE account_id = :account AND reference = :reference"
        " ORDER BY id LIMIT 1",
        account=account_id,
        reference=reference,
    )
    return None if row is None else int(row["edits"] or row["id"])


async def forget_contents(tx: Transaction, before: datetime, empty: str) -> int:
    """Empty contents older than the term; keys and states stay."""
    return await tx.execute(
        "UPDATE sends SET content = :empty WHERE created_at < :before AND content != :empty"
        " AND (sent_at IS NOT NULL OR given_up_at IS NOT NULL)",
        empty=empty,
        before=to_ms(before),
    )


async def show_menu(
    tx: Transaction,
    account_id: int,
    send_id: int,
    actions: Sequence[tuple[str, str, str]],
) -> None:
    """Remember what a message offers: (action, label, folded label), in place of before."""
    tx.later("DELETE FROM menus WHERE send_id = :send", send=send_id)
    for place, (action, label, folded) in enumerate(actions, start=1):
        tx.later(
            "INSERT INTO menus (account_id, send_id, place, action, label, label_folded)"
            " VALUES (:account, :send, :place, :action, :label, :folded)",
            account=account_id,
            send=send_id,
            place=place,
            action=action,
            label=label,
            folded=folded,
        )


def _send(row: Row) -> Send:
    return Send(
        id=row["id"],
        account_id=row["account_id"],
        channel=row["channel"],
        address=row["address"],
        key=row["key"],
        content=row["content"],
        edits=row["edits"],
        edits_reference=row["edits_reference"] or "",
        attempts=row["attempts"],
        unanswered=row["unanswered"],
        next_attempt_at=row["next_attempt_at"],
        rank=row["rank"],
        alone=row["waiting"] == 1,
    )
