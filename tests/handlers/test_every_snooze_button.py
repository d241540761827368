"""Every button of a reminder that is put off, pressed by its reader and by others."""

from pathlib import Path

from tests.bot import played
from tests.chat import House
from tests.handlers.walking import (
    Walk,
    another_hand_changes_nothing,
    each_does_something,
    old_ones_are_answered_politely,
)
from tests.handlers.whole_meeting import checked, presses
from tests.ward import Ward, ward

START = "2026-11-09T08:00"
SECOND = "họp đột xuất lúc 8h thứ 5 26/11/2026 phòng họp số 2"
STEPS = [
    *checked(presses("2026-11-23T09:00", "giang", "Nhắc lại sau")),
    *checked(presses("2026-11-23T09:05", "giang", "Chiều nay")),
    *presses("2026-11-23T09:10", "giang", "Xem lại lời nhắc"),
    *checked(presses("2026-11-23T14:30", "giang", "Nhắc lại sau")),
    *checked(presses("2026-11-23T14:31", "giang", "Sáng 25/11/2026")),
]


async def begun(h: House) -> Ward:
    """Two meetings, so that a morning's reminders come together."""
    w = await ward(h)
    await played.invited(w)
    await played.invited(w, SECOND, "08/GM-BCĐ")
    return w


WALK = Walk(
    features=("snooze",),
    start=START,
    begun=begun,
    steps=STEPS,
    may=lambda address, action, own: False,
    secrets=("phòng họp", "07/GM", "08/GM"),
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 10)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 100)
