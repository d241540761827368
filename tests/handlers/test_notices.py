"""A notice from the secretariat's first word to the last tap: who gets it, who is counted, when.

No regulation of ours sets a term for acknowledging a notice, so every prompt here goes by the
working group's own setting. "Chat is not văn thư": a document goes with its number or not at all.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SimulatedClock
from committee.notice import TEXT_LENGTH
from committee.people import Honorific, Role
from messages.render import render
from storage import accounts, mydata, people, seats
from storage.people import contacts
from tests.bot import played
from tests.bot.played import MONDAY, act, later, value
from tests.chat import House, PowerCut, house
from tests.handlers import noticed
from tests.ward import Ward, ward

MEMBERS = ("an", "binh", "cuong", "dung", "giang", "hai", "huong", "khoa", "loan")


def receivers_of(h: House, text: str = noticed.TEXT) -> list[str]:
    """Whose phone shows the notice, each as often as it came."""
    return [
        address
        for address, screen in h.channel.screens.items()
        for shown in screen.log
        if text in shown and not shown.is_reply and not shown.edited
    ]


# --- preparing


@pytest.mark.parametrize(
    ("length", "taken"), [(TEXT_LENGTH, True), (TEXT_LENGTH + 1, False), (4000, False)]
)
async def test_words_that_do_not_fit_are_sent_back_with_their_count(
    length: int, taken: bool, tmp_path: Path
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await lan.types("/thongbao")
        [reply] = await lan.types("á" * length)
        assert await value(h, "SELECT COUNT(*) FROM notices") == int(taken)
        if not taken:
            assert f"dài {length} ký tự, nhiều nhất được {TEXT_LENGTH}" in reply
            await lan.types(noticed.TEXT)
            assert await value(h, "SELECT COUNT(*) FROM notices") == 1


async def test_a_mark_of_secrecy_is_not_kept(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        [reply] = await w.phone("lan").types("/thongbao MẬT\nKế hoạch diễn tập")
        assert "độ mật" in reply
        assert await value(h, "SELECT COUNT(*) FROM notices") == 0


async def test_lines_are_kept_and_what_was_typed_stays_text(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa", "Một  việc\n\n<b>hai</b> & ba")
        letter = w.phone("khoa").last
        assert "Một việc\n&lt;b&gt;hai&lt;/b&gt; &amp; ba" in letter


async def test_a_document_without_a_number_is_not_sent(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.drafted(w)
        await lan.press("Nhập số sau")
        await lan.types("Khoa")
        [_, preview] = await lan.press("Xem trước thông báo")
        assert preview.text.startswith("Khi có số văn bản sẽ gửi 01 người")
        assert "Gửi 01 người" not in preview.buttons
        await lan.press("Nhập số văn bản")
        [ahead] = await lan.types("06/TB-BCĐ ngày 10/11/2026")
        assert "chưa đến nên chưa thể là ngày ký" in ahead
        [sample, preview] = await lan.types("06/TB-BCĐ ngày 09/11/2026")
        assert "Thông báo 06/TB-BCĐ" in sample
        assert preview.buttons[0] == "Gửi 01 người"


@pytest.mark.parametrize(
    ("to", "whom"),
    [
        ("thành viên", MEMBERS),
        ("tất cả thành viên trừ Bình, An", MEMBERS[2:]),
        ("uy vien", ("dung", "giang", "hai", "huong", "khoa", "loan")),
        ("Phó Trưởng ban", ("binh", "cuong")),
        ("tổ công tác", ("huong", "lan")),
        ("khách mời", ("nam", "oanh", "phu")),  # and Quyên, who has no phone here
        ("Hương, Cao Thị Mai", ("huong", "mai")),
        ("Phó Trưởng ban và Khoa trừ Cường", ("binh", "khoa")),
    ],
)
async def test_to_whom_it_goes(to: str, whom: tuple[str, ...], tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, to)
        assert sorted(receivers_of(h)) == sorted(whom)


async def test_the_invitees_of_a_meeting(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        lan = w.phone("lan")
        await noticed.unsigned(w)
        await lan.press("Chọn cách khác")
        await lan.press("Chọn theo phiên họp")
        [listed] = await lan.press("Chọn phiên 27/11/2026")
        assert "Người nhận 13" in listed
        [_, preview] = await lan.press("Xem trước thông báo")
        assert "chưa liên kết 01 (bà Mai Thị Quyên)" in preview
        assert [file.name for file in preview.outgoing.files] == ["Nguoi-nhan.xlsx"]


@pytest.mark.parametrize("typed", ["Nguyễn Văn Không", "trừ người ký", "trời đẹp quá"])
async def test_a_name_nobody_has_is_asked_again(typed: str, tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.addressed(w, "thành viên")
        [reply] = await w.phone("lan").types(typed)
        assert reply.text.startswith("Danh bạ không có")
        assert await value(h, "SELECT COUNT(*) FROM notice_receivers") == 9


async def test_namesakes_are_asked_for_their_whole_name(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        now = h.clock.now()
        async with h.app.database.transaction() as tx:
            namesake = await people.add_person(
                tx, name="Phan Thế Nam", honorific=Honorific.MR, phone="", position="", now=now
            )
            await seats.save_contact(tx, w.committee_id, namesake, invited=False, now=now)
            assert len(await contacts(tx, w.committee_id)) == 6
        await noticed.unsigned(w)
        [reply] = await w.phone("lan").types("Nam")
        assert "trùng tên “Nam”" in reply
        [reply] = await w.phone("lan").types("Lê Hoàng Nam")
        assert "Người nhận 01: đồng chí Lê Hoàng Nam" in reply


# --- sending


async def test_only_what_was_previewed_is_sent(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.previewed(w)
        message, old = played.offered(lan, "notice:send")
        for change in ("trừ Bình", "Cao Thị Mai"):
            await lan.press("Sửa thông báo")
            await lan.press("Chọn người nhận")
            await lan.types(change)
            [reply] = await lan.press_action(old, pressed=message.key)
            assert reply.text == render("refusal/preview_changed", citations=(), at=None)
        assert await value(h, "SELECT COUNT(*) FROM deliveries") == 0


async def test_it_can_be_stopped_and_sent_again(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.previewed(w, "Khoa")
        await act(lan, "notice:send")
        [stopped] = await lan.press("Dừng gửi")
        assert "Chưa ai nhận" in stopped
        await later(h, 5)
        assert receivers_of(h) == []
        await lan.press("Xem trước thông báo")
        await act(lan, "notice:send")
        await later(h, 5)
        assert receivers_of(h) == ["khoa"]
        [late] = await lan.press_action("notice:stop:1")
        assert late.text == render("refusal/too_late", citations=(), at=None)


@pytest.mark.parametrize(
    ("typed", "goes"),
    [
        ("14h hôm nay", "09/11 14:00"),
        ("19h thứ Ba 10/11/2026", "11/11 07:00"),
        ("8h30 Chủ nhật 15/11/2026", "16/11 08:30"),
    ],
)
async def test_it_goes_at_the_moment_that_was_typed_in_allowed_hours(
    typed: str, goes: str, tmp_path: Path
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.previewed(w, "Khoa")
        await act(w.phone("lan"), "notice:sendat")
        await w.phone("lan").types(typed)
        await h.until("2026-11-16T12:00")
        [came] = [m for m in w.phone("khoa").messages if noticed.TEXT in m]
        assert f"{came.at:%d/%m %H:%M}" == goes


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7h sáng nay", "đã qua"),
        ("8h thứ Hai 10/11/2026", "là thứ Ba"),
        ("ngày mai", "nhập cả hai"),
    ],
)
async def test_a_moment_that_cannot_be_is_asked_again(
    typed: str, said: str, tmp_path: Path
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.previewed(w, "Khoa")
        await act(w.phone("lan"), "notice:sendat")
        [reply] = await w.phone("lan").types(typed)
        assert said in reply
        await w.phone("lan").types("14h hôm nay")
        assert await value(h, "SELECT state FROM notices") == "released"


async def test_a_power_cut_in_the_middle_sends_nobody_two(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.previewed(w)
        await act(w.phone("lan"), "notice:send")
        channel = h.channel
        channel.cut_after = 4
        with pytest.raises((PowerCut, BaseExceptionGroup)):
            await later(h, 2)
        channel.cut_after = None
    async with house(tmp_path, "2026-11-09T08:05", channel) as h:
        await h.until("2026-11-09T08:10")
        assert sorted(receivers_of(h)) == sorted(MEMBERS)


# --- acknowledging


async def test_a_tap_counts_once_and_reading_does_not(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Loan")
        khoa = w.phone("khoa")
        message, action = played.offered(khoa, "notice:seen")
        [noted] = await khoa.press_action(action, pressed=message.key)
        at = "08 giờ 02, ngày 09/11/2026"
        assert f"đồng chí đã nhận lúc {at}" in noted
        await later(h, 30)
        again = await khoa.press_action(action, pressed=message.key)
        assert all(at in each for each in again)
        assert await value(h, "SELECT COUNT(*) FROM audit WHERE verb = 'notice_acknowledged'") == 1
        [shown] = await w.phone("loan").press_action("notice:show:2")
        assert noticed.TEXT in shown
        taps = "SELECT COUNT(*) FROM notice_receivers WHERE acknowledged_at IS NOT NULL"
        assert await value(h, taps) == 1


async def test_a_copy_is_its_owners_alone(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Loan")
        for verb in ("seen", "show", "files"):
            [reply] = await w.phone("loan").press_action(f"notice:{verb}:1")
            assert reply.text == render("refusal/not_found", citations=(), at=None)


async def test_who_left_hears_no_more(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Loan")
        async with h.app.database.transaction() as tx:
            await seats.end_membership(tx, w.committee_id, w.person_id("khoa"), h.clock.now())
        [reply] = await w.phone("khoa").press("Đã nhận")
        assert reply.text == render("refusal/not_found", citations=(), at=None)
        await h.until("2026-11-12T12:00")
        reminded = [
            address
            for address, shown in h.sent_between("2026-11-10T00:00", "2026-11-13T00:00")
            if "đề nghị đồng chí xác nhận đã nhận" in shown
        ]
        assert reminded == ["loan"]


async def test_the_secretariat_writes_down_what_came_by_phone(tmp_path: Path) -> None:
    """Quyên has no account: she is called, and the record names its source and its writer."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.sent(w, "khách mời")
        [listed] = await lan.press_action("notice:list:1")
        assert "Đã gửi 03, chờ gửi 00, không gửi được 00, chưa liên kết 01" in listed
        assert "Cần gọi điện: bà Mai Thị Quyên" in listed
        [ask] = await lan.press("Ghi nhận qua điện thoại")
        assert ask.buttons[0] == "Ghi Mai Thị Quyên"
        [noted] = await lan.press("Ghi Mai Thị Quyên")
        assert "qua điện thoại, người ghi: Bùi Thu Lan" in noted
        assert "Tính chung 1/4" in noted
        [undone] = await lan.press("Hoàn tác")
        assert "chưa xác nhận" in undone
        taps = "SELECT COUNT(*) FROM notice_receivers WHERE acknowledged_at IS NOT NULL"
        assert await value(h, taps) == 0


async def test_what_was_written_down_is_told_to_who_can_read_it(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa")
        await w.phone("lan").press_action("notice:recordfor:1")
        assert "theo trao đổi qua điện thoại" in w.phone("khoa").last
        [again] = await w.phone("lan").press_action("notice:recordfor:1")
        assert "đã được xử lý lúc" in again


async def test_parts_of_the_list_add_up_when_a_chat_refuses(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        h.channel.refusing.add("loan")
        await noticed.sent(w, "Khoa, Loan, Mai Thị Quyên")
        [listed] = await w.phone("lan").press_action("notice:list:1")
        assert "Đã gửi 01, chờ gửi 00, không gửi được 01, chưa liên kết 01" in listed
        assert "Đã nhận (00)" in listed
        assert "Chưa xác nhận (03)" in listed


async def test_a_long_list_is_a_sheet(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "thành viên, khách mời")
        [listed] = await w.phone("lan").press_action("notice:list:1")
        assert "13 người nhận" in listed
        assert [file.name for file in listed.outgoing.files] == ["Xac-nhan-da-nhan.xlsx"]


# --- reminding


async def test_nobody_is_reminded_twice_on_one_day(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.sent(w, "Khoa, Loan, Mai Thị Quyên")
        await w.phone("loan").press("Đã nhận")
        [preview] = await lan.press_action("notice:remind:1")
        assert "Sẽ nhắc 01 người" in preview
        assert "Không nhắc 01 người" in preview
        message, action = played.offered(lan, "notice:remindnow")
        await lan.press("Nhắc 01 người")
        [again] = await lan.press_action(action, pressed=message.key)
        assert again.text == render("refusal/already_done", citations=(), at=None)
        [preview] = await lan.press_action("notice:remind:1")
        assert preview.buttons == ["Xem danh sách"]
        await h.until("2026-11-10T09:00")
        [preview] = await lan.press_action("notice:remind:1")
        assert "Sẽ nhắc 01 người" in preview


async def test_the_list_that_was_previewed_is_reminded(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Loan")
        await w.phone("lan").press_action("notice:remind:1")
        await w.phone("loan").press("Đã nhận")
        [reply] = await w.phone("lan").press("Nhắc 02 người")
        assert reply.text == render("refusal/preview_changed", citations=(), at=None)


async def test_a_summary_names_the_committee_where_there_are_several(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.second_committee(w, "lan", Role.WORKING_GROUP_MEMBER, runs_assistant=True)
        await noticed.second_committee(w, "khoa", Role.COMMISSIONER, runs_assistant=False)
        lan = w.phone("lan")
        [ask] = await lan.types(f"/thongbao {noticed.TEXT}")
        assert ask.buttons == ["Chọn Ban Chỉ đạo 1", "Chọn Ban Chỉ đạo 2"]
        await lan.press("Chọn Ban Chỉ đạo 1")
        await act(lan, "notice:alone")
        await lan.types("Khoa, Loan")
        await act(lan, "notice:preview")
        await act(lan, "notice:send")
        await later(h, 2)
        named = "(Ban Chỉ đạo chuyển đổi số phường Trần"
        assert named in w.phone("khoa").last
        assert named not in w.phone("loan").last
        await h.until("2026-11-09T17:00")
        assert f"0/2 người nhận {named}" in lan.last


# --- corrected, withdrawn


async def test_a_correction_goes_to_exactly_those_who_have_the_first(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        h.channel.refusing.add("loan")
        await noticed.sent(w, "Khoa, Loan, Hương, Mai Thị Quyên")
        h.channel.refusing.clear()
        await lan.press_action("notice:recordfor:4")  # Quyên was told by phone
        await lan.press_action("notice:correct:1")
        await lan.types("Thời hạn là 20/11/2026.")
        [sample, preview] = await lan.press("Không kèm văn bản")
        assert "xin đính chính <b>thông báo ngày 09/11/2026</b>" in sample
        assert "Sẽ gửi 03 người" in preview
        assert "Đinh Thị Loan" not in preview
        await lan.press("Sửa thông báo")
        assert "Chọn người nhận" not in lan.last.buttons
        [refused] = await lan.press_action("notice:towhom:2")
        assert refused.text.startswith(render("refusal/not_allowed", citations=())[:40])
        await act(lan, "notice:send")
        await later(h, 2)
        assert sorted(receivers_of(h, "Thời hạn là 20/11/2026.")) == ["huong", "khoa"]


async def test_withdrawn_before_it_reached_somebody(tmp_path: Path) -> None:
    """Khoa has it and is told; Loan's chat was away, and nothing of it comes to her."""
    channel = played.TryingChannel(SimulatedClock(played.EPOCH, running=False), tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.previewed(w, "Khoa, Loan")
        await act(lan, "notice:send")
        await later(h, 2)
        async with h.app.database.transaction() as tx:  # hers is still to be released
            await tx.execute(
                "UPDATE deliveries SET released_at = NULL WHERE person_id = :p"
                " AND kind = 'notice.letter'",
                p=w.person_id("loan"),
            )
            await tx.execute("DELETE FROM delivery_sends WHERE delivery_id = 2")
            await tx.execute("UPDATE deliveries SET not_before = not_before + 3600000 WHERE id = 2")
        [preview] = await lan.press_action("notice:withdraw:1")
        assert "01 người đã nhận được tin" in preview
        assert "01 người chưa nhận được tin" in preview
        await lan.press("Đồng ý thu hồi")
        await later(h, 120)
        [letter] = [m for m in w.phone("khoa").messages if "đã được thu hồi lúc" in m]
        assert letter.edited
        assert noticed.TEXT not in letter
        assert letter.buttons == []
        assert not any("thu hồi" in shown for shown in w.phone("loan").messages)
        [reply] = await w.phone("khoa").press_action("notice:seen:1", pressed=letter.key)
        assert reply.text == render("refusal/withdrawn", citations=(), at=None)
        await h.until(h.clock.now() + timedelta(days=4))
        assert [m for m in lan.messages if m.text.startswith("Đã nhận thông báo")] == []


async def test_what_somebody_else_linked_later_gets_is_the_reminder(tmp_path: Path) -> None:
    """Quyên links after the sending: she reads the notice from the reminder."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "khách mời")
        async with h.app.database.transaction() as tx:
            account = await accounts.known(tx, h.channel.name, "quyen", h.clock.now())
            await accounts.link(tx, account.id, w.person_id("quyen"), h.clock.now())
        await h.until("2026-11-11T08:00")
        quyen = w.phone("quyen")
        assert "đề nghị bà xác nhận đã nhận" in quyen.last
        [letter] = await quyen.press("Xem thông báo")
        assert noticed.TEXT in letter
        await quyen.press("Đã nhận", on=letter)
        assert await _acknowledged(w) == 1


async def _acknowledged(w: Ward) -> int:
    found: int = await value(
        w.house, "SELECT COUNT(*) FROM notice_receivers WHERE acknowledged_at IS NOT NULL"
    )
    return found


# --- files


async def test_only_files_that_may_go_by_chat_go(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.previewed(w, "Khoa")
        await lan.press("Đính kèm tệp")
        for name, label in (("a.pdf", "Gửi tệp qua Trợ lý"), ("b.pdf", "Chỉ nêu tên, số")):
            path = tmp_path / name
            path.write_bytes(b"%PDF-1.4\n% " + name.encode())
            await lan.sends(path)
            await lan.press(label)
            await lan.press("Đính kèm tệp")
        await lan.types("Phụ lục 12/PL-VHXH")
        await act(lan, "notice:preview")
        await act(lan, "notice:send")
        await later(h, 2)
        [files] = await w.phone("khoa").press("Đọc tệp (3)")
        assert [file.name for file in files.outgoing.files] == ["a.pdf"]
        assert "b.pdf" in files
        assert "Phụ lục 12/PL-VHXH" in files
        await h.until(h.clock.now() + timedelta(days=60))
        await h.app.housekeeping.remove_unused_files()
        assert await value(h, "SELECT COUNT(*) FROM files") == 2


# --- one's own data


async def test_what_was_sent_and_tapped_is_among_ones_own_data(tmp_path: Path) -> None:
    """A draft that nobody was sent is nobody's yet."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Loan")
        await w.phone("khoa").press("Đã nhận")
        await noticed.addressed(w, "Khoa")
        async with h.app.database.reading() as tx:
            [own] = (await mydata.everything(tx, w.person_id("khoa")))["notices"]
            [others] = (await mydata.everything(tx, w.person_id("loan")))["notices"]
        assert own["acknowledged_at"] == "2026-11-09T08:02:00+07:00"
        assert others["acknowledged_at"] is None


# --- a question about something else


async def test_a_button_of_a_notice_leaves_another_question_open(tmp_path: Path) -> None:
    """Lan is asked where to meet, opens a notice, and answers all the same."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.previewed(w, "Khoa")
        await lan.types("họp quý 4 lúc 14h thứ 6 27/11/2026")
        await lan.press_action("notice:preview:1")
        await act(lan, "notice:send")
        assert await value(h, "SELECT kind FROM dialogues") == "meeting.place"


async def test_what_was_asked_can_be_left_by_a_button(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.previewed(w, "Khoa")
        for verb in ("sendat", "attach:1", "reason:1", "text:1"):
            if ":" in verb:
                await lan.press_action(f"notice:{verb}")
            else:
                await act(lan, f"notice:{verb}")
            [_, preview] = await lan.press("Xem trước thông báo")
            assert preview.buttons[0] == "Gửi 01 người"
            assert await value(h, "SELECT COUNT(*) FROM dialogues") == 0
