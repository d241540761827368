"""Every button that anybody is shown about a notice, pressed by its owner and by others.

A button just shown does something; an old one gets a polite answer; in another's hand it changes
nothing and tells nothing. Only the head and the deputies let go what breaks the silence.
"""

from collections.abc import Sequence
from pathlib import Path

from committee.people import Honorific, Role
from committee.refusal import Reason
from messages.render import render
from storage import accounts, committees, people, seats
from tests.bot import played
from tests.chat import House, Shown, house
from tests.handlers.scratch import Button, buttons, dump, scratch
from tests.handlers.whole_meeting import take
from tests.handlers.whole_notice import STEPS, STORM
from tests.ward import CAST, NOT_LINKED, Ward, ward

MET, START = "2026-11-09T08:00", "2026-11-30T09:00"
BROKEN = render("conversation/failed", error_id="0")[:40]
GONE = render("conversation/button_gone")
REFUSALS = tuple(
    render(f"refusal/{reason}", citations=(), at=None, now=None)[:24] for reason in Reason
)
LEADERS = ("an", "binh", "cuong")
OUTSIDER, STRANGER = "ngoai", "la"
HANDS = [*(each for each in CAST if each != NOT_LINKED), OUTSIDER, STRANGER]
OWN = ("seen", "show", "files")
"""What is done with one's own copy; everything else is the secretariat's or a leader's."""
SECRETS = ("06/TB", "Thong-bao-06", "Phu-luc", "nhiệm vụ được giao", STORM, "mưa bão", "Cắt điện")


def answers(shown: Sequence[Shown]) -> str:
    return "\n".join(each.text for each in shown)


def of_notices(shown: Sequence[Button]) -> list[Button]:
    return [each for each in shown if each.action.startswith("notice:")]


async def begun(h: House) -> Ward:
    """A ward that has met before, so that a meeting's invitees can be meant."""
    w = await ward(h)
    await played.invited(w)
    await h.until(START)
    return w


def folder(tmp_path: Path, name: str) -> Path:
    made = tmp_path / name
    made.mkdir()
    return made


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    """Each is pressed in a copy of the house as it was when the button appeared."""
    tried: set[str] = set()
    async with house(folder(tmp_path, "house"), MET) as h:
        w, seen = await begun(h), set[Button]()
        for step in STEPS:
            await take(step, w, tmp_path)
            shown = of_notices(await buttons(h))
            for button in shown:
                if button not in seen:
                    await _alive(h, button, tmp_path / "scratch")
                    tried.add(button.action.split(":")[1])
            seen.update(shown)
        verbs = {key.partition(":")[2] for key in h.app.registry.actions if key[:7] == "notice:"}
    assert verbs - tried == {"committee", "urgentfor"}  # of who sits in several committees


async def _alive(h: House, button: Button, copy_folder: Path) -> None:
    async with scratch(h, copy_folder) as copy:
        phone = copy.phone(button.address)
        reply = answers(await phone.press_action(button.action, pressed=button.message))
        assert reply, button
        assert not reply.startswith((BROKEN, GONE, *REFUSALS)), (button, reply)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    """Pressed one after the other, whatever the presses before have done."""
    old: dict[Button, None] = {}
    async with house(folder(tmp_path, "house"), MET) as h:
        w = await begun(h)
        for step in STEPS:
            await take(step, w, tmp_path)
            old.update(dict.fromkeys(of_notices(await buttons(h))))
            if step.checked:
                async with scratch(h, tmp_path / "scratch") as copy:
                    for button in [*old, *old]:
                        await _polite(copy, button)
    assert len(old) > 80


async def _polite(copy: House, button: Button) -> None:
    phone = copy.phone(button.address)
    reply = answers(await phone.press_action(button.action, pressed=button.message))
    assert reply, button
    assert BROKEN not in reply, (button, reply)
    assert GONE not in reply, (button, reply)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    owners: dict[str, set[str]] = {}
    tried = 0
    async with house(folder(tmp_path, "house"), MET) as h:
        w = await begun(h)
        await _outsider(h)
        for step in STEPS:
            await take(step, w, tmp_path)
            for button in of_notices(await buttons(h)):
                owners.setdefault(button.action, set()).add(button.address)
            if step.checked:
                async with scratch(h, tmp_path / "scratch") as copy:
                    tried += await _foreign(copy, owners)
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
            tx, other.id, person, role=Role.HEAD, secretariat=True, administrator=True, now=now
        )
        account = await accounts.known(tx, h.channel.name, OUTSIDER, now)
        await accounts.link(tx, account.id, person, now)


async def _foreign(copy: House, owners: dict[str, set[str]]) -> int:
    tried = 0
    for address in HANDS:
        before = await dump(copy)
        for action, own in owners.items():
            if address in own or may(address, action):
                continue
            reply = answers(await copy.phone(address).press_action(action))
            assert reply, (address, action)
            assert BROKEN not in reply, (address, action)
            told = [secret for secret in SECRETS if secret in reply]
            assert told == [], (address, action, reply)
            tried += 1
        after = await dump(copy)
        assert {name for name in before if before[name] != after[name]} == set(), address
    return tried


def may(address: str, action: str) -> bool:
    """Whether this person may do that as well as whoever was shown it."""
    verb = action.split(":")[1]
    if verb in OWN:
        return False
    if verb in ("sendnow", "notnow", "compose"):
        return address in LEADERS
    return address == "lan" or (address in LEADERS and verb not in ("recent", "send", "sendat"))


async def test_a_leader_prepares_only_what_is_his_own(tmp_path: Path) -> None:
    """A deputy may let an urgent notice go; the secretariat's drafts are not his to change."""
    async with house(folder(tmp_path, "house"), MET) as h:
        w = await begun(h)
        await w.phone("lan").types("/thongbao Nội dung thường")
        for verb in ("alone", "towhom", "preview", "edit", "dropped", "open", "withdrawnow"):
            [reply] = await w.phone("cuong").press_action(f"notice:{verb}:1")
            assert reply.text == render("refusal/not_found", citations=(), at=None)
