"""The sub-groups that a roster names for somebody, several in one cell."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from committee.groups import MOST
from regulations.vietnamese import fold, tidy
from storage import groups
from storage.database import Transaction
from storage.roster_rows import Column, Entry, Fault, Problem

SEPARATOR = ";"
_BETWEEN = re.compile("[;,]")
"""No name of a sub-group has a comma in it."""


def split_names(cell: str) -> list[str]:
    """The parts of a cell, as they were written."""
    return _BETWEEN.split(cell)


def group_names(cell: str) -> list[str]:
    """The names in a cell, each once."""
    names = (tidy(part) for part in split_names(cell))
    return list({fold(name): name for name in names if name}.values())


def told(names: Iterable[str]) -> str:
    """Names as a cell tells them, in one order."""
    return f"{SEPARATOR} ".join(sorted(names, key=fold))


async def by_person(tx: Transaction, committee_id: int) -> Mapping[int, str]:
    """What a cell would say of everybody who is in a sub-group."""
    names = {each.id: each.name for each in await groups.of_committee(tx, committee_id)}
    found: dict[int, list[str]] = {}
    for group_id, people in (await groups.members(tx, committee_id)).items():
        for person_id in people:
            found.setdefault(person_id, []).append(names[group_id])
    return {person_id: told(own) for person_id, own in found.items()}


async def as_known(
    tx: Transaction, committee_id: int, entries: Sequence[Entry]
) -> tuple[Entry, ...]:
    """The entries with every sub-group spelled as it is known, or as the sheet first spells it."""
    spelled = {fold(each.name): each.name for each in await groups.of_committee(tx, committee_id)}
    found = []
    for entry in entries:
        names = group_names(entry.values.get(Column.GROUPS, ""))
        cell = told(spelled.setdefault(fold(name), name) for name in names)
        values = {**entry.values, Column.GROUPS: cell} if cell else entry.values
        found.append(replace(entry, values=values))
    return tuple(found)


async def too_many(
    tx: Transaction, committee_id: int, entries: Iterable[Entry]
) -> tuple[Fault, ...]:
    """The first row that names more sub-groups than a committee can have, with those it has."""
    known = {fold(each.name) for each in await groups.of_committee(tx, committee_id)}
    return tuple(_beyond(known, entries))[:1]


def _beyond(known: set[str], entries: Iterable[Entry]) -> Iterator[Fault]:
    for entry in entries:
        for name in group_names(entry.values.get(Column.GROUPS, "")):
            new = fold(name) not in known
            known.add(fold(name))
            if new and len(known) > MOST:
                yield Fault(entry.row, Column.GROUPS, Problem.TOO_MANY_GROUPS, name)


async def put(tx: Transaction, committee_id: int, person_id: int, cell: str, now: datetime) -> None:
    """Let somebody be in exactly these sub-groups; one that is missing is made."""
    wanted = {fold(name): name for name in group_names(cell)}
    known = {fold(each.name): each.id for each in await groups.of_committee(tx, committee_id)}
    for folded, name in wanted.items():
        group_id = known.get(folded) or await groups.add(tx, committee_id, name, None, now)
        if group_id is not None:
            await groups.add_members(tx, group_id, (person_id,), None, now)
    for folded, group_id in known.items():
        if folded not in wanted:
            await groups.remove_members(tx, group_id, (person_id,))
