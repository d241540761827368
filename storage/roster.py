"""Taking a whole roster into a committee: all of it or nothing, and what that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from committee.people import Honorific, Role
from regulations.vietnamese import fold
from storage import audit
from storage.database import Transaction
from storage.invitees import uninvite
from storage.people import add_person, update_person
from storage.roster_check import check_rows
from storage.roster_groups import as_known, put, too_many
from storage.roster_match import Matching, Standing, match_rows
from storage.roster_rows import (
    SEAT_COLUMNS,
    Column,
    ContactKind,
    Entry,
    Fault,
    FieldChange,
    PersonChange,
    Problem,
    RosterReport,
    RosterRow,
    RosterWords,
)
from storage.seats import end_contact, end_membership, save_contact, save_membership

_BLANK: Mapping[Column, str] = {
    **dict.fromkeys(Column, ""),
    Column.HONORIFIC: Honorific.COMRADE.value,
}
_OF_THE_PERSON = (Column.NAME, Column.HONORIFIC, Column.PHONE, Column.POSITION)
_PRIVATE = (Column.NAME, Column.PHONE)
"""Not kept in the audit, which outlives the erasing of a person's data."""

_CHANNEL = "cli"


async def import_roster(
    tx: Transaction,
    committee_id: int,
    rows: Sequence[RosterRow],
    words: RosterWords,
    now: datetime,
    *,
    end_missing: bool = False,
) -> RosterReport:
    """Take the rows in where none of them has a fault; else name every fault."""
    entries, faults = check_rows(rows, words)
    # A row with a fault of its own is told as it is; whom it means cannot be said.
    faulty = {fault.row for fault in faults}
    sound = [entry for entry in entries if entry.row not in faulty]
    matching = await match_rows(tx, committee_id, sound, sheet=entries)
    faults += matching.faults + _head_already(entries, matching, end_missing)
    faults += await too_many(tx, committee_id, sound)
    if faults:
        return RosterReport(faults=tuple(sorted(faults, key=lambda fault: fault.row)))
    report = RosterReport(missing=tuple(each.name for each in matching.missing), ended=end_missing)
    for entry in await as_known(tx, committee_id, entries):
        report = await _take(tx, committee_id, entry, matching.known.get(entry.row), now, report)
    if end_missing:
        for standing in matching.missing:
            await _end(tx, committee_id, standing, now)
    return report


def _head_already(
    entries: Sequence[Entry], matching: Matching, end_missing: bool
) -> tuple[Fault, ...]:
    """A sheet may not bring a second head beside one whom it leaves out."""
    if end_missing:
        return ()
    names = {fold(entry.name) for entry in entries}
    left_out = [each for each in matching.missing if fold(each.name) not in names]
    heads = [each.name for each in left_out if _is_head(each)]
    return tuple(
        Fault(entry.row, Column.ROLE, Problem.TWO_HEADS, heads[0])
        for entry in entries
        if heads and entry.is_head
    )


def _is_head(standing: Standing) -> bool:
    return Role.HEAD in (standing.values[Column.ROLE], standing.values[Column.SECOND_ROLE])


async def _take(
    tx: Transaction,
    committee_id: int,
    entry: Entry,
    standing: Standing | None,
    now: datetime,
    report: RosterReport,
) -> RosterReport:
    before = _BLANK if standing is None else standing.values
    after = _wanted(before, entry)
    changes = tuple(
        FieldChange(column, before[column], after[column])
        for column in Column
        if before[column] != after[column]
    )
    if not changes:
        return replace(report, unchanged=(*report.unchanged, entry.name))
    person_id = await _write(tx, committee_id, standing, after, changes, now)
    if standing is None or not standing.current:
        await _note(tx, committee_id, person_id, "roster.added", changes, now)
        return replace(report, added=(*report.added, entry.name))
    await _note(tx, committee_id, person_id, "roster.changed", changes, now)
    return replace(report, changed=(*report.changed, PersonChange(entry.name, changes)))


def _wanted(before: Mapping[Column, str], entry: Entry) -> dict[Column, str]:
    """What the row says, and for columns that the sheet lacks, what was."""
    after = {**before, **entry.values}
    if after[Column.ROLE] in tuple(ContactKind):
        after.update(dict.fromkeys(SEAT_COLUMNS, ""))
    if not after[Column.GROUPS]:
        after[Column.GROUPS] = before[Column.GROUPS]
    if after[Column.SECOND_ROLE] == after[Column.ROLE]:
        after[Column.SECOND_ROLE] = ""
    return after


async def _write(
    tx: Transaction,
    committee_id: int,
    standing: Standing | None,
    after: Mapping[Column, str],
    changes: Sequence[FieldChange],
    now: datetime,
) -> int:
    name, phone, position = after[Column.NAME], after[Column.PHONE], after[Column.POSITION]
    honorific = Honorific(after[Column.HONORIFIC])
    if standing is None:
        person_id = await add_person(
            tx, name=name, honorific=honorific, phone=phone, position=position, now=now
        )
    else:
        person_id = standing.person_id
        if any(change.column in _OF_THE_PERSON for change in changes):
            await update_person(
                tx, person_id, name=name, honorific=honorific, phone=phone, position=position
            )
    await _place(tx, committee_id, person_id, after, now)
    if any(change.column is Column.GROUPS for change in changes):
        await put(tx, committee_id, person_id, after[Column.GROUPS], now)
    return person_id


async def _place(
    tx: Transaction,
    committee_id: int,
    person_id: int,
    after: Mapping[Column, str],
    now: datetime,
) -> None:
    """A seat or an entry among the contacts, never both."""
    role = after[Column.ROLE]
    if role in tuple(ContactKind):
        invited = role == ContactKind.GUEST
        await end_membership(tx, committee_id, person_id, now)
        await save_contact(tx, committee_id, person_id, invited=invited, now=now)
        return
    await end_contact(tx, committee_id, person_id, now)
    await save_membership(
        tx,
        committee_id,
        person_id,
        role=Role(role),
        second_role=Role(after[Column.SECOND_ROLE]) if after[Column.SECOND_ROLE] else None,
        office=after[Column.OFFICE],
        secretariat=bool(after[Column.SECRETARIAT]),
        administrator=bool(after[Column.ADMINISTRATOR]),
        now=now,
    )


async def _end(tx: Transaction, committee_id: int, standing: Standing, now: datetime) -> None:
    await end_membership(tx, committee_id, standing.person_id, now)
    await end_contact(tx, committee_id, standing.person_id, now)
    await uninvite(tx, committee_id, standing.person_id, now)
    gone = (FieldChange(Column.ROLE, standing.values[Column.ROLE], ""),)
    await _note(tx, committee_id, standing.person_id, "roster.ended", gone, now)


async def _note(
    tx: Transaction,
    committee_id: int,
    person_id: int,
    verb: str,
    changes: Sequence[FieldChange],
    now: datetime,
) -> None:
    told = [change for change in changes if change.column not in _PRIVATE]
    await audit.write(
        tx,
        at=now,
        committee_id=committee_id,
        person_id=None,
        channel=_CHANNEL,
        verb=verb,
        subject=f"person:{person_id}",
        before={change.column: change.before for change in told},
        after={change.column: change.after for change in told},
    )
