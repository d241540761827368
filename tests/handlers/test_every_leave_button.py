"""Every button about leave, pressed by the secretariat and by others."""

from pathlib import Path

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
STEPS = [
    *checked(types(START, "lan", "/nghiphep")),
    *presses(START, "lan", "Ghi nghỉ phép"),
    *types(START, "lan", "Hoàng Thị Giang", "10/11/2026", "13/11/2026", "đồng chí Phạm Hoài"),
    *checked(presses(START, "lan", "Xem người nghỉ phép")),
    *checked(presses("2026-11-11T09:00", "lan", "Kết thúc sớm 1")),
]


async def begun(h: House) -> Ward:
    return await ward(h)


WALK = Walk(
    features=("leave",),
    start=START,
    begun=begun,
    steps=STEPS,
    may=lambda address, action, own: address == "lan",
    secrets=("10/11/2026", "13/11/2026", "Phạm Hoài"),
    # Of namesakes only.
    never=frozenset({"leave:who"}),
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 4)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 50)
