"""What typed words can mean: labels offered, menus that wait for a choice, the last choice."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from storage.database import Transaction
from storage.moments import to_ms

_RECENT = 12
"""As many menus as are looked at; more than can ever wait at once."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A menu as an account was shown it; `send_id` is the message that it belongs to.

    `subjects` is what the message is about, where the assistant wrote first.
    """

    send_id: int
    letter: str
    shown_by: int
    is_reply: bool
    subjects: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu."""

    place: int
    action: str
    label: str


@dataclass(frozen=True, slots=True)
class LastChoice:
    """What an account chose, and the (action, label) of all that it could choose from."""

    label: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """An action on a message that an account was shown."""

    send_id: int
    action: str
    label: str
    shown_at: int


async def show(tx: Transaction, menu: Shown, account_id: int, now: datetime) -> None:
    """The menu is on its way to the account."""
    await tx.execute(
        "INSERT INTO open_menus (send_id, account_id, letter, shown_by, shown_at, replied_at)"
        " VALUES (:send, :account, :letter, :by, :now, :replied)"
        " ON CONFLICT (send_id) DO UPDATE SET account_id = :account, letter = :letter,"
        " shown_by = :by, shown_at = :now, replied_at = :replied",
        send=menu.send_id,
        account=account_id,
        letter=menu.letter,
        by=menu.shown_by,
        now=to_ms(now),
        replied=to_ms(now) if menu.is_reply else None,
    )


async def shown(tx: Transaction, account_id: int, since: datetime) -> tuple[Shown, ...]:
    """What was shown since then and still offers something, the newest first."""
    rows = await tx.all(
        "SELECT o.send_id, o.letter, o.shown_by, o.replied_at FROM open_menus o"
        " WHERE o.account_id = :account AND o.shown_at > :since"
        " AND EXISTS (SELECT 1 FROM menus m WHERE m.send_id = o.send_id)"
        " ORDER BY o.shown_at DESC, o.shown_by DESC LIMIT :recent",
        account=account_id,
        since=to_ms(since),
        recent=_RECENT,
    )
    found = [
        Shown(
            row["send_id"],
            row["letter"],
            row["shown_by"],
            row["replied_at"] is not None,
            await subjects_of(tx, row["send_id"]),
        )
        for row in rows
    ]
    return tuple(found)


async def subjects_of(tx: Transaction, send_id: int) -> frozenset[str]:
    """What a message is about, where the assistant wrote first; empty for a reply."""
    rows = await tx.all(
        "SELECT d.subject FROM deliveries d JOIN delivery_sends x ON x.delivery_id = d.id"
        " WHERE x.send_id = :send",
        send=send_id,
    )
    return frozenset(row["subject"] for row in rows)


async def entries(tx: Transaction, send_id: int) -> tuple[Entry, ...]:
    rows = await tx.all(
        "SELECT place, action, label FROM menus WHERE send_id = :send ORDER BY place", send=send_id
    )
    return tuple(Entry(row["place"], row["action"], row["label"]) for row in rows)


async def content_of(tx: Transaction, send_id: int) -> str:
    """The message that shows a menu, as JSON; empty once it is forgotten."""
    found = await tx.value("SELECT content FROM sends WHERE id = :id", id=send_id)
    return "" if found is None else str(found)


async def offered(tx: Transaction, account_id: int, folded: str) -> tuple[Offered, ...]:
    """What an account could have meant by typing this label, newest message first."""
    rows = await tx.all(
        "SELECT m.send_id, m.action, m.label, s.created_at FROM menus m"
        " JOIN sends s ON s.id = m.send_id WHERE m.account_id = :account"
        " AND m.label_folded = :folded ORDER BY m.send_id DESC LIMIT 10",
        account=account_id,
        folded=folded,
    )
    return tuple(Offered(row[0], row[1], row[2], row[3]) for row in rows)


async def last_reply(tx: Transaction, account_id: int, rank: int) -> int | None:
    """The newest message of this rank that the account was sent."""
    found = await tx.value(
        "SELECT MAX(id) FROM sends WHERE account_id = :account AND rank = :rank",
        account=account_id,
        rank=rank,
    )
    return None if found is None else int(found)


async def keep_choice(
    tx: Transaction,
    account_id: int,
    event_key: str,
    label: str,
    actions: Sequence[tuple[str, str]],
) -> None:
    await tx.execute(
        "INSERT INTO last_choices (account_id, event_key, label, actions)"
        " VALUES (:account, :key, :label, :actions) ON CONFLICT (account_id) DO UPDATE SET"
        " event_key = :key, label = :label, actions = :actions",
        account=account_id,
        key=event_key,
        label=label,
        actions=json.dumps(actions, ensure_ascii=False),
    )


async def choice_just_made(
    tx: Transaction, account_id: int, channel: str, address: str, event_key: str
) -> LastChoice | None:
    """What the message right before this event chose; None where that one chose nothing."""
    row = await tx.one(
        "SELECT c.label, c.actions FROM last_choices c WHERE c.account_id = :account"
        " AND c.event_key = (SELECT i.event_key FROM inbox i WHERE i.channel = :channel"
        " AND i.address = :address AND i.id < (SELECT n.id FROM inbox n"
        " WHERE n.channel = :channel AND n.event_key = :key) ORDER BY i.id DESC LIMIT 1)",
        account=account_id,
        channel=channel,
        address=address,
        key=event_key,
    )
    if row is None:
        return None
    actions = tuple((action, label) for action, label in json.loads(row["actions"]))
    return LastChoice(row["label"], actions)
