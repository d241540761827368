"""Tasks in the hands of those who have them and of those who assigned them."""

from pathlib import Path

import pytest

from messages.render import render
from storage import mydata, seats
from tests.bot.played import MONDAY, act, later, rows, value
from tests.chat import House, house
from tests.handlers import task_play
from tests.handlers.task_play import proof
from tests.ward import CAST, NOT_LINKED, ward

NOT_FOUND = render("refusal/not_found")
OTHERS = [each for each in CAST if each != NOT_LINKED]


async def state(h: House) -> str:
    return str(await value(h, "SELECT state FROM tasks WHERE id = 1"))


# --- received, worked on


async def test_received_once_and_in_its_place(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        hai = w.phone("hai")
        assigned = hai.last
        [reply] = await hai.press("Đã nhận")
        assert reply.edited
        assert reply.key == assigned.key
        await hai.press("Đã nhận", on=assigned)
        assert await value(h, "SELECT COUNT(*) FROM audit WHERE verb = 'task_received'") == 1


@pytest.mark.parametrize(
    "verb", ["receive", "update", "ontrack", "hard", "done", "extend", "adjust"]
)
async def test_only_who_has_a_task_works_on_it(tmp_path: Path, verb: str) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        before = await rows(h, "SELECT * FROM tasks")
        for address in (each for each in OTHERS if each != "hai"):
            [reply] = await w.phone(address).press_action(f"task:{verb}:1")
            assert reply.text == NOT_FOUND
        assert await rows(h, "SELECT * FROM tasks") == before


@pytest.mark.parametrize("number", ["99", "0", "x", ""])
async def test_what_is_not_there_is_answered_like_what_one_may_not_know(
    tmp_path: Path, number: str
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        for verb in ("open", "update", "accept", "history", "cancel", "files", "details"):
            [reply] = await w.phone("lan").press_action(f"task:{verb}:{number}:1")
            assert reply.text == NOT_FOUND, verb


async def test_nobody_hears_of_a_task_before_it_goes_out(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.previewed(w)
        await act(w.phone("lan"), "task:send")
        for address in ("hai", "an", "cuong"):
            for verb in ("open", "receive", "accept", "history"):
                [reply] = await w.phone(address).press_action(f"task:{verb}:1:1")
                assert reply.text == NOT_FOUND
        [listed] = await w.phone("hai").types("/viec")
        assert "chưa có nhiệm vụ" in listed


async def test_the_same_answer_twice_is_one(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        hai = w.phone("hai")
        await act(hai, "task:receive")
        [asked] = await act(hai, "task:update")
        assert asked.buttons == ["Đúng tiến độ", "Có khó khăn", "Đã hoàn thành", "Đề nghị gia hạn"]
        await hai.press("Đúng tiến độ", on=asked)
        await hai.press("Đúng tiến độ", on=asked)
        assert await value(h, "SELECT COUNT(*) FROM audit WHERE verb = 'task_on_track'") == 1


async def test_a_wish_for_another_task_goes_to_who_assigned_it_and_the_secretariat(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        hai = w.phone("hai")
        await hai.press("Đề nghị điều chỉnh")
        await hai.types("giao kèm phòng Văn hóa - Xã hội")
        for address in ("an", "lan"):
            assert "được đề nghị điều chỉnh: “giao kèm phòng" in w.phone(address).last
        assert w.phone("lan").last.buttons == ["Mở nhiệm vụ 1"]
        assert w.phone("cuong").messages == []
        assert "Điều" not in w.phone("an").last.text.split("điều chỉnh", 1)[1]


# --- done, confirmed


async def test_a_report_needs_a_file_or_a_number(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        hai = w.phone("hai")
        await hai.press_action("task:done:1")
        [unclear] = await hai.types("xong rồi")
        assert "gửi tệp, hoặc gõ tên và số văn bản" in unclear
        (tmp_path / "x.exe").write_bytes(b"MZ")
        await hai.sends(tmp_path / "x.exe")
        assert await state(h) == "assigned"
        await hai.sends(proof(tmp_path), proof(tmp_path, "Phu-luc.pdf"))
        assert await state(h) == "reported"
        assert "Minh chứng: 02 tệp" in w.phone("an").last


async def test_evidence_is_read_by_who_confirms_and_the_secretariat_only(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        await w.phone("hai").press_action("task:done:1")
        await w.phone("hai").sends(proof(tmp_path))
        for address in OTHERS:
            [reply] = await w.phone(address).press_action("task:files:1:1")
            files = [file.name for file in reply.outgoing.files]
            assert files == (["Minh-chung.pdf"] if address in ("an", "lan") else []), address
            if not files:
                assert reply.text == NOT_FOUND


async def test_evidence_is_kept_though_it_is_old(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        await w.phone("hai").press_action("task:done:1")
        await w.phone("hai").sends(proof(tmp_path))
        await later(h, 60 * 24 * 400)
        await h.app.housekeeping.remove_unused_files()
        assert await value(h, "SELECT COUNT(*) FROM files") == 1


@pytest.mark.parametrize("verb", ["accept", "giveback"])
async def test_only_who_assigned_it_decides(tmp_path: Path, verb: str) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.reported(w)
        for address in (each for each in OTHERS if each != "an"):
            [reply] = await w.phone(address).press_action(f"task:{verb}:1:1")
            assert reply.text == NOT_FOUND, address
        assert await state(h) == "reported"


async def test_when_the_seat_of_who_assigned_it_ends_the_head_decides(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan, binh, an = w.phone("lan"), w.phone("binh"), w.phone("an")
        await task_play.previewed(w)
        await act(lan, "task:owner")
        await lan.press("Chọn Lê Thị Bình")
        await act(lan, "task:send")
        await later(h, 2)
        await task_play.report(w, "hai")
        assert "xác nhận hoàn thành" in binh.last
        async with h.app.database.transaction() as tx:
            await seats.end_membership(tx, w.committee_id, w.person_id("binh"), h.clock.now())
        [reply] = await binh.press("Xác nhận")
        assert reply.text == NOT_FOUND
        [listed] = await an.types("/viec")
        assert "trong đó 01 chờ đồng chí cho ý kiến" in listed
        await an.press("Mở việc 1")
        await an.press("Xác nhận")
        assert await state(h) == "accepted"


async def test_nobody_confirms_their_own_task(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.opened(w)
        await task_play.one(w, "Nguyễn Văn An", "chủ trì hội nghị", "20/11/2026")
        await act(lan, "task:preview")
        await act(lan, "task:send")
        await later(h, 2)
        await task_play.report(w, "an")
        assert "xác nhận hoàn thành" in w.phone("binh").last
        [reply] = await w.phone("an").press_action("task:accept:1:1")
        assert reply.text == NOT_FOUND


async def test_what_goes_back_is_reported_anew_and_the_old_button_is_old(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.reported(w)
        an, hai = w.phone("an"), w.phone("hai")
        first = an.last
        await an.press("Yêu cầu bổ sung")
        await an.types("thiếu phụ lục")
        assert "đề nghị bổ sung Nhiệm vụ 1, tham mưu kinh phí: “thiếu phụ lục”" in hai.last
        await hai.press("Đã hoàn thành")
        await hai.types("Phụ lục 16/PL-KT")
        [old] = await an.press("Xác nhận", on=first)
        assert old.text == render("refusal/task_changed")
        await an.press("Xác nhận")
        assert await state(h) == "accepted"
        [again] = await act(an, "task:accept")
        assert "đã được xử lý" in again
        [done] = await hai.press_action("task:done:1")
        assert "đã được xử lý" in done


# --- more time


async def test_another_deadline_than_the_one_asked_for(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.extension_asked(w)
        an, hai = w.phone("an"), w.phone("hai")
        await an.press("Chọn hạn khác")
        await an.types("24/11/2026")
        assert "Hạn mới: 17 giờ 00, thứ Ba ngày 24/11/2026 (đồng chí đề nghị " in hai.last
        assert "hạn gốc 20/11/2026 vẫn được lưu" in hai.last
        found = await rows(h, "SELECT granted IS NULL, decided_by FROM task_extensions")
        assert found == [(0, w.person_id("an"))]
        [again] = await act(an, "task:grant")
        assert "đã được xử lý" in again


async def test_no_wants_a_reason_and_the_deadline_stands(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.extension_asked(w)
        an, hai = w.phone("an"), w.phone("hai")
        await an.press("Không đồng ý")
        await an.types("phải xong trong tháng")
        assert "chưa đồng ý gia hạn" in hai.last
        assert "“phải xong trong tháng”" in hai.last
        assert "Hạn: 17 giờ 00, thứ Sáu ngày 20/11/2026" in hai.last
        await task_play.ask_extension(w, "hai", "30/11/2026")
        assert "đến 17 giờ 00, thứ Hai ngày 30/11/2026" in an.last


@pytest.mark.parametrize("verb", ["grant", "decline", "otherdate"])
async def test_only_who_assigned_it_gives_more_time(tmp_path: Path, verb: str) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.extension_asked(w)
        for address in (each for each in OTHERS if each != "an"):
            [reply] = await w.phone(address).press_action(f"task:{verb}:1")
            assert reply.text == NOT_FOUND
        assert await value(h, "SELECT COUNT(*) FROM task_extensions WHERE decided_at IS NULL") == 1


async def test_one_request_waits_at_a_time_and_lies_behind_the_deadline(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        hai = w.phone("hai")
        await act(hai, "task:receive")
        await act(hai, "task:extend")
        [asked] = await hai.types("19/11/2026")
        assert "sau hạn hiện tại" in asked
        await hai.types("27/11/2026")
        await hai.types("chờ hướng dẫn")
        preview = hai.last
        await hai.press("Gửi đề nghị")
        [again] = await hai.press("Gửi đề nghị", on=preview)
        assert "đã được xử lý" in again
        [waits] = await act(hai, "task:extend")
        assert "đang chờ đồng chí Nguyễn Văn An cho ý kiến" in waits
        assert await value(h, "SELECT COUNT(*) FROM task_extensions") == 1


async def test_who_reports_it_done_waits_for_no_extension(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.extension_asked(w)
        question = w.phone("an").last
        await w.phone("hai").press_action("task:done:1")
        await w.phone("hai").types("Báo cáo 15/BC-KT")
        [reply] = await w.phone("an").press("Đồng ý", on=question)
        assert "đã được xử lý" in reply
        assert await value(h, "SELECT deadline = original_deadline FROM tasks WHERE id = 1") == 1


# --- what the leaders say


async def test_an_issue_is_handed_to_one_deputy_once(tmp_path: Path) -> None:
    """7.1: the head is told; no setting names anybody else here."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.difficult(w)
        an = w.phone("an")
        assert an.last.buttons == ["Cho ý kiến", "Giao đồng chí Cường"]
        told = an.last
        assert w.phone("cuong").messages == []
        for address in ("binh", "cuong", "lan", "huong"):
            [reply] = await w.phone(address).press_action(f"task:hand:1:{w.person_id('cuong')}")
            assert reply.text == NOT_FOUND
        [reply] = await an.press_action(f"task:hand:1:{w.person_id('huong')}")
        assert reply.text == NOT_FOUND
        await an.press("Giao đồng chí Cường", on=told)
        assert "giao đồng chí xem xét" in w.phone("cuong").last
        assert "được giao đồng chí Trần Mạnh Cường xem xét" in w.phone("hai").last
        [again] = await an.press("Giao đồng chí Cường", on=told)
        assert "đã được xử lý" in again
        await w.phone("cuong").press("Cho ý kiến")
        await w.phone("cuong").types("dùng nguồn dự phòng")
        assert "ý kiến của đồng chí Trần Mạnh Cường" in w.phone("hai").last


# --- lists


async def test_lists_count_and_open_everything(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan, hai = w.phone("lan"), w.phone("hai")
        await task_play.opened(w)
        for number in range(1, 13):
            day = 10 if number == 7 else 20
            await task_play.one(w, "Vũ Minh Hải", f"việc thứ {number}", f"{day}/11/2026")
            await act(lan, "task:next" if number < 12 else "task:preview")
        await act(lan, "task:send")
        await later(h, 2)
        await hai.press_action("task:done:3")
        await hai.types("Báo cáo 15/BC-KT")
        await h.until("2026-11-11T07:30")
        [listed] = await lan.types("/theodoi")
        assert "Đang theo dõi 12 nhiệm vụ" in listed
        assert "trong hạn 10, quá hạn 01, chờ xác nhận 01" in listed
        assert "1. Nhiệm vụ 7 (06/TB-BCĐ): việc thứ 7" in listed  # what is overdue comes first
        assert listed.buttons == ["Mở việc 1", "Mở việc 2", "Mở việc 3", "Xem tiếp"]
        assert [file.name for file in listed.outgoing.files] == ["Nhiem-vu.xlsx"]
        [own] = await hai.types("/viec")
        assert "12 nhiệm vụ" in own
        seen = set()
        for _ in range(4):
            seen |= {a.id for a in hai.last.outgoing.actions if a.id.startswith("task:openplace")}
            if "Xem tiếp" in hai.last.buttons:
                await hai.press("Xem tiếp", on=hai.last)
        assert len(seen) == 12
        [opened] = await lan.press("Mở việc 1", on=listed)
        assert "Tình trạng: quá hạn" in opened
        assert opened.buttons == ["Giao người khác", "Hủy nhiệm vụ", "Xem lịch sử nhắc"]


async def test_who_may_see_a_task_and_who_not(tmp_path: Path) -> None:
    """By 7.1 and by setting the head and the deputy may be asked; nobody else is told."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.drafted(w)
        await w.phone("lan").press_action("task:cooperate:1")
        await w.phone("lan").types("Đinh Thị Loan")
        await act(w.phone("lan"), "task:preview")
        await act(w.phone("lan"), "task:send")
        await later(h, 2)
        for address in OTHERS:
            [reply] = await w.phone(address).press_action("task:open:1")
            known = address in ("hai", "loan", "an", "cuong", "lan")
            assert ("tham mưu kinh phí" in reply) is known, address
            assert known or reply.text == NOT_FOUND
        assert "được đề nghị phối hợp đồng chí Vũ Minh Hải" in w.phone("loan").messages[0]


async def test_what_is_kept_of_a_persons_tasks_is_handed_over(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.difficult(w)
        await task_play.ask_extension(w, "hai")
        async with h.app.database.reading() as tx:
            hai = await mydata.everything(tx, w.person_id("hai"))
            an = await mydata.everything(tx, w.person_id("an"))
        assert [each["task"] for each in hai["tasks"]] == ["tham mưu kinh phí"]
        assert hai["tasks"][0]["first_due_at"] == "2026-11-20T17:00:00+07:00"
        assert [each["text"] for each in hai["task_words"]] == ["thiếu dự toán", "chờ hướng dẫn"]
        assert an["tasks"] == an["task_words"] == []


# --- taken back, given on


async def test_a_task_is_cancelled_with_a_reason_and_told_once(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        lan, hai, an = w.phone("lan"), w.phone("hai"), w.phone("an")
        assigned = hai.last
        await lan.press_action("task:cancel:1")
        [preview] = await lan.types("đã có nguồn khác")
        assert "Sẽ gửi 02 người: đồng chí Vũ Minh Hải, đồng chí Nguyễn Văn An" in preview
        await lan.press("Hủy nhiệm vụ", on=preview)
        for phone in (hai, an):
            assert "không thực hiện nữa" in phone.last
            assert "“đã có nguồn khác”" in phone.last
        [again] = await lan.press("Hủy nhiệm vụ", on=preview)
        assert again.text == render("refusal/task_cancelled")
        [reply] = await hai.press("Đã nhận", on=assigned)
        assert reply.text == render("refusal/task_cancelled")
        before = len(hai.messages)
        await h.until("2026-11-30T18:00")
        assert len(hai.messages) == before


async def test_a_task_is_given_to_somebody_else(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        lan, hai, giang = w.phone("lan"), w.phone("hai"), w.phone("giang")
        await act(hai, "task:receive")
        await lan.press_action("task:reassign:1")
        await lan.types("Hoàng Thị Giang")
        [preview] = await lan.types("đồng chí Hải đi học")
        await lan.press("Giao nhiệm vụ", on=preview)
        assert "được giao cho đồng chí Hoàng Thị Giang thay đồng chí" in hai.last
        assert "điểm b khoản 1 Điều 7" in giang.last  # the clause of her own field
        assert giang.last.buttons == ["Đã nhận", "Đề nghị điều chỉnh"]
        [reply] = await hai.press_action("task:update:1")
        assert reply.text == NOT_FOUND
        before = len(hai.messages)
        await h.until("2026-11-20T16:00")
        assert len(hai.messages) == before
        assert "đến hạn 17 giờ 00 hôm nay" in giang.last


@pytest.mark.parametrize("verb", ["cancel", "reassign", "changed", "nudge", "draft", "edit"])
async def test_only_the_secretariat_changes_tasks(tmp_path: Path, verb: str) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        for address in (each for each in OTHERS if each != "lan"):
            [reply] = await w.phone(address).press_action(f"task:{verb}:1:1")
            assert reply.text == NOT_FOUND


async def test_what_was_previewed_is_changed_and_nothing_else(tmp_path: Path) -> None:
    """The preview is of task 1; a press made for task 2 does not change it."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        lan = w.phone("lan")
        await lan.press_action("task:cancel:1")
        await lan.types("đã có nguồn khác")
        [reply] = await lan.press_action("task:changed:2:1")
        assert reply.text == render("refusal/task_changed")
        assert await rows(h, "SELECT state FROM tasks") == [("assigned",), ("assigned",)]


async def test_the_rest_of_a_source_is_reported_once_the_last_is_cancelled(tmp_path: Path) -> None:
    """11.3: one of two is done, the other one cancelled."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.reported(w)
        an, lan = w.phone("an"), w.phone("lan")
        await an.press("Xác nhận")
        await later(h, 10)
        assert "đã hoàn thành, " not in an.last.text
        await lan.press_action("task:cancel:2")
        [preview] = await lan.types("không còn cần")
        await lan.press("Hủy nhiệm vụ", on=preview)
        await later(h, 10)
        assert "01/01 nhiệm vụ theo Thông báo 06/TB-BCĐ đã hoàn thành, 00 quá hạn gốc" in an.last
        assert "(khoản 3 Điều 11)" in an.last


async def test_when_who_has_a_task_has_left_the_secretariat_is_asked(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        lan, hai = w.phone("lan"), w.phone("hai")
        assigned = hai.last
        async with h.app.database.transaction() as tx:
            await seats.end_membership(tx, w.committee_id, w.person_id("hai"), h.clock.now())
        [reply] = await hai.press("Đã nhận", on=assigned)
        assert reply.text == NOT_FOUND
        [listed] = await hai.types("/viec")
        assert "chưa có nhiệm vụ" in listed
        before = len(hai.messages)
        await h.until("2026-11-10T08:00")
        asked = [shown for shown in lan.messages if "không còn trong danh sách" in shown]
        assert len(asked) == 1
        assert asked[0].buttons == ["Giao người khác", "Hủy nhiệm vụ"]
        await h.until("2026-11-30T18:00")
        assert len(hai.messages) == before
        assert len([s for s in lan.messages if "không còn trong danh sách" in s]) == 1
