"""The sending half of the program in a process of its own, over HTTP to a recording service.

`python -m tests.kill.engine_child PLAN`, where PLAN is JSON: folder, url, a_second, lease in
seconds, 0 for none, and people a step of a round, 0 where nothing falls due.
SIGUSR1 fills the disk for this process, SIGUSR2 empties it again.
"""

import asyncio
import json
import os
import resource
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import aiohttp

from bot import schedule
from bot.app import open_app
from bot.channels.base import (
    Capabilities,
    SendDelayed,
    SendRefused,
    SendUnanswered,
    SendUnreachable,
)
from bot.clock import SimulatedClock
from bot.lease import leased
from bot.pacing import Limits
from bot.settings import Settings
from committee.calendar import ZONE
from handlers.conversation import Event, IncomingFile, Outgoing
from handlers.feature import Owed
from handlers.speaking import Speaker
from storage import fan_out

NOW = datetime(2026, 11, 9, 8, tzinfo=ZONE)
KIND = "test.note"
ANSWER_SECONDS = 0.5
TICK_SECONDS = 0.1


async def note(speaker: Speaker, owed: Owed) -> Outgoing:
    return Outgoing(f"note {owed.step}", summary=f"line {owed.step}")


class HttpChannel:
    """A chat service reached over HTTP; its faults are told apart as a real channel's are."""

    name = "http"
    capabilities = Capabilities(buttons=True, editing=True, files=True, text_limit=4096)

    def __init__(self, url: str, a_second: int) -> None:
        self.limits: Limits | None = Limits(a_second=a_second) if a_second else None
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    def is_group(self, address: str) -> bool:
        return False

    def parse(self, body: bytes, key: str, address: str) -> Event:
        raise NotImplementedError

    async def answer_press(self, event: Event, toast: str) -> None:
        raise NotImplementedError

    async def fetch(self, file: IncomingFile, target: Path) -> None:
        raise NotImplementedError

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        said = {"address": address, "key": key, "text": outgoing.text, "pid": os.getpid()}
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        try:
            async with self._session.post(self._url, json=said, timeout=timeout) as response:
                answer = await response.json()
        except TimeoutError:
            raise SendUnanswered from None
        except aiohttp.ClientError:
            raise SendUnreachable from None
        match response.status:
            case 200:
                return str(answer["reference"])
            case 429:
                raise SendDelayed(answer["retry_after"], everywhere=True)
            case 403:
                raise SendRefused("blocked")
            case _:
                raise SendUnreachable


def disk(*, full: bool) -> None:
    """Let no file of this process grow, or let them grow again."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512 if full else most, most))


async def work(plan: dict[str, Any], held: Any = None) -> None:
    channel = HttpChannel(plan["url"], plan["a_second"])
    clock = SimulatedClock(NOW, running=False)
    settings = Settings(data=Path(plan["folder"]), tick_seconds=TICK_SECONDS)
    app = await open_app(settings, clock, [channel])
    cast(dict[str, Any], app.registry.compose)[KIND] = note
    if held is not None:
        app.only_while(held)
    await app.start()
    if plan["step"]:
        fan_out.STEP = plan["step"]
        schedule.MOST_STEPS = schedule.MOST_SUBJECTS_A_TICK = 1
        app.schedule.start()
    app.outbox.start()
    app.outbox.wake()
    await asyncio.Event().wait()


async def main(plan: dict[str, Any]) -> None:
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, lambda: disk(full=True))
    loop.add_signal_handler(signal.SIGUSR2, lambda: disk(full=False))
    if not plan["lease"]:
        await work(plan)
        return
    path = Settings(data=Path(plan["folder"])).database_path
    async with leased(path, plan["lease"], lambda: None) as lease:
        keeping = asyncio.create_task(lease.keep())
        await asyncio.wait(
            (keeping, asyncio.create_task(work(plan, lease.held))),
            return_when=asyncio.FIRST_COMPLETED,
        )


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
