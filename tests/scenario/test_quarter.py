"""The quarter as one play: lines 02-45 and 52-70a, in order, with every recipient and count.

Wording is checked by facts and clauses. Two things are as the program's settings have them, not as
the page says: the summary of line 43 comes five minutes after the round, as all summaries do, and
Zalo's two members use the same channel as everybody here.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import SimulatedClock
from tests.chat import House, MemoryChannel, house
from tests.scenario import answering, assigning, calling, finishing, nearing, test_proxy
from tests.ward import Ward, ward

pytestmark = pytest.mark.scenario

OpenHouse = Callable[[str], AbstractAsyncContextManager[House]]
"""Opens the program at a moment, on the data and the phones that were there before."""


async def test_the_quarter(tmp_path: Path) -> None:
    channel = MemoryChannel(SimulatedClock(datetime.fromtimestamp(0, UTC)), tmp_path)
    opened: OpenHouse = lambda now: house(tmp_path, now, channel)  # noqa: E731
    w = await play(opened, tmp_path)
    async with opened("2026-11-30T09:45") as h:
        await worked_off(h, w.in_house(h), tmp_path)


async def worked_off(h: House, w: Ward, folder: Path) -> None:
    """52-70a, the tasks entered by hand."""
    await assigning.issues_copied(h, w)
    await assigning.entered(h, w)
    await assigning.sent(h, w)
    await assigning.received(h, w)
    await assigning.asked_at_mid_term(h, w)
    await assigning.in_difficulty(h, w)
    await finishing.done_early(h, w, folder)
    await finishing.extended(h, w)
    await finishing.near_and_over(h, w)
    await finishing.done_on_the_day(h, w)
    await finishing.escalated(h, w)
    await finishing.by_the_new_deadline(h, w)
    await finishing.all_done(h, w, folder)
    assert nearing.outside_allowed_hours(h) == []


async def play(opened: OpenHouse, folder: Path) -> Ward:
    """Lines 02-45, on whatever channel the house has."""
    async with opened("2026-11-06T09:10") as h:
        w = await ward(h)
        await calling.prepared(h, w, folder)
        await calling.approved(h, w)
        await calling.invited(h, w)
        await answering.in_the_first_days(h, w)
        await answering.absent(h, w, folder)
        await test_proxy.hai_names_mai(h, w)
        await test_proxy.hai_sends_the_opinion(h, w, folder)
        await test_proxy.mai_takes_it(h, w)
        await test_proxy.an_consents(h, w)
        await nearing.asked_at_night(h, w)
        await nearing.reminded(h, w)
        h.channel.cut_after = None
    async with opened("2026-11-23T07:30") as h:
        w = w.in_house(h)
        await nearing.reminded_after_the_restart(h, w)
        await nearing.closed(h, w)
        await nearing.handed_over(h, w)
        await nearing.on_the_eve(h, w)
        assert nearing.outside_allowed_hours(h) == []
        return w
