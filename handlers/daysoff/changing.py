"""Days typed or sent as a sheet: all of them or none, previewed with what they move, saved."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from committee.calendar import Calendar
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, FileRule, StoredFile, choice
from handlers.daysoff.showing import DAYS
from handlers.replanning import Consequences, Terms, consequences, plan_again
from handlers.speaking import Context
from messages.understand import DayFault, DayKind, OfficeDay, day_sheet, headings, office_days
from messages.understand.day_sheets import MOST_DAYS
from messages.wording import words
from regulations.load import load
from storage import committees
from storage.calendars import corrected
from storage.committees import Committee, Day

FILES = FileRule((".xlsx", ".csv"), 256 * 1024)
FAULTS_SHOWN = 4
CHANGES_SHOWN = 3

ReadTables = Callable[[StoredFile], Sequence[Sequence[Sequence[str]]]]
"""The tables of a file, as text; none where it cannot be read."""


async def given(read: ReadTables, context: Context, dialogue: Dialogue) -> None:
    """Lines, or one sheet."""
    committee = await access.own_committee(context, int(dialogue.state["committee"]))
    if context.files:
        sheet = day_sheet(read(context.files[0]), context.now)
        if not sheet.readable or len(context.files) > 1:
            _unreadable(context, committee)
            return
        days, faults = sheet.days, sheet.faults
    else:
        days, faults = office_days(context.event.text, context.now)
    if faults or not days:
        _faulty(context, faults)
        return
    await preview(context, committee, days)


def _unreadable(context: Context, committee: Committee) -> None:
    context.reply(
        "daysoff/unreadable",
        [choice("daysoff", "template", committee.id)],
        headings=headings(),
        most=MOST_DAYS,
    )


def _faulty(context: Context, faults: Sequence[DayFault]) -> None:
    context.reply("daysoff/unclear", faults=faults, most=FAULTS_SHOWN)


async def remove(context: Context, arguments: Sequence[str]) -> None:
    """Take a day off the table, after the preview as everything."""
    committee = await access.own_committee(context, access.row_id(arguments))
    try:
        day = date.fromisoformat(arguments[1] if len(arguments) > 1 else "")
    except ValueError:
        raise refuse(Reason.NOT_FOUND) from None
    await preview(context, committee, (OfficeDay(day, DayKind.REMOVED, ""),))


async def preview(context: Context, committee: Committee, changes: Sequence[OfficeDay]) -> None:
    """What will be saved, and which reminders move because of it."""
    own = await committees.days(context.tx, committee.id)
    known = {each.day for each in own}
    missing = [
        each.day for each in changes if each.kind is DayKind.REMOVED and each.day not in known
    ]
    if missing:
        context.reply("daysoff/unknown", day=missing[0])
        return
    found = await _consequences(context, committee, own, changes)
    state = _plain(changes)
    await context.ask(DAYS, committee=committee.id, changes=state)
    context.reply(
        "daysoff/preview",
        [
            choice("daysoff", "save", committee.id, _mark(state)),
            choice("daysoff", "leave", committee.id),
        ],
        changes=changes,
        most=CHANGES_SHOWN,
        found=found,
        group=load(committee.regulation).group_name,
    )


async def _consequences(
    context: Context, committee: Committee, own: Iterable[Day], changes: Sequence[OfficeDay]
) -> Consequences:
    before, after = _terms(context, committee, own, changes)
    off = _off(before.calendar, after.calendar, changes)
    return await consequences(context, committee.id, before, after, off)


def _terms(
    context: Context, committee: Committee, own: Iterable[Day], changes: Sequence[OfficeDay]
) -> tuple[Terms, Terms]:
    table = {each.day: each for each in own}
    before = corrected(table.values(), context.now)
    for each in changes:
        if each.kind is DayKind.REMOVED:
            table.pop(each.day, None)
        else:
            table[each.day] = Day(each.day, _named(each), each.kind is DayKind.WORKED)
    after = corrected(table.values(), context.now)
    return Terms(before, committee.settings), Terms(after, committee.settings)


def _off(before: Calendar, after: Calendar, changes: Iterable[OfficeDay]) -> list[date]:
    days = [each.day for each in changes]
    return [day for day in days if before.is_working_day(day) and not after.is_working_day(day)]


async def save(context: Context, arguments: Sequence[str]) -> None:
    """Write down exactly what was previewed, and plan the reminders anew."""
    committee = await access.own_committee(context, access.row_id(arguments))
    dialogue = await context.dialogue()
    state = dialogue.state if dialogue is not None and dialogue.kind == DAYS else {}
    if state.get("committee") != committee.id or not state.get("changes"):
        raise refuse(Reason.ALREADY_DONE)
    if len(arguments) < 2 or arguments[1] != _mark(state["changes"]):
        raise refuse(Reason.PREVIEW_CHANGED)
    changes = _changes(state["changes"])
    own = await committees.days(context.tx, committee.id)
    before, after = _terms(context, committee, own, changes)
    found = await consequences(context, committee.id, before, after)
    for each in changes:
        await _write(context, committee, own, each)
    await plan_again(context, committee.id, before, after)
    await context.done_asking()
    context.replace(
        "daysoff/saved",
        [choice("daysoff", "open", committee.id, place=0)],
        changes=changes,
        committee=committee,
        moved=len(found.moved),
    )


async def _write(
    context: Context, committee: Committee, own: Iterable[Day], change: OfficeDay
) -> None:
    before = next((_told(each) for each in own if each.day == change.day), {})
    after: dict[str, Any] = {}
    if change.kind is DayKind.REMOVED:
        await committees.remove_day(context.tx, committee.id, change.day)
    else:
        new = Day(change.day, _named(change), change.kind is DayKind.WORKED)
        await committees.set_day(
            context.tx, committee.id, new.day, new.name, new.working, context.now
        )
        after = _told(new)
    subject = f"committee:{committee.id}"
    await context.record("committee.day", subject, committee.id, before, after)


def _told(day: Day) -> dict[str, Any]:
    return {"day": day.day.isoformat(), "name": day.name, "working": day.working}


async def leave(context: Context, arguments: Sequence[str]) -> None:
    """Nothing is changed after all."""
    await access.own_committee(context, access.row_id(arguments))
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != DAYS:
        raise refuse(Reason.ALREADY_DONE)
    await context.done_asking()
    context.replace("daysoff/left")


def _named(day: OfficeDay) -> str:
    return day.name or str(words("daysoff")["unnamed"][day.kind.value])


def _plain(changes: Iterable[OfficeDay]) -> list[list[str]]:
    return [[each.day.isoformat(), each.kind.value, each.name] for each in changes]


def _changes(state: Iterable[Sequence[str]]) -> tuple[OfficeDay, ...]:
    return tuple(OfficeDay(date.fromisoformat(d), DayKind(kind), name) for d, kind, name in state)


def _mark(state: object) -> str:
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:8]
