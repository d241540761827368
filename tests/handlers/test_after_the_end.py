"""Buttons that were right once, pressed after the meeting is cancelled or has begun."""

from pathlib import Path

import pytest

from tests.chat import House, house
from tests.handlers.whole_meeting import (
    ANSWERED,
    APPROVED,
    CANCELLED,
    INVITED,
    MOVED,
    PREPARED,
    REMINDED,
    Step,
    take,
)
from tests.ward import Ward, ward

CALLED = [*PREPARED, *APPROVED, *INVITED, *ANSWERED]
OVER = [*CALLED, *REMINDED, *MOVED, *CANCELLED]


async def played(h: House, steps: list[Step], folder: Path) -> Ward:
    w = await ward(h)
    for step in steps:
        await take(step, w, folder)
    return w


async def answers_of(h: House) -> list[tuple[object, ...]]:
    async with h.app.database.reading() as tx:
        rows = await tx.all("SELECT person_id, answer FROM invitees ORDER BY id")
        return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("moment", "undone"), [("2026-11-27T13:59:59", True), ("2026-11-27T14:00:00", False)]
)
async def test_what_was_written_down_is_undone_until_the_meeting_begins(
    tmp_path: Path, moment: str, undone: bool
) -> None:
    async with house(tmp_path, "2026-11-06T09:10") as h:
        w = await played(h, CALLED, tmp_path)
        await h.until(moment)
        before = await answers_of(h)
        [reply] = await w.phone("lan").press("Hoàn tác")
        assert ("Đã hoàn tác" in reply) is undone
        assert (await answers_of(h) == before) is not undone


async def test_nothing_is_attached_to_a_cancelled_meeting(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-11-06T09:10") as h:
        w = await played(h, OVER, tmp_path)
        [reply] = await w.phone("lan").press_action("meeting:attach:1")
        assert "đã hủy" in reply
        [reply] = await w.phone("huong").press("Đổi trả lời")
        assert "đã hủy" in reply
