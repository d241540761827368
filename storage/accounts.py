"""Addresses that ever wrote, and the persons they are linked to."""

from dataclasses import dataclass
from datetime import datetime

from committee.people import Membership, Person
from storage.database import Row, Transaction
from storage.moments import to_ms
from storage.people import read_membership, read_person

_ACCOUNTS = (
    "SELECT a.id AS account_id, a.channel, a.address, a.person_id, a.blocked_at FROM accounts a"
)


@dataclass(frozen=True, slots=True)
class Account:
    """An address in a channel; `person_id` is None until it is linked.

    `blocked`: the channel refuses for good to deliver there.
    """

    id: int
    channel: str
    address: str
    person_id: int | None
    blocked: bool


async def known(tx: Transaction, channel: str, address: str, now: datetime) -> Account:
    """The account of this address, made when it writes for the first time."""
    await tx.execute(
        "INSERT INTO accounts (channel, address, first_seen_at) VALUES (:channel, :address, :now)"
        " ON CONFLICT (channel, address) DO NOTHING",
        channel=channel,
        address=address,
        now=to_ms(now),
    )
    row = await tx.one(
        _ACCOUNTS + " WHERE a.channel = :channel AND a.address = :address",
        channel=channel,
        address=address,
    )
    assert row is not None  # noqa: S101 - it was there, or has just been made
    return _account(row)


async def get(tx: Transaction, account_id: int) -> Account | None:
    row = await tx.one(_ACCOUNTS + " WHERE a.id = :id", id=account_id)
    return None if row is None else _account(row)


async def link(tx: Transaction, account_id: int, person_id: int, now: datetime) -> None:
    """Link an account to its person; who links can be reached again."""
    await tx.execute(
        "UPDATE accounts SET person_id = :person, linked_at = :now, preferred_at = NULL,"
        " blocked_at = NULL"
        " WHERE id = :id",
        id=account_id,
        person=person_id,
        now=to_ms(now),
    )


async def unlink(tx: Transaction, account_id: int) -> bool:
    """Whether it was linked."""
    changed = await tx.execute(
        "UPDATE accounts SET person_id = NULL, linked_at = NULL"
        " WHERE id = :id AND person_id IS NOT NULL",
        id=account_id,
    )
    return changed == 1


async def accounts_of(tx: Transaction, person_id: int) -> tuple[Account, ...]:
    """Where a person can be reached, the account that was linked or preferred last first."""
    rows = await tx.all(
        _ACCOUNTS + " WHERE a.person_id = :person AND a.blocked_at IS NULL"
        " ORDER BY COALESCE(a.preferred_at, a.linked_at) DESC, a.id DESC",
        person=person_id,
    )
    return tuple(_account(row) for row in rows)


async def prefer(tx: Transaction, account_id: int, now: datetime) -> None:
    """Write here first from now on, until another account is linked or preferred."""
    await tx.execute(
        "UPDATE accounts SET preferred_at = :now WHERE id = :id", id=account_id, now=to_ms(now)
    )


async def mark_blocked(tx: Transaction, account_id: int, now: datetime) -> None:
    """The channel refuses for good; the first refusal's moment stays."""
    await tx.execute(
        "UPDATE accounts SET blocked_at = :now WHERE id = :id AND blocked_at IS NULL",
        id=account_id,
        now=to_ms(now),
    )


async def mark_reachable(tx: Transaction, account_id: int) -> None:
    """It wrote again, so it can be written to."""
    await tx.execute("UPDATE accounts SET blocked_at = NULL WHERE id = :id", id=account_id)


async def find_sender(
    tx: Transaction, channel: str, address: str
) -> tuple[Account, Person | None, tuple[Membership, ...]] | None:
    """Who writes from this address, with the seats held now; one query, as every event asks it."""
    rows = await tx.all(
        "SELECT a.id AS account_id, a.channel, a.address, a.blocked_at, a.person_id,"
        " p.name, p.honorific, p.phone, p.position,"
        " m.id AS membership_id, m.committee_id, m.role, m.second_role, m.office,"
        " m.secretariat_since, m.administrator_since"
        " FROM accounts a LEFT JOIN people p ON p.id = a.person_id"
        " LEFT JOIN memberships m ON m.person_id = p.id AND m.left_at IS NULL"
        " WHERE a.channel = :channel AND a.address = :address ORDER BY m.committee_id",
        channel=channel,
        address=address,
    )
    if not rows:
        return None
    person = None if rows[0]["person_id"] is None else read_person(rows[0])
    seats = tuple(read_membership(row) for row in rows if row["membership_id"] is not None)
    return _account(rows[0]), person, seats


def _account(row: Row) -> Account:
    return Account(
        id=row["account_id"],
        channel=row["channel"],
        address=row["address"],
        person_id=row["person_id"],
        blocked=row["blocked_at"] is not None,
    )
