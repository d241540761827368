"""Whom to send: somebody off the roster, or somebody new with a telephone number."""

from collections.abc import Sequence

from committee import proxy as rules
from committee.attendance import Invitee
from committee.people import WORKING_GROUP_ROLES, Honorific, Person
from handlers import access
from handlers.conversation import Choice, Dialogue, choice
from handlers.desk import Desk
from handlers.proxy import steps
from handlers.speaking import Context
from handlers.substitution import named_now
from messages.understand import PersonLine, names, person_line
from regulations.vietnamese import fold, syllables
from storage import linking, people, proxies, seats
from storage.phones import normal_phone

NAME = "proxy.name"
SHOWN = 3
MOST_NAMESAKES = 4


async def ask(context: Context, arguments: Sequence[str]) -> None:
    """Whom to send; what is under way already is shown instead."""
    invitee, desk = await _to_name(context, *steps.own(arguments))
    request = await access.request_of(context.tx, desk, invitee)
    if request is not None:
        await steps.show(context, request)
        return
    await ask_whom(context, invitee, desk)


async def ask_whom(context: Context, invitee: Invitee, desk: Desk) -> None:
    """Those nearest to the principal's own office first, and a place to type a name."""
    offered = await _offered(context, invitee, desk)
    await context.ask(NAME, invitee=invitee.id, revision=desk.meeting.revision)
    context.reply(
        "proxy/ask",
        _choices(invitee, desk, offered[:SHOWN]),
        invitee=invitee,
        desk=desk,
        citations=rules.opinion_clauses(desk.regulation.rules, invitee.roles),
    )


async def other(context: Context, arguments: Sequence[str]) -> None:
    """Somebody else after all: the draft is dropped."""
    request = await steps.drop_draft(context, arguments)
    await ask_whom(context, request.principal, request.desk)


async def _offered(context: Context, invitee: Invitee, desk: Desk) -> list[Person]:
    """Contacts and the working group, without those who are invited or named already."""
    known = [each.person for each in await people.contacts(context.tx, desk.committee.id)]
    seated = await people.members(context.tx, desk.committee.id)
    known += [seat.person for seat in seated if set(seat.roles) <= set(WORKING_GROUP_ROLES)]
    others = await named_now(context.tx, desk)
    free = [p for p in known if not rules.why_not(p.id, invitee, desk.invitees, others)]
    office = syllables(invitee.person.position)
    return sorted(free, key=lambda person: -_alike(office, syllables(person.position)))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many syllables two offices end with alike: a deputy's title ends like the head's."""
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _choices(invitee: Invitee, desk: Desk, offered: Sequence[Person]) -> list[Choice]:
    """Namesakes are told apart by their place in the message."""
    called = [person.name for person in offered]
    return [
        choice(
            "proxy",
            "choose",
            invitee.id,
            desk.meeting.revision,
            person.id,
            name=person.name,
            place=place if called.count(person.name) > 1 else 0,
        )
        for place, person in enumerate(offered, start=1)
    ]


async def choose(context: Context, arguments: Sequence[str]) -> None:
    invitee, desk = await _to_name(context, *steps.own(arguments))
    person = await access.nominee(context, desk, access.row_id(arguments, 2))
    await _name(context, invitee, desk, person)


async def typed(context: Context, dialogue: Dialogue) -> None:
    """A name off the roster; with a number beside it, perhaps somebody new."""
    invitee, desk = await _to_name(
        context, int(dialogue.state["invitee"]), int(dialogue.state["revision"])
    )
    line = person_line(context.event.text)
    if line is not None:
        await _typed_line(context, invitee, desk, line)
        return
    known = [each.person for each in await linking.roster(context.tx, desk.committee.id)]
    found = [known[place] for place in names(context.event.text, [p.name for p in known])]
    if len(found) == 1:
        await _name(context, invitee, desk, found[0])
    elif 1 < len(found) <= MOST_NAMESAKES:
        context.reply("proxy/which", _choices(invitee, desk, found), people=found)
    else:
        context.reply("proxy/unknown", many=len(found))


async def _typed_line(context: Context, invitee: Invitee, desk: Desk, line: PersonLine) -> None:
    """The number says who it is; whom it belongs to already is never written over."""
    phone = normal_phone(line.phone)
    if phone is None:
        context.reply("proxy/wrong_phone")
        return
    person = await people.person_by_phone(context.tx, phone)
    if person is not None and fold(person.name) != fold(line.name):
        context.reply("proxy/other_phone")
        return
    person_id = person.id if person else await _add(context, desk, line, phone)
    known = await linking.roster(context.tx, desk.committee.id)
    if all(each.person.id != person_id for each in known):
        await seats.save_contact(
            context.tx, desk.committee.id, person_id, invited=False, now=context.now
        )
    await _name(context, invitee, desk, await access.nominee(context, desk, person_id))


async def _add(context: Context, desk: Desk, line: PersonLine, phone: str) -> int:
    added = await people.add_person(
        context.tx,
        name=line.name,
        honorific=Honorific.COMRADE,
        phone=phone,
        position=line.office,
        now=context.now,
    )
    # Without name and number: the audit outlives them.
    await context.record("contact_added", f"person:{added}", desk.committee.id)
    return added


async def _name(context: Context, invitee: Invitee, desk: Desk, person: Person) -> None:
    """A draft, in place of an older one; nobody hears of it yet."""
    current = await access.request_of(context.tx, desk, invitee)
    rules.require_free_to_name(current.proxy if current else None)
    rules.require_free(person.id, invitee, desk.invitees, await named_now(context.tx, desk))
    if current is not None:
        await proxies.save(context.tx, rules.revoke(current.proxy, context.now))
    added = await proxies.add(
        context.tx,
        meeting_id=desk.meeting.id,
        invitee_id=invitee.id,
        person_id=invitee.person.id,
        proxy_id=person.id,
        revision=desk.meeting.revision,
        now=context.now,
    )
    await context.record("proxy_named", f"proxy:{added}", desk.committee.id)
    await context.done_asking()
    await steps.show(context, await access.own_request(context, added))


async def _to_name(context: Context, invitee_id: int, revision: int) -> tuple[Invitee, Desk]:
    invitee, desk = await access.present_invitation(context, invitee_id, revision)
    rules.require_may_send(desk.regulation.rules, invitee, desk.meeting, context.now)
    return invitee, desk
