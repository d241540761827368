"""Lines 52 to 70a with the five tasks entered by hand: every recipient, count, date and clause."""

from pathlib import Path

import pytest

from tests.chat import house
from tests.scenario.test_quarter import worked_off
from tests.ward import ward

pytestmark = pytest.mark.scenario


async def test_the_tasks_of_the_quarter(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-11-30T09:45") as h:
        w = await ward(h)
        await worked_off(h, w, tmp_path)
