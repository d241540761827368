"""Every button about standing in and about opinions, pressed by its owner and by others.

Who may decide is who chairs that meeting: 7.4 of Trần Liễu.
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
from tests.handlers.whole_instead import PART, STEPS
from tests.ward import Ward, ward

READING = ("read", "read_of", "more", "all", "others")
PAPERS = ("paper", "paperfor", "papernow")


async def begun(h: House) -> Ward:
    """The invitations to a meeting with three items are out."""
    w = await ward(h)
    await instead.invited(w, instead.AGENDA)
    return w


def may(address: str, action: str, own: str) -> bool:
    feature, verb, invitee, *_ = action.split(":")
    if feature == "opinion" and verb in READING:
        return address in ("an", "lan") or invitee == own
    return feature == "opinion" and verb in PAPERS and address == "lan"


WALK = Walk(
    features=("proxy", "opinion"),
    start=played.MONDAY,
    begun=begun,
    steps=STEPS,
    may=may,
    secrets=("27/11", PART, "Nhất trí", "nguồn vốn", "Y-kien", "thu xếp dự", "02 trang", "0912345"),
    # Of somebody who was let stay away, of long opinions and of many people.
    never=frozenset(
        {"opinion:more", "opinion:all", "opinion:others", "opinion:papernow", "opinion:write"}
    ),
    names_are_secret=True,
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 60)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 1000)
