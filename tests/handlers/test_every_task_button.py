"""Every button that anybody is shown about tasks, pressed by its owner and by others.

A button just shown does something; an old one gets a polite answer; in another's hand it changes
nothing and tells nothing. Who confirms is who assigned; 7.1 brings difficulties before the head.
"""

from collections.abc import Sequence
from pathlib import Path

from committee.refusal import Reason
from messages.render import render
from tests.chat import House, Shown, house
from tests.handlers.scratch import Button, buttons, dump, scratch
from tests.handlers.task_play import OUTSIDER, outsider
from tests.handlers.whole_meeting import take
from tests.handlers.whole_task import FIELDWORK, STEPS, WORD
from tests.ward import CAST, NOT_LINKED, ward

START = "2026-11-30T09:00"
BROKEN = render("conversation/failed", error_id="0")[:40]
GONE = render("conversation/button_gone")
REFUSALS = tuple(
    render(f"refusal/{reason}", citations=(), at=None, now=None)[:24] for reason in Reason
)
STRANGER = "la"
HANDS = [*(each for each in CAST if each != NOT_LINKED), OUTSIDER, STRANGER]
OWN = ["receive", "update", "ontrack", "hard", "done", "extend", "adjust", "askextension"]
"""Done with one's own task only."""
LOOKING = ["open", "openplace", "history"]
LEADERS = ("an", "binh", "cuong")
LEADING = ["advise", "opinion", "details", "files", "hand"]
DECIDING = ["accept", "giveback", "grant", "decline", "otherdate"]
"""Some leader's; whose exactly, tests of their own tell."""
OF_ANYBODY = ("more",)
"""Opens a list of one's own."""
CONCERNED = {
    "1": ("hai", "cuong"),
    "2": ("khoa", "huong"),
    "3": ("loan",),
    "4": ("giang",),
}
"""Who has, had or shares each of the first document's tasks; all the others are Dũng's."""
NOT_IN_THE_PLAY = {"committee", "who"}
"""Of who runs several assistants; of two people with one name."""
SECRETS = (
    *("tham mưu kinh phí", "hồ sơ sức khỏe", "rà soát thủ tục", "nâng tỷ lệ", FIELDWORK, WORD),
    *("06/TB", "dự toán", "To-trinh", "phụ lục biểu mẫu", "máy quét", "Trạm Y tế thiếu"),
)
"""What only those concerned may read."""


def answers(shown: Sequence[Shown]) -> str:
    return "\n".join(each.text for each in shown)


def of_tasks(shown: Sequence[Button]) -> list[Button]:
    return [each for each in shown if each.action.startswith("task:")]


def folder(tmp_path: Path, name: str) -> Path:
    made = tmp_path / name
    made.mkdir()
    return made


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    """Each is pressed in a copy of the house as it was when the button appeared."""
    tried: set[str] = set()
    async with house(folder(tmp_path, "house"), START) as h:
        w, seen = await ward(h), set[Button]()
        for step in STEPS:
            await take(step, w, tmp_path)
            shown = of_tasks(await buttons(h))
            for button in shown:
                if button not in seen:
                    await _alive(h, button, tmp_path / "scratch")
                    tried.add(button.action.split(":")[1])
            seen.update(shown)
        verbs = {key.partition(":")[2] for key in h.app.registry.actions if key[:5] == "task:"}
    assert verbs - tried == NOT_IN_THE_PLAY


async def _alive(h: House, button: Button, copy_folder: Path) -> None:
    async with scratch(h, copy_folder) as copy:
        phone = copy.phone(button.address)
        reply = answers(await phone.press_action(button.action, pressed=button.message))
        assert reply, button
        assert not reply.startswith((BROKEN, GONE, *REFUSALS)), (button, reply)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    """Pressed one after the other and once more, whatever the presses before have done."""
    old: dict[Button, None] = {}
    async with house(folder(tmp_path, "house"), START) as h:
        w = await ward(h)
        for step in STEPS:
            await take(step, w, tmp_path)
            old.update(dict.fromkeys(of_tasks(await buttons(h))))
            if step.checked:
                async with scratch(h, tmp_path / "scratch") as copy:
                    for button in [*old, *old]:
                        await _polite(copy, button)
    assert len(old) > 200


async def _polite(copy: House, button: Button) -> None:
    phone = copy.phone(button.address)
    reply = answers(await phone.press_action(button.action, pressed=button.message))
    assert reply, button
    assert BROKEN not in reply, (button, reply)
    assert GONE not in reply, (button, reply)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    owners: dict[str, set[str]] = {}
    tried = 0
    async with house(folder(tmp_path, "house"), START) as h:
        w = await ward(h)
        await outsider(h)
        for step in STEPS:
            await take(step, w, tmp_path)
            for button in of_tasks(await buttons(h)):
                owners.setdefault(button.action, set()).add(button.address)
            if step.checked:
                async with scratch(h, tmp_path / "scratch") as copy:
                    tried += await _foreign(copy, owners)
    assert tried > 3000


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
    _, verb, *rest = action.split(":")
    if verb in (*OWN, *LOOKING):
        return address in CONCERNED.get(rest[0], ("dung",)) or (
            verb in LOOKING and address in (*LEADERS, "lan")
        )
    if verb in OF_ANYBODY:
        return address != STRANGER
    if address in LEADERS:
        return verb in (*LEADING, *DECIDING)
    if address in (OUTSIDER, STRANGER):
        return False
    return address == "lan" and verb not in DECIDING
