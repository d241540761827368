"""Opinions in writing: 7.4 of Trần Liễu wants one of who sends somebody; others may give one."""

from pathlib import Path

import pytest

from messages.render import render
from tests.bot import played
from tests.bot.played import act, offered
from tests.chat import Phone, Shown, house
from tests.handlers import instead
from tests.handlers.instead import AGENDA, OPINION, state
from tests.handlers.looking import rows, value
from tests.ward import Ward, ward

NOT_FOUND = render("refusal/not_found", citations=(), at=None)
CHANGED = render("refusal/changed_meanwhile", citations=(), at=None)
NOT_ALLOWED = "Trợ lý chỉ nhận việc này từ người được giao"
WANTED = "SELECT item, text, name FROM opinions WHERE removed_at IS NULL ORDER BY id"


def pdf(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"%PDF-1.4\n% " + name.encode())
    return path


async def begun(w: Ward, agenda: str = "", address: str = "hai") -> Phone:
    """A member opens [Gửi ý kiến]."""
    await instead.invited(w, agenda)
    phone = w.phone(address)
    await phone.types("/ykien")
    await phone.press("Gửi ý kiến 27/11/2026")
    return phone


# --- typed


async def test_one_text_is_looked_at_before_it_is_kept(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w)
        [ask] = await hai.press("Soạn tại đây")
        assert "trong một tin" in ask
        [check] = await hai.types(OPINION)
        assert OPINION in check
        assert check.buttons == ["Gửi nội dung này", "Soạn lại"]
        assert await rows(w, WANTED) == []
        [saved] = await hai.press("Gửi nội dung này")
        assert "Đã nhận ý kiến bằng văn bản" in saved
        assert await rows(w, WANTED) == [(None, OPINION, "")]
        for address in ("an", "lan"):
            assert "đồng chí Vũ Minh Hải" in w.phone(address).last.text.replace("Đ", "đ", 1)
            assert w.phone(address).last.buttons == ["Đọc ý kiến"]


async def test_by_item_with_items_passed_over_and_a_step_back(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w, AGENDA)
        [first] = await hai.press("Soạn tại đây")
        assert "Mục 01/03: <b>Kết quả năm 2026</b>" in first
        assert first.buttons == ["Không có ý kiến mục 1", "Viết chung một ý kiến"]
        [second] = await hai.press("Không có ý kiến mục 1")
        assert second.buttons == [
            "Không có ý kiến mục 2",
            "Quay lại mục 1",
            "Viết chung một ý kiến",
        ]
        [first] = await hai.press("Quay lại mục 1")
        assert "Mục 01/03" in first
        await hai.types("Nhất trí báo cáo")
        await hai.types("Không có ý kiến")
        [check] = await hai.types("Đề nghị giao phòng Kinh tế chủ trì")
        for part in ("1. Nhất trí báo cáo", "2. Không có ý kiến", "3. Đề nghị giao phòng"):
            assert part in check
        [saved] = await hai.types("đồng ý")
        assert "02 mục đã soạn" in saved
        assert await rows(w, WANTED) == [
            (1, "Nhất trí báo cáo", ""),
            (2, "", ""),
            (3, "Đề nghị giao phòng Kinh tế chủ trì", ""),
        ]


async def test_nothing_on_every_item_is_no_opinion(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w, AGENDA)
        await hai.press("Soạn tại đây")
        for number in (1, 2, 3):
            [reply] = await hai.press(f"Không có ý kiến mục {number}")
        assert reply.text == render("refusal/incomplete", citations=(), at=None)
        [check] = await hai.types("Nhất trí")
        assert "3. Nhất trí" in check


async def test_one_text_for_all_in_place_of_items(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w, AGENDA)
        await hai.press("Soạn tại đây")
        await hai.press("Viết chung một ý kiến")
        await hai.types(OPINION)
        await hai.press("Gửi nội dung này")
        assert await rows(w, WANTED) == [(None, OPINION, "")]


async def test_a_button_of_an_item_passed_already_is_stale(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w, AGENDA)
        await hai.press("Soạn tại đây")
        _, skip = offered(hai, "opinion:skip")
        await hai.press_action(skip)
        [reply] = await hai.press_action(skip)
        assert reply.text == CHANGED
        [second] = await hai.types("Nhất trí")
        assert "Mục 03/03" in second


async def test_what_was_typed_anew_takes_the_place_of_the_older(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w)
        await instead.opined(w)
        await hai.press("Gửi lại ý kiến")
        await hai.press("Soạn tại đây")
        await hai.types("Ý kiến khác")
        [again] = await hai.types("không")
        assert "trong một tin" in again
        await hai.types("Ý kiến sau cùng")
        await hai.press("Gửi nội dung này")
        assert await rows(w, WANTED) == [(None, "Ý kiến sau cùng", "")]


async def test_what_was_not_looked_at_is_not_kept(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w)
        await hai.press("Soạn tại đây")
        await hai.types(OPINION)
        _, send = offered(hai, "opinion:send")
        await hai.types("/huy")
        [reply] = await hai.press_action(send)
        assert reply.text == CHANGED
        assert await rows(w, WANTED) == []


async def test_too_long_a_text_is_asked_for_again(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w)
        await hai.press("Soạn tại đây")
        [reply] = await hai.types("a" * 1501)
        assert reply.text == render("opinion/too_long", most=1500, length=1501)
        [check] = await hai.types("a" * 1500)
        assert check.buttons == ["Gửi nội dung này", "Soạn lại"]
        assert len(check.text) <= 700


# --- files


async def test_files_are_an_opinion_and_go_to_who_may_read_them(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w)
        await hai.press("Gửi tệp")
        [saved] = await hai.sends(pdf(tmp_path, "Y-kien-1.pdf"), pdf(tmp_path, "Y-kien-2.pdf"))
        assert "02 tệp" in saved
        for address in ("hai", "an", "lan"):
            _, read = offered(w.phone(address), "opinion:read")
            [reply] = await w.phone(address).press_action(read)
            names = [file.name for file in reply.outgoing.files]
            assert names == ["Y-kien-1.pdf", "Y-kien-2.pdf"], address


async def test_a_file_in_the_middle_of_typing_is_the_opinion(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w, AGENDA)
        await hai.press("Soạn tại đây")
        [saved] = await hai.sends(pdf(tmp_path, "Y-kien.pdf"))
        assert "01 tệp" in saved
        assert await rows(w, WANTED) == [(None, "", "Y-kien.pdf")]


# --- who reads


async def test_nobody_else_reads_it(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.granted(w)
        _, read = offered(w.phone("an"), "opinion:read")
        meeting = await value(w, "SELECT id FROM meetings")
        for address in ("mai", "binh", "dung", "khoa", "oanh"):
            for action in (read, read.replace("read", "read_of"), f"opinion:all:{meeting}"):
                [reply] = await w.phone(address).press_action(action)
                assert reply.text == NOT_FOUND, address
        for address in ("an", "lan", "hai"):
            [reply] = await w.phone(address).press_action(read)
            assert OPINION in reply, address
        for address in ("an", "lan"):
            [reply] = await w.phone(address).press_action(f"opinion:all:{meeting}")
            assert reply.buttons == ["Đọc Vũ Minh Hải"]


async def test_many_opinions_are_offered_some_at_a_time(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        for address in ("dung", "giang", "hai", "khoa"):
            await w.phone(address).types("/ykien")
            await w.phone(address).press("Gửi ý kiến 27/11/2026")
            await w.phone(address).press("Soạn tại đây")
            await w.phone(address).types(f"Ý kiến của {address}")
            await w.phone(address).press("Gửi nội dung này")
        [kept] = await w.phone("lan").types("/ykien")
        assert "04 người" in kept
        assert kept.buttons == ["Ghi nhận bản giấy", "Đọc các ý kiến"]
        [some] = await w.phone("lan").press("Đọc các ý kiến")
        assert len(some.buttons) == 4
        [rest] = await w.phone("lan").press("Xem người khác")
        assert rest.buttons == ["Đọc Ngô Đăng Khoa"]
        [read] = await w.phone("lan").press("Đọc Ngô Đăng Khoa")
        assert "Ý kiến của khoa" in read


async def test_a_long_opinion_is_read_page_by_page(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w, AGENDA)
        await hai.press("Soạn tại đây")
        words = [f"từ{n}" for n in range(1, 240)]
        long = " ".join(words)
        await hai.types(long)
        await hai.types("Nhất trí mục hai")
        await hai.types("Không có ý kiến")
        await hai.press("Gửi nội dung này")
        pages: list[Shown] = list(await w.phone("an").press("Đọc ý kiến"))
        while any(button.startswith("Đọc tiếp") for button in pages[-1].buttons):
            pages += await act(w.phone("an"), "opinion:more")
        assert len(pages) > 2
        assert all(len(page.text) <= 700 for page in pages)
        read = " ".join(page.text for page in pages)
        assert [word for word in words if f"{word} " not in read and f"{word}”" not in read] == []
        assert "Nhất trí mục hai" in read
        assert "không có ý kiến" in read


async def test_the_log_and_the_audit_tell_nothing_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.granted(w)
        assert "kinh phí" not in str(await rows(w, "SELECT * FROM audit"))
        assert "kinh phí" not in caplog.text


# --- a paper


async def test_a_paper_is_noted_down_by_the_secretariat_and_unblocks_the_request(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.named(w)
        lan, hai = w.phone("lan"), w.phone("hai")
        await lan.types("/ykien")
        await lan.press("Ghi nhận bản giấy")
        await lan.types("Vũ Minh Hải")
        [noted] = await lan.types("01 trang, ký ngày 09/11/2026")
        assert "bản giấy, người ghi: Bùi Thu Lan" in noted
        assert "bản giấy, người ghi: Bùi Thu Lan" in hai.last
        assert hai.last.buttons == ["Gửi đề nghị", "Đọc ý kiến"]
        assert w.phone("mai").messages == []
        await hai.press("Gửi đề nghị")
        await w.phone("mai").press("Nhận dự thay")
        assert "bản giấy, người ghi: Bùi Thu Lan" in w.phone("an").last
        [read] = await w.phone("an").press("Đọc ý kiến")
        assert "01 trang, ký ngày 09/11/2026" in read
        await act(w.phone("an"), "proxy:grant")
        assert await state(w) == "granted"


async def test_only_the_secretariat_notes_papers_and_only_of_members(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.named(w)
        meeting = await value(w, "SELECT id FROM meetings")
        of = "SELECT id FROM invitees WHERE person_id = :p"
        hai = await value(w, of, p=w.person_id("hai"))
        oanh = await value(w, of, p=w.person_id("oanh"))
        for address in ("hai", "an", "huong", "mai"):
            for action in (f"opinion:paper:{meeting}", f"opinion:paperfor:{hai}"):
                [reply] = await w.phone(address).press_action(action)
                assert reply.text.startswith((NOT_FOUND, NOT_ALLOWED)), address
        lan = w.phone("lan")
        [reply] = await lan.press_action(f"opinion:paperfor:{oanh}")
        assert reply.text.startswith(NOT_ALLOWED)
        await lan.press_action(f"opinion:paper:{meeting}")
        [reply] = await lan.types("Lương Thị Oanh")
        assert "Không có thành viên này" in reply


# --- time, place, erasing


async def test_after_the_beginning_nothing_is_taken(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w)
        await hai.press("Soạn tại đây")
        await h.until("2026-11-27T14:00")
        _, write = offered(hai, "opinion:write_for")
        [reply] = await hai.press_action(write)
        assert "Đã qua thời điểm" in reply
        [overview] = await hai.types("/ykien")
        assert "Hiện không có phiên họp nào" in overview


async def test_a_guest_is_not_asked_for_one(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        [reply] = await w.phone("oanh").types("/ykien")
        assert "Hiện không có phiên họp nào" in reply
        own = await value(w, "SELECT id FROM invitees WHERE person_id = :p", p=w.person_id("oanh"))
        for verb in ("write", "file", "type", "whole", "send"):
            [reply] = await w.phone("oanh").press_action(f"opinion:{verb}:{own}:1")
            assert reply.text.startswith(NOT_ALLOWED)


async def test_another_time_voids_the_button_and_keeps_the_opinion(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w)
        await instead.opined(w)
        lan = w.phone("lan")
        await lan.press_action("meeting:newtime:1")
        await lan.types("14h thứ Sáu 04/12/2026")
        await act(lan, "meeting:askchange")
        await act(w.phone("an"), "meeting:agreechange")
        _, write = offered(hai, "opinion:write_for")
        [reply] = await hai.press_action(write)
        assert reply.text == CHANGED
        assert await rows(w, WANTED) == [(None, OPINION, "")]


async def test_its_author_has_it_handed_over_and_erased(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        hai = await begun(w)
        await instead.opined(w)
        await hai.types("/dulieucuatoi")
        [reply] = await hai.press("Tải dữ liệu")
        [file] = reply.outgoing.files
        exported = h.app.files.path(file.sha256).read_text("utf-8")
        assert OPINION in exported
        assert "ý kiến bằng văn bản" in exported
        await hai.press("Xóa dữ liệu")
        await hai.press("Xóa")
        assert await rows(w, WANTED) == []
        assert OPINION not in str(await rows(w, "SELECT * FROM opinions"))
        [reply] = await w.phone("an").press("Đọc ý kiến")
        assert "chưa có ý kiến bằng văn bản" in reply
