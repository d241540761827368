"""Every button that anybody is shown about a notice, pressed by its owner and by others.

Only the head and the deputies let go what breaks the silence.
"""

from pathlib import Path

from messages.render import render
from tests.bot import played
from tests.chat import House, house
from tests.handlers.walking import (
    Walk,
    another_hand_changes_nothing,
    each_does_something,
    old_ones_are_answered_politely,
)
from tests.handlers.whole_notice import STEPS, STORM
from tests.ward import Ward, ward

MET, START = "2026-11-09T08:00", "2026-11-30T09:00"
LEADERS = ("an", "binh", "cuong")
OWN = ("seen", "show", "files")
"""What is done with one's own copy; everything else is the secretariat's or a leader's."""


async def begun(h: House) -> Ward:
    """A ward that has met before, so that a meeting's invitees can be meant."""
    w = await ward(h)
    await played.invited(w)
    await h.until(START)
    return w


def may(address: str, action: str, _own: str) -> bool:
    """Whether this person may do that as well as whoever was shown it."""
    verb = action.split(":")[1]
    if verb in OWN:
        return False
    if verb in ("sendnow", "notnow", "compose"):
        return address in LEADERS
    return address == "lan" or (address in LEADERS and verb not in ("recent", "send", "sendat"))


WALK = Walk(
    features=("notice",),
    start=MET,
    begun=begun,
    steps=STEPS,
    may=may,
    secrets=(
        "06/TB",
        "Thong-bao-06",
        "Phu-luc",
        "nhiệm vụ được giao",
        STORM,
        "mưa bão",
        "Cắt điện",
        "báo cáo tuần",
    ),
    # Of who sits in several committees, and of a committee whose people work in few units.
    never=frozenset({"notice:committee", "notice:urgentfor", "notice:unit"}),
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 80)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 3000)


async def test_a_leader_prepares_only_what_is_his_own(tmp_path: Path) -> None:
    """A deputy may let an urgent notice go; the secretariat's drafts are not his to change."""
    async with house(tmp_path, MET) as h:
        w = await begun(h)
        await w.phone("lan").types("/thongbao Nội dung thường")
        for verb in ("alone", "towhom", "preview", "edit", "dropped", "open", "withdrawnow"):
            [reply] = await w.phone("cuong").press_action(f"notice:{verb}:1")
            assert reply.text == render("refusal/not_found", citations=(), at=None)
