"""Lines 52 to 70a with the five tasks entered by hand: every recipient, count, date and clause."""

from pathlib import Path

import pytest

from tests.chat import house
from tests.scenario import assigning, finishing
from tests.ward import ward

pytestmark = pytest.mark.scenario


async def test_the_tasks_of_the_quarter(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-11-30T09:45") as h:
        w = await ward(h)
        await assigning.issues_copied(h, w)
        await assigning.entered(h, w)
        await assigning.sent(h, w)
        await assigning.received(h, w)
        await assigning.asked_at_mid_term(h, w)
        await assigning.in_difficulty(h, w)
        await finishing.done_early(h, w, tmp_path)
        await finishing.extended(h, w)
        await finishing.near_and_over(h, w)
        await finishing.done_on_the_day(h, w)
        await finishing.escalated(h, w)
        await finishing.by_the_new_deadline(h, w)
        await finishing.all_done(h, w, tmp_path)
