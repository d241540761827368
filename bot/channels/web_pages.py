"""The open pages of the browser channel, told of news by server-sent events."""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

HEARTBEAT_SECONDS = 15.0
_BACKLOG = 1000
_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Accel-Buffering": "no",
}

_Line = asyncio.Queue[bytes | None]


class Pages:
    """Every page hears of every phone; one that cannot keep up is let go and comes again."""

    def __init__(self, heartbeat: float = HEARTBEAT_SECONDS) -> None:
        self._heartbeat = heartbeat
        self._lines: set[_Line] = set()
        self._closed = False

    def publish(self, **news: Any) -> None:
        event = f"data: {json.dumps(news)}\n\n".encode()
        for line in tuple(self._lines):
            if line.full():
                self._let_go(line)
            else:
                line.put_nowait(event)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self._closed = True
        for line in tuple(self._lines):
            self._let_go(line)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Answer a page with news until it leaves."""
        response = web.StreamResponse(headers=_HEADERS)
        line: _Line = asyncio.Queue(_BACKLOG)
        self._lines.add(line)
        try:
            await response.prepare(request)
            await response.write(b"retry: 2000\n\n")
            with contextlib.suppress(ConnectionError):
                await self._pass_on(line, response)
        finally:
            self._lines.discard(line)
        return response

    async def _pass_on(self, line: _Line, response: web.StreamResponse) -> None:
        while not self._closed:
            try:
                event = await asyncio.wait_for(line.get(), self._heartbeat)
            except TimeoutError:
                event = b": still here\n\n"
            if event is None:
                return
            await response.write(event)

    def _let_go(self, line: _Line) -> None:
        self._lines.discard(line)
        while not line.empty():
            line.get_nowait()
        line.put_nowait(None)
