"""Choices that are typed: only a whole message that is a number or a label chooses."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SimulatedClock
from bot.open_menus import MOST_OPEN, still_open
from messages.render import render
from storage.menus import Shown
from tests.bot import played
from tests.channels.zalo_room import Room, room
from tests.chat import house
from tests.handlers.looking import code_for
from tests.scenario.zalo_house import ZaloPhones, choices, zalo_house
from tests.ward import Ward, ward
from tests.zaloapi.people import User
from tests.zaloapi.server import ZaloServer

pytestmark = pytest.mark.channel

ANSWER = "SELECT answer FROM invitees i JOIN people p ON p.id = i.person_id WHERE p.name = :name"
HUONG = "Đỗ Thu Hương"


async def answer(r: Room) -> Any:
    return await r.value(ANSWER, name=HUONG)


async def invited(r: Room, w: Ward) -> User:
    """Hương has her invitation; Lan prepared it and An approved, each on their own phone."""
    lan, an = r.member("lan"), r.member("an")
    for typed in (played.LINE, "Quý IV và tổng kết", "Dùng hạn này", "Trình trước, bổ sung sau"):
        await r.says(lan, typed)
    await r.says(an, "Đồng ý triệu tập")
    for typed in ("Nhập số giấy mời", "07/GM-BCĐ ngày 09/11/2026"):
        await r.says(lan, typed)
    [send] = [label for _, label in choices(lan.last.text) if label.startswith("Gửi ")]
    await r.says(lan, send)
    await r.later(minutes=2)
    huong = r.member("huong")
    assert "07/GM-BCĐ" in huong.last
    return huong


async def test_choices_are_numbered_lines_and_a_number_chooses(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        huong = await invited(r, await r.ward())
        offered = [("1", "Sẽ dự"), ("2", "Xin vắng"), ("3", "Cử người dự thay")]
        assert choices(huong.last.text) == offered
        [reply] = await r.says(huong, "1")
        assert await answer(r) == "attending"
        assert "Đã ghi nhận: Dự họp" in reply
        assert "Đã chọn: Sẽ dự. Gõ 0 để chọn lại." in reply


@pytest.mark.parametrize("typed", ["1", "1.", " 01 ", "1)", "sẽ dự", "SE DU", "Sẽ dự", "a1", "A1."])
async def test_ways_to_say_the_same(tmp_path: Path, typed: str) -> None:
    async with room(tmp_path) as r:
        huong = await invited(r, await r.ward())
        await r.says(huong, typed)
        assert await answer(r) == "attending"


@pytest.mark.parametrize(
    "typed",
    ["3 nhiệm vụ của tôi là gì?", "1 2", "1,", "số 1", "tôi sẽ dự", "11111", "1 giờ", "-1", "B1"],
)
async def test_what_only_contains_a_number_chooses_nothing(tmp_path: Path, typed: str) -> None:
    async with room(tmp_path) as r:
        huong = await invited(r, await r.ward())
        [reply] = await r.says(huong, typed)
        assert await answer(r) is None
        assert "Đã chọn" not in reply


async def test_a_number_that_is_not_there_shows_those_that_are(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        huong = await invited(r, await r.ward())
        [reply] = await r.says(huong, "9")
        assert "không có mục 9" in reply
        assert "1. Sẽ dự" in reply
        assert await answer(r) is None


async def test_nought_offers_the_same_again_right_after_a_choice(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        huong = await invited(r, await r.ward())
        await r.says(huong, "1")
        [again] = await r.says(huong, "0")
        assert "Lần trước đã chọn: Sẽ dự" in again
        assert dict(choices(again.text))["2"] == "Xin vắng"
        [asked] = await r.says(huong, "2")
        assert "Đã chọn: Xin vắng" in asked
        await r.says(huong, "/lichhop")
        [lost] = await r.says(huong, "0")
        assert "Lần trước" not in lost


# --- two menus side by side


async def test_two_menus_need_a_letter_and_a_bare_number_asks_back(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        huong = await invited(r, w)
        await second_menu(r, huong)
        typed = [each for each, _ in choices(huong.last.text)]
        assert all(re.fullmatch("B[0-9]", each) for each in typed)
        [ask] = await r.says(huong, "1")
        assert "Có 02 tin đang chờ chọn" in ask
        assert "A1. Sẽ dự" in ask
        assert "B1. " in ask
        assert await answer(r) is None
        [reply] = await r.says(huong, "a1")
        assert "Đã chọn: Sẽ dự" in reply
        assert await answer(r) == "attending"


async def second_menu(r: Room, huong: User) -> None:
    """A reply with choices of its own, beside the invitation that waits."""
    await r.says(huong, "/dulieucuatoi")


async def test_a_newer_reply_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        huong = await invited(r, await r.ward())
        await second_menu(r, huong)
        await second_menu(r, huong)
        [ask] = await r.says(huong, "1")
        assert "Có 02 tin" in ask


async def test_what_was_answered_waits_no_more(tmp_path: Path) -> None:
    """Its answer takes the invitation's place, so one menu is left."""
    async with room(tmp_path) as r:
        huong = await invited(r, await r.ward())
        await r.says(huong, "1")
        [reply] = await r.says(huong, "1")
        assert "Có 02 tin" not in reply
        assert "Đã chọn: Đổi trả lời" in reply


async def test_old_menus_take_no_numbers_but_their_labels(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        huong = await invited(r, w)
        async with r.app.database.transaction() as tx:
            await tx.execute(
                "UPDATE open_menus SET shown_at = shown_at - :days", days=15 * 86_400_000
            )
        [reply] = await r.says(huong, "1")
        assert reply.text == render("conversation/not_understood")
        await r.says(huong, "se du")
        assert await answer(r) == "attending"


# --- the rule by itself


def shown(send: int, *, reply: bool = False, about: str = "") -> Shown:
    subjects = frozenset({about}) if about else frozenset[str]()
    return Shown(send, "A", send, reply, subjects)


def test_of_replies_only_the_newest_waits() -> None:
    menus_shown = [shown(3, reply=True), shown(2, reply=True), shown(1, about="meeting:1")]
    assert [menu.send_id for menu in still_open(menus_shown)] == [3, 1]


def test_a_reminder_takes_the_place_of_the_invitation() -> None:
    found = still_open([shown(2, about="meeting:1"), shown(1, about="meeting:1")])
    assert [menu.send_id for menu in found] == [2]


def test_other_matters_wait_side_by_side_but_not_without_end() -> None:
    found = still_open([shown(n, about=f"meeting:{n}") for n in range(9, 0, -1)])
    assert [menu.send_id for menu in found] == [9, 8, 7, 6]
    assert len(found) == MOST_OPEN


# --- questions


async def test_a_question_without_choices_takes_the_number(tmp_path: Path) -> None:
    """A number typed for the invitation's number is that, whatever else is open."""
    async with room(tmp_path) as r:
        await r.ward()
        lan = r.member("lan")
        await invited_up_to_the_number(r, lan)
        [reply] = await r.says(lan, "1")
        assert reply.text == render("meeting/number_unclear", now=r.clock.now())


async def invited_up_to_the_number(r: Room, lan: User) -> None:
    for typed in (played.LINE, "Quý IV và tổng kết", "Dùng hạn này", "Trình trước, bổ sung sau"):
        await r.says(lan, typed)
    await r.says(r.member("an"), "Đồng ý triệu tập")
    await r.says(lan, "Nhập số giấy mời")


async def test_a_refused_choice_says_what_was_understood(tmp_path: Path) -> None:
    async with room(tmp_path, now="2026-11-09T08:00") as r:
        huong = await invited(r, await r.ward())
        async with r.app.database.transaction() as tx:
            await tx.execute("UPDATE meetings SET revision = revision + 1")
        [reply] = await r.says(huong, "1")
        assert "Đã chọn: Sẽ dự." in reply
        assert await answer(r) is None


# --- strangers


async def test_a_stranger_links_by_typing_code_and_number(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        new = r.server.user("Quyên")
        code = await code_for(w, "quyen")
        [consent] = await r.says(new, code)
        assert choices(consent.text) == [("1", "Đồng ý"), ("2", "Không dùng kênh này")]
        assert "Zalo" in consent
        await r.says(new, "1")
        linked = await r.value(
            "SELECT person_id FROM accounts WHERE address = :a", a=r.address(new)
        )
        assert linked == w.person_id("quyen")


async def test_the_menus_of_others_are_not_within_reach(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        await invited(r, await r.ward())
        [reply] = await r.says(r.server.user("Lạ"), "a1")
        assert reply.text == render("start/stranger")


# --- another chat keeps its buttons


async def test_where_there_are_buttons_numbers_are_no_choices(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        [reply] = await w.phone("huong").types("1")
        assert reply.text == render("conversation/not_understood")
        assert await played.value(h, "SELECT COUNT(*) FROM open_menus") == 0


async def test_a_restart_forgets_no_menu(tmp_path: Path) -> None:
    server = ZaloServer()
    await server.start()
    phones = ZaloPhones(server, SimulatedClock(datetime.fromtimestamp(0, UTC)), tmp_path)
    try:
        async with zalo_house(tmp_path, played.MONDAY, phones) as h:
            w = await ward(h)
            await _invited_in(w)
        async with zalo_house(tmp_path, "2026-11-09T09:00", phones) as h:
            [reply] = await h.phone("huong").types("1")
            assert "Đã ghi nhận: Dự họp" in reply
    finally:
        await server.stop()


async def _invited_in(w: Ward) -> None:
    lan = w.phone("lan")
    for typed in (played.LINE, "Quý IV và tổng kết", "Dùng hạn này", "Trình trước, bổ sung sau"):
        await lan.types(typed)
    await w.phone("an").types("Đồng ý triệu tập")
    await lan.types("Nhập số giấy mời")
    await lan.types("07/GM-BCĐ ngày 09/11/2026")
    [send] = [label for label in lan.last.buttons if label.startswith("Gửi ")]
    await lan.types(send)
    await played.later(w.house, 2)
