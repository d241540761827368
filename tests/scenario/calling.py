"""Lines 02-13: the meeting is prepared, approved, numbered and invited to.

Clause numbers are those of the regulation of Trần Liễu: 4.3, 10.1.
"""

from pathlib import Path

from tests.chat import House
from tests.ward import Ward

AGENDA = (
    "1. Kết quả chuyển đổi số năm 2026\n2. Rà soát dữ liệu dân cư\n"
    "3. Kinh phí năm 2027\n4. Trạm Y tế báo cáo hồ sơ sức khỏe điện tử"
)
"""Line 24 wants an item of the health station in fourth place."""


def pdf(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"%PDF-1.4\n% " + name.encode())
    return path


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
    await lan.press("Xem phiên họp")
    await lan.press("Chương trình (0)")
    [draft] = await lan.types(AGENDA)
    await lan.press("Tài liệu (2)")
    await lan.press("Gắn mục chương trình")
    await lan.press("Gắn tài liệu 1")
    [papers] = await lan.types("2")
    assert "Bao-cao-de-xuat.pdf (mục 2)" in papers
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
