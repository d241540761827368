"""Whom of those already known each row of a roster means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulations.vietnamese import fold
from storage.database import Row, Transaction
from storage.roster_rows import MARK, Column, ContactKind, Entry, Fault, Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """What is stored of a person, as a roster would tell it.

    `role` is empty for somebody who has left; `here` is whether the committee ever knew them.
    """

    person_id: int
    values: Mapping[Column, str]
    here: bool

    @property
    def name(self) -> str:
        return self.values[Column.NAME]

    @property
    def current(self) -> bool:
        return bool(self.values[Column.ROLE])


@dataclass(frozen=True, slots=True)
class Matching:
    """Each row's person by row number (none: a new one), and who the sheet leaves out."""

    known: Mapping[int, Standing]
    missing: tuple[Standing, ...]
    faults: tuple[Fault, ...]


async def match_rows(
    tx: Transaction, committee_id: int, entries: Sequence[Entry], sheet: Sequence[Entry]
) -> Matching:
    """By phone number first, then by folded name within the committee; `sheet` has every row."""
    here = await _standings(tx, committee_id)
    owners = {entry.phone: await _owner(tx, here, entry.phone) for entry in entries if entry.phone}
    known: dict[int, Standing] = {}
    faults: list[Fault] = []
    waiting: list[Entry] = []
    for entry in entries:
        owner = owners.get(entry.phone)
        if owner is None:
            waiting.append(entry)
        elif _may_be(owner, entry, here, sheet):
            known[entry.row] = owner
        else:
            faults.append(Fault(entry.row, Column.PHONE, Problem.PHONE_OF_ANOTHER, entry.phone))
    _match_names(waiting, here, known, faults)
    claimed = {standing.person_id for standing in known.values()}
    missing = [each for each in here if each.current and each.person_id not in claimed]
    return Matching(known, tuple(missing), tuple(faults))


def _may_be(
    owner: Standing, entry: Entry, here: Sequence[Standing], sheet: Sequence[Entry]
) -> bool:
    """Whether the number's owner is the person of this row, perhaps under a corrected name.

    Not where the number would pass from one known person to another: their chats would follow it.
    """
    name, owned = fold(entry.name), fold(owner.name)
    if name == owned:
        return True
    elsewhere = any(fold(each.name) == name for each in here)
    on_sheet = any(fold(each.name) == owned for each in sheet)
    return owner.here and not elsewhere and not on_sheet


def _match_names(
    entries: Sequence[Entry],
    here: Sequence[Standing],
    known: dict[int, Standing],
    faults: list[Fault],
) -> None:
    claimed = {standing.person_id for standing in known.values()}
    free = [each for each in here if each.person_id not in claimed]
    for entry in entries:
        same = [each for each in free if fold(each.name) == fold(entry.name)]
        rivals = sum(fold(each.name) == fold(entry.name) for each in entries)
        if not same:
            continue
        if len(same) > 1 or rivals > 1:
            faults.append(Fault(entry.row, Column.NAME, Problem.NAME_AMBIGUOUS, entry.name))
        else:
            known[entry.row] = same[0]


async def _owner(tx: Transaction, here: Sequence[Standing], phone: str) -> Standing | None:
    for standing in here:
        if standing.values[Column.PHONE] == phone:
            return standing
    row = await tx.one(
        "SELECT id, name, honorific, phone, position FROM people WHERE phone = :phone", phone=phone
    )
    return None if row is None else Standing(row["id"], {**_NO_SEAT, **_person(row)}, here=False)


async def _standings(tx: Transaction, committee_id: int) -> tuple[Standing, ...]:
    """All whom the committee knows or knew."""
    rows = await tx.all(
        "SELECT p.id, p.name, p.honorific, p.phone, p.position,"
        " m.role, m.second_role, m.office, m.secretariat_since, m.administrator_since,"
        " c.id AS contact_id, c.invited_since"
        " FROM people p"
        " LEFT JOIN memberships m ON m.person_id = p.id AND m.committee_id = :committee"
        " AND m.left_at IS NULL"
        " LEFT JOIN contacts c ON c.person_id = p.id AND c.committee_id = :committee"
        " AND c.removed_at IS NULL"
        " WHERE p.id IN ("
        "SELECT person_id FROM memberships WHERE committee_id = :committee"
        " UNION SELECT person_id FROM contacts WHERE committee_id = :committee)"
        " ORDER BY p.name_sort, p.id",
        committee=committee_id,
    )
    return tuple(Standing(row["id"], {**_person(row), **_place(row)}, here=True) for row in rows)


_NO_SEAT: Mapping[Column, str] = {
    Column.ROLE: "",
    Column.SECOND_ROLE: "",
    Column.OFFICE: "",
    Column.SECRETARIAT: "",
    Column.ADMINISTRATOR: "",
}


def _person(row: Row) -> dict[Column, str]:
    return {
        Column.NAME: row["name"],
        Column.HONORIFIC: row["honorific"],
        Column.PHONE: row["phone"] or "",
        Column.POSITION: row["position"],
    }


def _place(row: Row) -> dict[Column, str]:
    if row["role"] is not None:
        return {
            Column.ROLE: row["role"],
            Column.SECOND_ROLE: row["second_role"] or "",
            Column.OFFICE: row["office"],
            Column.SECRETARIAT: "" if row["secretariat_since"] is None else MARK,
            Column.ADMINISTRATOR: "" if row["administrator_since"] is None else MARK,
        }
    if row["contact_id"] is None:
        return dict(_NO_SEAT)
    kind = ContactKind.CONTACT if row["invited_since"] is None else ContactKind.GUEST
    return {**_NO_SEAT, Column.ROLE: kind.value}
