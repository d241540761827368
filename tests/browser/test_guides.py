"""What the two guides show, done on small phones as they say; their pictures come from here."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.album import Album
from tests.browser.conftest import OpenRoom
from tests.browser.room import Phone, Room, pdf

pytestmark = pytest.mark.browser

WIDTH = 360


async def test_the_guides_show_what_happens(
    open_room: OpenRoom, tmp_path: Path, album: Album
) -> None:
    desk = await open_room(WIDTH)
    lan = await desk.hand(0, "Bùi Thu Lan")
    an = (await open_room(WIDTH)).phone("Nguyễn Văn An")
    members = await open_room(WIDTH)
    loan = await members.hand(0, "Đinh Thị Loan")
    await prepared(lan, tmp_path, album)
    await agreed(an, album)
    await sent(desk, lan, album)
    await answered(loan, album)
    await written_down(lan, album)
    await desk.move_to("2026-11-23T07:36")
    await lan.reads("Tiến độ trả lời phiên họp 27/11/2026: 2/12")
    await expect(lan.last).to_be_in_viewport(ratio=1)  # though the clock's panel was in the way
    await album.take(lan.root, "thu-ky-tien-do")
    await loan.types("/dulieucuatoi", "Dữ liệu đang lưu về đồng chí Đinh Thị Loan")
    await album.take(loan.root, "thanh-vien-du-lieu")
    phu = await members.hand(0, "Trịnh Văn Phú")
    await phu.reads("Kính gửi ông Trịnh Văn Phú: Tổ Công tác kính nhắc")
    await album.take(phu.root, "khach-moi-nhac")
    await linked(lan, await members.hand(0, "Người lạ"), album)


async def prepared(lan: Phone, folder: Path, album: Album) -> None:
    await lan.types("họp quý 4 lúc 14h thứ 6 27/11/2026 phòng họp số 1", "loại phiên họp")
    await album.take(lan.root, "thu-ky-lap-phien-hop")
    await lan.press("Quý IV và tổng kết", "Hạn trả lời đề xuất")
    await lan.press("Dùng hạn này", "Chưa có báo cáo đề xuất")
    await lan.press("Đính kèm tài liệu", "Đề nghị gửi tệp")
    await lan.sends(pdf(folder, "Bao-cao-de-xuat.pdf"), answer="Đã nhận 01 tệp")
    await album.take(lan.root, "thu-ky-tai-lieu")
    await lan.press("Gửi cả khách mời", "thành viên và khách mời")
    await lan.press("Xem phiên họp", "Dự thảo phiên họp quý IV")
    await album.take(lan.root, "thu-ky-du-thao")
    await lan.press("Trình Trưởng ban", "Đã trình đồng chí Nguyễn Văn An")


async def agreed(an: Phone, album: Album) -> None:
    await an.reads("Kính trình đồng chí Nguyễn Văn An")
    await album.take(an.root, "truong-ban-cho-y-kien")
    await an.press("Đồng ý triệu tập", "Đã ghi nhận ý kiến đồng ý")


async def sent(desk: Room, lan: Phone, album: Album) -> None:
    await lan.reads("đã đồng ý triệu tập")
    await lan.press("Nhập số giấy mời", "Đề nghị nhập số và ngày")
    await lan.types("07/GM-BCĐ ngày 06/11/2026", "Sẽ gửi 13 người")
    await album.take(lan.root, "thu-ky-xem-truoc")
    await lan.press("Gửi 12 người", "Giấy mời gửi sau 60 giây")
    await desk.move("Thêm 1 giờ")
    await lan.reads("đã gửi 12/12")


async def answered(loan: Phone, album: Album) -> None:
    await loan.reads("Kính gửi đồng chí Đinh Thị Loan, Ủy viên")
    await album.take(loan.root, "thanh-vien-giay-moi")
    await loan.press("Sẽ dự", "Đã ghi nhận: Dự họp")
    await album.take(loan.root, "thanh-vien-da-ghi-nhan")


async def written_down(lan: Phone, album: Album) -> None:
    await lan.press("Ghi nhận qua điện thoại", "Đề nghị chọn người trả lời")
    await lan.press("Ghi Mai Thị Quyên", "Bà Mai Thị Quyên")
    await lan.press("Ghi dự họp", "Đã ghi nhận bà Mai Thị Quyên: Dự họp")
    await album.take(lan.root, "thu-ky-ghi-nhan")


async def linked(lan: Phone, stranger: Phone, album: Album) -> None:
    """A code is asked for, passed on by whatever way, and typed on a phone nobody knows."""
    await lan.types("/moi Mai Thị Quyên", "Mã liên kết")
    found = re.search(r"BCD-\w{4}-\w{4}", await lan.last.inner_text())
    assert found is not None
    await stranger.types(found[0], "Mã này dành cho bà Mai Thị Quyên")
    await album.take(stranger.root, "thanh-vien-lien-ket")
    await stranger.button("Đồng ý").click()
    await stranger.hears("Đã liên kết. Kính chào bà Mai Thị Quyên")
    await stranger.reads("đã ghi nhận bà dự họp")  # what waited for an account
