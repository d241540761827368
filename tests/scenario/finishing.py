"""The scenario's five tasks: done, extended, overdue, and at last reported whole (lines 58-70a)."""

from pathlib import Path

from tests.bot.played import rows, value
from tests.chat import House, Phone
from tests.scenario.assigning import told
from tests.ward import Ward

REMINDER = ["Cập nhật", "Đề nghị gia hạn", "Nhắc lại sau"]


def evidence(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"%PDF-1.4\n% " + name.encode())
    return path


async def done(phone: Phone, proof: str | Path) -> None:
    """Report the task that is opened from the list of one's own."""
    await phone.types("/viec")
    await phone.press("Mở việc 1")
    await phone.press("Cập nhật")
    await phone.press("Đã hoàn thành")
    if isinstance(proof, Path):
        await phone.sends(proof)
    else:
        await phone.types(proof)


async def done_early(h: House, w: Ward, folder: Path) -> None:
    """58: two working days before the deadline, with a file that only Bình and Lan may open."""
    hai, binh = w.phone("hai"), w.phone("binh")
    await h.until("2026-12-09T10:30")
    await done(hai, evidence(folder, "Tham-muu-kinh-phi.pdf"))
    assert told(h, "2026-12-09T10:30", "2026-12-09T10:31") == ["binh"]
    assert "xác nhận hoàn thành Nhiệm vụ 3" in binh.last
    assert "đồng chí Vũ Minh Hải; trước hạn 02 ngày" in binh.last
    assert "Minh chứng: 01 tệp" in binh.last
    assert binh.last.buttons == ["Xác nhận", "Yêu cầu bổ sung", "Xem tệp"]
    [shown] = await binh.press("Xem tệp")
    assert [file.name for file in shown.outgoing.files] == ["Tham-muu-kinh-phi.pdf"]
    await h.until("2026-12-09T14:00")
    [reply] = await binh.press("Xác nhận")
    assert "xác nhận hoàn thành Nhiệm vụ 3" in reply
    assert "đã xác nhận hoàn thành Nhiệm vụ 3" in hai.last


async def extended(h: House, w: Ward) -> None:
    """59: three days more for task 4; both deadlines are kept."""
    huong, binh = w.phone("huong"), w.phone("binh")
    await h.until("2026-12-09T15:00")
    await huong.types("/viec")
    await huong.press("Mở việc 1")
    await huong.press("Đề nghị gia hạn")
    await huong.types("18/12/2026")
    [preview] = await huong.types("chờ văn bản hướng dẫn của thành phố")
    assert "từ 17 giờ 00, thứ Ba ngày 15/12/2026 đến 17 giờ 00, thứ Sáu ngày 18/12/2026" in preview
    await huong.press("Gửi đề nghị")
    assert told(h, "2026-12-09T15:00", "2026-12-09T15:01") == ["binh"]
    assert "đề nghị gia hạn Nhiệm vụ 4, dự thảo Kế hoạch 2027, từ 15/12/2026 đến" in binh.last
    assert "Lý do: “chờ văn bản hướng dẫn của thành phố”" in binh.last
    assert binh.last.buttons == ["Đồng ý", "Không đồng ý", "Chọn hạn khác"]
    await h.until("2026-12-09T15:40")
    await binh.press("Đồng ý")
    assert "Hạn mới: 17 giờ 00, thứ Sáu ngày 18/12/2026; hạn gốc 15/12/2026" in huong.last


async def near_and_over(h: House, w: Ward) -> None:
    """60-63: Khoa alone is reminded; overdue on Friday evening, told on Monday morning."""
    khoa = w.phone("khoa")
    await h.until("2026-12-10T08:00")
    assert told(h, "2026-12-09T16:00", "2026-12-10T08:01") == ["khoa"]
    assert "đến hạn 17 giờ 00 ngày mai, thứ Sáu ngày 11/12/2026" in khoa.last
    assert khoa.last.buttons == REMINDER
    await h.until("2026-12-11T08:00")
    assert told(h, "2026-12-10T08:01", "2026-12-11T08:01") == ["khoa"]
    assert "đến hạn 17 giờ 00 hôm nay, thứ Sáu ngày 11/12/2026" in khoa.last

    await h.until("2026-12-11T16:59")
    assert await value(h, "SELECT COUNT(*) FROM tasks WHERE overdue_since IS NOT NULL") == 0
    await h.until("2026-12-11T17:00")
    late = await rows(h, "SELECT item FROM tasks WHERE overdue_since = deadline")
    assert late == [(5,)]
    await h.until("2026-12-14T07:59")
    assert h.sent_between("2026-12-11T08:01", "2026-12-14T07:59") == []

    await h.until("2026-12-14T08:00")
    assert told(h, "2026-12-14T07:00", "2026-12-14T08:01") == ["dung", "khoa"]
    for part in (
        "quá hạn từ 17 giờ 00, ngày 11/12/2026",
        "đề nghị gia hạn trước 08 giờ 00, thứ Tư ngày 16/12/2026",
        "sau thời điểm đó, Tổ Công tác báo cáo đồng chí Trần Mạnh Cường, Phó Trưởng ban – Cơ quan "
        "thường trực, để hỗ trợ tháo gỡ (thiết lập của Tổ Công tác)",
    ):
        assert part in khoa.last
    assert khoa.last.buttons == REMINDER
    # 64
    assert "đến hạn 17 giờ 00 ngày mai, thứ Ba ngày 15/12/2026" in w.phone("dung").last


async def done_on_the_day(h: House, w: Ward) -> None:
    """65: Dũng on the last day; task 4 is not reminded of at its first deadline."""
    dung, binh = w.phone("dung"), w.phone("binh")
    await h.until("2026-12-15T08:00")
    assert told(h, "2026-12-14T08:01", "2026-12-15T08:01") == ["dung"]
    assert "đến hạn 17 giờ 00 hôm nay, thứ Ba ngày 15/12/2026" in dung.last
    await h.until("2026-12-15T16:00")
    await done(dung, "Báo cáo 120/BC-CAP")
    assert "đúng hạn" in binh.last
    assert "Minh chứng: Báo cáo 120/BC-CAP" in binh.last
    await h.until("2026-12-15T16:45")
    await binh.press("Xác nhận")


async def escalated(h: House, w: Ward) -> None:
    """66, 67: on the third working day, as announced; then Khoa explains and gets more time."""
    khoa, binh, cuong, lan = (w.phone(a) for a in ("khoa", "binh", "cuong", "lan"))
    await h.until("2026-12-16T08:00")
    assert told(h, "2026-12-15T17:00", "2026-12-16T08:01") == ["cuong", "lan"]
    for phone in (cuong, lan):
        for part in (
            "Nhiệm vụ 5, báo cáo lập hồ sơ sức khỏe điện tử (đồng chí Ngô Đăng Khoa)",
            "quá hạn 03 ngày làm việc (tính cả hôm nay)",
            "đã nhắc 03 lần (10/12, 11/12, 14/12), chưa có phản hồi",
        ):
            assert part in phone.last
    assert "Báo cáo đồng chí Trần Mạnh Cường" in cuong.last
    assert cuong.last.buttons == ["Cho ý kiến", "Xem lịch sử nhắc"]
    [history] = await cuong.press("Xem lịch sử nhắc")
    assert "08 giờ 00, ngày 14/12/2026: báo quá hạn" in history

    await h.until("2026-12-16T09:30")
    await khoa.press("Đề nghị gia hạn")
    await khoa.types("22/12/2026")
    await khoa.types("thiếu số liệu 02 tổ dân phố")
    await khoa.press("Gửi đề nghị")
    for part in (
        "giải trình Nhiệm vụ 5",
        "“thiếu số liệu 02 tổ dân phố”, đề nghị hạn mới 17 giờ 00, thứ Ba ngày 22/12/2026",
        "Hạn gốc 11/12/2026, đã quá hạn 03 ngày làm việc",
    ):
        assert part in binh.last
    assert binh.last.buttons == ["Đồng ý", "Không đồng ý", "Chọn hạn khác"]
    await h.until("2026-12-16T10:15")
    await binh.press("Đồng ý")
    assert await rows(h, "SELECT item FROM tasks WHERE overdue_since IS NOT NULL") == [(5,)]


async def by_the_new_deadline(h: House, w: Ward) -> None:
    """68, 69: task 4 is reminded of by its extended deadline."""
    giang, huong, binh = (w.phone(address) for address in ("giang", "huong", "binh"))
    for day, words in (("17", "ngày mai"), ("18", "hôm nay")):
        await h.until(f"2026-12-{day}T08:00")
        assert told(h, f"2026-12-{day}T07:00", f"2026-12-{day}T08:01") == ["giang", "huong"]
        for phone, place in ((giang, 2), (huong, 4)):
            assert f"Nhiệm vụ {place}" in phone.last
            assert f"đến hạn 17 giờ 00 {words}, thứ Sáu ngày 18/12/2026" in phone.last
            assert phone.last.buttons == REMINDER
    await h.until("2026-12-18T15:00")
    for phone, number in ((giang, "Báo cáo 88/BC-VP"), (huong, "Tờ trình 45/TTr-VHXH")):
        await done(phone, number)
        await binh.press("Xác nhận")


async def all_done(h: House, w: Ward, folder: Path) -> None:
    """70, 70a: six working days after the first deadline; then the head hears of all five."""
    khoa, binh, an = w.phone("khoa"), w.phone("binh"), w.phone("an")
    await h.until("2026-12-21T10:00")
    await done(khoa, evidence(folder, "Bao-cao-ho-so.pdf"))
    assert (
        "(đồng chí Ngô Đăng Khoa; trong hạn gia hạn; chậm 06 ngày làm việc so với hạn gốc)"
        in binh.last
    )
    assert binh.last.buttons == ["Xác nhận", "Yêu cầu bổ sung", "Xem tệp"]
    await h.until("2026-12-21T11:00")
    await binh.press("Xác nhận")
    await h.until("2026-12-21T11:05")
    assert an.last.at.isoformat() == "2026-12-21T11:05:00+07:00"
    assert "05/05 nhiệm vụ theo Thông báo 06/TB-BCĐ đã hoàn thành, 01 quá hạn gốc" in an.last
    assert "(khoản 3 Điều 11)" in an.last
    [details] = await an.press("Xem danh sách")
    assert details.text.count("đã hoàn thành") == 5
    outcomes = await rows(
        h,
        "SELECT SUM(overdue_since IS NULL AND deadline = original_deadline),"
        " SUM(overdue_since IS NULL AND deadline != original_deadline),"
        " SUM(overdue_since IS NOT NULL) FROM tasks",
    )
    assert outcomes == [(3, 1, 1)]
    await h.until("2027-01-15T18:00")
    assert told(h, "2026-12-21T11:06", "2027-01-15T18:00") == []
