"""Whom a committee knows and who of them can be reached; what unlinking leaves in the queue."""

from dataclasses import dataclass
from datetime import datetime

from committee.people import Person
from storage import accounts
from storage.database import Transaction
from storage.moments import to_ms
from storage.people import read_person


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on a committee's roster, with how many accounts are linked."""

    person: Person
    committee_id: int
    accounts: int


@dataclass(frozen=True, slots=True)
class ContactOf:
    """A committee that knows a person without a seat; `invited` to every meeting, or not."""

    committee_id: int
    invited: bool


async def roster(tx: Transaction, committee_id: int) -> tuple[Known, ...]:
    """Members and contacts by given name."""
    rows = await tx.all(
        "SELECT p.id AS person_id, p.name, p.honorific, p.phone, p.position,"
        " (SELECT COUNT(*) FROM accounts a WHERE a.person_id = p.id) AS linked FROM people p"
        " WHERE (EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = p.id"
        " AND m.committee_id = :committee AND m.left_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM contacts c WHERE c.person_id = p.id"
        " AND c.committee_id = :committee AND c.removed_at IS NULL))"
        " ORDER BY p.name_sort, p.id",
        committee=committee_id,
    )
    return tuple(Known(read_person(row), committee_id, row["linked"]) for row in rows)


async def contacts_of(tx: Transaction, person_id: int) -> tuple[ContactOf, ...]:
    """Where a person is known without a seat, the oldest committee first."""
    rows = await tx.all(
        "SELECT committee_id, invited_since FROM contacts"
        " WHERE person_id = :person AND removed_at IS NULL ORDER BY committee_id",
        person=person_id,
    )
    return tuple(ContactOf(row[0], row[1] is not None) for row in rows)


async def has_a_place(tx: Transaction, person_id: int, committee_id: int) -> bool:
    """Whether a code of this person opens more than a meeting of this committee to stand in at.

    A seat, another committee, a task, a notice, an invitation of their own.
    """
    found = await tx.value(
        "SELECT COUNT(*) FROM people p WHERE p.id = :person AND ("
        "EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = p.id AND m.left_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM contacts c WHERE c.person_id = p.id AND c.removed_at IS NULL"
        " AND (c.committee_id != :committee OR c.invited_since IS NOT NULL))"
        " OR EXISTS (SELECT 1 FROM tasks t WHERE t.assignee_id = p.id OR t.cooperating_id = p.id)"
        " OR EXISTS (SELECT 1 FROM notice_receivers r WHERE r.person_id = p.id)"
        " OR EXISTS (SELECT 1 FROM invitees i WHERE i.person_id = p.id AND i.part != 'proxy'))",
        person=person_id,
        committee=committee_id,
    )
    return int(found) > 0


async def cut_off(tx: Transaction, person_id: int, now: datetime) -> int:
    """Unlink every account of a person, whoever holds it, blocked or not; how many there were."""
    rows = await tx.all("SELECT id FROM accounts WHERE person_id = :person", person=person_id)
    for row in rows:
        await accounts.unlink(tx, row["id"])
        await drop_unsent(tx, row["id"], now)
    return len(rows)


async def drop_unsent(tx: Transaction, account_id: int, now: datetime) -> None:
    """Send nothing more that waits for this account; what was owed is owed again, elsewhere."""
    await tx.execute(
        "UPDATE deliveries SET released_at = NULL WHERE id IN ("
        "SELECT x.delivery_id FROM delivery_sends x JOIN sends s ON s.id = x.send_id"
        " WHERE s.account_id = :account AND s.sent_at IS NULL AND s.given_up_at IS NULL)",
        account=account_id,
    )
    # The key is given free: the same thing may be owed to this account after a new link.
    await tx.execute(
        "UPDATE sends SET given_up_at = :now, problem = 'unlinked', key = key || ':unlinked:' || id"
        " WHERE account_id = :account AND sent_at IS NULL AND given_up_at IS NULL",
        account=account_id,
        now=to_ms(now),
    )
    await tx.execute("DELETE FROM menus WHERE account_id = :account", account=account_id)
    await tx.execute("DELETE FROM last_choices WHERE account_id = :account", account=account_id)
    await tx.execute("DELETE FROM links WHERE account_id = :account", account=account_id)
