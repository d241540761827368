"""Every button that anybody is shown about tasks, pressed by its owner and by others.

Who confirms is who assigned; 7.1 brings difficulties before the head.
"""

from pathlib import Path

from tests.chat import House
from tests.handlers.walking import (
    OUTSIDER,
    STRANGER,
    Walk,
    another_hand_changes_nothing,
    each_does_something,
    old_ones_are_answered_politely,
)
from tests.handlers.whole_task import FIELDWORK, STEPS, WORD
from tests.ward import Ward, ward

OWN = ["receive", "update", "ontrack", "hard", "done", "extend", "adjust", "askextension"]
"""Done with one's own task only."""
LOOKING = ["open", "openplace", "history"]
LEADERS = ("an", "binh", "cuong")
LEADING = ["advise", "opinion", "details", "files", "hand"]
DECIDING = ["accept", "giveback", "grant", "decline", "otherdate"]
"""Some leader's; whose exactly, tests of their own tell."""
OF_ANYBODY = ("more",)
"""Opens a list of one's own."""
CONCERNED = {
    "1": ("hai", "cuong"),
    "2": ("khoa", "huong"),
    "3": ("loan",),
    "4": ("giang",),
}
"""Who has, had or shares each of the first document's tasks; all the others are Dũng's."""
SECRETS = (
    *("tham mưu kinh phí", "hồ sơ sức khỏe", "rà soát thủ tục", "nâng tỷ lệ", FIELDWORK, WORD),
    *("06/TB", "dự toán", "To-trinh", "phụ lục biểu mẫu", "máy quét", "Trạm Y tế thiếu"),
)


async def begun(h: House) -> Ward:
    return await ward(h)


def may(address: str, action: str, _own: str) -> bool:
    """Whether this person may do that as well as whoever was shown it."""
    _, verb, *rest = action.split(":")
    if verb in (*OWN, *LOOKING):
        return address in CONCERNED.get(rest[0], ("dung",)) or (
            verb in LOOKING and address in (*LEADERS, "lan")
        )
    if verb in OF_ANYBODY:
        return address != STRANGER
    if address in LEADERS:
        return verb in (*LEADING, *DECIDING)
    if address in (OUTSIDER, STRANGER):
        return False
    return address == "lan" and verb not in DECIDING


WALK = Walk(
    features=("task",),
    start="2026-11-30T09:00",
    begun=begun,
    steps=STEPS,
    may=may,
    secrets=SECRETS,
    # Of who runs several assistants; of two people with one name.
    never=frozenset({"task:committee", "task:who"}),
)


async def test_a_button_just_shown_does_something(tmp_path: Path) -> None:
    await each_does_something(WALK, tmp_path)


async def test_an_old_button_is_answered_politely(tmp_path: Path) -> None:
    await old_ones_are_answered_politely(WALK, tmp_path, 200)


async def test_in_another_hand_it_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    await another_hand_changes_nothing(WALK, tmp_path, 3000)
