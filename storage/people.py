"""Who people are: persons, their seats in committees, and contacts without a seat."""

from dataclasses import dataclass
from datetime import datetime

from committee.people import Honorific, Membership, Person, Role
from regulations.vietnamese import fold, sort_key
from storage.database import Row, Transaction
from storage.moments import to_ms

_PEOPLE = "SELECT p.id AS person_id, p.name, p.honorific, p.phone, p.position FROM people p"

_SEATS = (
    "SELECT m.id AS membership_id, m.committee_id, m.role, m.second_role, m.office,"
    " m.secretariat_since, m.administrator_since,"
    " p.id AS person_id, p.name, p.honorific, p.phone, p.position"
    " FROM memberships m JOIN people p ON p.id = m.person_id"
)

_CONTACTS = (
    "SELECT c.invited_since, p.id AS person_id, p.name, p.honorific, p.phone, p.position"
    " FROM contacts c JOIN people p ON p.id = c.person_id"
)

_KNOWN_TO = (
    " WHERE (EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = p.id"
    " AND m.committee_id = :committee AND m.left_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM contacts c WHERE c.person_id = p.id"
    " AND c.committee_id = :committee AND c.removed_at IS NULL))"
)

_PRECEDENCE = {role: place for place, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody known to a committee without a seat; `invited` to every meeting, or not."""

    person: Person
    invited: bool


def read_person(row: Row) -> Person:
    """The person in a row that names its columns as the queries here do."""
    return Person(
        id=row["person_id"],
        name=row["name"],
        honorific=Honorific(row["honorific"]),
        phone=row["phone"] or "",
        position=row["position"],
    )


def read_membership(row: Row) -> Membership:
    """The seat and its person, of a row as the queries here name its columns."""
    return Membership(
        id=row["membership_id"],
        committee_id=row["committee_id"],
        person=read_person(row),
        role=Role(row["role"]),
        second_role=None if row["second_role"] is None else Role(row["second_role"]),
        office=row["office"],
        secretariat=row["secretariat_since"] is not None,
        administrator=row["administrator_since"] is not None,
    )


async def person(tx: Transaction, id: int) -> Person | None:  # noqa: A002 - the row's own name
    row = await tx.one(_PEOPLE + " WHERE p.id = :id", id=id)
    return None if row is None else read_person(row)


async def person_by_phone(tx: Transaction, phone: str) -> Person | None:
    """Whose number that is; `phone` is E.164."""
    row = await tx.one(_PEOPLE + " WHERE p.phone = :phone", phone=phone)
    return None if row is None else read_person(row)


async def add_person(
    tx: Transaction, *, name: str, honorific: Honorific, phone: str, position: str, now: datetime
) -> int:
    added = await tx.insert(
        "INSERT INTO people (name, name_folded, name_sort, honorific, phone, position, created_at)"
        " VALUES (:name, :folded, :sort, :honorific, :phone, :position, :now) RETURNING id",
        name=name,
        folded=fold(name),
        sort=sort_key(name),
        honorific=honorific.value,
        phone=phone or None,
        position=position,
        now=to_ms(now),
    )
    assert added is not None  # noqa: S101 - an INSERT without ON CONFLICT returns its row
    return added


async def update_person(
    tx: Transaction,
    person_id: int,
    *,
    name: str,
    honorific: Honorific,
    phone: str,
    position: str,
) -> None:
    await tx.execute(
        "UPDATE people SET name = :name, name_folded = :folded, name_sort = :sort,"
        " honorific = :honorific, phone = :phone, position = :position WHERE id = :id",
        id=person_id,
        name=name,
        folded=fold(name),
        sort=sort_key(name),
        honorific=honorific.value,
        phone=phone or None,
        position=position,
    )


async def memberships_of(tx: Transaction, person_id: int) -> tuple[Membership, ...]:
    """A person's current seats, the oldest committee first."""
    rows = await tx.all(
        _SEATS + " WHERE m.person_id = :person AND m.left_at IS NULL ORDER BY m.committee_id",
        person=person_id,
    )
    return tuple(read_membership(row) for row in rows)


async def members(tx: Transaction, committee_id: int) -> tuple[Membership, ...]:
    """The current seats, by precedence of role and then by given name."""
    rows = await tx.all(
        _SEATS + " WHERE m.committee_id = :committee AND m.left_at IS NULL"
        " ORDER BY p.name_sort, m.id",
        committee=committee_id,
    )
    return _by_precedence(rows)


async def membership(tx: Transaction, committee_id: int, person_id: int) -> Membership | None:
    """The seat that this person holds now."""
    row = await tx.one(
        _SEATS + " WHERE m.committee_id = :committee AND m.person_id = :person"
        " AND m.left_at IS NULL",
        committee=committee_id,
        person=person_id,
    )
    return None if row is None else read_membership(row)


async def secretariat(tx: Transaction, committee_id: int) -> tuple[Membership, ...]:
    """Those who run the assistant for this committee."""
    return tuple(seat for seat in await members(tx, committee_id) if seat.secretariat)


async def administrators(tx: Transaction) -> tuple[Membership, ...]:
    """The administrators of every committee of this installation."""
    rows = await tx.all(
        _SEATS + " WHERE m.administrator_since IS NOT NULL AND m.left_at IS NULL"
        " ORDER BY m.committee_id, p.name_sort, m.id"
    )
    return tuple(read_membership(row) for row in rows)


async def contacts(tx: Transaction, committee_id: int) -> tuple[Contact, ...]:
    """The committee's contacts by given name."""
    rows = await tx.all(
        _CONTACTS + " WHERE c.committee_id = :committee AND c.removed_at IS NULL"
        " ORDER BY p.name_sort, p.id",
        committee=committee_id,
    )
    return tuple(_read_contact(row) for row in rows)


async def contact(tx: Transaction, committee_id: int, person_id: int) -> Contact | None:
    row = await tx.one(
        _CONTACTS + " WHERE c.committee_id = :committee AND c.person_id = :person"
        " AND c.removed_at IS NULL",
        committee=committee_id,
        person=person_id,
    )
    return None if row is None else _read_contact(row)


async def find_by_name(tx: Transaction, committee_id: int, folded_name: str) -> tuple[Person, ...]:
    """Members and contacts of the committee who have exactly this name, folded."""
    rows = await tx.all(
        _PEOPLE + _KNOWN_TO + " AND p.name_folded = :name ORDER BY p.name_sort, p.id",
        committee=committee_id,
        name=folded_name,
    )
    return tuple(read_person(row) for row in rows)


def _by_precedence(rows: list[Row]) -> tuple[Membership, ...]:
    seats = (read_membership(row) for row in rows)
    return tuple(sorted(seats, key=lambda seat: _PRECEDENCE[seat.role]))


def _read_contact(row: Row) -> Contact:
    return Contact(read_person(row), row["invited_since"] is not None)
