"""Every button of the settings, pressed by its owner and by others."""

from pathlib import Path

from tests.bot import played
from tests.chat import House
from tests.handlers.walking import (
    Walk,
    another_hand_changes_nothing,
    each_does_something,
    old_ones_are_answered_politely,
)
from tests.handlers.whole_meeting import checked, presses, types
from tests.ward import Ward, ward

STEPS = checked(
    [
        *types("2026-11-09T08:10", "lan", "/thietlap"),
        *presses("2026-11-09T08:11", "lan", "Xem về nhiệm vụ", "Xem thiết lập"),
        *presses("2026-11-09T08:12", "lan", "Xem về thông báo", "Xem về phiên họp"),
        *types("2026-11-09T08:13", "lan", "1", "2 ngày trước 9h"),
        *presses("2026-11-09T08:14", "lan", "Sửa"),
        *types("2026-11-09T08:15", "lan", "2 ngày trước 10h"),
        *presses("2026-11-09T08:16", "lan", "Giữ như cũ", "Xem về phiên họp"),
        *types("2026-11-09T08:17", "lan", "1", "2 ngày trước 11h"),
        *presses("2026-11-09T08:18", "lan", "Lưu", "Xem thiết lập"),
    ]
)


async def begun(h: House) -> Ward:
    w = await ward(h)
    await played.invited(w)
    return w


WALK = Walk(
    features=("setting",),
    start=played.MONDAY,
    begun=begun,
    steps=STEPS,
    may=lambda address, action, own: address == "lan",
    secrets=("ngày làm việc trước", "11 giờ 00", "thứ Hai ngày 23"),
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 8)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 80)
