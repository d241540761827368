"""The office's own calendar from the chat: typed, sent as a sheet, and what moves because of it."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from messages.render import render
from tests.bot import played
from tests.bot.played import rows, value
from tests.chat import House, house
from tests.handlers import task_play
from tests.ward import ward

OWN = "SELECT day, name, working_since IS NOT NULL FROM committee_days ORDER BY day"


async def own(h: House) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await rows(h, OWN)]


def sheet(folder: Path, *lines: tuple[str | None, ...]) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    table: list[tuple[str | None, ...]] = [
        ("Lịch của phường",),
        ("Ngày", "Loại", "Tên ngày"),
        *lines,
    ]
    for line in table:
        page.append(line)
    file = folder / "Lich-nghi.xlsx"
    book.save(file)
    return file


async def test_days_are_typed_previewed_and_saved(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        lan = w.phone("lan")
        [shown] = await lan.types("/lichnghi")
        assert "01/01/2027" in shown
        [preview] = await lan.types("nghỉ 24/12/2026 Lễ hội phường\nlàm bù thứ Bảy 26/12/2026")
        assert "thứ Năm ngày 24/12/2026: nghỉ, Lễ hội phường" in preview
        assert await own(h) == []
        await lan.press("Lưu lịch nghỉ")
        assert await own(h) == [
            ("2026-12-24", "Lễ hội phường", 0),
            ("2026-12-26", "Ngày làm bù", 1),
        ]
        assert await value(h, "SELECT COUNT(*) FROM audit WHERE verb = 'committee.day'") == 2
        [shown] = await lan.press("Xem lịch nghỉ")
        assert "24/12/2026: Lễ hội phường (nghỉ, " in shown
        await lan.press("Bỏ ngày 24/12/2026")
        await lan.press("Lưu lịch nghỉ")
        assert [day for day, *_ in await own(h)] == ["2026-12-26"]
        [last] = await rows(h, "SELECT before, after FROM audit ORDER BY id DESC LIMIT 1")
        assert json.loads(last[0])["name"] == "Lễ hội phường"
        assert json.loads(last[1]) == {}


async def test_a_pressed_save_of_another_preview_is_refused(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await lan.types("/lichnghi")
        [first] = await lan.types("nghỉ 24/12/2026")
        await lan.types("nghỉ 25/12/2026")
        [reply] = await lan.press("Lưu lịch nghỉ", on=first)
        assert reply.text == render("refusal/preview_changed", citations=(), at=None)
        await lan.press("Lưu lịch nghỉ")
        assert [day for day, *_ in await own(h)] == ["2026-12-25"]
        [reply] = await lan.press("Lưu lịch nghỉ", on=first)
        assert await value(h, "SELECT COUNT(*) FROM committee_days") == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("24/12/2026 Lễ hội", "chưa rõ nghỉ hay làm bù"),
        ("nghỉ Lễ hội", "chưa rõ ngày"),
        ("nghỉ 31/11/2026", "chưa rõ ngày"),
        ("nghỉ thứ Sáu 24/12/2026", "không khớp"),
        ("nghỉ 01/11/2026", "đã qua"),
        ("nghỉ 01/01/2029", "xa quá"),
        ("nghỉ 24/12/2026 " + "rất dài " * 10, "quá dài"),
        ("nghỉ 24/12/2026\nlàm bù 24/12/2026", "trùng ngày"),
    ],
)
async def test_a_faulty_line_changes_nothing_and_says_why(
    tmp_path: Path, line: str, why: str
) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await w.phone("lan").types("/lichnghi")
        [reply] = await w.phone("lan").types(line)
        assert why in reply
        assert await own(h) == []


async def test_a_sheet_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await lan.types("/lichnghi")
        wrong = sheet(tmp_path, ("24/12/2026", "nghỉ", "Lễ hội"), ("32/12/2026", "nghỉ", "x"))
        [reply] = await lan.sends(wrong)
        assert "Dòng 4" in reply
        assert "chưa rõ ngày" in reply
        assert await own(h) == []
        right = sheet(tmp_path, ("24/12/2026", "nghỉ", "Lễ hội"), ("26/12/2026", "làm bù", None))
        [reply] = await lan.sends(right)
        assert "02 ngày" in reply
        await lan.press("Lưu lịch nghỉ")
        assert len(await own(h)) == 2


async def test_what_is_no_sheet_of_days_gets_a_template(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await lan.types("/lichnghi")
        (tmp_path / "Lich.csv").write_text("Họ tên;Vai trò\nA;B\n", "utf-8")
        (tmp_path / "Hong.xlsx").write_bytes(b"PK not a workbook")
        for name in ("Lich.csv", "Hong.xlsx"):
            [reply] = await lan.sends(tmp_path / name)
            assert "Chưa đọc được bảng" in reply
        [reply] = await lan.press("Tải mẫu bảng")
        assert reply.outgoing.files or reply.outgoing.making


async def test_a_new_day_off_moves_reminders_to_the_working_day_before(tmp_path: Path) -> None:
    """Answers are due on Wednesday 25/11; Tuesday is off in the whole country, Monday here."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-19T09:00")
        lan = w.phone("lan")
        await lan.types("/lichnghi")
        [preview] = await lan.types("nghỉ 23/11/2026 Nghỉ theo thông báo")
        assert "Phiên họp 27/11/2026, nhắc trả lời: 07 giờ 30, thứ Hai ngày 23/11/2026" in preview
        assert "→ 07 giờ 30, thứ Sáu ngày 20/11/2026" in preview
        await lan.press("Lưu lịch nghỉ")
        await h.until("2026-11-24T23:00")
        asked = h.sent_between("2026-11-20T07:30", "2026-11-20T07:31")
        assert {address for address, _ in asked} >= {"dung", "giang", "hai"}
        assert h.sent_between("2026-11-21T00:00", "2026-11-24T23:00") == []


async def test_a_meeting_or_a_deadline_on_the_day_off_stays_and_is_named(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await task_play.sent(w)
        await w.phone("lan").types("/lichnghi")
        [preview] = await w.phone("lan").types("nghỉ 27/11/2026")
        assert "14 giờ 00, thứ Sáu ngày 27/11/2026 rơi vào ngày nghỉ; giờ họp giữ nguyên" in preview


async def test_only_the_secretariat_has_the_calendar(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await w.phone("an").types("/lichnghi")
        assert await value(h, "SELECT COUNT(*) FROM dialogues") == 0
        for action in ("open:1", "template:1", "remove:1:20261224", "save:1:x", "leave:1"):
            [reply] = await w.phone("an").press_action(f"daysoff:{action}")
            assert reply.text == render("refusal/not_found", citations=(), at=None)
