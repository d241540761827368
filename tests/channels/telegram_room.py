"""The whole program on Telegram's channel, against the Bot API server of the tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from pydantic import SecretStr

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.clock import SimulatedClock
from bot.serving import Serving, serving
from bot.settings import Settings
from committee.calendar import ZONE
from tests.botapi.people import User
from tests.botapi.screen import Seen
from tests.botapi.server import TOKEN, BotApiServer
from tests.chat import House
from tests.ward import Ward, ward

FIRST_ID = 5_000_000_001
MONDAY = "2026-11-02T08:00"


class Room:
    """The program, the server, and people with phones."""

    def __init__(self, server: BotApiServer, served: Serving, clock: SimulatedClock) -> None:
        self.server = server
        self.served = served
        self.clock = clock
        self.app: App = served.app
        [channel] = served.channels
        assert isinstance(channel, TelegramChannel)
        self.channel = channel
        self._ids = FIRST_ID
        self._cast: dict[str, User] = {}

    def user(self, phone: str = "") -> User:
        """Somebody new to the assistant."""
        self._ids += 1
        return self.server.user(self._ids, phone=phone)

    async def ward(self) -> Ward:
        """The committee, each of its cast with a phone that has written before."""
        return await ward(cast(House, _Phones(self)))

    def member(self, address: str) -> User:
        """The phone of somebody of the cast."""
        if address not in self._cast:
            self._cast[address] = self.user()
            self._cast[address].chat.started = True
        return self._cast[address]

    async def value(self, sql: str, **values: Any) -> Any:
        async with self.app.database.reading() as tx:
            return await tx.value(sql, **values)

    async def replies(self, user: User, count: int = 1) -> list[Seen]:
        """What came to this person, once there is so much of it."""
        await until(lambda: len(user.log) >= count)
        return user.log


class _Phones:
    """What the ward wants to know of a house."""

    def __init__(self, here: Room) -> None:
        self._here = here
        self.app, self.clock, self.channel = here.app, here.clock, here.channel

    def channel_of(self, address: str) -> str:
        return self.channel.name

    def account_of(self, address: str) -> str:
        return str(self._here.member(address).id)


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for what is bound to happen."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def settings(folder: Path, server: BotApiServer, **more: Any) -> Settings:
    return Settings(
        data=folder,
        telegram_token=SecretStr(TOKEN),
        telegram_api=server.base_url,
        **{"telegram_poll_seconds": 5, "http_port": 0, **more},
    )


@asynccontextmanager
async def room(
    folder: Path, server: BotApiServer | None = None, **more: Any
) -> AsyncIterator[Room]:
    """Serve `folder`; what the server could not have understood fails the test."""
    own = server or BotApiServer()
    if server is None:
        await own.start()
    clock = SimulatedClock(datetime.fromisoformat(MONDAY).replace(tzinfo=ZONE), running=False)
    own.world.clock = lambda: clock.now().timestamp()
    try:
        async with serving(settings(folder, own, **more), clock) as served:
            yield Room(own, served, clock)
    finally:
        if server is None:
            await own.stop()
    assert own.faults == []
