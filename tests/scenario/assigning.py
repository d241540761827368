"""The scenario's five tasks: entered, sent, acknowledged, asked about (lines 52-57)."""

from dataclasses import replace

from committee.people import Role
from storage import committees
from tests.bot.played import act
from tests.chat import House, Shown
from tests.ward import Ward

TASKS = (
    ("Phạm Văn Dũng", "rà soát dữ liệu dân cư, định danh điện tử", "15/12/2026"),
    ("Hoàng Thị Giang", "nâng tỷ lệ hồ sơ trực tuyến", "thứ Sáu 18/12"),
    ("Hải", "tham mưu kinh phí nhiệm vụ chuyển đổi số năm 2027", "11/12/2026"),
    ("Đỗ Thu Hương", "dự thảo Kế hoạch 2027", "15/12/2026"),
    ("Ngô Đăng Khoa", "báo cáo lập hồ sơ sức khỏe điện tử", "17h 11/12/2026"),
)
ASSIGNED = ("dung", "giang", "hai", "huong", "khoa")


def told(h: House, start: str, end: str) -> list[str]:
    """Who was written to first in this stretch of time, once for each message."""
    return sorted(a for a, shown in h.sent_between(start, end) if not shown.is_reply)


async def issues_copied(h: House, w: Ward) -> None:
    """This committee's setting: a deputy gets a copy of every difficulty."""
    async with h.app.database.transaction() as tx:
        committee = await committees.get(tx, w.committee_id)
        assert committee is not None
        settings = replace(committee.settings, issues_copied_to=Role.DEPUTY)
        await committees.save_settings(tx, committee.id, settings)


async def entered(h: House, w: Ward) -> None:
    """Lan types the five tasks of one document, without its name being asked for again."""
    lan = w.phone("lan")
    await lan.types("/giaoviec")
    [asked] = await lan.types("Thông báo 06/TB-BCĐ ngày 30/11/2026")
    for place, (name, title, deadline) in enumerate(TASKS, 1):
        assert f"Thông báo 06/TB-BCĐ, Nhiệm vụ {place}: giao ai?" in asked
        await lan.types(name)
        await lan.types(title)
        [draft] = await lan.types(deadline)
        assert f"Nhiệm vụ {place}: {title}" in draft
        if place == 3:
            assert "điểm d khoản 1 Điều 7" in draft
            await lan.press("Thêm người phối hợp")
            [draft] = await lan.types("đồng chí Cường, khoản 4 Điều 6")
            assert "phối hợp đồng chí Trần Mạnh Cường (khoản 4 Điều 6)" in draft
        if place < len(TASKS):
            [asked] = await lan.press("Nhập nhiệm vụ tiếp")


async def sent(h: House, w: Ward) -> None:
    """52, 53: what was previewed is what each receives, with the clause of their own field."""
    lan = w.phone("lan")
    [preview] = await lan.press("Xem trước để gửi")
    assert "Sẽ gửi 05 nhiệm vụ theo Thông báo 06/TB-BCĐ tới 06 người" in preview
    if "đồng chí Lê Thị Bình" not in preview:  # who chaired the last meeting is proposed
        await lan.press("Đổi người xác nhận")
        [preview] = await lan.press("Chọn Lê Thị Bình")
    assert "Người giao và xác nhận: đồng chí Lê Thị Bình" in preview
    await lan.press("Xem tin 2")
    [preview] = await lan.press("Xem tin 3")
    await h.until("2026-11-30T09:59")
    [sending] = await lan.press("Gửi 05 nhiệm vụ")
    assert sending.buttons == ["Dừng gửi"]
    await h.until("2026-11-30T10:00")
    assert told(h, "2026-11-30T10:00", "2026-11-30T10:01") == sorted([*ASSIGNED, "cuong"])

    for_hai = w.phone("hai").last
    assert for_hai.text in preview.text
    for part in (
        "Kính gửi đồng chí Vũ Minh Hải: đồng chí được giao",
        "Nhiệm vụ 3: tham mưu kinh phí nhiệm vụ chuyển đổi số năm 2027",
        "phối hợp đồng chí Trần Mạnh Cường (khoản 4 Điều 6)",
        "Hạn: 17 giờ 00, thứ Sáu ngày 11/12/2026",
        "Căn cứ: Thông báo 06/TB-BCĐ, mục 3; điểm d khoản 1 Điều 7.",
    ):
        assert part in for_hai
    assert for_hai.buttons == ["Đã nhận", "Đề nghị điều chỉnh"]
    for_dung = w.phone("dung").last
    assert "Hạn: 17 giờ 00, thứ Ba ngày 15/12/2026" in for_dung
    assert "điểm a khoản 1 Điều 7" in for_dung
    # 7.1 names no field of the health station, so nothing is cited for it but the document.
    assert "Căn cứ: Thông báo 06/TB-BCĐ, mục 5." in w.phone("khoa").last


async def received(h: House, w: Ward) -> None:
    """54, 55: four of five on the first day, the fifth is reminded the next morning."""
    lan, khoa = w.phone("lan"), w.phone("khoa")
    await h.until("2026-11-30T10:30")
    for address in ("dung", "giang", "hai", "huong"):
        [reply] = await w.phone(address).press("Đã nhận")
        assert reply.edited
        assert "Đã ghi nhận: đã nhận" in reply
    await h.until("2026-11-30T17:00")
    summary = lan.last
    assert summary.at.isoformat() == "2026-11-30T17:00:00+07:00"
    assert "Xác nhận nhận nhiệm vụ theo Thông báo 06/TB-BCĐ: 4/5" in summary
    assert "Chưa xác nhận: đồng chí Ngô Đăng Khoa (Nhiệm vụ 5)" in summary
    assert summary.buttons == ["Nhắc đồng chí Khoa", "Xem danh sách"]
    await h.until("2026-12-01T08:00")
    assert told(h, "2026-11-30T17:01", "2026-12-01T08:01") == ["khoa"]
    assert "báo cáo lập hồ sơ sức khỏe điện tử" in khoa.last
    assert "Hạn: 17 giờ 00, thứ Sáu ngày 11/12/2026" in khoa.last
    await h.until("2026-12-01T08:30")
    await khoa.press("Đã nhận")
    [details] = await lan.press("Xem danh sách")
    assert "chưa xác nhận" not in details.text


async def asked_at_mid_term(h: House, w: Ward) -> None:
    """56: five working days after sending, each only of their own."""
    await h.until("2026-12-07T08:00")
    assert told(h, "2026-12-01T09:00", "2026-12-07T08:01") == sorted(ASSIGNED)
    for address, place in zip(ASSIGNED, range(1, 6), strict=True):
        asked = w.phone(address).last
        assert f"cập nhật giữa kỳ Nhiệm vụ {place}, {TASKS[place - 1][1]}" in asked
        assert asked.buttons == ["Đúng tiến độ", "Có khó khăn", "Đã hoàn thành", "Nhắc lại sau"]
    assert "hạn thứ Sáu ngày 18/12/2026" in w.phone("giang").last


async def in_difficulty(h: House, w: Ward) -> None:
    """57: by 7.1 before the head; a copy to the deputy is the group's own setting."""
    giang, an, cuong = (w.phone(address) for address in ("giang", "an", "cuong"))
    await h.until("2026-12-07T08:12")
    [asked] = await giang.press("Có khó khăn")
    assert "nêu ngắn gọn vướng mắc và đề xuất (01 tin nhắn)" in asked
    await giang.types("máy quét hỏng, đề nghị mượn 01 máy")
    assert told(h, "2026-12-07T08:12", "2026-12-07T08:13") == ["an", "cuong"]
    difficulty = "“máy quét hỏng, đề nghị mượn 01 máy”"
    assert (
        f"Nhiệm vụ 2, nâng tỷ lệ hồ sơ trực tuyến (đồng chí Hoàng Thị Giang) có vướng mắc: "
        f"{difficulty}" in an.last
    )
    assert "Căn cứ khoản 1 Điều 7" in an.last
    assert an.last.buttons == ["Cho ý kiến", "Giao đồng chí Cường"]
    assert "Đồng gửi theo thiết lập của Tổ Công tác" in cuong.last
    assert "Điều 7" not in cuong.last.text
    assert cuong.last.buttons == ["Cho ý kiến"]
    await an.press("Giao đồng chí Cường")
    assert "giao đồng chí xem xét, tháo gỡ" in cuong.last
    await cuong.press("Cho ý kiến")
    await cuong.types("mượn máy của Trung tâm từ ngày mai")
    shown: Shown = giang.last
    assert "ý kiến của đồng chí Trần Mạnh Cường" in shown
    assert "“mượn máy của Trung tâm từ ngày mai”" in shown
    await act(giang, "task:update")
    await giang.press("Đúng tiến độ")
