"""One meeting of the ward from its preparation to its last reply: lines 02-14, 18-19a, 31-38.

Absence, proxy and Zalo are features still to come, so here, unlike in the scenario:
- Dũng, Khoa and Hải press [Sẽ dự] instead of asking for absence or sending a proxy; the counts
  of 23/11 are therefore "attending 09 (members 06, guests 03)" instead of 07 + 1 + 1;
- Zalo's two members use the same channel as everybody; line 10 counts 12 on one channel;
- members see [Sẽ dự] and the papers only: buttons of later features are absent, not dead.
Clause numbers are those of the regulation of Trần Liễu: 4.3, 10.1.
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.clock import SimulatedClock
from committee.calendar import Calendar
from tests.chat import House, MemoryChannel, PowerCut, house
from tests.ward import Ward, ward

pytestmark = pytest.mark.scenario


def pdf(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"%PDF-1.4\n% " + name.encode())
    return path


OpenHouse = Callable[[str], AbstractAsyncContextManager[House]]
"""Opens the program at a moment, on the data and the phones that were there before."""


async def test_the_meeting_of_the_fourth_quarter(tmp_path: Path) -> None:
    channel = MemoryChannel(SimulatedClock(datetime.fromtimestamp(0, UTC)), tmp_path)
    await play(lambda now: house(tmp_path, now, channel), tmp_path)


async def play(opened: OpenHouse, folder: Path) -> None:
    """Every line, on whatever channel the house has."""
    async with opened("2026-11-06T09:10") as h:
        w = await ward(h)
        await prepared(h, w, folder)
        await approved(h, w)
        await invited(h, w)
        await answered_in_the_first_days(h, w)
        await reminded(h, w)
        h.channel.cut_after = None
    async with opened("2026-11-23T07:30") as h:
        w = w.in_house(h)
        await reminded_after_the_restart(h, w)
        await closed(h, w)
        assert outside_allowed_hours(h) == []


async def prepared(h: House, w: Ward, folder: Path) -> None:
    lan = w.phone("lan")

    # 02-03: the weekday does not fit the date, and nothing is guessed.
    [ask] = await lan.types("họp quý 4 lúc 14h thứ 6 28/11/2026 phòng họp số 1")
    assert "Ngày 28/11/2026 là thứ Bảy, không phải thứ Sáu" in ask
    assert ask.buttons == ["Thứ Sáu 27/11/2026", "Thứ Bảy 28/11/2026", "Nhập lại"]
    async with h.app.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM meetings") == 0

    # 04: an absolute date comes back; joining meetings is the head's to decide, not regulated.
    await h.until("2026-11-06T09:11")
    [ask] = await lan.press("Thứ Sáu 27/11/2026")
    assert "Đã chọn 14 giờ 00, thứ Sáu ngày 27/11/2026" in ask
    assert "Khoản 1 Điều 10" in ask
    assert "Quy chế không quy định" in ask
    assert ask.buttons[:2] == ["Định kỳ quý IV", "Quý IV và tổng kết"]

    # 05: the deadline is the secretariat's setting and avoids the holiday.
    await h.until("2026-11-06T09:12")
    [ask] = await lan.press("Quý IV và tổng kết")
    assert "thứ Ba ngày 24/11/2026 là ngày nghỉ lễ (Ngày Văn hóa Việt Nam)" in ask
    assert "Hạn trả lời đề xuất: 17 giờ 00, thứ Tư ngày 25/11/2026" in ask
    assert "thiết lập của Tổ Công tác; Quy chế không quy định" in ask
    assert ask.buttons == ["Dùng hạn này", "Chọn hạn khác"]

    # 06: the report that 10.1 wants at every meeting is missing; two files are attached.
    await h.until("2026-11-06T09:14")
    [ask] = await lan.press("Dùng hạn này")
    assert "Chưa có báo cáo đề xuất của Tổ Công tác" in ask
    assert "Khoản 1 Điều 10" in ask
    assert "Trình trước, bổ sung sau" in ask.buttons
    await lan.press("Đính kèm tài liệu")
    await lan.sends(pdf(folder, "Bao-cao-de-xuat.pdf"))
    await lan.press("Gửi thành viên")
    await lan.press("Đính kèm tài liệu")
    await lan.sends(pdf(folder, "Chuong-trinh-hop.pdf"))
    await lan.press("Gửi cả khách mời")
    [draft] = await lan.press("Xem phiên họp")
    assert "09 thành viên, 04 khách mời" in draft
    assert "Tài liệu: 02" in draft


async def approved(h: House, w: Ward) -> None:
    lan, an = w.phone("lan"), w.phone("an")

    # 07: the head is asked, by the clause that lets him convene.
    await h.until("2026-11-06T09:30")
    await lan.press("Trình Trưởng ban")
    ask = an.last
    assert ask.at.isoformat() == "2026-11-06T09:30:00+07:00"
    for part in (
        "Kính trình đồng chí Nguyễn Văn An",
        "phiên họp quý IV kết hợp tổng kết năm 2026",
        "14 giờ 00, thứ Sáu ngày 27/11/2026, phòng họp số 1",
        "09 thành viên, 04 khách mời",
        "Căn cứ khoản 3 Điều 4",
    ):
        assert part in ask
    assert ask.buttons == ["Đồng ý triệu tập", "Đề nghị sửa", "Xem tài liệu (2)"]

    # 08: Saturday: the head is answered at once, the secretary hears of it on Monday.
    await h.until("2026-11-07T08:05")
    before = len(lan.messages)
    [reply] = await an.press("Đồng ý triệu tập")
    assert "Đã ghi nhận ý kiến đồng ý" in reply
    assert "lúc 08 giờ 05, ngày 07/11/2026" in reply
    assert "07 giờ 00, thứ Hai ngày 09/11/2026" in reply
    assert reply.buttons == ["Thu hồi ý kiến"]
    await h.until("2026-11-09T06:59")
    assert len(lan.messages) == before

    # 09: Monday 07:00; without the signed number there is no way to send.
    await h.until("2026-11-09T07:00")
    news = lan.last
    assert news.at.isoformat() == "2026-11-09T07:00:00+07:00"
    assert "đã đồng ý triệu tập" in news
    assert "08 giờ 05, ngày 07/11/2026" in news
    assert news.buttons == ["Nhập số giấy mời", "Xem trước giấy mời", "Tải giấy mời .docx"]
    [preview] = await lan.press("Xem trước giấy mời", on=news)
    assert not [button for button in preview.buttons if button.startswith(("Gửi", "Hẹn giờ"))]
    [letter] = await lan.press("Tải giấy mời .docx", on=news)
    [file] = letter.outgoing.files
    assert file.name.endswith(".docx")
    assert h.app.files.path(file.sha256).read_bytes().startswith(b"PK")


async def invited(h: House, w: Ward) -> None:
    lan = w.phone("lan")

    # 10: number, preview with who has no channel, then sending.
    await h.until("2026-11-09T08:40")
    await lan.press("Nhập số giấy mời")
    [preview] = await lan.types("07/GM-BCĐ ngày 09/11/2026")
    assert "Sẽ gửi 13 người: 09 thành viên, 04 khách mời" in preview
    assert "chưa liên kết 01 (bà Mai Thị Quyên)" in preview
    assert preview.buttons[:2] == ["Gửi 12 người", "Hẹn giờ gửi"]

    await h.until("2026-11-09T08:44")
    [sending] = await lan.press("Gửi 12 người")
    assert sending.buttons == ["Dừng gửi"]
    assert not w.phone("huong").messages

    # 11: a commissioner's invitation; the head's copy is for information.
    await h.until("2026-11-09T08:45")
    invitation = w.phone("huong").last
    for part in (
        "Kính gửi đồng chí Đỗ Thu Hương, Ủy viên",
        "phiên họp quý IV kết hợp tổng kết năm 2026",
        "Giấy mời 07/GM-BCĐ",
        "14 giờ 00, thứ Sáu ngày 27/11/2026, phòng họp số 1",
        "Chủ trì: đồng chí Nguyễn Văn An",
        "Tổ Công tác đề nghị trả lời trước 17 giờ 00, thứ Tư ngày 25/11/2026",
    ):
        assert part in invitation
    assert invitation.buttons == ["Sẽ dự", "Xin vắng", "Cử người dự thay", "Tài liệu (2)"]
    for_chair = w.phone("an").last
    assert "(chủ trì), để báo cáo" in for_chair
    assert "Sẽ dự" not in for_chair.buttons

    # 12: a guest has a guest's buttons and only the papers meant for guests.
    for_guest = w.phone("oanh").last
    assert "Kính gửi đồng chí Lương Thị Oanh, Hiệu trưởng Trường THCS" in for_guest
    assert for_guest.buttons == ["Sẽ dự", "Không dự được", "Tài liệu (1)"]
    [papers] = await w.phone("oanh").press("Tài liệu (1)")
    assert [file.name for file in papers.outgoing.files] == ["Chuong-trinh-hop.pdf"]
    invitations = [
        a
        for a, shown in h.sent_between("2026-11-09T08:45", "2026-11-09T08:46")
        if "07/GM-BCĐ" in shown
    ]
    assert len(invitations) == len(set(invitations)) == 12

    # 13: sent 12 = 13 less the one without a channel; asked 12 = 13 less the chair.
    await h.until("2026-11-09T08:50")
    summary = lan.last
    assert "đã gửi 12/12" in summary
    assert "Chưa liên kết 01: đề nghị gọi bà Mai Thị Quyên" in summary
    assert "Trả lời: 0/12" in summary
    assert summary.buttons == ["Ghi nhận qua điện thoại", "Xem số điện thoại", "Xem danh sách"]


async def answered_in_the_first_days(h: House, w: Ward) -> None:
    lan, huong = w.phone("lan"), w.phone("huong")

    # 14: one tap, the invitation is edited in place; a second tap is the same answer.
    await h.until("2026-11-09T09:02")
    invitation = huong.last
    [reply] = await huong.press("Sẽ dự")
    assert reply.edited
    assert reply.key == invitation.key
    assert "Đã ghi nhận: Dự họp" in reply
    assert "đổi được đến 17 giờ 00, thứ Tư ngày 25/11/2026" in reply
    assert reply.buttons[:2] == ["Đổi trả lời", "Thêm vào lịch"]
    await huong.press_action(invitation.outgoing.actions[0].id, pressed=invitation.key)
    async with h.app.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM audit WHERE verb = 'answered'") == 1

    # Those of lines 17, 20, 25, 23 and 26 who come after all, on the days they decide.
    for address, moment in (
        ("giang", "2026-11-09T10:20"),
        ("cuong", "2026-11-10T08:00"),
        ("dung", "2026-11-10T08:10"),
        ("khoa", "2026-11-10T08:20"),
        ("hai", "2026-11-10T08:30"),
    ):
        await h.until(moment)
        await w.phone(address).press("Sẽ dự")

    # 18: a stranger learns nothing.
    await h.until("2026-11-10T09:00")
    [reply] = await h.phone("nguoi-la").types("lịch họp khi nào?")
    assert "chưa được liên kết" in reply
    assert not [word for word in ("27/11", "Nguyễn", "Trần Liễu", "phiên họp") if word in reply]

    # 19: written down for somebody without a chat, with its source.
    await h.until("2026-11-10T09:30")
    await lan.press("Ghi nhận qua điện thoại")
    await lan.press("Ghi Mai Thị Quyên")
    [reply] = await lan.press("Ghi dự họp")
    assert "bà Mai Thị Quyên: Dự họp (qua điện thoại, người ghi: Bùi Thu Lan" in reply
    assert "09 giờ 30, ngày 10/11/2026" in reply
    assert reply.buttons == ["Hoàn tác"]

    # 19a
    await h.until("2026-11-10T10:00")
    for address in ("nam", "oanh"):
        [reply] = await w.phone(address).press("Sẽ dự")
        assert "Đã ghi nhận: Dự họp" in reply


async def reminded(h: House, w: Ward) -> None:
    """31: only the three who have not answered, each in the form that fits."""
    await h.until("2026-11-23T07:29")
    h.channel.cut_after = 2
    with pytest.raises(PowerCut):
        await h.until("2026-11-23T07:30")
    await asyncio.sleep(0.1)  # what was under way at the cut ends with the process
    assert len(h.sent_between("2026-11-23T07:00", "2026-11-23T07:31")) == 2


async def reminded_after_the_restart(h: House, w: Ward) -> None:
    lan, loan, binh, phu = (w.phone(address) for address in ("lan", "loan", "binh", "phu"))

    # 32: the machine stopped when two of three were sent; the third gets it now, nobody twice.
    await h.app.settle()
    reminders = h.sent_between("2026-11-23T07:00", "2026-11-23T07:35")
    assert sorted(address for address, _ in reminders) == ["binh", "loan", "phu"]
    for phone in (loan, binh, phu):
        assert "14 giờ 00, thứ Sáu ngày 27/11/2026" in phone.last
        assert "trước 17 giờ 00 thứ Tư ngày 25/11/2026" in phone.last
    assert "Kính gửi đồng chí Đinh Thị Loan: Tổ Công tác kính nhắc" in loan.last
    assert "Báo cáo đồng chí Lê Thị Bình" in binh.last
    assert "Kính gửi ông Trịnh Văn Phú" in phu.last
    assert loan.last.buttons == binh.last.buttons == ["Sẽ dự"]
    assert phu.last.buttons == ["Sẽ dự", "Không dự được"]

    # 33: five minutes later, how it stands: 6 + 3 = 9 of 12.
    await h.until("2026-11-23T07:35")
    summary = lan.last
    assert summary.at.isoformat() == "2026-11-23T07:35:00+07:00"
    for part in ("9/12", "Dự 09 (thành viên 06, khách 03)", "không dự 00", "Chưa trả lời 03"):
        assert part in summary
    for name in ("đồng chí Lê Thị Bình", "đồng chí Đinh Thị Loan", "ông Trịnh Văn Phú"):
        assert name in summary

    # 34
    await h.until("2026-11-23T08:15")
    [reply] = await binh.press("Sẽ dự")
    assert "Đã ghi nhận: Dự họp" in reply
    assert reply.buttons[:2] == ["Đổi trả lời", "Thêm vào lịch"]

    # 35: a national holiday: nobody is written to.
    await h.until("2026-11-25T08:59")
    assert h.sent_between("2026-11-23T08:16", "2026-11-25T08:59") == []


async def closed(h: House, w: Ward) -> None:
    lan, loan, phu = (w.phone(address) for address in ("lan", "loan", "phu"))

    # 36: the morning of the last day.
    await h.until("2026-11-25T09:00")
    round_two = h.sent_between("2026-11-25T09:00", "2026-11-25T09:01")
    assert sorted(address for address, _ in round_two) == ["loan", "phu"]
    assert "trước 17 giờ 00 hôm nay, thứ Tư ngày 25/11/2026" in loan.last
    await h.until("2026-11-25T09:20")
    await phu.press("Sẽ dự")

    # 37: the time is over; silence is written down as silence.
    await h.until("2026-11-25T17:00")
    news = lan.last
    assert news.at.isoformat() == "2026-11-25T17:00:00+07:00"
    assert "Hết hạn trả lời" in news
    assert "11/12" in news
    assert "Chưa trả lời: đồng chí Đinh Thị Loan" in news
    assert "“chưa phản hồi”" in news
    assert "Ghi nhận qua điện thoại" in news.buttons

    # 38: a late answer counts; that it was late is in the record only.
    await h.until("2026-11-25T17:20")
    [reply] = await loan.press("Sẽ dự")
    assert "Đã ghi nhận: Dự họp" in reply
    assert "17 giờ 20" in reply
    assert "Cảm ơn đồng chí" in reply
    assert "muộn" not in reply.text
    [summary] = await lan.press("Xem danh sách")
    assert "12/12" in summary
    async with h.app.database.reading() as tx:
        late = await tx.all("SELECT after FROM audit WHERE verb = 'answered' ORDER BY id")
        on_time = await tx.value(
            "SELECT COUNT(*) FROM invitees i JOIN meetings m ON m.id = i.meeting_id"
            " WHERE i.answered_at <= m.reply_by"
        )
    assert [json.loads(row["after"])["late"] for row in late].count(True) == 1
    assert on_time == 11


def outside_allowed_hours(h: House) -> list[str]:
    """What the assistant sent on a weekend, a holiday or at night without being asked."""
    calendar = Calendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})
    return [
        f"{address} {shown.at}"
        for address, screen in h.channel.screens.items()
        for shown in screen.log
        if not shown.is_reply and not calendar.may_write(shown.at)
    ]
