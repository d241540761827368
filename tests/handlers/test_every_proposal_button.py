"""Every button about proposing a meeting, pressed by its owner and by others.

The secretary may propose one: 8.1 of Lai Vung.
"""

from pathlib import Path

from committee.people import Role
from handlers.meetings import FEATURE
from storage import committees, seats
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

WISH = "họp đột xuất về nhân lực"
VERBS = {"meeting:propose", "meeting:notpropose", "meeting:proposefor"}
STEPS = checked(
    [
        *types("2026-11-09T09:00", "giang", WISH),
        *presses("2026-11-09T09:01", "giang", "Ban Chỉ đạo 2", "Không gửi"),
        *types("2026-11-09T09:02", "giang", "/hop đột xuất về nhân lực"),
        *presses("2026-11-09T09:03", "giang", "Ban Chỉ đạo 1"),
        *types("2026-11-09T09:04", "giang", "đột xuất về nhân lực năm 2027"),
        *presses("2026-11-09T09:05", "giang", "Gửi đề nghị họp"),
    ]
)


async def begun(h: House) -> Ward:
    """Giang is the secretary of two more committees, of which An is the head."""
    w, now = await ward(h), h.clock.now()
    async with h.app.database.transaction() as tx:
        for name in ("Ban Chỉ đạo cải cách hành chính", "Ban Chỉ đạo Đề án 06"):
            other = await committees.create(tx, name=name, regulation="lai-vung", now=now)
            for address, role in (("an", Role.HEAD), ("giang", Role.SECRETARY)):
                person = w.person_id(address)
                await seats.save_membership(tx, other.id, person, role=role, now=now)
    return w


def may(address: str, action: str, own: str) -> bool:
    return False


WALK = Walk(
    features=("meeting",),
    start=played.MONDAY,
    begun=begun,
    steps=STEPS,
    may=may,
    secrets=("nhân lực",),
    never=frozenset(FEATURE.actions.keys() - VERBS),
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 5)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 50)
