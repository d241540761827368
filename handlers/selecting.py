"""Whom words mean in a committee today: by role, sub-group, unit, a meeting's list, or name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from committee.audience import Part, PartKind
from committee.groups import SubGroup
from committee.notice import Group
from committee.people import WORKING_GROUP_ROLES, Membership, Person, Role
from messages.understand import (
    list_called,
    names,
    recipients,
    unit_key,
    units,
    units_meant,
    with_word,
)
from regulations.vietnamese import fold
from storage import groups, invitees, people
from storage.database import Transaction
from storage.people import Contact

ROLES: Mapping[Group, tuple[Role, ...]] = {
    Group.COMMISSIONERS: (Role.COMMISSIONER,),
    Group.DEPUTIES: (Role.STANDING_DEPUTY, Role.DEPUTY),
    Group.WORKING_GROUP: WORKING_GROUP_ROLES,
}


@dataclass(frozen=True)
class Roster:
    """Everybody whom a committee knows today, and the lists that they are on."""

    seats: Sequence[Membership]
    contacts: Sequence[Contact]
    sub_groups: Sequence[SubGroup]
    in_sub_groups: Mapping[int, Sequence[int]]

    @cached_property
    def everybody(self) -> tuple[Person, ...]:
        """Members, the working group and all contacts."""
        known = [*(seat.person for seat in self.seats), *(each.person for each in self.contacts)]
        return tuple({each.id: each for each in known}.values())

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The units that positions name, each as it was first written, by its key."""
        found: dict[str, str] = {}
        for each in self.everybody:
            for unit in units(each.position):
                found.setdefault(unit_key(unit), unit)
        return found

    def who(self, part: Part) -> list[int]:
        """The people of one part; nobody where it is no list any more."""
        match part.kind:
            case PartKind.GROUP:
                return self._in_group(part.what)
            case PartKind.SUB_GROUP:
                return list(self.in_sub_groups.get(int(part.what), ()))
            case PartKind.UNIT:
                return [each.id for each in self.everybody if part.what in _keys(each)]
            case _:
                return [each.id for each in self.everybody if str(each.id) == part.what]

    def _in_group(self, what: str) -> list[int]:
        if what == Group.GUESTS:
            return [each.person.id for each in self.contacts if each.invited]
        return [seat.person.id for seat in self.seats if _belongs(seat, Group(what))]


def _keys(person: Person) -> list[str]:
    return [unit_key(unit) for unit in units(person.position)]


def _belongs(seat: Membership, group: Group) -> bool:
    if group is Group.MEMBERS:
        return seat.in_committee
    return any(role in ROLES.get(group, ()) for role in seat.roles)


async def roster(tx: Transaction, committee_id: int) -> Roster:
    return Roster(
        await people.members(tx, committee_id),
        await people.contacts(tx, committee_id),
        await groups.of_committee(tx, committee_id),
        await groups.members(tx, committee_id),
    )


async def people_of(
    tx: Transaction, known: Roster, parts: Sequence[Part]
) -> dict[Part, Sequence[int]]:
    """Each part's people; of a meeting's invitees those whom the committee still knows."""
    return {part: await _people_of(tx, known, part) for part in parts}


async def _people_of(tx: Transaction, known: Roster, part: Part) -> Sequence[int]:
    if part.kind is not PartKind.MEETING:
        return known.who(part)
    invited = await invitees.of_meeting(tx, int(part.what))
    still = {each.id for each in known.everybody}
    return [each.person.id for each in invited if each.person.id in still]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed line means; `unknown` are names of nobody, of several people, of several units.

    `people` are those who share the first unknown name, `units` the units that it may mean.
    """

    parts: tuple[Part, ...]
    unknown: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    units: tuple[str, ...] = ()


def read(known: Roster, text: str) -> Reading:
    """Groups, lists and names to add, then those to take off; all of them or, with faults, none."""
    lists = _lists(known)
    said = recipients(text, {name: key for key, each in lists.items() for name in each.names})
    parts, unknown = list[Part](), list[str]()
    for less, keys, by_name, typed in (
        (False, said.groups, said.lists, said.names),
        (True, said.less_groups, said.less_lists, said.less_names),
    ):
        parts += [Part(PartKind.GROUP, key, less) for key in keys]
        parts += [Part(lists[key].kind, lists[key].what, less) for key in by_name]
        for name in typed:
            meant = _meant(known, name)
            parts += [Part(each.kind, each.what, less) for each in meant[:1]]
            unknown += [] if len(meant) == 1 else [name]
    if not unknown:
        return Reading(tuple(parts))
    return Reading(
        (), tuple(unknown), tuple(_people(known, unknown[0])), tuple(_units(known, unknown[0]))
    )


@dataclass(frozen=True, slots=True)
class _List:
    """A list with the names by which it is found anywhere in a line."""

    kind: PartKind
    what: str
    names: tuple[str, ...]


def _lists(known: Roster) -> dict[str, _List]:
    """By keys of ours; a unit of one word is found only where nothing else is typed with it."""
    found = {}
    for each in known.sub_groups:
        called = with_word("group_word", each.name)
        found[f"group {each.id}"] = _List(PartKind.SUB_GROUP, str(each.id), called)
    for key, unit in known.units.items():
        if " " in key:
            called = (unit, *with_word("unit_word", unit))
            found[f"unit {key}"] = _List(PartKind.UNIT, key, called)
    return found


def _meant(known: Roster, name: str) -> list[Part]:
    """Somebody, else a sub-group by its bare name, else a unit; one part where it is clear."""
    persons = _people(known, name)
    if persons:
        return [Part(PartKind.PERSON, str(each.id)) for each in persons]
    called = fold(list_called(name, "group_word") or name)
    for each in known.sub_groups:
        if fold(each.name) == called:
            return [Part(PartKind.SUB_GROUP, str(each.id))]
    return [Part(PartKind.UNIT, unit_key(unit)) for unit in _units(known, name)]


def _people(known: Roster, name: str) -> list[Person]:
    return [known.everybody[at] for at in names(name, [each.name for each in known.everybody])]


def _units(known: Roster, name: str) -> list[str]:
    every = tuple(known.units.values())
    return [every[at] for at in units_meant(list_called(name, "unit_word") or name, every)]
