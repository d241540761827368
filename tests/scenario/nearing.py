"""Lines 30-45: reminders, a restart in the middle, silence, and somebody else in the chair."""

import asyncio
import json
from datetime import date

import pytest

from committee.calendar import Calendar
from tests.chat import House, PowerCut
from tests.ward import Ward


async def asked_at_night(h: House, w: Ward) -> None:
    """30: a Saturday night: who asks is answered, nobody else is written to."""
    await h.until("2026-11-21T21:40")
    [papers] = await w.phone("cuong").types("cho xem tài liệu mục 2")
    assert [file.name for file in papers.outgoing.files] == ["Bao-cao-de-xuat.pdf"]
    sent = h.sent_between("2026-11-21T00:00", "2026-11-23T00:00")
    assert {address for address, _ in sent} == {"cuong"}


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
    assert loan.last.buttons == ["Sẽ dự", "Xin vắng", "Cử người dự thay", "Nhắc lại sau"]
    assert binh.last.buttons == ["Sẽ dự", "Báo vắng", "Nhắc lại sau"]
    assert phu.last.buttons == ["Sẽ dự", "Không dự được", "Nhắc lại sau"]

    # 33: five minutes later, how it stands: 7 + 1 + 1 = 9 of 12.
    await h.until("2026-11-23T07:35")
    summary = lan.last
    assert summary.at.isoformat() == "2026-11-23T07:35:00+07:00"
    for part in (
        "9/12",
        "Dự 07 (thành viên 04, khách 03), vắng được đồng ý 01, dự thay 01.",
        "Chưa trả lời 03",
    ):
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


async def handed_over(h: House, w: Ward) -> None:
    """39-41: the head cannot come; the standing deputy chairs by 5.1 and 5.3, when he says so."""
    an, binh, lan = (w.phone(address) for address in ("an", "binh", "lan"))

    await h.until("2026-11-26T08:20")
    await an.types("/lichhop")
    [ask] = await an.press("Giao người chủ trì")
    for part in (
        "thay mặt lãnh đạo công tác (khoản 1 Điều 5)",
        "được chủ trì họp (khoản 3 Điều 5)",
        "Kính xin ý kiến đồng chí: giao đồng chí Lê Thị Bình chủ trì",
    ):
        assert part in ask
    assert ask.buttons == ["Đồng ý giao", "Hoãn phiên họp", "Để sau"]
    assert h.sent_between("2026-11-26T08:00", "2026-11-26T08:23") == [
        ("an", shown) for shown in an.messages[-2:]
    ]

    # 40: the new chair hears what waits and what lies on the desk.
    await h.until("2026-11-26T08:23")
    await an.press("Đồng ý giao")
    news = binh.last
    for part in (
        "Kính gửi đồng chí Lê Thị Bình, Phó Trưởng ban Thường trực",
        "14 giờ 00, thứ Sáu ngày 27/11/2026, phòng họp số 1 thay Trưởng ban",
        "Yêu cầu chờ quyết định: 0",
        "02 tài liệu, 01 ý kiến bằng văn bản",
    ):
        assert part in news
    assert news.buttons == ["Mở hồ sơ", "Đề nghị sửa"]

    # 41: everybody else concerned, once: seven members, three guests, and who stands in.
    await h.until("2026-11-26T08:25")
    round_ = [
        (address, shown)
        for address, shown in h.sent_between("2026-11-26T08:23", "2026-11-26T08:26")
        if "do đồng chí Lê Thị Bình, Phó Trưởng ban Thường trực, chủ trì" in shown
    ]
    assert sorted(address for address, _ in round_) == sorted(
        ["cuong", "dung", "giang", "hai", "huong", "khoa", "loan", "nam", "oanh", "phu", "mai"]
    )
    assert all(shown.buttons == ["Đã rõ"] for _, shown in round_)
    assert "Cần gọi bà Mai Thị Quyên" in lan.last
    assert lan.last.buttons == ["Đã gọi"]
    async with h.app.database.reading() as tx:
        kept = await tx.value(
            "SELECT COUNT(*) FROM invitees WHERE answer = 'attending' AND part != 'chair'"
        )
    assert kept == 5 + 4  # five members and four guests, as they had answered


async def on_the_eve(h: House, w: Ward) -> None:
    """42-45: ten are reminded, one of them by another way; a guest cannot come after all."""
    lan, oanh = w.phone("lan"), w.phone("oanh")
    expected = ["binh", "cuong", "giang", "huong", "khoa", "loan", "nam", "oanh", "phu", "mai"]

    await h.refuse_first_account(w.person_id("loan"), "loan")
    await h.until("2026-11-26T14:00")
    round_one = h.sent_between("2026-11-26T14:00", "2026-11-26T14:01")
    reached = sorted(h.owner(address) for address, _ in round_one)
    assert reached == sorted(expected)
    assert all("ngày mai, thứ Sáu ngày 27/11/2026, phòng họp số 1" in s for _, s in round_one)

    # 43: with all summaries five minutes after the round.
    await h.until("2026-11-26T14:05")
    summary = lan.last
    assert "đã gửi 10, thành công 09 qua kênh chính" in summary
    assert "Đồng chí Đinh Thị Loan không nhận được tin" in summary
    assert "đã gửi lại" in summary
    assert "Cần gọi 01: bà Mai Thị Quyên" in summary

    # 44: 7.4 does not bind a guest.
    await h.until("2026-11-26T16:00")
    [reply] = await oanh.press("Không dự được")
    assert "Đã ghi nhận: Không dự được" in reply
    assert "Điều 7" not in reply

    await h.until("2026-11-27T07:30")
    round_two = h.sent_between("2026-11-27T07:30", "2026-11-27T07:31")
    assert sorted(h.owner(address) for address, _ in round_two) == sorted(
        address for address in expected if address != "oanh"
    )
    assert all("14 giờ 00 hôm nay, thứ Sáu ngày 27/11/2026" in s for _, s in round_two)


def outside_allowed_hours(h: House) -> list[str]:
    """What the assistant sent on a weekend, a holiday or at night without being asked."""
    calendar = Calendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})
    return [
        f"{address} {shown.at}"
        for address, screen in h.channel.screens.items()
        for shown in screen.log
        if not shown.is_reply and not calendar.may_write(shown.at)
    ]
