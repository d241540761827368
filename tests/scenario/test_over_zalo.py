"""The quarter again, over HTTP, on Zalo: no buttons, no edits, no files in the chat itself."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import SimulatedClock
from tests.botapi.server import BotApiServer
from tests.scenario import telegram_house
from tests.scenario.spread_house import SpreadPhones, spread_house
from tests.scenario.test_quarter import play
from tests.scenario.zalo_house import ZaloPhones, zalo_house
from tests.zaloapi.server import ZaloServer

pytestmark = [pytest.mark.scenario, pytest.mark.channel]


async def test_the_quarter_over_zalo(tmp_path: Path) -> None:
    server = ZaloServer()
    await server.start()
    phones = ZaloPhones(server, SimulatedClock(datetime.fromtimestamp(0, UTC)), tmp_path)
    try:
        await play(lambda now: zalo_house(tmp_path, now, phones), tmp_path)
        assert server.faults == []
        assert {call.status for call in server.calls if call.method == "setWebhook"} == {200}
        assert set(server.bot.statuses) == {200}
        assert max(len(call.params["text"]) for call in server.sent()) <= 2000
    finally:
        await server.stop()


async def test_the_quarter_with_people_on_all_three(tmp_path: Path) -> None:
    """Line 10's two are on Zalo, one in a browser, and line 43 falls back to Zalo."""
    telegram, zalo = BotApiServer(), ZaloServer()
    await telegram.start()
    await zalo.start()
    clock = SimulatedClock(datetime.fromtimestamp(0, UTC))
    phones = SpreadPhones(
        telegram_house.Phones(telegram, clock, tmp_path), ZaloPhones(zalo, clock, tmp_path)
    )
    try:
        await play(lambda now: spread_house(tmp_path, now, phones), tmp_path)
        assert (telegram.faults, zalo.faults) == ([], [])
        assert len(phones.zalo.user("loan-2").log) > 0
        assert len(phones.screen("oanh").log) > 5
    finally:
        await telegram.stop()
        await zalo.stop()
