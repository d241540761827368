"""Whom of those already known each row of a roster means."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from regulations.vietnamese import fold
from storage.database import Row, Transaction
from storage.roster_groups import by_person
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
    owners = {each.values[Column.PHONE]: each for each in here if each.values[Column.PHONE]}
    names_here = {fold(each.name) for each in here}
    names_on_sheet = {fold(entry.name) for entry in sheet}
    known: dict[int, Standing] = {}
    faults: list[Fault] = []
    waiting: list[Entry] = []
    for entry in entries:
        owner = owners.get(entry.phone) or await _outsider(tx, entry.phone)
        if owner is None:
            waiting.append(entry)
        elif _may_be(owner, entry, names_here, names_on_sheet):
            known[entry.row] = owner
        else:
            faults.append(Fault(entry.row, Column.PHONE, Problem.PHONE_OF_ANOTHER, entry.phone))
    _match_names(waiting, here, known, faults)
    claimed = {standing.person_id for standing in known.values()}
    missing = [each for each in here if each.current and each.person_id not in claimed]
    return Matching(known, tuple(missing), tuple(faults))


def _may_be(owner: Standing, entry: Entry, names_here: Set[str], names_on_sheet: Set[str]) -> bool:
    """Whether the number's owner is the person of this row, perhaps under a corrected name.

    Not where the number would pass from one known person to another: their chats would follow it.
    """
    name, owned = fold(entry.name), fold(owner.name)
    if name == owned:
        return True
    return owner.here and name not in names_here and owned not in names_on_sheet


def _match_names(
    entries: Sequence[Entry],
    here: Sequence[Standing],
    known: dict[int, Standing],
    faults: list[Fault],
) -> None:
    claimed = {standing.person_id for standing in known.values()}
    free: dict[str, list[Standing]] = defaultdict(list)
    for standing in here:
        if standing.person_id not in claimed:
            free[fold(standing.name)].append(standing)
    rivals = Counter(fold(entry.name) for entry in entries)
    for entry in entries:
        same = free[fold(entry.name)]
        if len(same) == 1 and rivals[fold(entry.name)] == 1:
            known[entry.row] = same[0]
        elif same:
            faults.append(Fault(entry.row, Column.NAME, Problem.NAME_AMBIGUOUS, entry.name))


async def _outsider(tx: Transaction, phone: str) -> Standing | None:
    """Somebody with this number whom only other committees know."""
    if not phone:
        return None
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
    inside = await by_person(tx, committee_id)
    return tuple(
        Standing(
            row["id"],
            {**_person(row), **_place(row), Column.GROUPS: inside.get(row["id"], "")},
            here=True,
        )
        for row in rows
    )


_NO_SEAT: Mapping[Column, str] = {
    Column.ROLE: "",
    Column.SECOND_ROLE: "",
    Column.OFFICE: "",
    Column.SECRETARIAT: "",
    Column.ADMINISTRATOR: "",
    Column.GROUPS: "",
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
