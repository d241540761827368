"""A leave recorded step by step: whose, from when until when, and who agreed; never why."""

from collections.abc import Sequence
from datetime import date

from committee import leave as rules
from committee.calendar import local
from committee.people import Person
from committee.refusal import Reason, refuse
from handlers import access
from handlers.access import row_id
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from messages.understand import DayReading, day, names
from storage import leaves
from storage.committees import Committee

WHO = "leave.who"
FIRST = "leave.first"
LAST = "leave.last"
APPROVED = "leave.approved"
MOST = 4
"""Buttons of a message."""


async def new(context: Context, arguments: Sequence[str]) -> None:
    committee = await access.own_committee(context, row_id(arguments))
    await context.ask(WHO, committee=committee.id)
    context.reply("leave/ask_who")


async def named(context: Context, dialogue: Dialogue) -> None:
    committee = await access.own_committee(context, int(dialogue.state["committee"]))
    known = await access.known_people(context, committee)
    found = names(context.event.text, [person.name for person in known])
    if len(found) == 1:
        await _ask_first(context, committee, known[found[0]])
        return
    context.reply(
        "leave/who_unclear",
        [
            choice("leave", "who", committee.id, known[place].id, person=known[place])
            for place in found[:MOST]
        ],
        found=len(found),
    )


async def chosen(context: Context, arguments: Sequence[str]) -> None:
    """One of several with the same name."""
    committee = await access.own_committee(context, row_id(arguments))
    await _ask_first(context, committee, await _person(context, committee, row_id(arguments, 1)))


async def _person(context: Context, committee: Committee, person_id: int) -> Person:
    for person in await access.known_people(context, committee):
        if person.id == person_id:
            return person
    raise refuse(Reason.NOT_FOUND)


async def _ask_first(context: Context, committee: Committee, person: Person) -> None:
    await context.ask(FIRST, committee=committee.id, person=person.id)
    context.reply("leave/ask_first", person=person)


async def first_typed(context: Context, dialogue: Dialogue) -> None:
    committee, person = await _meant(context, dialogue)
    first = _day(context)
    if first is None:
        context.reply("leave/day_unclear")
        return
    await context.ask(LAST, committee=committee.id, person=person.id, first=first.isoformat())
    context.reply("leave/ask_last", person=person, first=first)


async def last_typed(context: Context, dialogue: Dialogue) -> None:
    committee, person = await _meant(context, dialogue)
    first, last = date.fromisoformat(str(dialogue.state["first"])), _day(context)
    if last is None:
        context.reply("leave/day_unclear")
        return
    if not rules.sensible(first, last, local(context.now).date()):
        context.reply("leave/days_wrong", first=first, last=last)
        return
    await context.ask(
        APPROVED,
        committee=committee.id,
        person=person.id,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    context.reply("leave/ask_approved", person=person, first=first, last=last)


async def approved(context: Context, dialogue: Dialogue) -> None:
    """Recorded as soon as it is known who agreed; it can be ended by one button."""
    committee, person = await _meant(context, dialogue)
    agreed = " ".join(context.event.text.split())
    if not agreed or len(agreed) > rules.APPROVAL_LENGTH:
        context.reply("leave/approval_unclear", most=rules.APPROVAL_LENGTH)
        return
    first, last = (date.fromisoformat(str(dialogue.state[each])) for each in ("first", "last"))
    leave_id = await leaves.record(
        context.tx,
        committee_id=committee.id,
        person_id=person.id,
        first=first,
        last=last,
        approved_by=agreed,
        recorded_by=context.person.id,
        now=context.now,
    )
    await context.done_asking()
    after = {"person": person.id, "first": first.isoformat(), "last": last.isoformat()}
    await context.record("leave_recorded", f"leave:{leave_id}", committee.id, after=after)
    context.reply(
        "leave/recorded",
        [choice("leave", "list", committee.id, place=0), choice("leave", "end", leave_id, place=0)],
        person=person,
        first=first,
        last=last,
        approved_by=agreed,
        back=rules.back_at(last, await context.calendar(committee.id)),
    )


async def _meant(context: Context, dialogue: Dialogue) -> tuple[Committee, Person]:
    committee = await access.own_committee(context, int(dialogue.state["committee"]))
    return committee, await _person(context, committee, int(dialogue.state["person"]))


def _day(context: Context) -> date | None:
    """The one day that was typed; None where the weekday beside it is another one."""
    reading = day(context.event.text, context.now)
    return reading.day if isinstance(reading, DayReading) and reading.weekday_fits else None
