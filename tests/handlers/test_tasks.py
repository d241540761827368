"""Tasks entered and sent by the secretariat: the document, the person, the clause, the preview."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from committee.people import Role
from messages.render import render
from storage import committees, meetings, seats
from tests.bot.played import MONDAY, act, invited, later, rows, value
from tests.chat import House, house
from tests.handlers import task_play
from tests.ward import Ward, ward

NOT_ALLOWED = render("refusal/not_allowed", citations=())
NOT_FOUND = render("refusal/not_found")


async def test_only_the_secretariat_assigns_and_watches(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        for address in ("an", "huong", "oanh"):
            for command in ("/giaoviec", "/theodoi"):
                [reply] = await w.phone(address).types(command)
                assert reply.text == NOT_ALLOWED
            [own] = await w.phone(address).types("/viec")
            assert "chưa có nhiệm vụ" in own


@pytest.mark.parametrize(
    ("typed", "name", "number", "signed_on"),
    [
        ("Thông báo 06/TB-BCĐ ngày 09/11/2026", "Thông báo", "06/TB-BCĐ", "2026-11-09"),
        ("Thông báo số 06/TB-BCĐ ngày 6/11/2026", "Thông báo", "06/TB-BCĐ", "2026-11-06"),
        ("06/TB-BCĐ 09/11/2026", "", "06/TB-BCĐ", "2026-11-09"),
    ],
)
async def test_a_document_is_known_by_its_number_and_day(
    tmp_path: Path, typed: str, name: str, number: str, signed_on: str
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.opened(w, typed)
        found = await rows(h, "SELECT name, number, signed_on FROM task_sources")
        assert found == [(name, number, signed_on)]


async def test_a_document_without_its_day_is_asked_for_it(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.opened(w, "Thông báo 06/TB-BCĐ")
        [reply] = await lan.types("10/11/2026")
        assert "chưa tới" in reply
        [reply] = await lan.press("Hôm nay 09/11/2026")
        assert "Thông báo 06/TB-BCĐ, Nhiệm vụ 1: giao ai?" in reply


async def test_a_document_is_not_sent_before_it_has_its_number(tmp_path: Path) -> None:
    """The chat is not the office's document system."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.opened(w, "Thông báo kết luận phiên họp")
        await lan.press("Nhập số sau khi ký")
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", "20/11/2026")
        [preview] = await act(lan, "task:preview")
        assert "Khi có số văn bản sẽ gửi 01 nhiệm vụ" in preview
        assert preview.buttons[0] == "Nhập số văn bản"
        assert not [label for label in preview.buttons if label.startswith("Gửi")]
        await lan.press("Nhập số văn bản")
        [unclear] = await lan.types("chưa ký")
        assert "chưa đọc được số" in unclear
        [preview] = await lan.types("06/TB-BCĐ ngày 09/11/2026")
        assert preview.buttons[0] == "Gửi 01 nhiệm vụ"


async def test_a_word_given_needs_no_number(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.opened(w, "Chỉ đạo của đồng chí Trưởng ban")
        await lan.press("Không phải văn bản")
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", "20/11/2026")
        await act(lan, "task:preview")
        await lan.press("Gửi 01 nhiệm vụ")
        await later(h, 2)
        told = w.phone("hai").last
        assert "Căn cứ: Chỉ đạo của đồng chí Trưởng ban; điểm d khoản 1 Điều 7." in told
        assert "mục" not in told.text


@pytest.mark.parametrize(
    ("name", "basis"),
    [
        ("Phạm Văn Dũng", "7.1.a"),
        ("Hoàng Thị Giang", "7.1.b"),
        ("Đỗ Thu Hương", "7.1.c"),
        ("Vũ Minh Hải", "7.1.d"),
        ("Ngô Đăng Khoa", ""),
        ("Trần Mạnh Cường", ""),
        ("Lê Hoàng Nam", ""),
    ],
)
async def test_the_clause_is_the_one_of_the_persons_own_field(
    tmp_path: Path, name: str, basis: str
) -> None:
    """7.1 names four offices; for anybody else nothing is cited by itself."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.opened(w)
        await task_play.one(w, name, "rà soát", "20/11/2026")
        assert await value(h, "SELECT basis FROM tasks") == basis


@pytest.mark.parametrize(
    ("typed", "basis"),
    [
        ("khoản 4 Điều 6", "6.4"),
        ("thêm khoản 4 Điều 6", "7.1.d 6.4"),
        ("điểm a khoản 1 Điều 7, khoản 2 Điều 7", "7.1.a 7.2"),
        ("không", ""),
        ("khoản 9 Điều 6", None),  # 6 has seven clauses
        ("điểm đ khoản 1 Điều 7", None),  # 7.1 has a, b, c and d
        ("khoản 1 Điều 4, khoản 2 Điều 4, khoản 3 Điều 4, khoản 1 Điều 5", None),
        ("theo Quy chế", None),
    ],
)
async def test_citations_are_typed_and_must_be_of_this_regulation(
    tmp_path: Path, typed: str, basis: str | None
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.drafted(w)
        lan = w.phone("lan")
        await lan.press_action("task:edit:1")
        await lan.press("Sửa căn cứ")
        await lan.types(typed)
        found = await value(h, "SELECT basis FROM tasks WHERE id = 1")
        assert found == ("7.1.d" if basis is None else basis)


@pytest.mark.parametrize(
    ("typed", "deadline"),
    [
        ("20/11/2026", "17 giờ 00, thứ Sáu ngày 20/11/2026"),
        ("thứ Sáu 20/11", "17 giờ 00, thứ Sáu ngày 20/11/2026"),
        ("9h thứ Sáu 20/11", "09 giờ 00, thứ Sáu ngày 20/11/2026"),
        ("mai", "17 giờ 00, thứ Ba ngày 10/11/2026"),
        ("hôm nay", "17 giờ 00, thứ Hai ngày 09/11/2026"),
    ],
)
async def test_a_deadline_without_an_hour_is_the_end_of_the_day(
    tmp_path: Path, typed: str, deadline: str
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.opened(w)
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", typed)
        assert f"Hạn: {deadline}" in w.phone("lan").last


async def test_a_weekday_that_does_not_fit_is_asked_back(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.opened(w)
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", "thứ Sáu 21/11/2026")
        assert "là thứ Bảy, không phải thứ Sáu" in lan.last
        assert lan.last.buttons == ["Thứ Sáu 20/11/2026", "Thứ Bảy 21/11/2026", "Nhập lại"]
        [draft] = await lan.press("Thứ Bảy 21/11/2026")
        assert "không phải ngày làm việc" in draft


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("08/11/2026", "đã qua"),
        ("7h59 9/11/2026", "đã qua"),
        ("31/11/2026", "Không có ngày"),
        ("sớm nhất có thể", "chưa đọc được ngày"),
        ("17h", "chưa đọc được ngày"),
    ],
)
async def test_no_deadline_is_guessed(tmp_path: Path, typed: str, said: str) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.opened(w)
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", typed)
        assert said in w.phone("lan").last
        assert await value(h, "SELECT COUNT(*) FROM tasks") == 0
        [draft] = await w.phone("lan").types("20/11/2026")
        assert "Đã ghi" in draft


async def test_the_item_and_the_product_are_typed_with_the_task(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.opened(w)
        text = "Mục 4: tham mưu kinh phí\nSản phẩm: tờ trình"
        await task_play.one(w, "Vũ Minh Hải", text, "20/11/2026")
        await act(lan, "task:next")
        await lan.types("Ngô Đăng Khoa")
        [taken] = await lan.types("4. lập hồ sơ")
        assert "Mục 4 đã có nhiệm vụ" in taken
        await lan.types("lập hồ sơ")
        await lan.types("20/11/2026")
        found = await rows(h, "SELECT item, title, product FROM tasks ORDER BY item")
        assert found == [(4, "tham mưu kinh phí", "tờ trình"), (5, "lập hồ sơ", "")]


async def test_a_name_that_means_two_is_chosen_from(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        async with h.app.database.transaction() as tx:
            await tx.execute(
                "UPDATE people SET name = 'Trần Văn Hải', name_folded = 'tran van hai'"
                " WHERE id = :id",
                id=w.person_id("khoa"),
            )
        await task_play.opened(w)
        [unclear] = await lan.types("đồng chí Hải")
        assert unclear.buttons == ["Giao Vũ Minh Hải", "Giao Trần Văn Hải"]
        [asked] = await lan.press("Giao Trần Văn Hải")
        assert "Giao đồng chí Trần Văn Hải" in asked


async def test_what_was_entered_waits_for_the_next_day(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.drafted(w)
        await lan.types("/huy")
        await later(h, 24 * 60)
        [left] = await lan.types("/giaoviec")
        assert "Còn 02 nhiệm vụ đã nhập theo Thông báo 06/TB-BCĐ, chưa gửi" in left
        assert left.buttons == ["Nhập nhiệm vụ tiếp", "Xem trước để gửi", "Nhập văn bản khác"]
        [preview] = await lan.press("Xem trước để gửi")
        assert "Sẽ gửi 02 nhiệm vụ" in preview


async def test_a_draft_is_changed_and_dropped(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.drafted(w)
        await act(lan, "task:edit:2")
        await lan.press("Sửa hạn")
        [draft] = await lan.types("27/11/2026")
        assert "thứ Sáu ngày 27/11/2026" in draft
        await act(lan, "task:edit:2")
        await lan.press("Sửa nội dung")
        [draft] = await lan.types("lập hồ sơ sức khỏe cho người cao tuổi")
        assert "cho người cao tuổi" in draft
        await act(lan, "task:edit:2")
        [dropped] = await lan.press("Bỏ nhiệm vụ")
        assert "Còn 01 nhiệm vụ" in dropped
        assert await rows(h, "SELECT id FROM tasks") == [(1,)]
        [gone] = await lan.press_action("task:edit:2")
        assert gone.text == NOT_FOUND


async def test_only_what_was_previewed_is_sent(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.previewed(w)
        old = lan.last
        await lan.press_action("task:editdeadline:1")
        await lan.types("27/11/2026")
        [reply] = await lan.press("Gửi 02 nhiệm vụ", on=old)
        assert reply.text == render("refusal/task_changed")
        await act(lan, "task:preview")
        [sending] = await lan.press("Gửi 02 nhiệm vụ")
        assert "gửi sau 60 giây, lúc 08 giờ 01" in sending
        [again] = await lan.press("Gửi 02 nhiệm vụ", on=old)
        assert "đã được xử lý" in again


async def test_each_page_of_the_preview_is_what_its_person_reads(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.previewed(w)
        first = lan.last
        [second] = await lan.press("Xem tin 2")
        await lan.press("Gửi 02 nhiệm vụ")
        await later(h, 2)
        assert w.phone("hai").last.text in first.text
        assert w.phone("khoa").last.text in second.text


async def test_a_sending_can_be_stopped_for_a_minute(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.previewed(w)
        await act(lan, "task:send")
        await h.until(h.clock.now() + timedelta(seconds=59))
        [stopped] = await lan.press("Dừng gửi")
        assert "Chưa ai nhận" in stopped
        await later(h, 60 * 12)
        assert w.phone("hai").messages == []
        await act(lan, "task:preview")
        await act(lan, "task:send")
        await h.until("2026-11-10T07:00")
        assert "được giao" in w.phone("hai").last
        [late] = await act(lan, "task:stop")
        assert "Đã qua thời điểm" in late


async def test_at_night_it_waits_for_the_morning(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-11-13T19:00") as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.previewed(w)
        [sending] = await act(lan, "task:send")
        assert "gửi lúc 07 giờ 00, thứ Hai ngày 16/11/2026" in sending
        await h.until("2026-11-16T06:59")
        assert w.phone("hai").messages == []
        await h.until("2026-11-16T07:00")
        assert "được giao" in w.phone("hai").last


async def test_whoever_has_no_chat_is_named_for_a_call(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.opened(w)
        await task_play.one(w, "Mai Thị Quyên", "vận động người dân", "20/11/2026")
        [preview] = await act(w.phone("lan"), "task:preview")
        assert "chưa liên kết 01: đề nghị gọi bà Mai Thị Quyên" in preview
        assert "Kính gửi bà Mai Thị Quyên: bà được giao" in preview


# --- who confirms


async def chaired(h: House, w: Ward, address: str) -> None:
    """The meeting of 27/11 was held, and this person chaired it."""
    await invited(w)
    async with h.app.database.transaction() as tx:
        meeting = await meetings.by_id(tx, 1)
        assert meeting is not None
        await meetings.save(tx, replace(meeting, chair_id=w.person_id(address)))
    await h.until("2026-11-27T16:00")


@pytest.mark.parametrize(("chair", "owner"), [("binh", "Lê Thị Bình"), ("huong", "Nguyễn Văn An")])
async def test_who_chaired_the_last_meeting_confirms_if_they_may_assign(
    tmp_path: Path, chair: str, owner: str
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await chaired(h, w, chair)
        await task_play.opened(w, "Thông báo 06/TB-BCĐ ngày 27/11/2026")
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", "11/12/2026")
        [preview] = await act(w.phone("lan"), "task:preview")
        assert f"Người giao và xác nhận: đồng chí {owner}" in preview


async def test_without_a_meeting_the_head_confirms(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.previewed(w)
        assert "Người giao và xác nhận: đồng chí Nguyễn Văn An" in w.phone("lan").last
        [asked] = await w.phone("lan").press("Đổi người xác nhận")
        assert asked.buttons == ["Chọn Lê Thị Bình", "Chọn Trần Mạnh Cường"]
        [refused] = await w.phone("lan").types("Vũ Minh Hải")
        assert "Trưởng ban hoặc một Phó Trưởng ban" in refused
        [reply] = await w.phone("lan").press_action(f"task:owneris:1:{w.person_id('hai')}")
        assert reply.text == NOT_FOUND


# --- several committees


async def test_every_message_names_its_committee_where_there_are_two(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        now = h.clock.now()
        async with h.app.database.transaction() as tx:
            other = await committees.create(tx, name="Ban khác", regulation="tran-lieu", now=now)
            for address, runs in (("lan", True), ("hai", False)):
                await seats.save_membership(
                    tx,
                    other.id,
                    w.person_id(address),
                    role=Role.COMMISSIONER,
                    secretariat=runs,
                    now=now,
                )
        lan = w.phone("lan")
        [asked] = await lan.types("/giaoviec")
        assert asked.buttons == ["Ban Chỉ đạo 1", "Ban Chỉ đạo 2"]
        await lan.press("Ban Chỉ đạo 1")
        await lan.types(task_play.SOURCE)
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", "20/11/2026")
        await act(lan, "task:next")
        await task_play.one(w, "Ngô Đăng Khoa", "lập hồ sơ", "20/11/2026")
        await act(lan, "task:preview")
        await act(lan, "task:send")
        await later(h, 2)
        assert w.phone("hai").last.text.startswith("<i>Ban Chỉ đạo chuyển đổi số phường Trần Liễu")
        assert w.phone("khoa").last.text.startswith("Kính gửi đồng chí Ngô Đăng Khoa")
