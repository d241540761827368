"""Requests to the Bot API: limits, faults by their kind, and a token that goes nowhere else."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram_request import STAND_IN, AiohttpRequest, FloodError

pytestmark = pytest.mark.channel

TOKEN = "7:the-token-itself"
WRITTEN = "what a member wrote"


class Service:
    """Answers one thing, and knows what it was asked."""

    def __init__(self, status: int, body: bytes, headers: dict[str, str], wait: float) -> None:
        self._answer = (status, body, headers, wait)
        self.asked: list[str] = []
        self.base = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        status, body, headers, wait = self._answer
        await asyncio.sleep(wait)
        return web.Response(status=status, body=body, headers=headers)

    def url(self, method: str = "sendMessage") -> str:
        return f"{self.base}/bot{STAND_IN}/{method}"


@asynccontextmanager
async def asking(
    status: int = 200,
    body: bytes = b'{"ok": true, "result": true}',
    wait: float = 0.0,
    **headers: str,
) -> AsyncIterator[tuple[AiohttpRequest, Service]]:
    service = Service(status, body, headers, wait)
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", service.handle)
    async with TestServer(application) as server, AiohttpRequest(TOKEN) as request:
        service.base = str(server.make_url("")).rstrip("/")
        yield request, service


async def test_the_token_takes_the_place_of_the_stand_in() -> None:
    async with asking() as (request, service):
        assert await request.post(service.url()) is True
        assert service.asked == [f"/bot{TOKEN}/sendMessage"]


def told(description: str, **parameters: int) -> bytes:
    more = "".join(f', "parameters": {{"{key}": {value}}}' for key, value in parameters.items())
    return f'{{"ok": false, "description": "{description}"{more}}}'.encode()


FAULTS: dict[str, tuple[int, bytes, type[TelegramError]]] = {
    "400": (400, told("Bad Request: chat not found"), BadRequest),
    "401": (401, told("Unauthorized"), InvalidToken),
    "403": (403, told("Forbidden: blocked"), Forbidden),
    "409": (409, told("Conflict: x"), Conflict),
    "429": (429, told("Too Many Requests", retry_after=9), FloodError),
    "429 without a word": (429, b"<html>", FloodError),
    "a group that moved": (400, told("x", migrate_to_chat_id=-100), ChatMigrated),
    "500": (500, b"<html>", NetworkError),
    "502": (502, b"", NetworkError),
    "no JSON": (200, WRITTEN.encode(), TelegramError),
    "no object": (200, b"[1]", TelegramError),
    "deep": (200, b"[" * 100_000, TelegramError),
    "elsewhere": (302, b"", NetworkError),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_faults_by_their_kind(name: str, caplog: pytest.LogCaptureFixture) -> None:
    status, body, expected = FAULTS[name]
    with caplog.at_level(logging.DEBUG):
        async with asking(status, body, Location="/other") as (request, service):
            with pytest.raises(TelegramError) as caught:
                await request.post(service.url())
            assert type(caught.value) is expected
            assert len(service.asked) == 1, "the token is taken to no other address"
    assert WRITTEN not in caplog.text
    if isinstance(caught.value, FloodError):
        assert caught.value.seconds == (9 if b"9" in body else 5)


async def test_what_takes_too_long_timed_out() -> None:
    async with asking(wait=1.0) as (request, service):
        with pytest.raises(TimedOut):
            await request.post(service.url(), read_timeout=0.1)
        assert await request.post(service.url(), read_timeout=None) is True


async def test_nobody_there_is_told_without_the_address() -> None:
    async with AiohttpRequest(TOKEN) as request:
        for address in (f"http://127.0.0.1:{unused_port()}", "http://", "no address", "http://["):
            with pytest.raises(NetworkError) as caught:
                await request.post(f"{address}/bot{STAND_IN}/getMe")
            assert caught.value.__context__ is None
            assert TOKEN not in repr(caught.value)
            assert "http" not in str(caught.value)


async def test_before_it_is_opened_nothing_is_asked() -> None:
    request = AiohttpRequest(TOKEN)
    with pytest.raises(NetworkError):
        await request.post("http://127.0.0.1:1/")
    await request.shutdown()
    assert TOKEN not in repr(request)


@pytest.mark.parametrize(("limit", "fits"), [(9, False), (10, True), (11, True)])
async def test_a_file_is_held_to_its_limit(tmp_path: Path, limit: int, fits: bool) -> None:
    target = tmp_path / "file"
    async with asking(body=b"0123456789") as (request, service):
        address = f"{service.base}/file/bot{STAND_IN}/documents/a.pdf"
        if fits:
            await request.download(address, target, limit)
            assert target.read_bytes() == b"0123456789"
            assert service.asked == [f"/file/bot{TOKEN}/documents/a.pdf"]
            return
        with pytest.raises(BadRequest):
            await request.download(address, target, limit)
        assert target.stat().st_size <= limit


async def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    async with asking(404, b"x" * 100) as (request, service):
        for address in (f"{service.base}/file/bot{STAND_IN}/x", "/var/lib/file", ""):
            with pytest.raises(NetworkError):
                await request.download(address, tmp_path / "file", 1000)
        assert (tmp_path / "file").stat().st_size == 0
