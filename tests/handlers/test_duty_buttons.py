"""Every button of questions about a regulation: just shown, pressed again, in another's hand."""

from pathlib import Path

from committee.people import Honorific, Role
from committee.refusal import Reason
from handlers.duties import FEATURE
from messages.render import render
from storage import accounts, committees, official_texts, people, seats
from tests.bot import played
from tests.bot.played import MONDAY, act
from tests.chat import House, house
from tests.handlers.scratch import Button, buttons, dump, scratch
from tests.ward import COMMITTEE, Ward, ward

BROKEN = render("conversation/failed", error_id="0")[:40]
GONE = render("conversation/button_gone")
REFUSALS = tuple(
    render(f"refusal/{reason}", citations=(), at=None, now=None)[:24] for reason in Reason
)
OTHER = "Ban Chỉ đạo khác"
UNCLEAR = "chuyên môn của tổ"
ASKED = "Ông Tư bán phụ cấp bao nhiêu?"
VERBS = {action.split(":")[1] for action in FEATURE.actions}
STRANGER, OUTSIDER = "la", "ngoai"


async def played_through(w: Ward) -> None:
    """Every button that the feature has comes to stand on somebody's screen."""
    await _official_wording(w.house)
    giang, lan, khoa = w.phone("giang"), w.phone("lan"), w.phone("khoa")
    await played.invited(w)
    await _second_seat(w)
    for said in ("nhiệm vụ của tôi là gì", "tôi bận thì làm sao", "/quyche", "điều 7", ASKED):
        await giang.types(said)
    await act(giang, "duty:each")
    await act(giang, "duty:contents")
    await act(giang, "duty:pass")
    await khoa.types("nhiệm vụ của tôi là gì")
    await khoa.types("/quyche")
    await act(giang, "duty:send")
    await giang.types(ASKED)
    await act(giang, "duty:pass")
    await giang.types(UNCLEAR)
    await giang.types("khoản 4 điều 7")
    await played.later(w.house, 1)
    assert "Trả lời" in lan.last.buttons


async def _official_wording(h: House) -> None:
    """What an office brings: one clause short, one long."""
    texts = {"7.4": "Nội dung khoản này. " * 40, "12.1": "Nội dung khoản khác."}
    async with h.app.database.transaction() as tx:
        await official_texts.save(
            tx,
            regulation="tran-lieu",
            sha256="0" * 64,
            file="quy-che.docx",
            texts=texts,
            now=h.clock.now(),
        )


async def _second_seat(w: Ward) -> None:
    await _seat(w.house, OTHER, w.person_id("khoa"), secretariat=False)


async def _seat(h: House, name: str, person_id: int, *, secretariat: bool) -> None:
    now = h.clock.now()
    async with h.app.database.transaction() as tx:
        other = await committees.create(tx, name=name, regulation="tran-lieu", now=now)
        await seats.save_membership(
            tx,
            other.id,
            person_id,
            role=Role.HEAD,
            second_role=None,
            office="",
            secretariat=secretariat,
            administrator=False,
            now=now,
        )


async def _outsider(h: House) -> None:
    """Head and secretary of another committee: all rights there, none here."""
    now = h.clock.now()
    async with h.app.database.transaction() as tx:
        person = await people.add_person(
            tx, name="Tô Văn Ngoài", honorific=Honorific.COMRADE, phone="", position="", now=now
        )
        account = await accounts.known(tx, h.channel.name, OUTSIDER, now)
        await accounts.link(tx, account.id, person, now)
    await _seat(h, "Ban ngoài", person, secretariat=True)


def own(shown: list[Button]) -> list[Button]:
    return [each for each in shown if each.action.startswith("duty:")]


async def test_each_does_something_and_pressed_again_is_answered_politely(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    async with house(tmp_path / "house", MONDAY) as h:
        await played_through(await ward(h))
        shown = own(await buttons(h))
        verbs = {each.action.split(":")[1] for each in shown}
        assert verbs == VERBS
        for button in shown:
            async with scratch(h, tmp_path / "scratch") as copy:
                await _twice(copy, button)


async def _twice(copy: House, button: Button) -> None:
    phone = copy.phone(button.address)
    for time in (1, 2):
        replies = await phone.press_action(button.action, pressed=button.message)
        text = "\n".join(each.text for each in replies)
        assert text, button
        assert BROKEN not in text, button
        assert GONE not in text, button
        used = button.action.split(":")[1] in ("pass", "send", "keep")
        assert time == 2 or used or not text.startswith(REFUSALS), (button, text)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    async with house(tmp_path / "house", MONDAY) as h:
        w = await ward(h)
        await played_through(w)
        await _outsider(h)
        for hand in (STRANGER, OUTSIDER, "hai", "oanh"):
            async with scratch(h, tmp_path / "scratch") as copy:
                before = await dump(copy)
                for button in own(await buttons(h)):
                    replies = await copy.phone(hand).press_action(button.action)
                    text = "\n".join(each.text for each in replies)
                    assert text, button
                    assert BROKEN not in text, button
                    for secret in (ASKED, "Hoàng Thị Giang", OTHER):
                        assert secret not in text, (hand, button)
                    if hand in (STRANGER, OUTSIDER):
                        assert COMMITTEE not in text
                        assert "Điều" not in text, (hand, button)
                assert await dump(copy) == before, hand
