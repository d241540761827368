"""Sub-groups of a committee and who belongs to them."""

from collections.abc import Iterable
from datetime import datetime

from committee.groups import SubGroup
from regulations.vietnamese import fold
from storage.database import Row, Transaction
from storage.moments import maybe_from_ms, to_ms

_MEMBERS = (
    "SELECT m.group_id, m.person_id FROM sub_group_members m JOIN sub_groups g"
    " ON g.id = m.group_id WHERE g.committee_id = :committee AND g.dissolved_at IS NULL"
    " AND (EXISTS (SELECT 1 FROM memberships s WHERE s.person_id = m.person_id"
    " AND s.committee_id = g.committee_id AND s.left_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM contacts c WHERE c.person_id = m.person_id"
    " AND c.committee_id = g.committee_id AND c.removed_at IS NULL)) ORDER BY m.id"
)
"""Whom the roster does not know any more is in no sub-group of the committee."""


async def add(
    tx: Transaction, committee_id: int, name: str, person_id: int | None, now: datetime
) -> int | None:
    """A new sub-group; None where the committee has one of that name.

    `person_id` is who made it, None for a roster.
    """
    return await tx.insert(
        "INSERT INTO sub_groups (committee_id, name, name_folded, made_by, made_at)"
        " VALUES (:committee, :name, :folded, :by, :now)"
        " ON CONFLICT (committee_id, name_folded) WHERE dissolved_at IS NULL DO NOTHING"
        " RETURNING id",
        committee=committee_id,
        name=name,
        folded=fold(name),
        by=person_id,
        now=to_ms(now),
    )


async def by_id(tx: Transaction, group_id: int) -> SubGroup | None:
    row = await tx.one("SELECT * FROM sub_groups WHERE id = :id", id=group_id)
    return None if row is None else _group(row)


async def of_committee(tx: Transaction, committee_id: int) -> tuple[SubGroup, ...]:
    """Those that stand, by name."""
    rows = await tx.all(
        "SELECT * FROM sub_groups WHERE committee_id = :committee AND dissolved_at IS NULL"
        " ORDER BY name_folded, id",
        committee=committee_id,
    )
    return tuple(_group(row) for row in rows)


async def rename(tx: Transaction, group: SubGroup, name: str) -> bool:
    """False where another one has that name."""
    taken = await tx.value(
        "SELECT COUNT(*) FROM sub_groups WHERE committee_id = :committee"
        " AND name_folded = :folded AND dissolved_at IS NULL AND id != :id",
        committee=group.committee_id,
        folded=fold(name),
        id=group.id,
    )
    if taken:
        return False
    await tx.execute(
        "UPDATE sub_groups SET name = :name, name_folded = :folded WHERE id = :id",
        id=group.id,
        name=name,
        folded=fold(name),
    )
    return True


async def dissolve(tx: Transaction, group_id: int, person_id: int, now: datetime) -> None:
    await tx.execute(
        "UPDATE sub_groups SET dissolved_at = :now, dissolved_by = :by"
        " WHERE id = :id AND dissolved_at IS NULL",
        id=group_id,
        by=person_id,
        now=to_ms(now),
    )


async def members(tx: Transaction, committee_id: int) -> dict[int, list[int]]:
    """The people of every standing sub-group, by its id, in the order they were added."""
    rows = await tx.all(_MEMBERS, committee=committee_id)
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["group_id"], []).append(row["person_id"])
    return found


async def add_members(
    tx: Transaction, group_id: int, person_ids: Iterable[int], by: int | None, now: datetime
) -> None:
    """Put people into it; who is in it stays."""
    for person_id in person_ids:
        tx.later(
            "INSERT INTO sub_group_members (group_id, person_id, added_by, added_at)"
            " VALUES (:group, :person, :by, :now) ON CONFLICT (group_id, person_id) DO NOTHING",
            group=group_id,
            person=person_id,
            by=by,
            now=to_ms(now),
        )


async def remove_members(tx: Transaction, group_id: int, person_ids: Iterable[int]) -> None:
    for person_id in person_ids:
        tx.later(
            "DELETE FROM sub_group_members WHERE group_id = :group AND person_id = :person",
            group=group_id,
            person=person_id,
        )


def _group(row: Row) -> SubGroup:
    return SubGroup(row["id"], row["committee_id"], row["name"], maybe_from_ms(row["dissolved_at"]))
