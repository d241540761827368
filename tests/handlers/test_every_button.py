"""Every button that anybody is shown during a whole meeting, pressed by its owner and by others.

A button just shown does something; an old one gets a polite answer; in another's hand it changes
nothing and tells nothing. Who may convene is 4.3 and 5.3 of Trần Liễu's regulation.
"""

from collections.abc import Sequence
from pathlib import Path

from committee.people import Honorific, Role
from committee.refusal import Reason
from messages.render import render
from storage import accounts, committees, people, seats
from tests.chat import House, Shown, house
from tests.handlers.scratch import Button, buttons, dump, scratch
from tests.handlers.whole_meeting import STEPS, take
from tests.ward import CAST, COMMITTEE, NOT_LINKED, Ward, ward

START = "2026-11-06T09:10"
BROKEN = render("conversation/failed", error_id="0")[:40]
GONE = render("conversation/button_gone")
REFUSALS = tuple(
    render(f"refusal/{reason}", citations=(), at=None, now=None)[:24] for reason in Reason
)

CONVENERS = ("an", "binh")
DECIDING = ("approve", "return", "withdraw", "read", "agreechange", "refusechange")
OWN = "confirm decline change withdraw keep open papers calendar"
"""Verbs of one's own invitation; every other verb of a meeting is the secretariat's."""
OUTSIDER, STRANGER = "ngoai", "la"
HANDS = [*(each for each in CAST if each != NOT_LINKED), OUTSIDER, STRANGER]
OF_EACH_KIND = ["an", "binh", "huong", "oanh", "lan", OUTSIDER, STRANGER]
"""One of each standing, for the stages on the way; at the end it is everybody."""

SECRETS = (
    *("27/11", "04/12", "10/12", "phòng họp", "hội trường", "07/GM", "09/GM", COMMITTEE),
    *("Bao-cao", "Chuong-trinh", "kinh phí", "Trùng cuộc họp", "Giữ lịch"),
)
"""What only those concerned may read."""


def answers(shown: Sequence[Shown]) -> str:
    return "\n".join(each.text for each in shown)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    """Each is pressed in a copy of the house as it was when the button appeared."""
    tried = 0
    async with house(folder(tmp_path, "house"), START) as h:
        w, seen = await ward(h), set[Button]()
        for step in STEPS:
            await take(step, w, tmp_path)
            shown = await buttons(h)
            for button in shown:
                if button not in seen:
                    await _alive(h, button, tmp_path / "scratch")
                    tried += 1
            seen.update(shown)
    assert tried > 250


def folder(tmp_path: Path, name: str) -> Path:
    made = tmp_path / name
    made.mkdir()
    return made


async def _alive(h: House, button: Button, copy_folder: Path) -> None:
    async with scratch(h, copy_folder) as copy:
        phone = copy.phone(button.address)
        reply = answers(await phone.press_action(button.action, pressed=button.message))
        assert reply, button
        if button.action.startswith("snooze:"):
            return  # what was reminded of may be done already: then it says so
        assert not reply.startswith((BROKEN, GONE, *REFUSALS)), (button, reply)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    """Pressed one after the other, and its label typed, whatever the presses before have done."""
    old: dict[Button, None] = {}
    async with house(folder(tmp_path, "house"), START) as h:
        w = await ward(h)
        for step in STEPS:
            await take(step, w, tmp_path)
            old.update(dict.fromkeys(await buttons(h)))
            if step.checked:
                async with scratch(h, tmp_path / "scratch") as copy:
                    await _all_answered(copy, list(old))
    assert len(old) > 250


async def _all_answered(copy: House, old: list[Button]) -> None:
    unlinking = ("mydata:unlink", "mydata:erase_now")
    for button in sorted(old, key=lambda each: each.action.startswith(unlinking)):
        phone = copy.phone(button.address)
        reply = answers(await phone.press_action(button.action, pressed=button.message))
        _polite(button, reply)
    for address, label in dict.fromkeys((each.address, each.label) for each in old):
        _polite(label, answers(await copy.phone(address).types(label)))


def _polite(what: Button | str, reply: str) -> None:
    assert reply, what
    assert BROKEN not in reply, (what, reply)
    assert GONE not in reply, (what, reply)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    owners: dict[str, set[str]] = {}
    tried = 0
    async with house(folder(tmp_path, "house"), START) as h:
        w = await ward(h)
        await _outsider(h)
        for step in STEPS:
            await take(step, w, tmp_path)
            for button in await buttons(h):
                owners.setdefault(button.action, set()).add(button.address)
            if step.checked:
                owners.update(await _matters(h))
                hands = HANDS if step is STEPS[-1] else OF_EACH_KIND
                async with scratch(h, tmp_path / "scratch") as copy:
                    tried += await _foreign(copy, owners, hands)
    assert tried > 3000


async def _outsider(h: House) -> None:
    """The head and secretary of another committee: all rights there, none here."""
    now = h.clock.now()
    async with h.app.database.transaction() as tx:
        other = await committees.create(tx, name="Ban khác", regulation="tran-lieu", now=now)
        person = await people.add_person(
            tx, name="Tô Văn Ngoài", honorific=Honorific.COMRADE, phone="", position="", now=now
        )
        await seats.save_membership(
            tx,
            other.id,
            person,
            role=Role.HEAD,
            second_role=None,
            office="",
            secretariat=True,
            administrator=True,
            now=now,
        )
        account = await accounts.known(tx, h.channel.name, OUTSIDER, now)
        await accounts.link(tx, account.id, person, now)


async def _matters(h: House) -> dict[str, set[str]]:
    """What a digest would offer of everything owed so far, and to whom."""
    async with h.app.database.reading() as tx:
        rows = await tx.all(
            "SELECT d.id, a.address FROM deliveries d JOIN accounts a ON a.person_id = d.person_id"
        )
    return {f"digest:open:{row[0]}": {str(row[1])} for row in rows}


async def _foreign(copy: House, owners: dict[str, set[str]], hands: list[str]) -> int:
    tried = 0
    for address in hands:
        before = await dump(copy)
        for action, own in owners.items():
            if address in own or may(address, action):
                continue
            reply = answers(await copy.phone(address).press_action(action))
            assert reply, (address, action)
            assert BROKEN not in reply, (address, action)
            _tells_nothing(address, action, reply)
            tried += 1
        after = await dump(copy)
        assert {name for name in before if before[name] != after[name]} == set(), address
    return tried


def may(address: str, action: str) -> bool:
    """Whether this person may do that as well as whoever was shown it; one's own data included."""
    feature, verb, *_ = action.split(":")
    if feature in ("guide", "mydata"):
        return address != STRANGER
    if feature == "meeting" and verb in DECIDING:
        return address in CONVENERS
    if feature == "attendance" and verb in OWN.split():
        return False
    return address == "lan" and feature in ("meeting", "attendance", "invites")


def _tells_nothing(address: str, action: str, reply: str) -> None:
    names = [each.name for key, each in CAST.items() if key != address]
    told = [secret for secret in (*SECRETS, *names) if secret in reply]
    assert told == [], (address, action, reply)


async def test_the_stranger_and_the_outsider_are_who_they_seem(tmp_path: Path) -> None:
    """Without this, the test above could pass because nobody in it has any rights."""
    async with house(tmp_path, START) as h:
        w: Ward = await ward(h)
        await _outsider(h)
        own = answers(await h.phone(OUTSIDER).types("/phienhop"))
        assert own.startswith("Chưa có phiên họp nào")
        assert "chưa được liên kết" in answers(await h.phone(STRANGER).types("/phienhop"))
        refused = answers(await w.phone("huong").types("/phienhop"))
        assert refused.startswith(REFUSALS)
