"""The house with its people spread: most on Telegram, two on Zalo, one in a browser."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.app import App
from bot.clock import SimulatedClock
from bot.files import FileStore
from bot.serving import link_pages
from bot.settings import Settings
from committee.calendar import ZONE
from storage import accounts
from storage.database import Database
from storage.migrate import migrate
from tests.botapi.server import TOKEN
from tests.chat import House, MemoryChannel, Phone, Screen
from tests.scenario import browser_phones, telegram_house
from tests.scenario.browser_phones import Browser
from tests.scenario.zalo_house import SECRET, CuttableZalo, ZaloHouse, ZaloPhone, ZaloPhones

ON_ZALO = frozenset({"nam", "phu"})
"""The two of line 10 that Telegram does not reach."""
IN_BROWSER = "oanh"
"""Reads and answers on the page."""


class SpreadPhones(MemoryChannel):
    """All phones, whichever service they are of."""

    def __init__(self, telegram: telegram_house.Phones, zalo: ZaloPhones) -> None:
        self.telegram, self.zalo = telegram, zalo
        telegram.replies = zalo.replies = self.replies = set[Any]()
        self.browsers: list[Browser] = []
        """One after each restart: what was shown is remembered over it."""
        super().__init__(telegram.clock, telegram.folder)

    def on_zalo(self, address: str) -> bool:
        return address in ON_ZALO or address.endswith("-2")

    @property
    def screens(self) -> dict[str, Screen]:
        seen = {IN_BROWSER: self.screen(IN_BROWSER)} if self.browsers else {}
        return {**self.telegram.screens, **self.zalo.screens, **seen}

    @screens.setter
    def screens(self, value: dict[str, Screen]) -> None:
        """What is read is on the servers."""

    def screen(self, address: str) -> Screen:
        if address == IN_BROWSER:
            return self.browsers[-1].screen(address)
        return (self.zalo if self.on_zalo(address) else self.telegram).screen(address)


class SpreadHouse(House):
    """Each person acts in the house of their own service; the program is one."""

    channel: SpreadPhones

    def __init__(self, app: App, phones: SpreadPhones, clock: SimulatedClock) -> None:
        super().__init__(app, phones, clock)
        self._zalo = ZaloHouse(app, phones.zalo, clock)

    def phone(self, address: str) -> Phone:
        if self.channel.on_zalo(address):
            return ZaloPhone(self, address, self.channel.zalo.look)
        return Phone(self, address)

    def channel_of(self, address: str) -> str:
        if address == IN_BROWSER:
            return "web"
        return "zalo" if self.channel.on_zalo(address) else "telegram"

    def account_of(self, address: str) -> str:
        if address == IN_BROWSER:
            return address
        if self.channel.on_zalo(address):
            return self._zalo.account_of(address)
        return str(self.channel.telegram.user(address).id)

    async def arrives(self, address: str, body: dict[str, Any], key: str) -> int | None:
        if address == IN_BROWSER:
            here = f"http://127.0.0.1:{self.channel.zalo.port}"
            await browser_phones.act(here, address, body, key)
            return None
        if self.channel.on_zalo(address):
            return await self._zalo.arrives(address, body, key)
        await telegram_house.act(self.channel.telegram, address, body)
        return None

    async def until(self, moment: str | datetime) -> None:
        await super().until(moment)
        await self.channel.zalo.look()

    async def refuse_first_account(self, person_id: int, address: str) -> None:
        """Telegram refuses without having said so; the same person once linked Zalo."""
        before = self.clock.now() - timedelta(days=60)
        second = f"{address}-2"
        async with self.app.database.transaction() as tx:
            account = await accounts.known(tx, "zalo", self.account_of(second), before)
            await accounts.link(tx, account.id, person_id, before)
        self.channel.telegram.user(address).chat.blocked = True


@asynccontextmanager
async def spread_house(folder: Path, now: str, phones: SpreadPhones) -> AsyncIterator[SpreadHouse]:
    """Open the program on both services; opening it again on the same folder is a restart."""
    clock = SimulatedClock(datetime.fromisoformat(now).replace(tzinfo=ZONE), running=False)
    phones.clock = phones.telegram.clock = phones.zalo.clock = clock
    here = f"http://127.0.0.1:{phones.zalo.port}"
    settings = Settings.model_validate(
        {
            "data": folder,
            "base_url": here,
            "telegram_token": TOKEN,
            "telegram_api": phones.telegram.server.base_url,
            "telegram_documents": True,
            "zalo_tokens": ",".join(phones.zalo.server.bots),
            "zalo_api": phones.zalo.server.base_url,
            "zalo_webhook_url": f"{here}/zalo/x1",
            "zalo_webhook_secret": SECRET,
            "zalo_documents": True,
        }
    )
    files = FileStore(settings.data / "files")
    telegram = telegram_house.Cuttable(settings, lambda file: files.path(file.sha256))
    zalo = CuttableZalo(settings)
    telegram.phones = zalo.phones = phones
    database = await Database.open(settings.database_path)
    await migrate(database)
    browser = Browser(database, files, folder / "uploads", clock)
    browser.screens = phones.browsers[-1].screens if phones.browsers else {}
    phones.browsers.append(browser)
    app = App(settings, clock, database, [telegram, zalo, browser])
    browser.start(app.receive)
    for channel in (telegram, zalo):
        await channel.open(app.database)
    server = web.Application()
    server.add_routes([*zalo.routes(), *browser.routes(), *link_pages(app).routes()])
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", phones.zalo.port).start()
    await app.start()
    running = [asyncio.create_task(each.run(app.receive)) for each in (telegram, zalo)]
    try:
        yield SpreadHouse(app, phones, clock)
    finally:
        for task in running:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        browser.stop()
        await runner.cleanup()
        await app.close()
        await telegram.close()
        await zalo.close()
