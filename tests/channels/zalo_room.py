"""The whole program on Zalo's channel, against the stand-in for its service."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from aiohttp.test_utils import unused_port
from pydantic import SecretStr

from bot.app import App
from bot.clock import SimulatedClock
from bot.serving import Serving, serving
from bot.settings import Settings
from committee.calendar import ZONE
from storage import accounts
from tests.chat import House
from tests.ward import Ward, ward
from tests.zaloapi.people import Seen, User
from tests.zaloapi.server import ZaloServer

MONDAY = "2026-11-09T08:00"
SECRET = "zalo-secret-of-the-tests"


class Room:
    """The program, the service, and people with phones."""

    def __init__(self, server: ZaloServer, served: Serving, clock: SimulatedClock) -> None:
        self.server = server
        self.served = served
        self.clock = clock
        self.app: App = served.app
        self.channel = served.channels[-1]
        self._cast: dict[str, User] = {}

    async def ward(self) -> Ward:
        """The committee, each of its cast with a phone that has written before."""
        return await ward(cast(House, _Phones(self)))

    def member(self, address: str) -> User:
        if address not in self._cast:
            self._cast[address] = self.server.user(address)
            self._cast[address].wrote = True
        return self._cast[address]

    def address(self, user: User) -> str:
        return f"{self.server.bot.number}:{user.id}"

    async def says(self, user: User, text: str, **more: Any) -> list[Seen]:
        """What comes back because of it."""
        before = len(user.log)
        user.types(text, **more)
        await self.heard()
        return user.log[before:]

    async def heard(self) -> None:
        """Everything that was said so far has been handled, and answered where that is possible."""
        for bot in self.server.bots.values():
            await bot.all_taken()
        await self.app.settle()

    async def later(self, **time: float) -> None:
        await self.app.schedule.move(self.clock, self.clock.now() + timedelta(**time))

    async def value(self, sql: str, **values: Any) -> Any:
        async with self.app.database.reading() as tx:
            return await tx.value(sql, **values)

    async def link(self, person_id: int, channel: str, address: str) -> int:
        """Another account of somebody's, linked last."""
        now = self.clock.now()
        async with self.app.database.transaction() as tx:
            account = await accounts.known(tx, channel, address, now)
            await accounts.link(tx, account.id, person_id, now)
        return account.id


class _Phones:
    """What the ward wants to know of a house."""

    def __init__(self, here: Room) -> None:
        self._here = here
        self.app, self.clock, self.channel = here.app, here.clock, here.channel

    def channel_of(self, address: str) -> str:
        return self.channel.name

    def account_of(self, address: str) -> str:
        return self._here.address(self._here.member(address))


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for what is bound to happen."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def settings(folder: Path, server: ZaloServer, **more: Any) -> Settings:
    port = more.pop("http_port", None) or unused_port()
    here = f"http://127.0.0.1:{port}"
    return Settings(
        data=folder,
        base_url=here,
        http_port=port,
        zalo_tokens=SecretStr(",".join(server.bots)),
        zalo_api=server.base_url,
        zalo_webhook_secret=SecretStr(SECRET),
        **{
            "zalo_webhook_url": f"{here}/zalo/x1",
            "zalo_documents": True,
            "zalo_per_second": 0,
            **more,
        },
    )


@asynccontextmanager
async def room(
    folder: Path, server: ZaloServer | None = None, *, now: str = MONDAY, **more: Any
) -> AsyncIterator[Room]:
    """Serve `folder`; what the service is not documented to take fails the test."""
    own = server or ZaloServer()
    if server is None:
        await own.start()
    clock = SimulatedClock(datetime.fromisoformat(now).replace(tzinfo=ZONE), running=False)
    own.clock = lambda: clock.now().timestamp()
    try:
        async with serving(settings(folder, own, **more), clock) as served:
            if more.get("zalo_mode") != "poll":
                await until(lambda: all(bot.url for bot in own.bots.values()))
            yield Room(own, served, clock)
    finally:
        for bot in own.bots.values():
            await bot.set_webhook("", "")
        if server is None:
            await own.stop()
    assert own.faults == []
