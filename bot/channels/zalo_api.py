"""Requests to Zalo's bot service over aiohttp; each bot's token is known here alone.

A fault is told by its kind and raised outside of the block that caught it: no text, no cause and no
context of what is raised here can carry the address, with the token in it, into a log.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.channels.outward import OutwardResolver, leads_outside

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 20.0
DOWNLOAD_SECONDS = 60.0
_CHUNK = 64 * 1024

IDLE = 408
REFUSED = (401, 403, 404)
SPENT = 429


class ZaloError(Exception):
    """The service says no; `code` is its own, or the HTTP status where it gave none."""

    def __init__(self, code: int, description: str = "") -> None:
        super().__init__(f"error {code}")
        self.code = code
        self.description = description


class ZaloUnreachableError(Exception):
    """The service was not reached, so that nothing was done."""


class ZaloUnansweredError(Exception):
    """No answer in time, or none that can be read: what was asked may have been done."""


class FileTooLargeError(Exception):
    """A picture of more bytes than are taken."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as the service took it."""

    message_id: str


class ZaloApi:
    """One bot's methods, as far as the assistant uses them."""

    def __init__(self, base_url: str, token: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._session: aiohttp.ClientSession | None = None
        self._outward: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(bot={self.bot})"

    @property
    def bot(self) -> str:
        """The bot's number, which stands before the colon of its token."""
        return self._token.partition(":")[0]

    async def open(self) -> None:
        if self._session is None:
            self._session = _session(aiohttp.TCPConnector(limit=0, keepalive_timeout=60))
            self._outward = _session(aiohttp.TCPConnector(resolver=OutwardResolver()))

    async def close(self) -> None:
        sessions = self._session, self._outward
        self._session = self._outward = None
        for session in sessions:
            if session is not None:
                await session.close()

    async def get_me(self) -> str:
        """The bot's name; empty where the service tells none."""
        about = await self._result("getMe")
        name = about.get("account_name")
        return name if isinstance(name, str) else ""

    async def get_update(self, seconds: int) -> dict[str, Any] | None:
        """What arrived, or None where nothing did for so long."""
        try:
            return await self._result("getUpdates", seconds=seconds, timeout=seconds)
        except ZaloError as error:
            if error.code == IDLE:
                return None
            raise

    async def set_webhook(self, url: str, secret: str) -> None:
        await self._result("setWebhook", url=url, secret_token=secret)

    async def delete_webhook(self) -> None:
        await self._result("deleteWebhook")

    async def send_message(self, chat_id: str, text: str) -> Sent:
        found = await self._result("sendMessage", chat_id=chat_id, text=text)
        message_id = found.get("message_id")
        return Sent(message_id if isinstance(message_id, str) else "")

    async def download(self, url: str, target: Path, limit: int) -> None:
        """Write a picture to `target`, never more than `limit` bytes."""
        session = self._session_for(url)
        if session is None:
            raise ZaloUnreachableError("address")
        fault: Exception | None = None
        file = await asyncio.to_thread(target.open, "wb")
        try:
            async with (
                asyncio.timeout(DOWNLOAD_SECONDS),
                session.get(
                    url,
                    timeout=aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS),
                    allow_redirects=False,
                ) as response,
            ):
                if response.status != 200:
                    fault = ZaloError(response.status)
                left = limit
                async for piece in response.content.iter_chunked(_CHUNK):
                    left -= len(piece)
                    if left < 0 or fault is not None:
                        fault = fault or FileTooLargeError()
                        break
                    await asyncio.to_thread(file.write, piece)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            fault = ZaloUnreachableError(type(error).__name__)
        finally:
            await asyncio.to_thread(file.close)
        if fault is not None:
            raise fault

    def _session_for(self, url: str) -> aiohttp.ClientSession | None:
        """Pictures lie on https outside, or beside a service of the office's own; else None."""
        parts, own = urlsplit(url), urlsplit(self._base_url)
        if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
            return self._opened()
        outside = parts.scheme == "https" and leads_outside(parts.hostname or "")
        return self._outward if outside else None

    async def _result(self, method: str, *, seconds: float = 0.0, **given: Any) -> dict[str, Any]:
        """What the service answers; an answer without a result is an empty one."""
        status, payload = await self._post(method, seconds, given)
        body = _object(payload)
        if body is None or not isinstance(body.get("ok"), bool):
            if status == 200:
                raise ZaloUnansweredError("unreadable")
            raise ZaloError(status)
        if not body["ok"]:
            raise _refusal(status, body)
        result = body.get("result")
        return result if isinstance(result, dict) else {}

    async def _post(
        self, method: str, seconds: float, given: Mapping[str, Any]
    ) -> tuple[int, bytes]:
        fault: Exception
        try:
            async with (
                asyncio.timeout(CONNECT_SECONDS + ANSWER_SECONDS + seconds),
                self._opened().post(
                    f"{self._base_url}/bot{self._token}/{method}",
                    json=given,
                    timeout=aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS),
                    allow_redirects=False,
                ) as response,
            ):
                return response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            fault = ZaloUnreachableError(type(error).__name__)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            fault = ZaloUnansweredError(type(error).__name__)
        raise fault

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise ValueError("the channel is not open")
        return self._session


def _session(connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": "bcd"},
    )


def _object(payload: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _refusal(status: int, body: Mapping[str, Any]) -> ZaloError:
    """Some answers to an idle poll have no code but these words."""
    description = body.get("description")
    words = description if isinstance(description, str) else ""
    code = body.get("error_code")
    if not isinstance(code, int) or isinstance(code, bool):
        code = IDLE if "request timeout" in words.lower() else status
    return ZaloError(code, words)
