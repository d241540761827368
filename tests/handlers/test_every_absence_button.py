"""Every button about staying away and about who chairs instead, pressed by its owner and others.

Who decides is who chairs that meeting at that moment (7.4 of Trần Liễu); who chairs instead is
5.1 and 5.3.
"""

from pathlib import Path

from tests.bot import played
from tests.chat import House
from tests.handlers import instead
from tests.handlers.walking import (
    Walk,
    another_hand_changes_nothing,
    each_does_something,
    old_ones_are_answered_politely,
)
from tests.handlers.whole_meeting import checked, presses, sends, types
from tests.ward import Ward, ward

ILL, TALK = "chuyện riêng trong nhà", "Đề nghị thu xếp dự"
ASKED = checked(
    [
        *presses(
            "2026-11-10T08:00", "dung", "Xin vắng", "Bấm nhầm, quay lại", "Mở phiên 27/11/2026"
        ),
        *presses("2026-11-10T08:01", "dung", "Xin vắng", "Trùng lịch công tác", "Hủy", "Xin vắng"),
        *presses("2026-11-10T08:02", "dung", "Nhập lý do khác"),
        *types("2026-11-10T08:03", "dung", ILL),
        *presses("2026-11-10T08:04", "dung", "Sửa"),
        *sends("2026-11-10T08:05", "dung", "Don-xin-vang.pdf"),
        *presses("2026-11-10T08:06", "dung", "Gửi"),
    ]
)
DECIDED = checked(
    [
        *presses("2026-11-10T09:00", "an", "Xem tệp (1)", "Không đồng ý"),
        *types("2026-11-10T09:01", "an", TALK),
        *presses("2026-11-10T09:10", "dung", "Đề nghị xem xét lại"),
        *types("2026-11-10T09:11", "dung", ILL + ", không lùi được"),
        *presses("2026-11-10T09:12", "dung", "Gửi"),
        *presses("2026-11-10T09:20", "an", "Đồng ý"),
        *presses("2026-11-10T09:30", "dung", "Gửi ý kiến", "Sẽ dự"),
    ]
)
RECORDED = checked(
    [
        *presses("2026-11-10T10:10", "cuong", "Báo vắng", "Việc cá nhân", "Gửi"),
        *presses("2026-11-10T10:20", "lan", "Ghi nhận qua điện thoại"),
        *types("2026-11-10T10:21", "lan", "Đinh Thị Loan"),
        *presses("2026-11-10T10:22", "lan", "Ghi xin vắng"),
        *types("2026-11-10T10:23", "lan", "đi công tác tỉnh xa"),
        *presses("2026-11-10T10:24", "lan", "Gửi", "Xem danh sách", "Xem lý do vắng"),
    ]
)
HANDED_OVER = checked(
    [
        *types("2026-11-26T08:20", "an", "/lichhop"),
        *presses("2026-11-26T08:21", "an", "Giao người chủ trì", "Để sau", "Giao người chủ trì"),
        *presses("2026-11-26T08:22", "an", "Hoãn phiên họp", "Giao người chủ trì", "Đồng ý giao"),
        *presses("2026-11-26T08:30", "binh", "Mở hồ sơ", "Xem xin vắng (1)", "Đề nghị sửa"),
        *presses("2026-11-26T08:31", "huong", "Đã rõ"),
        *presses("2026-11-26T08:32", "lan", "Đã gọi"),
    ]
)
TAKEN_BACK = checked(
    [
        *presses("2026-11-26T09:00", "an", "Nhận lại chủ trì"),
    ]
)
STEPS = [*ASKED, *DECIDED, *RECORDED, *HANDED_OVER, *TAKEN_BACK]
OWN = ("ask", "because", "type", "back")
READING = ("files", "reasons")


async def begun(h: House) -> Ward:
    w = await ward(h)
    await instead.invited(w, instead.AGENDA)
    return w


def may(address: str, action: str, own: str) -> bool:
    """The chair of that moment and the secretariat read; everything else is of one person alone."""
    feature, verb, subject, *_ = action.split(":")
    if feature == "absence" and verb in OWN:
        return subject == own
    if feature == "absence" and verb in READING:
        return address in ("an", "binh", "lan")
    if feature == "absence" and verb == "pending":
        return address in ("an", "binh")
    if feature == "absence" and verb == "record":
        return address == "lan"
    if feature == "chairing" and verb in ("clear", "called"):
        return own != "" if verb == "clear" else address == "lan"
    return feature in ("absence", "chairing") and address in ("an", "binh")


WALK = Walk(
    features=("absence", "chairing"),
    start=played.MONDAY,
    begun=begun,
    steps=STEPS,
    may=may,
    secrets=(ILL, TALK, "Don-xin-vang", "công tác tỉnh xa", "Việc cá nhân", "phòng họp"),
    names_are_secret=True,
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 60)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 600)
