"""Every button about sub-groups, about lists and about notices that return, in every hand."""

from pathlib import Path

from storage import seats
from tests.chat import House
from tests.handlers.walking import (
    Walk,
    another_hand_changes_nothing,
    each_does_something,
    old_ones_are_answered_politely,
)
from tests.handlers.whole_meeting import checked, presses, types
from tests.ward import Ward, ward

START = "2026-11-09T08:00"
TEXT = "Đề nghị nộp báo cáo tuần trước 16 giờ."
MADE = [
    *types(START, "lan", "/nhom"),
    *presses(START, "lan", "Lập nhóm"),
    *types(START, "lan", "Dữ liệu", "Khoa, Loan, Công an phường"),
    *presses(START, "lan", "Đổi tên nhóm", "Xem nhóm này", "Xem các nhóm", "Mở nhóm 1"),
    *checked(types(START, "huong", "/nhom")),
    *presses("2026-11-09T08:05", "lan", "Giải thể nhóm", "Xem nhóm này"),
]
ADDRESSED = [
    *types("2026-11-09T08:10", "lan", f"/thongbao {TEXT}"),
    *presses("2026-11-09T08:10", "lan", "Không kèm văn bản", "Chọn cách khác"),
    *presses("2026-11-09T08:11", "lan", "Chọn theo đơn vị", "Chọn đơn vị 2", "Chọn người nhận"),
    *presses("2026-11-09T08:11", "lan", "Chọn theo nhóm", "Chọn Dữ liệu"),
    *checked(presses("2026-11-09T08:12", "lan", "Xem trước thông báo", "Hẹn giờ gửi", "Lặp lại")),
    *types("2026-11-09T08:13", "lan", "thứ Sáu 8h", "31/12/2026"),
    *checked(presses("2026-11-09T08:14", "lan", "Dời về ngày liền trước")),
    *presses("2026-11-09T08:15", "lan", "Đồng ý lặp lại"),
]
RETURNED = [
    *types("2026-11-13T09:00", "lan", "/thongbao"),
    *presses("2026-11-13T09:01", "lan", "Xem thông báo gần đây", "Xem lịch lặp lại"),
    *checked(presses("2026-11-13T09:02", "lan", "Mở thông báo 1")),
    *checked(presses("2026-11-13T09:03", "lan", "Dừng lặp lại")),
    *presses("2026-11-13T09:04", "lan", "Giải thể nhóm"),
    *checked(presses("2026-11-13T09:05", "lan", "Đồng ý giải thể")),
]
STEPS = [*MADE, *ADDRESSED, *RETURNED]
KEEPERS = ("lan", "huong")
"""The secretariat, and the lead of the working group by 8.6."""
LEADERS = ("an", "binh", "cuong")
OWN = ("seen", "show", "files")


async def begun(h: House) -> Ward:
    """A ward that knows few units, so that they are listed."""
    w = await ward(h)
    async with h.app.database.transaction() as tx:
        for each in ("nam", "oanh", "phu", "quyen"):
            await seats.end_contact(tx, w.committee_id, w.person_id(each), h.clock.now())
    return w


def may(address: str, action: str, _own: str) -> bool:
    feature, verb, *_ = action.split(":")
    if feature == "group":
        return address in KEEPERS
    return address == "lan" and verb not in OWN


WALK = Walk(
    features=("group",),
    start=START,
    begun=begun,
    steps=STEPS,
    may=may,
    secrets=("Dữ liệu", "báo cáo tuần"),
)
NOTICES = Walk(
    features=("notice",),
    start=START,
    begun=begun,
    steps=STEPS,
    may=may,
    secrets=("Dữ liệu", "31/12/2026"),
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 8)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 100)


async def test_an_old_button_about_what_returns_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(NOTICES, tmp_path, 20)


async def test_what_returns_is_in_no_other_hand(tmp_path: Path) -> None:
    await another_hand_changes_nothing(NOTICES, tmp_path, 300)
