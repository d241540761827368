"""A committee's settings from the chat: in plain words, previewed with real dates, then saved."""

import json
from pathlib import Path

import pytest

from committee.settings import CommitteeSettings
from handlers.setting.words import SECTIONS
from messages.render import render
from messages.wording import words
from tests.bot import played
from tests.bot.played import rows, value
from tests.chat import House, Phone, house
from tests.handlers import task_play
from tests.ward import ward

HELD = "SELECT settings FROM committees WHERE id = 1"
SECTION_OF = {
    "meeting": "Xem về phiên họp",
    "task": "Xem về nhiệm vụ",
    "notice": "Xem về thông báo",
}


async def held(h: House, key: str) -> object:
    return json.loads(await value(h, HELD))[key]


async def choose(phone: Phone, key: str) -> None:
    """Ask for this setting by its number."""
    [section] = [name for name, keys in SECTIONS.items() if key in keys]
    await phone.types("/thietlap")
    await phone.press(SECTION_OF[section])
    await phone.types(str(SECTIONS[section].index(key) + 1))


def test_every_setting_can_be_changed_in_the_chat() -> None:
    known = set(json.loads(CommitteeSettings().to_json()))
    assert {key for keys in SECTIONS.values() for key in keys} == known
    assert set(words("setting")["names"]) == known


async def test_the_ladders_are_shown_as_they_will_run(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        [shown] = await w.phone("lan").types("/thietlap")
        assert "Phiên họp 14 giờ 00, thứ Sáu ngày 27/11/2026:" in shown
        assert "Nhắc trả lời giấy mời: 07 giờ 30, thứ Hai ngày 23/11/2026; 09 giờ 00" in shown
        assert "Ví dụ nhiệm vụ hạn" in shown
        [section] = await w.phone("lan").press("Xem về phiên họp")
        assert "1. Nhắc trả lời giấy mời: 07 giờ 30, 1 ngày làm việc trước; 09 giờ 00" in section


async def test_a_ladder_is_typed_previewed_with_dates_and_saved(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        lan, before = w.phone("lan"), await value(h, HELD)
        await choose(lan, "reply_ladder")
        [preview] = await lan.types("3 ngày trước 8h, 1 ngày trước 8h, trong ngày 8h")
        assert "08 giờ 00, thứ Năm ngày 19/11/2026" in preview
        assert "lần nhắc đang chờ thay đổi; lần nhắc đã qua không gửi lại" in preview
        assert await value(h, HELD) == before
        await lan.press("Lưu")
        assert await held(h, "reply_ladder") == [
            {"working_days_before": 3, "hour": "08:00"},
            {"working_days_before": 1, "hour": "08:00"},
            {"working_days_before": 0, "hour": "08:00"},
        ]
        [row] = await rows(h, "SELECT verb, before, after FROM audit ORDER BY id DESC LIMIT 1")
        assert row[0] == "committee.settings"
        assert json.loads(row[1])["reply_ladder"][0]["hour"] == "07:30"
        await h.until("2026-11-19T09:00")
        asked = h.sent_between("2026-11-19T08:00", "2026-11-19T08:01")
        assert {address for address, _ in asked} >= {"dung", "giang", "hai"}


async def test_who_was_reminded_this_morning_is_not_reminded_again(tmp_path: Path) -> None:
    """Reminded on Monday 23/11 at 07:30; from 08:00 on it is to be 09:00."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-23T08:00")
        assert h.sent_between("2026-11-23T07:30", "2026-11-23T07:31")
        lan = w.phone("lan")
        await choose(lan, "reply_ladder")
        await lan.types("1 ngày trước 9h, trong ngày 10h")
        await lan.press("Lưu")
        await h.until("2026-11-25T23:00")
        again = h.sent_between("2026-11-23T09:00", "2026-11-23T09:04")
        assert [address for address, _ in again if address != "lan"] == []
        last = h.sent_between("2026-11-25T10:00", "2026-11-25T10:01")
        assert {address for address, _ in last} >= {"dung", "giang", "hai"}
        assert h.sent_between("2026-11-25T09:00", "2026-11-25T09:59") == []


async def test_steps_that_lie_behind_are_not_caught_up_with(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        lan = w.phone("lan")
        await h.until("2026-11-16T10:00")
        told = await value(h, "SELECT COUNT(*) FROM deliveries WHERE kind = 'task.deadline'")
        await choose(lan, "task_ladder")
        await lan.types("15 ngày trước 8h, trong ngày 8h")
        await lan.press("Lưu")
        await played.later(h, 30)
        now = await value(h, "SELECT COUNT(*) FROM deliveries WHERE kind = 'task.deadline'")
        assert now == told


@pytest.mark.parametrize(
    ("key", "typed", "plain"),
    [
        ("task_hour", "8h30", "08:30"),
        ("reply_deadline_hour", "11 giờ", "11:00"),
        ("summary_after", "10 phút", 600),
        ("stop_window", "90 giây", 90),
        ("escalation_working_days", "5 ngày làm việc", 5),
        ("notice_working_days", "3", 3),
        ("opinion_before_submitting", "không", False),
        ("escalate_to", "Trưởng ban", "head"),
        ("escalate_to", "không", ""),
        ("issues_copied_to", "pho truong ban thuong truc", "standing_deputy"),
        ("meeting_ladder", "không nhắc", []),
    ],
)
async def test_each_kind_is_typed_in_plain_words(
    tmp_path: Path, key: str, typed: str, plain: object
) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await choose(w.phone("lan"), key)
        await w.phone("lan").types(typed)
        await w.phone("lan").press("Lưu")
        assert await held(h, key) == plain


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("reply_ladder", "1 ngày trước 5h", "từ 07 giờ 00 đến trước 18 giờ 00"),
        ("reply_ladder", "1 ngày trước 8h, 1 ngày trước 9h", "cùng một ngày"),
        ("reply_ladder", "30 ngày trước 8h", "ngoài giới hạn"),
        ("reply_ladder", "sáng sớm", "Chưa rõ giá trị"),
        ("task_hour", "19h", "từ 07 giờ 00 đến trước 18 giờ 00"),
        ("escalation_working_days", "1", "ngoài giới hạn"),
        ("stop_window", "20 phút", "ngoài giới hạn"),
        ("escalate_to", "Chủ tịch nước", "Chưa rõ giá trị"),
    ],
)
async def test_a_wrong_value_changes_nothing_and_says_why(
    tmp_path: Path, key: str, typed: str, why: str
) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        before = await value(h, HELD)
        await choose(w.phone("lan"), key)
        [reply] = await w.phone("lan").types(typed)
        assert why in reply
        assert reply.buttons == []
        assert await value(h, HELD) == before


async def test_a_setting_for_what_is_still_to_be_made_says_so(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await choose(w.phone("lan"), "reply_deadline_hour")
        [preview] = await w.phone("lan").types("11h")
        assert "Chỉ áp dụng cho việc lập từ nay về sau" in preview
        await w.phone("lan").press("Giữ như cũ")
        assert await held(h, "reply_deadline_hour") == "17:00"


async def test_only_the_secretariat_has_the_settings(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await w.phone("an").types("/thietlap")
        for action in ("open:1", "section:1:task", "save:1:x", "edit:1:task_hour", "leave:1"):
            [reply] = await w.phone("an").press_action(f"setting:{action}")
            assert reply.text == render("refusal/not_found", citations=(), at=None)
