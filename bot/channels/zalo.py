"""Zalo: the Channel port over its bot service, one bot or several, by webhook or polled."""

import asyncio
import os
import shutil
import time
from collections.abc import Awaitable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels import zalo_in
from bot.channels.base import Capabilities, Receive
from bot.channels.hook import Hook
from bot.channels.patience import TokenRefusedError, patiently
from bot.channels.web_upload import ARRIVED, path_of
from bot.channels.zalo_api import ZaloApi, ZaloError
from bot.channels.zalo_out import ZaloOut
from bot.channels.zalo_poll import Store, ZaloPoll
from bot.pacing import Limits
from bot.settings import Settings
from handlers.conversation import MAX_FILE_BYTES, Event, IncomingFile, Outgoing
from storage.database import Database

SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
TEXT_LIMIT = 2000
"""Characters of one message, as documented; composed, so that fewer are needed."""


class ZaloChannel:
    """All bots of an installation; an address begins with the number of the bot it wrote to."""

    name = zalo_in.CHANNEL

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._arrived = settings.data / ARRIVED
        self._bots = {
            api.bot: api
            for api in (ZaloApi(settings.zalo_api, each) for each in settings.zalo_bots)
        }
        self._polls = {
            bot: ZaloPoll(
                partial(api.get_update, settings.zalo_poll_seconds), self._store_from(bot)
            )
            for bot, api in self._bots.items()
        }
        self._receive: Receive | None = None
        self.capabilities = Capabilities(
            buttons=False,
            editing=False,
            files=settings.zalo_documents,
            text_limit=TEXT_LIMIT,
            attachments=False,
            markup=False,
            monthly_quota=settings.zalo_quota,
        )
        self.limits = (
            Limits(a_second=settings.zalo_per_second) if settings.zalo_per_second else None
        )
        self._out = ZaloOut(self._bots, self.capabilities, settings.contact)

    async def open(self, database: Database) -> None:
        """Be ready to send."""
        for api in self._bots.values():
            await api.open()

    async def run(self, receive: Receive) -> None:
        """Hand over what arrives until cancelled; TokenRefusedError where that is hopeless."""
        self._receive = receive
        try:
            async with asyncio.TaskGroup() as group:
                for bot, api in self._bots.items():
                    group.create_task(self._hear(bot, api))
        except* TokenRefusedError as refused:
            raise refused.exceptions[0] from None
        finally:
            self._receive = None

    async def close(self) -> None:
        for api in self._bots.values():
            await api.close()

    def routes(self) -> list[web.RouteDef]:
        """A route for each bot below the webhook's address; none where updates are polled."""
        if self._settings.zalo_mode != "webhook":
            return []
        secret = self._settings.zalo_webhook_secret.get_secret_value()
        path = urlsplit(self._settings.zalo_webhook_url).path
        return [
            web.post(
                f"{path}/{bot}",
                Hook(SECRET_HEADER, secret, zalo_in.is_update, self._store_from(bot)).post,
            )
            for bot in self._bots
        ]

    def health(self) -> dict[str, object]:
        """How it goes, for whoever watches over the program; nothing personal."""
        polls = [poll.last_good_poll for poll in self._polls.values()]
        known = [time.monotonic() - last for last in polls if last is not None]
        return {
            "mode": self._settings.zalo_mode,
            "bots": len(self._bots),
            "seconds_since_last_poll": round(max(known), 1) if known else None,
        }

    def is_group(self, address: str) -> bool:
        return zalo_in.is_group(address)

    def parse(self, body: bytes, key: str, address: str) -> Event:
        return zalo_in.parse(body, key, address)

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        """Nothing can be edited here: what replaces a message is a message of its own."""
        return await self._out.send(address, key, outgoing)

    async def answer_press(self, event: Event, toast: str) -> None:
        """There are no presses to acknowledge."""

    async def fetch(self, file: IncomingFile, target: Path) -> None:
        """A picture from the service, or what was left on our own page, which is moved."""
        if "/" in file.handle:
            api = next(iter(self._bots.values()))
            await api.download(file.handle, target, MAX_FILE_BYTES)
            return
        source = path_of(self._arrived, file.handle)
        await asyncio.to_thread(_move, source, target)

    async def _hear(self, bot: str, api: ZaloApi) -> None:
        """One bot: tell the service how to reach us, then wait for what arrives."""
        if self._settings.zalo_mode == "webhook":
            url = f"{self._settings.zalo_webhook_url}/{bot}"
            secret = self._settings.zalo_webhook_secret.get_secret_value()
            await patiently("setWebhook", lambda: _unless_refused(api.set_webhook(url, secret)))
            await asyncio.Event().wait()
        else:
            await patiently("deleteWebhook", lambda: _unless_refused(api.delete_webhook()))
            await self._polls[bot].run()

    def _store_from(self, bot: str) -> Store:
        async def store(update: dict[str, Any]) -> None:
            if self._receive is None:
                raise RuntimeError("the channel is not running")
            await self._receive(self, [zalo_in.raw_of(update, bot)])

        return store


async def _unless_refused(call: Awaitable[None]) -> None:
    try:
        await call
    except ZaloError as error:
        if error.code == 401:
            raise TokenRefusedError(zalo_in.CHANNEL) from None
        raise


def _move(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    shutil.move(os.fspath(source), target)
