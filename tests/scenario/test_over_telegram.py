"""The quarter again over HTTP on Telegram's channel; line 43 falls back to the browser."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import SimulatedClock
from tests.botapi.server import BotApiServer
from tests.scenario.telegram_house import Phones, telegram_house
from tests.scenario.test_quarter import play

pytestmark = [pytest.mark.scenario, pytest.mark.channel]


async def test_the_quarter_over_telegram(tmp_path: Path) -> None:
    server = BotApiServer()
    await server.start()
    phones = Phones(server, SimulatedClock(datetime.fromtimestamp(0, UTC)), tmp_path)
    try:
        await play(lambda now: telegram_house(tmp_path, now, phones), tmp_path)
        assert server.faults == []
        refused = {call.description for call in server.calls if call.status not in (0, 200)}
        [second_tap, blocked] = sorted(refused)
        assert "bot was blocked by the user" in blocked
        assert "message is not modified" in second_tap
        methods = {call.method for call in server.calls}
        assert {"getUpdates", "sendMessage", "editMessageText", "sendDocument"} <= methods
        assert "getFile" in methods
    finally:
        await server.stop()
