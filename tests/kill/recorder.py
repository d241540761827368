"""A chat service that writes down what it takes, and can be as troublesome as a real one."""

import asyncio
import random
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Recorder:
    """What arrived, in order; `trouble` is what it does to some of the requests."""

    trouble: str = ""
    seed: int = 1
    taken: list[tuple[str, str, int]] = field(default_factory=list)
    """(address, key, process) of every message taken."""
    hung: list[str] = field(default_factory=list)
    """Keys of messages that were taken and never answered."""
    refused: int = 0
    """Requests that were turned away."""
    url: str = ""

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._runner: web.AppRunner | None = None
        self.cut = False

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/send", self._send)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/send"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _send(self, request: web.Request) -> web.Response:
        said = await request.json()
        if self.cut or ("cut" in self.trouble and self._chance.random() < 0.03):
            self.refused += 1
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if "429" in self.trouble and self._chance.random() < 0.01:
            self.refused += 1
            return web.json_response({"retry_after": 0.1}, status=429)
        if "500" in self.trouble and self._chance.random() < 0.05:
            self.refused += 1
            return web.json_response({}, status=500)
        self.taken.append((said["address"], said["key"], said["pid"]))
        if "hang" in self.trouble and self._chance.random() < 0.01 and said["key"] not in self.hung:
            self.hung.append(said["key"])
            await asyncio.sleep(5)
        return web.json_response({"reference": f"{len(self.taken)}"})
