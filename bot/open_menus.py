"""Which menus wait for a number where there are no buttons, and the letters they go by."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from storage.menus import Shown

LETTERS = "ABCDE"
MOST_OPEN = len(LETTERS) - 1
"""Menus that wait for a number side by side; older ones are chosen from by their labels."""
OPEN_FOR = timedelta(days=14)
"""How long a menu waits for a number."""


def still_open(shown: Iterable[Shown]) -> list[Shown]:
    """The menus that wait for a number, of those shown, newest first.

    Of replies only the newest waits. Of what the assistant wrote first, a newer message about
    the same matters takes the place of an older one.
    """
    waiting = list[Shown]()
    told, replied = set[str](), False
    for menu in shown:
        if menu.is_reply:
            passed, replied = replied, True
        else:
            passed = bool(menu.subjects) and menu.subjects <= told
            told |= menu.subjects
        if not passed and len(waiting) < MOST_OPEN:
            waiting.append(menu)
    return waiting


def letter_for(new: Shown, shown: Sequence[Shown]) -> tuple[str, bool]:
    """The letter of a menu about to be shown, and whether others wait beside it then."""
    before = [menu for menu in shown if menu.send_id != new.send_id]
    others = [menu for menu in still_open((new, *before)) if menu is not new]
    own = [menu.letter for menu in shown if menu.send_id == new.send_id]
    taken = {menu.letter for menu in others}
    free = [letter for letter in (*own, *LETTERS) if letter not in taken]
    return free[0], bool(others)
