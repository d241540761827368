"""Telegram: the Channel port over the Bot API, polled or by webhook."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import InvalidToken
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels import telegram_in
from bot.channels.base import Capabilities, OpenFile, Receive
from bot.channels.hook import Hook
from bot.channels.patience import TokenRefusedError, patiently
from bot.channels.telegram_out import TelegramOut
from bot.channels.telegram_poll import Poll
from bot.channels.telegram_request import STAND_IN, AiohttpRequest
from bot.channels.telegram_text import TEXT_LIMIT, size
from bot.pacing import Limits
from bot.qr import TELEGRAM_USERNAME
from bot.settings import Settings
from handlers.conversation import MAX_FILE_BYTES, Event, IncomingFile, Outgoing
from storage import installation
from storage.database import Database

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_ANSWER_SECONDS = 5.0
_TOAST_LIMIT = 200
_MOST_UPDATES = 100

_Answer = TypeVar("_Answer")


class TelegramChannel:
    """One bot: `open` it before the app takes up work, `run` it, `close` it last."""

    name = telegram_in.CHANNEL

    def __init__(self, settings: Settings, open_file: OpenFile) -> None:
        self._settings = settings
        token = settings.telegram_token.get_secret_value()
        api = settings.telegram_api.rstrip("/")
        self._me = telegram_in.Me(int(token.partition(":")[0]))
        self._request = AiohttpRequest(token)
        self._updates = AiohttpRequest(token, settings.telegram_poll_seconds + 10)
        self._bot = Bot(
            STAND_IN,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self._request,
            get_updates_request=self._updates,
        )
        self._poll = Poll(self._get_updates, self._store, settings.telegram_poll_seconds)
        self._database: Database | None = None
        self._receive: Receive | None = None
        self.capabilities = Capabilities(
            buttons=True,
            editing=True,
            files=settings.telegram_documents,
            text_limit=TEXT_LIMIT,
            phone_sharing=True,
            size=size,
        )
        self._out = TelegramOut(self._bot, open_file, self.capabilities, contact=settings.contact)
        self.limits = _limits(settings)

    async def open(self, database: Database) -> None:
        """Be ready to send; the bot's name is known from the last time until it is asked again."""
        self._database = database
        async with database.reading() as tx:
            self._me.username = await installation.kept(tx, TELEGRAM_USERNAME) or ""
        await self._request.initialize()
        await self._updates.initialize()

    async def run(self, receive: Receive) -> None:
        """Hand over what arrives until cancelled; TokenRefusedError where that is hopeless."""
        self._receive = receive
        try:
            await self._introduce()
            if self._settings.telegram_mode == "webhook":
                await _patiently("setWebhook", self._set_webhook)
                await asyncio.Event().wait()
            else:
                await _patiently("deleteWebhook", self._bot.delete_webhook)
                await self._poll.run()
        finally:
            self._receive = None

    async def close(self) -> None:
        await self._request.shutdown()
        await self._updates.shutdown()

    def routes(self) -> list[web.RouteDef]:
        """The webhook's route; none where updates are polled."""
        if self._settings.telegram_mode != "webhook":
            return []
        secret = self._settings.telegram_webhook_secret.get_secret_value()
        hook = Hook(SECRET_HEADER, secret, _is_update, self._store_one)
        return [web.post(urlsplit(self._settings.telegram_webhook_url).path, hook.post)]

    @property
    def polls(self) -> bool:
        """Whether updates are fetched; else Telegram brings them."""
        return self._settings.telegram_mode == "poll"

    @property
    def last_good_poll(self) -> float | None:
        """Monotonic seconds; None until the first."""
        return self._poll.last_good_poll

    def health(self) -> dict[str, object]:
        """How it goes, for whoever watches over the program; nothing personal."""
        last = self._poll.last_good_poll
        return {
            "mode": self._settings.telegram_mode,
            "bot": self._me.username,
            "seconds_since_last_poll": None if last is None else round(time.monotonic() - last, 1),
        }

    def is_group(self, address: str) -> bool:
        return telegram_in.is_group(address)

    def parse(self, body: bytes, key: str, address: str) -> Event:
        return telegram_in.parse(body, key, address, self._me)

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        return await self._out.send(address, key, outgoing, edits)

    async def answer_press(self, event: Event, toast: str) -> None:
        """Best effort: Telegram forgets a press after a short while, and then refuses."""
        if not event.press_id:
            return
        with contextlib.suppress(Exception):
            async with asyncio.timeout(_ANSWER_SECONDS):
                await self._bot.answer_callback_query(event.press_id, toast[:_TOAST_LIMIT] or None)

    async def fetch(self, file: IncomingFile, target: Path) -> None:
        found = await self._bot.get_file(file.handle)
        await self._request.download(found.file_path or "", target, MAX_FILE_BYTES)

    async def _get_updates(self, offset: int | None) -> object:
        """Raw, because the library would read all of them or none."""
        given = {
            "offset": offset,
            "limit": _MOST_UPDATES,
            "timeout": self._settings.telegram_poll_seconds,
            "allowed_updates": list(telegram_in.ALLOWED_UPDATES),
        }
        parameters = [RequestParameter.from_input(*each) for each in given.items()]
        return await self._updates.post(f"{self._bot.base_url}/getUpdates", RequestData(parameters))

    async def _store(self, updates: Sequence[dict[str, Any]]) -> None:
        if self._receive is None:
            raise RuntimeError("the channel is not running")
        await self._receive(self, [telegram_in.raw_of(each, self._me.id) for each in updates])

    async def _store_one(self, update: dict[str, Any]) -> None:
        await self._store([update])

    async def _introduce(self) -> None:
        """Learn the bot's own name; links that open its chat need it."""
        me = await _patiently("getMe", self._bot.get_me)
        self._me.username = me.username or ""
        if self._database is not None:
            async with self._database.transaction() as tx:
                await installation.keep(tx, TELEGRAM_USERNAME, self._me.username)

    async def _set_webhook(self) -> bool:
        return await self._bot.set_webhook(
            self._settings.telegram_webhook_url,
            secret_token=self._settings.telegram_webhook_secret.get_secret_value(),
            allowed_updates=list(telegram_in.ALLOWED_UPDATES),
        )


def _is_update(body: dict[str, Any]) -> bool:
    return telegram_in.number_of(body) is not None


def _limits(settings: Settings) -> Limits | None:
    if not settings.telegram_per_second:
        return None
    return Limits(
        a_second=settings.telegram_per_second,
        a_second_for_a_chat=settings.telegram_per_chat,
        a_second_for_replies=settings.telegram_reply_burst,
        a_minute_for_a_group=settings.telegram_group_per_minute,
    )


async def _patiently(what: str, call: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """Try until it works, unless the token is no good."""

    async def told_apart() -> _Answer:
        try:
            return await call()
        except InvalidToken:
            raise TokenRefusedError(telegram_in.CHANNEL) from None

    return await patiently(what, told_apart)
