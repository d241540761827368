"""The first meeting in a real browser: prepared, agreed, invited to, answered, reminded of."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.album import Album
from tests.browser.conftest import OpenRoom
from tests.browser.demo import Demo
from tests.browser.room import Room, pdf

pytestmark = pytest.mark.browser

SECRETARY = "Bùi Thu Lan"
HEAD = "Nguyễn Văn An"
DEPUTY = "Lê Thị Bình"
COMMISSIONER = "Đỗ Thu Hương"


async def test_a_meeting_from_its_preparation_to_its_reminder(
    open_room: OpenRoom, demo: Demo, tmp_path: Path, album: Album
) -> None:
    room = await open_room(1440)
    await prepared(room, tmp_path)
    await agreed(room)
    await invited(room)
    await answered(room)
    await reminded(room)
    await album.take(room.page, "trial-room-1440")
    before = await room.phone(COMMISSIONER).settled()
    await room.page.reload()
    assert await room.phone(COMMISSIONER).settled() == before
    await killed_and_started_again(room, demo, before)
    await file_comes_as_an_attachment(room)
    await usable_on_a_small_phone(await open_room(360), album)


async def prepared(room: Room, folder: Path) -> None:
    lan = room.phone(SECRETARY)
    await lan.types("họp quý 4 lúc 14h thứ 6 28/11/2026 phòng họp số 1", "không phải thứ Sáu")
    await lan.press("Thứ Sáu 27/11/2026", "14 giờ 00, thứ Sáu ngày 27/11/2026")
    await lan.press("Quý IV và tổng kết", "17 giờ 00, thứ Tư ngày 25/11/2026")
    await lan.press("Dùng hạn này", "Chưa có báo cáo đề xuất")
    for name, label in (
        ("Bao-cao-de-xuat.pdf", "Gửi thành viên"),
        ("Chuong-trinh-hop.pdf", "Gửi cả khách mời"),
    ):
        await lan.press("Đính kèm tài liệu", "Đề nghị gửi tệp")
        await lan.sends(pdf(folder, name), answer="Đã nhận 01 tệp")
        await lan.press(label, name)
    await lan.press("Xem phiên họp", "Tài liệu: 02")
    await lan.press("Trình Trưởng ban", "Đã trình đồng chí Nguyễn Văn An")


async def agreed(room: Room) -> None:
    an = room.phone(HEAD)
    await an.reads("Kính trình đồng chí Nguyễn Văn An")
    await an.press("Đồng ý triệu tập", "Đã ghi nhận ý kiến đồng ý")
    await an.shows("Thu hồi ý kiến")


async def invited(room: Room) -> None:
    lan = room.phone(SECRETARY)
    await lan.reads("đã đồng ý triệu tập")
    await room.move("Sáng làm việc kế tiếp")
    assert await room.clock() == "07 giờ 00, thứ Hai ngày 09/11/2026"
    await lan.press("Nhập số giấy mời", "Đề nghị nhập số và ngày")
    await lan.types("07/GM-BCĐ ngày 09/11/2026", "Sẽ gửi 13 người")
    await lan.press("Gửi 12 người", "Giấy mời gửi sau 60 giây")
    await room.move("Thêm 1 giờ")
    await lan.hears("đã gửi 12/12")
    await lan.reads("đề nghị gọi điện")  # half past seven is over: who cannot be reached by chat


async def answered(room: Room) -> None:
    """The bubble is edited where it stands: there is no second one."""
    huong = await room.hand(2, COMMISSIONER)
    await huong.reads("Kính gửi đồng chí Đỗ Thu Hương, Ủy viên")
    await huong.shows("Sẽ dự", "Xin vắng", "Cử người dự thay", "Tài liệu (2)")
    bubbles = await huong.heard.count()
    await huong.press("Sẽ dự", "Đã ghi nhận: Dự họp")
    await huong.shows("Đổi trả lời", "Thêm vào lịch", "Tài liệu (2)")
    assert await huong.heard.count() == bubbles
    await expect(room.page.locator(".text", has_text="Hương, Ủy viên")).to_have_count(0)


async def reminded(room: Room) -> None:
    binh, huong = room.phone(DEPUTY), room.phone(COMMISSIONER)
    before = await huong.settled()
    await room.move_to("2026-11-23T07:30")
    assert await room.clock() == "07 giờ 30, thứ Hai ngày 23/11/2026"
    await binh.reads("Báo cáo đồng chí Lê Thị Bình: Tổ Công tác kính nhắc")
    assert await huong.settled() == before  # who answered is left in peace


async def killed_and_started_again(room: Room, demo: Demo, before: list[str]) -> None:
    """Nothing is reloaded by hand: the page says that it is cut off, and comes back."""
    offline = room.page.locator("#offline")
    await room.page.evaluate("window.sameRoom = true")
    with room.cut_off():
        await demo.kill()
        await expect(offline).to_be_visible()
        await demo.start()
        await expect(offline).to_be_hidden(timeout=20_000)
    assert await room.page.evaluate("window.sameRoom")
    assert await room.phone(COMMISSIONER).settled() == before
    assert "thứ Hai ngày 23/11/2026" in await room.clock()
    await room.phone(DEPUTY).press("Sẽ dự", "Đã ghi nhận: Dự họp")


async def file_comes_as_an_attachment(room: Room) -> None:
    huong = room.phone(COMMISSIONER)
    await huong.press("Tài liệu (2)", "02 tệp kèm theo")
    link = huong.last.get_by_role("link", name="Bao-cao-de-xuat.pdf")
    async with room.page.expect_download() as downloading:
        await link.click()
    download = await downloading.value
    assert download.suggested_filename == "Bao-cao-de-xuat.pdf"
    assert Path(await download.path()).read_bytes().startswith(b"%PDF")
    address = await link.get_attribute("href")
    response = await room.page.request.get(room.url + str(address).lstrip("/"))
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["x-content-type-options"] == "nosniff"


async def usable_on_a_small_phone(room: Room, album: Album) -> None:
    loan = await room.hand(0, "Đinh Thị Loan")
    await loan.reads("Tổ Công tác kính nhắc")
    await album.take(room.page, "trial-room-360")
    await fits(room)
    await loan.press("Sẽ dự", "Đã ghi nhận: Dự họp")
    await loan.types("/lichhop", "Lịch họp sắp tới")
    await fits(room)
    await loan.types("/trogiup", "Trợ lý giúp đồng chí")
    await loan.button("Đổi trả lời").click()  # far above by now, and so is its answer
    await expect(loan.heard.filter(has_text="Trả lời hiện tại")).to_be_in_viewport(ratio=1)


SMALL = """() => [...document.querySelectorAll("button, textarea, input, select, a[href]")]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 43.9 || box.height < 43.9 || box.left < 0
    || box.right > document.documentElement.clientWidth + 0.5)
  .map(([what]) => what)"""
"""What a thumb would miss: under 44 px, or beyond the screen's edge."""


async def fits(room: Room) -> None:
    assert await room.page.evaluate("document.scrollingElement.scrollWidth") == 360
    assert await room.page.evaluate(SMALL) == []
    last = room.page.locator(".phone:visible .log")
    assert await last.evaluate("log => log.scrollWidth <= log.clientWidth")
    composer = room.page.locator(".phone:visible .composer")
    box = await composer.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 740
