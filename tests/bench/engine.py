"""The delivery engine at a country's size: owing, claiming, marking, broadcasting, replying."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, cast

from bot.clock import real_ms
from bot.pacing import Limits
from handlers.conversation import Outgoing
from storage import accounts, sends
from storage.database import Database, Transaction
from tests.bench.engine_data import DUE_AT, country
from tests.chat import House, MemoryChannel, house
from tests.scenario.test_year import year

ROOT = Path(__file__).parents[2]
TICKS, CLAIMED = 50, 6_000
LIMITS = Limits()
BROADCAST_SECONDS, ASK_EVERY = 20.0, 0.2


def engine() -> dict[str, float]:
    """In a process of its own, whose memory is measured."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.engine"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return cast(dict[str, float], json.loads(done.stdout.splitlines()[-1]))


def year_simulated_seconds() -> float:
    """How long it takes to live through a year of sixty people."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        asyncio.run(year(Path(folder)))
        return time.perf_counter() - began


class FreeChannel(MemoryChannel):
    """Takes every message in no time; remembers when, and when each address was answered."""

    times: list[float]
    answered: dict[str, float]

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        now = time.perf_counter()
        if key.startswith("reply:"):
            self.answered[address] = now
        else:
            self.times.append(now)
        return key


class Timed:
    """The database, with how long each writing transaction held it, in seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.held: list[float] = []
        self.glance = database.glance

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._database.transaction() as tx:
            began = time.perf_counter()
            yield tx
        self.held.append(time.perf_counter() - began)


@asynccontextmanager
async def opened(folder: Path, limits: Limits | None = None) -> AsyncIterator[House]:
    channel = FreeChannel(cast(Any, None), folder)
    channel.limits, channel.times, channel.answered = limits, [], {}
    begin = (DUE_AT - timedelta(days=1)).replace(tzinfo=None)
    async with house(folder, begin.isoformat(), channel) as h:
        yield h


async def measure(folder: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    async with opened(folder) as h:
        found["idle_tick_ms"] = await _idle(h)
        found["claim_mark_per_second"] = await _claimed(h)
        seconds, longest = await _enqueued(h)
        found["enqueue_130k_seconds"] = seconds
        found["enqueue_longest_transaction_ms"] = longest * 1000
    async with opened(folder, LIMITS) as h:
        h.clock.move(DUE_AT)
        share, slowest = await _broadcast(h)
        found["broadcast_share_of_limit"] = share
        found["reply_p99_during_broadcast_ms"] = slowest * 1000
    found["outbox_rss_mb"] = _rss_mb()
    return found


async def _idle(h: House) -> float:
    spent = []
    for _ in range(TICKS):
        began = time.perf_counter()
        await h.app.schedule.tick()
        spent.append(time.perf_counter() - began)
    return median(spent) * 1000


async def _claimed(h: House) -> float:
    """Messages that wait are taken, handed over and noted; wording is not measured here."""
    content = Outgoing("Nhắc trả lời").to_json()
    async with h.app.database.transaction() as tx:
        for number in range(1, CLAIMED + 1):
            account = await accounts.known(tx, "memory", f"a{number}", h.clock.now())
            await sends.enqueue(
                tx,
                account_id=account.id,
                key=f"bench:{number}",
                content=content,
                rank=sends.FIRST_WORD_RANK,
                attempts=0,
                edits=None,
                now=h.clock.now(),
                real_ms=real_ms(),
            )
    began = time.perf_counter()
    await h.app.outbox.flush()
    return CLAIMED / (time.perf_counter() - began)


async def _enqueued(h: House) -> tuple[float, float]:
    """Seconds for all that falls due at 07:30, and the longest that others waited for it."""
    h.clock.move(DUE_AT)
    timed = Timed(h.app.database)
    h.app.schedule._database = cast(Database, timed)
    began = time.perf_counter()
    await h.app.schedule.tick()
    seconds = time.perf_counter() - began
    async with h.app.database.glance() as tx:
        owed = await tx.value("SELECT COUNT(*) FROM deliveries WHERE kind = 'attendance.reply'")
    if owed != 129_800:
        raise RuntimeError(f"{owed} owed")
    return seconds, max(timed.held)


async def _broadcast(h: House) -> tuple[float, float]:
    """The part of the pace that was used, and how long one in a hundred waits for an answer."""
    channel = cast(FreeChannel, h.channel)
    h.app.outbox.start()
    h.app.outbox.wake()
    while not channel.times:
        await asyncio.sleep(0.05)
    began, waits, number = time.perf_counter(), [], 0
    while time.perf_counter() - began < BROADCAST_SECONDS:
        number += 1
        address = f"a{129_000 + number}"
        asked = time.perf_counter()
        await h.arrives(address, {"text": "/trogiup"}, uuid.uuid4().hex)
        await h.app.dispatch.settle()
        waits.append(channel.answered[address] - asked)
        await asyncio.sleep(ASK_EVERY)
    went = sum(1 for at in channel.times if began <= at < began + BROADCAST_SECONDS)
    replied = len(waits)
    share = (went + replied) / (LIMITS.a_second * BROADCAST_SECONDS)
    return share, sorted(waits)[int(len(waits) * 0.99)]


def _rss_mb() -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    [line] = [line for line in lines if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        country(Path(folder))
        measured = asyncio.run(measure(Path(folder)))
    print(json.dumps(measured))  # noqa: T201 - read by whoever started this
