"""Requests to the Bot API over aiohttp; the token is known here alone.

The library is given a stand-in for it, and writes that into its log. The true address exists while
a request is made; a fault is told by its kind, outside of the block that caught it: so no text, no
cause and no context of what is raised here can carry the address into a log.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
WRITE_SECONDS = 20.0
UPLOAD_SECONDS = 120.0
DOWNLOAD_SECONDS = 60.0
DEFAULT_FLOOD_SECONDS = 5.0
_CHUNK = 64 * 1024

STAND_IN = "TOKEN"
"""What stands in the library's addresses where the token belongs."""

Given = DefaultValue[float] | DefaultValue[None] | float | None


_JSON = {"Content-Type": "application/json"}


class FloodError(TelegramError):
    """Too much was sent (429); again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Flood control, again in {seconds:g} s")
        self.seconds = seconds


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's port to HTTP, over one aiohttp session."""

    def __init__(self, token: str, read_seconds: float = READ_SECONDS) -> None:
        self._token = token
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(open={self._session is not None})"

    @property
    def read_timeout(self) -> float | None:
        return self._read_seconds

    async def initialize(self) -> None:
        if self._session is None:
            # The outbox says how many go at once; a limit here would only hide a queue.
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "bcd"},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the base class does, but without writing into the log what people wrote."""
        try:
            data = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise TelegramError("Invalid server response")
        return data

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Given = BaseRequest.DEFAULT_NONE,
        write_timeout: Given = BaseRequest.DEFAULT_NONE,
        connect_timeout: Given = BaseRequest.DEFAULT_NONE,
        pool_timeout: Given = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body; TimedOut, NetworkError or FloodError otherwise."""
        uploads = request_data is not None and request_data.contains_files
        read = _seconds(read_timeout, self._read_seconds)
        write = _seconds(write_timeout, UPLOAD_SECONDS if uploads else WRITE_SECONDS)
        connect = _seconds(connect_timeout, CONNECT_SECONDS)
        try:
            async with (
                asyncio.timeout(_sum(connect, write, read)),
                self._open().request(
                    method,
                    self._address(url),
                    data=_body(request_data),
                    headers=_JSON if request_data and not uploads else None,
                    timeout=aiohttp.ClientTimeout(sock_connect=connect, sock_read=read),
                    allow_redirects=False,
                ) as response,
            ):
                status, payload = response.status, await response.read()
            fault: TelegramError | None = _flood(status, payload)
        except aiohttp.ConnectionTimeoutError:
            fault = NetworkError("not connected")  # so nothing can have arrived
        except TimeoutError:
            fault = TimedOut()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            fault = NetworkError(type(error).__name__)
        if fault is not None:
            raise fault
        return status, payload

    async def download(self, url: str, target: Path, limit: int) -> None:
        """Write what lies there to `target`, piece by piece, but never more than `limit` bytes."""
        fault: TelegramError | None = None
        file = await asyncio.to_thread(target.open, "wb")
        try:
            async with (
                asyncio.timeout(DOWNLOAD_SECONDS),
                self._open().get(
                    self._address(url),
                    timeout=aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS),
                    allow_redirects=False,
                ) as response,
            ):
                if response.status != 200:
                    fault = NetworkError(f"file answered with {response.status}")
                left = limit
                async for piece in response.content.iter_chunked(_CHUNK):
                    left -= len(piece)
                    if left < 0 or fault is not None:
                        fault = fault or BadRequest("file is too big")
                        break
                    await asyncio.to_thread(file.write, piece)
        except TimeoutError:
            fault = TimedOut()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            fault = NetworkError(type(error).__name__)
        finally:
            await asyncio.to_thread(file.close)
        if fault is not None:
            raise fault

    def _address(self, url: str) -> str:
        return url.replace(f"/bot{STAND_IN}/", f"/bot{self._token}/", 1)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise ValueError("the request is not initialized")
        return self._session


def _seconds(given: Given, own: float) -> float | None:
    return own if isinstance(given, DefaultValue) else given


def _sum(*seconds: float | None) -> float | None:
    known = [each for each in seconds if each is not None]
    return sum(known) if len(known) == len(seconds) else None


def _body(data: RequestData | None) -> aiohttp.FormData | bytes | None:
    """JSON, or with files a form of several parts whose files are read as they are sent."""
    if data is None:
        return None
    if not data.contains_files:
        return data.json_payload
    # Names stay as they are: Telegram shows a quoted one with its percent signs.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form


def _flood(status: int, payload: bytes) -> FloodError | None:
    """429 is read here: the library's own error for it warns about its own future."""
    if status != 429:
        return None
    try:
        seconds = float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, LookupError, TypeError):
        seconds = DEFAULT_FLOOD_SECONDS
    return FloodError(max(seconds, 0.0))
