"""What the guides show of the days after the invitation: absence, proxies, notices, tasks."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.album import Album
from tests.browser.conftest import OpenRoom
from tests.browser.room import Phone, Room
from tests.browser.test_guides import WIDTH, agreed, prepared, sent

pytestmark = pytest.mark.browser

OPINION = "Nhất trí với nội dung báo cáo."
DOCUMENT = "06/TB-BCĐ ngày 06/11/2026"


async def test_the_guides_show_what_comes_after_the_invitation(
    open_room: OpenRoom, tmp_path: Path, album: Album
) -> None:
    desk = await open_room(WIDTH)
    lan = await desk.hand(0, "Bùi Thu Lan")
    an = (await open_room(WIDTH)).phone("Nguyễn Văn An")
    members = await open_room(WIDTH)
    await called(desk, lan, an, tmp_path)
    await away(await members.hand(0, "Phạm Văn Dũng"), an, album)
    await instead(members, an, album)
    await asked(await members.hand(0, "Hoàng Thị Giang"), album)
    await handed_over(an, album)
    await noticed(desk, lan, await members.hand(0, "Đinh Thị Loan"), album)
    await assigned(desk, lan, await members.hand(0, "Vũ Minh Hải"), album)


async def called(desk: Room, lan: Phone, an: Phone, folder: Path) -> None:
    """Up to the invitation, which has its own pictures."""
    unseen = Album(folder, kept=False)
    await prepared(lan, folder, unseen)
    await agreed(an, unseen)
    await sent(desk, lan, unseen)


async def away(dung: Phone, an: Phone, album: Album) -> None:
    await dung.press("Xin vắng", "muốn xin vắng phiên họp 27/11/2026")
    await dung.types("được cấp trên triệu tập tập huấn", "Xác nhận gửi: xin vắng")
    await album.take(dung.root, "thanh-vien-xin-vang")
    await dung.last.get_by_role("button", name="Gửi", exact=True).click()
    await dung.reads("Đã gửi xin vắng")
    await an.reads("xin vắng phiên họp 27/11/2026. Lý do:")
    await shown(an, "truong-ban-xin-vang", album)
    await an.press("Đồng ý", "Đã ghi nhận: đồng ý")


async def instead(members: Room, an: Phone, album: Album) -> None:
    """Somebody is named, an opinion is written, who was named agrees, the chair consents."""
    hai = await members.hand(0, "Vũ Minh Hải")
    await hai.press("Cử người dự thay", "Đồng chí cử ai dự thay")
    await hai.press("Cử Cao Thị Mai", "Chưa trình được")
    await album.take(hai.root, "thanh-vien-du-thay")
    await hai.press("Soạn tại đây", "Đề nghị gõ ý kiến")
    await hai.types(OPINION, "Người chủ trì và Tổ Công tác sẽ đọc được")
    await hai.press("Gửi nội dung này", "Đã gửi đề nghị đồng chí Cao Thị Mai")
    mai = await members.hand(0, "Cao Thị Mai")
    await mai.press("Nhận dự thay", "Đã ghi nhận: nhận dự thay")
    await an.reads("ủy quyền đồng chí Cao Thị Mai")
    await an.press("Đồng ý", "Đã ghi nhận: đồng ý")


async def asked(giang: Phone, album: Album) -> None:
    await giang.types("Nếu hôm đó tôi bận thì làm thế nào?", "Khoản 4 Điều 7")
    await album.take(giang.root, "thanh-vien-hoi-quy-che")


async def handed_over(an: Phone, album: Album) -> None:
    await an.types("/lichhop", "Lịch họp sắp tới")
    await an.press("Giao người chủ trì", "Kính xin ý kiến đồng chí")
    await shown(an, "truong-ban-giao-chu-tri", album)
    await an.press("Để sau", "Chưa thay đổi gì")


async def noticed(desk: Room, lan: Phone, loan: Phone, album: Album) -> None:
    await lan.types("/thongbao", "soạn nội dung thông báo")
    await lan.types("Mời các đồng chí đọc kết luận phiên họp quý III.", "kèm văn bản đã ký không")
    await lan.types(DOCUMENT, "chọn người nhận")
    await lan.press("Chọn cả Ban Chỉ đạo", "Người nhận")
    await lan.press("Xem trước thông báo", "Sẽ gửi")
    await shown(lan, "thu-ky-thong-bao", album)
    await lan.last.get_by_role("button", name="Gửi").first.click()
    await lan.reads("gửi sau 60 giây")
    await desk.move("Thêm 1 giờ")
    await loan.reads("Thông báo 06/TB-BCĐ")
    await shown(loan, "thanh-vien-thong-bao", album)
    await loan.press("Đã nhận", "Đã ghi nhận")


async def assigned(desk: Room, lan: Phone, hai: Phone, album: Album) -> None:
    await lan.types("/giaoviec", "theo văn bản nào")
    await lan.types(f"Thông báo {DOCUMENT}", "giao ai")
    await lan.types("Hải", "nội dung nhiệm vụ")
    await lan.types("tham mưu kinh phí chuyển đổi số năm 2027", "hạn hoàn thành")
    await lan.types("thứ Sáu 20/11/2026", "Đã ghi Nhiệm vụ 1")
    await shown(lan, "thu-ky-giao-viec", album)
    await lan.press("Xem trước để gửi", "Sẽ gửi 01 nhiệm vụ")
    await lan.press("Gửi 01 nhiệm vụ", "gửi sau 60 giây")
    await desk.move("Thêm 1 giờ")
    await hai.reads("đồng chí được giao Nhiệm vụ 1")
    await shown(hai, "thanh-vien-nhiem-vu", album)
    await hai.press("Đã nhận", "Đã ghi nhận: đã nhận")
    await lan.types("/theodoi", "Đang theo dõi 01 nhiệm vụ")
    await shown(lan, "thu-ky-theo-doi", album)


async def shown(phone: Phone, name: str, album: Album) -> None:
    """Though the clock's panel was in the way, and whatever came meanwhile."""
    await expect(phone.last).to_be_in_viewport(ratio=1)
    await album.take(phone.root, name)
