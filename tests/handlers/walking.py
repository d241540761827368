"""Every button that a play shows, pressed by its owner and by others: the same promises for all.

A button just shown does something; an old one gets a polite answer; in another's hand it changes
nothing and tells nothing.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from committee.people import Honorific, Role
from committee.refusal import Reason
from messages.render import render
from storage import accounts, committees, people, seats
from tests.chat import House, Shown, house
from tests.handlers.scratch import Button, buttons, dump, scratch
from tests.handlers.whole_meeting import Step, take
from tests.ward import CAST, NOT_LINKED, Ward

BROKEN = render("conversation/failed", error_id="0")[:40]
GONE = render("conversation/button_gone")
REFUSALS = tuple(
    render(f"refusal/{reason}", citations=(), at=None, now=None)[:24] for reason in Reason
)
OUTSIDER, STRANGER = "ngoai", "la"
HANDS = [*(each for each in CAST if each != NOT_LINKED), OUTSIDER, STRANGER]
"""Everybody with a phone, the head of another committee, and somebody on no roster."""

Allowed = Callable[[str, str, str], bool]
"""Gets a phone, an action, and that person's own invitation as buttons name it."""


@dataclass(frozen=True, slots=True)
class Walk:
    """One play with the features whose buttons are tried.

    `may` says whether somebody else may press an action as well as whoever was shown it;
    `secrets` is what only those concerned may read; `never` are the verbs that the play does not
    reach.
    """

    features: tuple[str, ...]
    start: str
    begun: Callable[[House], Awaitable[Ward]]
    steps: Sequence[Step]
    may: Allowed
    secrets: tuple[str, ...]
    never: frozenset[str] = frozenset()
    names_are_secret: bool = False

    def ours(self, shown: Sequence[Button]) -> list[Button]:
        return [each for each in shown if each.action.split(":")[0] in self.features]


def answers(shown: Sequence[Shown]) -> str:
    return "\n".join(each.text for each in shown)


async def each_does_something(walk: Walk, folder: Path) -> None:
    """Each is pressed in a copy of the house as it was when the button appeared."""
    tried: set[str] = set()
    async with house(_made(folder), walk.start) as h:
        w, seen = await walk.begun(h), set[Button]()
        for step in walk.steps:
            await take(step, w, folder)
            shown = walk.ours(await buttons(h))
            for button in shown:
                if button not in seen:
                    await _alive(h, button, folder / "scratch")
                    tried.add(_verb(button.action))
            seen.update(shown)
        known = {_verb(key) for key in h.app.registry.actions if key.split(":")[0] in walk.features}
    left = sorted(known - tried)
    assert left == sorted(walk.never), left


def _verb(action: str) -> str:
    return ":".join(action.split(":")[:2])


def _made(folder: Path) -> Path:
    made = folder / "house"
    made.mkdir()
    return made


async def _alive(h: House, button: Button, copy_folder: Path) -> None:
    async with scratch(h, copy_folder) as copy:
        phone = copy.phone(button.address)
        reply = answers(await phone.press_action(button.action, pressed=button.message))
        assert reply, button
        assert not reply.startswith((BROKEN, GONE, *REFUSALS)), (button, reply)


async def old_ones_are_answered_politely(walk: Walk, folder: Path, least: int) -> None:
    """Pressed one after the other and once more, whatever the presses before have done."""
    old: dict[Button, None] = {}
    async with house(_made(folder), walk.start) as h:
        w = await walk.begun(h)
        for step in walk.steps:
            await take(step, w, folder)
            old.update(dict.fromkeys(walk.ours(await buttons(h))))
            if step.checked:
                async with scratch(h, folder / "scratch") as copy:
                    for button in [*old, *old]:
                        phone = copy.phone(button.address)
                        said = await phone.press_action(button.action, pressed=button.message)
                        _polite(button, answers(said))
                    for address, label in dict.fromkeys((b.address, b.label) for b in old):
                        _polite(label, answers(await copy.phone(address).types(label)))
    assert len(old) > least


def _polite(what: Button | str, reply: str) -> None:
    assert reply, what
    assert BROKEN not in reply, (what, reply)
    assert GONE not in reply, (what, reply)


async def another_hand_changes_nothing(walk: Walk, folder: Path, least: int) -> None:
    owners: dict[str, set[str]] = {}
    tried = 0
    async with house(_made(folder), walk.start) as h:
        w = await walk.begun(h)
        await outsider(h)
        for step in walk.steps:
            await take(step, w, folder)
            for button in walk.ours(await buttons(h)):
                owners.setdefault(button.action, set()).add(button.address)
            if step.checked:
                async with scratch(h, folder / "scratch") as copy:
                    tried += await _foreign(walk, copy, owners)
    assert tried > least


async def outsider(h: House) -> None:
    """The head and secretary of another committee: all rights there, none here."""
    now = h.clock.now()
    async with h.app.database.transaction() as tx:
        other = await committees.create(tx, name="Ban khác", regulation="tran-lieu", now=now)
        person = await people.add_person(
            tx, name="Tô Văn Ngoài", honorific=Honorific.COMRADE, phone="", position="", now=now
        )
        await seats.save_membership(
            tx, other.id, person, role=Role.HEAD, secretariat=True, administrator=True, now=now
        )
        account = await accounts.known(tx, h.channel.name, OUTSIDER, now)
        await accounts.link(tx, account.id, person, now)


async def _foreign(walk: Walk, copy: House, owners: dict[str, set[str]]) -> int:
    tried = 0
    invitations = await _invitations(copy)
    for address in HANDS:
        before = await dump(copy)
        for action, own in owners.items():
            if address in own or walk.may(address, action, invitations.get(address, "")):
                continue
            reply = answers(await copy.phone(address).press_action(action))
            assert reply, (address, action)
            assert BROKEN not in reply, (address, action)
            _tells_nothing(walk, address, action, reply)
            tried += 1
        after = await dump(copy)
        assert {name for name in before if before[name] != after[name]} == set(), address
    return tried


async def _invitations(copy: House) -> dict[str, str]:
    """Everybody's own invitation, as buttons name it."""
    async with copy.app.database.reading() as tx:
        rows = await tx.all(
            "SELECT a.address, i.id FROM invitees i JOIN accounts a ON a.person_id = i.person_id"
        )
    return {str(row[0]): str(row[1]) for row in rows}


def _tells_nothing(walk: Walk, address: str, action: str, reply: str) -> None:
    names = [each.name for key, each in CAST.items() if key != address]
    secret = (*walk.secrets, *(names if walk.names_are_secret else ()))
    told = [each for each in secret if each in reply]
    assert told == [], (address, action, reply)
