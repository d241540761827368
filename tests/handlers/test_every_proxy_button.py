"""Every button about standing in and about opinions, pressed by its owner and by others.

A button just shown does something; an old one gets a polite answer; in another's hand it changes
nothing and tells nothing. Who may decide is who chairs that meeting: 7.4 of Trần Liễu.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.bot import played
from tests.chat import House, house
from tests.handlers import instead
from tests.handlers.scratch import Button, buttons, dump, scratch
from tests.handlers.test_every_button import BROKEN, GONE, HANDS, REFUSALS, answers, folder
from tests.handlers.whole_instead import PART, STEPS
from tests.handlers.whole_meeting import take
from tests.ward import CAST, Ward, ward

SECRETS = ("27/11", PART, "Nhất trí", "nguồn vốn", "Y-kien", "thu xếp dự", "02 trang", "0912345678")
READING = ("read", "read_of", "more", "all", "others")
PAPERS = ("paper", "paperfor", "papernow")


def ours(shown: Sequence[Button]) -> list[Button]:
    return [each for each in shown if each.action.startswith(("proxy:", "opinion:"))]


async def begun(h: House) -> Ward:
    """The invitations to a meeting with three items are out."""
    w = await ward(h)
    await instead.invited(w, instead.AGENDA)
    return w


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    """Each is pressed in a copy of the house as it was when the button appeared."""
    tried: set[str] = set()
    async with house(folder(tmp_path, "house"), played.MONDAY) as h:
        w, seen = await begun(h), set[Button]()
        for step in STEPS:
            await take(step, w, tmp_path)
            shown = await buttons(h)
            for button in ours(shown):
                if button not in seen:
                    await _alive(h, button, tmp_path / "scratch")
                    tried.add(":".join(button.action.split(":")[:2]))
            seen.update(shown)
        known = {key for key in h.app.registry.actions if key.startswith(("proxy:", "opinion:"))}
    assert known - tried == {"opinion:more", "opinion:all", "opinion:others", "opinion:papernow"}


async def _alive(h: House, button: Button, copy_folder: Path) -> None:
    async with scratch(h, copy_folder) as copy:
        phone = copy.phone(button.address)
        reply = answers(await phone.press_action(button.action, pressed=button.message))
        assert reply, button
        assert not reply.startswith((BROKEN, GONE, *REFUSALS)), (button, reply)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    """Pressed one after the other, and its label typed, whatever the presses before have done."""
    old: dict[Button, None] = {}
    async with house(folder(tmp_path, "house"), played.MONDAY) as h:
        w = await begun(h)
        for step in STEPS:
            await take(step, w, tmp_path)
            old.update(dict.fromkeys(ours(await buttons(h))))
            if step.checked:
                async with scratch(h, tmp_path / "scratch") as copy:
                    await _all_answered(copy, list(old))
    assert len(old) > 60


async def _all_answered(copy: House, old: list[Button]) -> None:
    for button in old:
        phone = copy.phone(button.address)
        _polite(button, answers(await phone.press_action(button.action, pressed=button.message)))
    for address, label in dict.fromkeys((each.address, each.label) for each in old):
        _polite(label, answers(await copy.phone(address).types(label)))


def _polite(what: Button | str, reply: str) -> None:
    assert reply, what
    assert BROKEN not in reply, (what, reply)
    assert GONE not in reply, (what, reply)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    owners: dict[str, set[str]] = {}
    tried = 0
    async with house(folder(tmp_path, "house"), played.MONDAY) as h:
        w = await begun(h)
        for step in STEPS:
            await take(step, w, tmp_path)
            for button in ours(await buttons(h)):
                owners.setdefault(button.action, set()).add(button.address)
            if step.checked:
                async with scratch(h, tmp_path / "scratch") as copy:
                    tried += await _foreign(copy, owners)
    assert tried > 1000


async def _foreign(copy: House, owners: dict[str, set[str]]) -> int:
    tried = 0
    invitations = await _invitations(copy)
    for address in HANDS:
        before = await dump(copy)
        for action, own in owners.items():
            if address in own or may(address, action, invitations.get(address, "")):
                continue
            reply = answers(await copy.phone(address).press_action(action))
            assert reply, (address, action)
            assert BROKEN not in reply, (address, action)
            _tells_nothing(address, action, reply)
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


def may(address: str, action: str, own: str) -> bool:
    """Whether this person may do that as well as whoever was shown it; `own` is the invitation."""
    feature, verb, invitee, *_ = action.split(":")
    if feature == "opinion" and verb in READING:
        return address in ("an", "lan") or invitee == own
    return feature == "opinion" and verb in PAPERS and address == "lan"


def _tells_nothing(address: str, action: str, reply: str) -> None:
    names = [each.name for key, each in CAST.items() if key != address]
    told = [secret for secret in (*SECRETS, *names) if secret in reply]
    assert told == [], (address, action, reply)
