"""Brings the cast in by the same doors as an office's own people: roster, code, consent."""

import asyncio
import json
from importlib import resources

from bot.app import App
from bot.channels.base import Channel, Raw
from bot.clock import Clock
from bot.roster_files import read_rows, roster_words
from bot.trial_room import Phone
from committee.people import Membership, Person, Role
from messages.wording import words
from regulations.load import load
from regulations.model import Regulation
from storage import accounts, codes, committees, dialogues, people
from storage.committees import Committee
from storage.database import Database, Transaction
from storage.roster import import_roster

REGULATION = "tran-lieu"
WITHOUT_A_CHAT = "+84900000013"
"""One guest is left to be called by phone, as in any real roster."""

STRANGER = "stranger"
_FIRST = (Role.HEAD, Role.STANDING_DEPUTY, Role.COMMISSIONER)
"""Whose phones are shown first; the secretariat's comes fourth."""


def address_of(person: Person) -> str:
    """The phone of a person in the trial room."""
    return f"p{person.id}"


async def bring_in(app: App, channel: Channel) -> None:
    """Make the committee of the trial room and link its people, unless that is done."""
    async with app.database.reading() as tx:
        known = await committees.all_committees(tx)
    if not known:
        await _import(app.database, app.clock)
    async with app.database.reading() as tx:
        [committee, *_] = await committees.all_committees(tx)
        waiting = [p for p in await _everybody(tx, committee) if not await _linked(tx, p)]
    for person in waiting:
        if person.phone != WITHOUT_A_CHAT and not known:
            await _link(app, channel, person)


async def _import(database: Database, clock: Clock) -> None:
    with resources.as_file(resources.files("bot") / "demo" / "tran-lieu.csv") as file:
        rows = await asyncio.to_thread(read_rows, file)
    async with database.transaction() as tx:
        committee = await committees.create(
            tx, name=words("web")["trial_committee"], regulation=REGULATION, now=clock.now()
        )
        report = await import_roster(
            tx, committee.id, rows, roster_words(load(REGULATION)), clock.now()
        )
        if report.faults:
            raise RuntimeError(f"the cast's own roster has faults: {report.faults}")


async def _link(app: App, channel: Channel, person: Person) -> None:
    """Send the code and press the consent, as the person would."""
    address = address_of(person)
    async with app.database.transaction() as tx:
        code = await codes.issue(tx, person.id, None, app.clock.now(), app.settings.code_life)
    asked = await _arrives(app, channel, address, "link-code", {"kind": "message", "text": code})
    async with app.database.reading() as tx:
        account = await accounts.find_sender(tx, channel.name, address)
        waiting = (
            await dialogues.find(tx, f"account:{account[0].id}", app.clock.now())
            if account
            else None
        )
    if waiting is None:
        raise RuntimeError(f"{address} was not asked for consent")
    agree = f"link:agree:{json.loads(waiting.state)['code_id']}"
    body = {"kind": "press", "action": agree, "pressed": f"reply:{asked}:1"}
    await _arrives(app, channel, address, "link-agree", body)


async def _arrives(
    app: App, channel: Channel, address: str, key: str, body: dict[str, str]
) -> int | None:
    raw = Raw(f"{address}:{key}", address, json.dumps(body).encode())
    [row] = await app.receive(channel, [raw])
    await app.settle()
    return row


async def phones(database: Database) -> list[Phone]:
    """Everybody who can be chosen; head, standing deputy, a commissioner, the secretary first."""
    async with database.reading() as tx:
        [committee, *_] = await committees.all_committees(tx)
        regulation = load(committee.regulation)
        members = await people.members(tx, committee.id)
        guests = [contact.person for contact in await people.contacts(tx, committee.id)]
        linked = {p.id for p in await _everybody(tx, committee) if await _linked(tx, p)}
    said = words("web")
    cast = [
        _phone(m.person, _title(regulation, m), said[_group(m)], linked) for m in _ordered(members)
    ]
    cast += [_phone(p, p.position, said["group_contacts"], linked) for p in guests]
    stranger = Phone(
        STRANGER, said["stranger"], said["stranger_title"], linked=False, group=said["group_others"]
    )
    return [*cast, stranger]


def _ordered(members: tuple[Membership, ...]) -> list[Membership]:
    firsts = [next((m for m in members if m.role is role), None) for role in _FIRST]
    firsts.append(next((m for m in members if m.secretariat), None))
    shown = [member for member in firsts if member is not None]
    return shown + [member for member in members if member not in shown]


def _group(member: Membership) -> str:
    return "group_committee" if member.in_committee else "group_working"


def _title(regulation: Regulation, member: Membership) -> str:
    return ", ".join(
        part for part in (regulation.titles.get(member.role), member.person.position) if part
    )


def _phone(person: Person, title: str, group: str, linked: set[int]) -> Phone:
    return Phone(address_of(person), person.name, title, linked=person.id in linked, group=group)


async def _everybody(tx: Transaction, committee: Committee) -> list[Person]:
    members = await people.members(tx, committee.id)
    contacts = await people.contacts(tx, committee.id)
    return [member.person for member in members] + [contact.person for contact in contacts]


async def _linked(tx: Transaction, person: Person) -> bool:
    return bool(await accounts.accounts_of(tx, person.id))
