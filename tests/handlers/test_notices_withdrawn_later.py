"""A notice withdrawn around a stop of the assistant, and what the secretariat then hears of it.

No regulation of ours speaks of withdrawing a notice: nobody reads one that is withdrawn as if it
held, whoever may have it is told, and nobody is asked to call about it.
"""

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.clock import SimulatedClock
from tests.bot.played import EPOCH, MONDAY, TryingChannel, act, eventually, later, value
from tests.chat import House, house
from tests.handlers import noticed
from tests.handlers.test_notices_withdrawn import came, listed, withdrawn
from tests.ward import Ward, ward

TOLD = "thu hồi <b>thông báo"


def trying(folder: Path) -> TryingChannel:
    return TryingChannel(SimulatedClock(EPOCH, running=False), folder)


async def handing_over(h: House, channel: TryingChannel) -> Ward:
    """Khoa's chat has been given the notice, and has not answered yet."""
    w = await ward(h)
    await noticed.previewed(w, "Khoa")
    await act(w.phone("lan"), "notice:send")
    channel.hanging["khoa"] = asyncio.Event()
    h.clock.move(h.clock.now() + timedelta(minutes=2))
    h.app.outbox.start()
    h.app.outbox.wake()
    await eventually(lambda: bool([a for a, _ in channel.attempts if a == "khoa"]))
    return w


async def the_change_waits(h: House) -> None:
    """Behind the message that it changes."""
    async with asyncio.timeout(5):
        while not await value(
            h, "SELECT COUNT(*) FROM sends WHERE key LIKE 'owed:%' AND edits > 0"
        ):
            await asyncio.sleep(0.02)


async def test_killed_while_it_was_handed_over_and_withdrawn_it_does_not_come_again(
    tmp_path: Path,
) -> None:
    """He may have it: he is told that it is withdrawn, and does not get it after that."""
    channel = trying(tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await handing_over(h, channel)
        await h.arrives("lan", {"kind": "press", "action": "notice:withdrawnow:1"}, "now")
        await h.app.dispatch.settle()
        assert "Đã thu hồi" in w.phone("lan").last
        await the_change_waits(h)
        now = h.clock.now().isoformat()
    channel.hanging.clear()
    async with house(tmp_path, now, channel) as h:
        await later(h, 5)
        said = came(h, "khoa")
        assert [text for text in said if noticed.TEXT in text and TOLD not in text] == []
        assert len([text for text in said if TOLD in text]) == 1
        assert "Đã báo thu hồi (01): đồng chí Ngô Đăng Khoa" in await listed(w.in_house(h))


async def test_withdrawn_before_it_goes_once_more_who_may_have_it_is_told(tmp_path: Path) -> None:
    """Nobody knows whether it arrived; it would have gone again in the morning."""
    channel = trying(tmp_path)
    async with house(tmp_path, "2026-11-09T17:57", channel) as h:
        before = await handing_over(h, channel)
    channel.hanging.clear()
    async with house(tmp_path, "2026-11-09T18:30", channel) as h:
        w = before.in_house(h)
        await later(h, 1)
        assert came(h, "khoa") == []
        await withdrawn(w)
        await h.until("2026-11-10T07:05")
        [said] = came(h, "khoa")
        assert TOLD in said


async def test_nobody_is_to_be_called_about_a_notice_that_is_withdrawn(tmp_path: Path) -> None:
    """Quyên cannot be written to and never learned of it."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Mai Thị Quyên")
        await withdrawn(w)
        await h.until("2026-11-11T12:00")
        asked = [m for m in w.phone("lan").messages if "Mai Thị Quyên" in m and "gọi" in m]
        assert [m.text for m in asked] == []
