"""The notices of the scenario: lines 53 and 54 (Thông báo 06/TB-BCĐ), 75 and 78 (the report).

The tasks that lines 53 and 54 name besides are another feature's. The settings are those of the
scenario: acknowledgements are counted at 17:00 and asked for again after two working days at 08:00.
"""

from pathlib import Path

import pytest

from tests.bot.played import value
from tests.chat import House, Shown, house
from tests.ward import Ward, ward

pytestmark = pytest.mark.scenario

ALL_BUT_BINH = ("an", "cuong", "dung", "giang", "hai", "huong", "khoa", "loan")
ALL_BUT_AN = ("binh", "cuong", "dung", "giang", "hai", "huong", "khoa", "loan")


async def test_the_conclusions_of_the_meeting(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-11-30T09:45") as h:
        w = await ward(h)
        await conclusions_sent(h, w)
        await conclusions_counted(h, w)
        await conclusions_asked_for_again(h, w)


async def test_the_report_of_the_quarter(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-12-25T08:45") as h:
        w = await ward(h)
        await report_sent(h, w)
        await report_asked_for_again(h, w)


def copy_of(w: Ward, address: str, number: str) -> Shown:
    """The notice with this number on somebody's phone."""
    wanted = f"{number}</b>, ngày"
    return next(m for m in reversed(w.phone(address).messages) if wanted in m)


async def conclusions_sent(h: House, w: Ward) -> None:
    """53: Bình has signed it, so eight of nine members get it; the chat numbers nothing."""
    lan = w.phone("lan")
    await lan.types(
        "/thongbao Kết luận phiên họp quý IV kết hợp tổng kết năm 2026, 05 nhiệm vụ được giao."
    )
    await lan.press("Nhập số sau")
    await lan.press("Chọn cả Ban Chỉ đạo")
    [listed] = await lan.types("trừ đồng chí Lê Thị Bình")
    assert "Người nhận 08" in listed
    assert "Lê Thị Bình" not in listed
    [_, preview] = await lan.press("Xem trước thông báo")
    assert preview.buttons == ["Nhập số văn bản", "Đính kèm tệp", "Sửa thông báo"]
    await lan.press("Nhập số văn bản")
    [sample, preview] = await lan.types("06/TB-BCĐ ngày 30/11/2026")
    assert "Thông báo 06/TB-BCĐ" in sample
    assert "Sẽ gửi 08 người" in preview
    await h.until("2026-11-30T09:59")
    await lan.press("Gửi 08 người")
    await h.until("2026-11-30T10:00")
    for address in ALL_BUT_BINH:
        letter = copy_of(w, address, "06/TB-BCĐ")
        assert letter.at.isoformat() == "2026-11-30T10:00:00+07:00"
        assert "Tổ Công tác xin gửi <b>Thông báo 06/TB-BCĐ</b>, ngày 30/11/2026" in letter
        assert letter.buttons == ["Đã nhận"]
    for address, opening in (("dung", "Kính gửi đồng chí Phạm"), ("an", "Báo cáo đồng chí Nguyễn")):
        assert copy_of(w, address, "06/TB-BCĐ").text.startswith(opening)
    assert not any("xin gửi <b>Thông báo" in shown for shown in w.phone("binh").messages)


async def conclusions_counted(h: House, w: Ward) -> None:
    """54: seven taps are seven; nobody who only read it is counted."""
    for minute, address in enumerate(each for each in ALL_BUT_BINH if each != "khoa"):
        await h.until(f"2026-11-30T10:{10 + minute}")
        letter = copy_of(w, address, "06/TB-BCĐ")
        [noted] = await w.phone(address).press("Đã nhận", on=letter)
        assert f"đã nhận lúc 10 giờ {10 + minute}, ngày 30/11/2026" in noted
        assert noted.edited
    await h.until("2026-11-30T17:00")
    lan = w.phone("lan")
    told = next(m for m in reversed(lan.messages) if "06/TB-BCĐ: 7/8 thành viên" in m)
    assert told.at.isoformat() == "2026-11-30T17:00:00+07:00"
    assert "Ngô Đăng Khoa" in told
    number = "SELECT id FROM notices WHERE number = '06/TB-BCĐ'"
    [listed] = await lan.press_action(f"notice:list:{await value(h, number)}")
    assert "Đã gửi 08, chờ gửi 00, không gửi được 00, chưa liên kết 00" in listed
    assert "Đã nhận (07)" in listed
    assert "Chưa xác nhận (01): đồng chí Ngô Đăng Khoa" in listed


async def conclusions_asked_for_again(h: House, w: Ward) -> None:
    """Two working days later only Khoa is asked, once."""
    await h.until("2026-12-04T17:59")
    asked = [
        (address, shown.at.isoformat())
        for address, shown in h.sent_between("2026-12-01T00:00", "2026-12-05T00:00")
        if "xác nhận đã nhận Thông báo 06/TB-BCĐ" in shown
    ]
    assert asked == [("khoa", "2026-12-02T08:00:00+07:00")]
    khoa = w.phone("khoa")
    [noted] = await khoa.press("Đã nhận", on=copy_of(w, "khoa", "06/TB-BCĐ"))
    assert "Đã ghi nhận" in noted


async def report_sent(h: House, w: Ward) -> None:
    """75: it goes out only with the number of the signed report, to eight members, not to An."""
    lan = w.phone("lan")
    await lan.types("/thongbao Kết quả chuyển đổi số quý IV/2026. Đề nghị các đồng chí nghiên cứu.")
    await lan.types("09/BC-BCĐ ngày 25/12/2026")
    await lan.types("thành viên trừ An")
    await lan.press("Xem trước thông báo")
    await lan.press("Đính kèm tệp")
    report = h.channel.folder / "Bao-cao-09.pdf"
    report.write_bytes(b"%PDF-1.4\n% Bao-cao-09")
    await lan.sends(report)
    await lan.press("Gửi tệp qua Trợ lý")
    [sample, preview] = await lan.press("Xem trước thông báo")
    assert "Báo cáo 09/BC-BCĐ" in sample
    assert "Sẽ gửi 08 người" in preview
    await h.until("2026-12-25T08:59")
    await lan.press("Gửi 08 người")
    await h.until("2026-12-25T09:00")
    for address in ALL_BUT_AN:
        letter = copy_of(w, address, "09/BC-BCĐ")
        assert letter.at.isoformat() == "2026-12-25T09:00:00+07:00"
        assert "Tổ Công tác đề nghị đồng chí xác nhận đã nhận" in letter
        assert letter.buttons == ["Đã nhận", "Đọc tệp (1)"]
    assert not any("09/BC-BCĐ" in shown for shown in w.phone("an").messages)
    [files] = await w.phone("huong").press("Đọc tệp (1)")
    assert [file.name for file in files.outgoing.files] == ["Bao-cao-09.pdf"]


async def report_asked_for_again(h: House, w: Ward) -> None:
    """78: on 29/12 at 08:00 two of eight are asked; one of them has read it and did not tap."""
    for address in ALL_BUT_AN:
        if address not in ("huong", "khoa"):
            await w.phone(address).press("Đã nhận", on=copy_of(w, address, "09/BC-BCĐ"))
    await h.until("2026-12-29T08:00")
    asked = {
        address: shown.at.isoformat()
        for address, shown in h.sent_between("2026-12-28T00:00", "2026-12-30T00:00")
        if "xác nhận đã nhận Báo cáo 09/BC-BCĐ" in shown
    }
    assert asked == dict.fromkeys(("huong", "khoa"), "2026-12-29T08:00:00+07:00")
    await h.until("2026-12-31T17:59")
    again = h.sent_between("2026-12-29T08:01", "2026-12-31T23:00")
    assert [address for address, shown in again if "Báo cáo 09/BC-BCĐ" in shown] == []
