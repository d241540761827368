"""kill -9 at random moments while thousands of deliveries go out: nothing lost, nothing twice
but what was being sent.

The full numbers, 2,000 deliveries and 20 kills each, with ENGINE_FULL=1.
"""

import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from committee.people import Honorific
from storage import accounts, deliveries, people
from storage.database import Database
from storage.migrate import migrate
from tests.kill.engine_child import KIND, NOW
from tests.kill.recorder import Recorder

pytestmark = pytest.mark.kill

FULL = os.environ.get("ENGINE_FULL") == "1"
OWED = 2000 if FULL else 200
KILLS = 20 if FULL else 2
TROUBLES = ["", "cut", "429", "500", "hang"] if FULL else ["", "cut 429 500 hang"]
A_SECOND = 500
LEASE = 2.0
ROOT = Path(__file__).parents[2]


async def owed_to_many(folder: Path, count: int) -> None:
    """So many people, an account and one message each."""
    folder.mkdir(parents=True, exist_ok=True)
    database = await Database.open(folder / "bcd.sqlite3")
    try:
        await migrate(database)
        async with database.transaction() as tx:
            for number in range(count):
                person = await people.add_person(
                    tx,
                    name=f"Người Nhận {number}",
                    honorific=Honorific.COMRADE,
                    phone=f"+8490{number:07}",
                    position="",
                    now=NOW,
                )
                account = await accounts.known(tx, "http", f"a{number}", NOW)
                await accounts.link(tx, account.id, person, NOW)
                await deliveries.owe(
                    tx,
                    committee_id=None,
                    person_id=person,
                    subject="test:1",
                    revision=1,
                    step="note",
                    kind=KIND,
                    facts={},
                    merge=None,
                    not_before=NOW,
                    expires_at=None,
                    now=NOW,
                )
    finally:
        await database.close()


@dataclass
class Proof:
    """What the kills left: printed, and asserted."""

    lost: int
    repeated: int
    in_flight: int
    kills: int


class Senders:
    """Processes that send from one folder."""

    def __init__(self, folder: Path, recorder: Recorder, lease: float, step: int = 0) -> None:
        self._folder = folder
        self._recorder = recorder
        self._lease = lease
        self._step = step
        self.running: list[asyncio.subprocess.Process] = []
        self.in_flight = 0

    async def start(self) -> None:
        plan = {
            "folder": str(self._folder),
            "url": self._recorder.url,
            "a_second": A_SECOND,
            "lease": self._lease,
            "step": self._step,
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.kill.engine_child", json.dumps(plan)),
            cwd=ROOT,
            stderr=asyncio.subprocess.DEVNULL,
        )
        self.running.append(process)

    async def kill_first(self) -> None:
        """The one that works; what it had sent and not noted was in flight."""
        process = self.running.pop(0)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        self.in_flight += len({key for _, key, _ in self._recorder.taken} - self.noted())

    async def end(self) -> None:
        while self.running:
            process = self.running.pop()
            process.kill()
            await process.wait()

    def signal_first(self, word: signal.Signals) -> None:
        self.running[0].send_signal(word)

    def noted(self) -> set[str]:
        return {row[0] for row in self._rows("SELECT key FROM sends WHERE sent_at IS NOT NULL")}

    def unsure(self) -> int:
        return int(
            self._rows("SELECT COUNT(*) FROM deliveries WHERE unsure_since IS NOT NULL")[0][0]
        )

    def _rows(self, sql: str) -> list[Any]:
        with closing(
            sqlite3.connect(f"file:{self._folder / 'bcd.sqlite3'}?mode=ro", uri=True)
        ) as db:
            return db.execute(sql).fetchall()


@asynccontextmanager
async def senders(
    folder: Path, trouble: str = "", lease: float = 0.0
) -> AsyncIterator[tuple[Senders, Recorder]]:
    await owed_to_many(folder, OWED)
    recorder = Recorder(trouble, seed=random.randrange(10**6))
    await recorder.start()
    them = Senders(folder, recorder, lease)
    try:
        yield them, recorder
    finally:
        await them.end()
        await recorder.stop()


async def reached(recorder: Recorder, count: int, seconds: float = 120.0) -> None:
    """Until so many messages have been taken, or all that there are."""
    async with asyncio.timeout(seconds):
        while len(recorder.taken) < min(count, OWED):
            await asyncio.sleep(0.002)


async def all_noted(them: Senders, seconds: float = 180.0) -> None:
    async with asyncio.timeout(seconds):
        while len(them.noted()) < OWED:
            await asyncio.sleep(0.1)


def proof(name: str, them: Senders, recorder: Recorder) -> Proof:
    addresses = {address for address, _, _ in recorder.taken}
    repeated = len(recorder.taken) - len(addresses)
    found = Proof(OWED - len(addresses), repeated, them.in_flight, KILLS)
    print(  # noqa: T201 - the figures are what this is for
        f"\n{name}: {OWED} owed, {KILLS} kills: lost {found.lost}, repeated {found.repeated},"
        f" in flight at the kills {found.in_flight}, known as unsure {them.unsure()},"
        f" turned away {recorder.refused}, never answered {len(recorder.hung)}"
    )
    return found


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_kills_lose_nothing_and_repeat_only_what_was_in_flight(
    trouble: str, tmp_path: Path
) -> None:
    async with senders(tmp_path, trouble) as (them, recorder):
        share = OWED // (KILLS + 1)
        for _ in range(KILLS):
            await them.start()
            await reached(recorder, len(recorder.taken) + random.randrange(1, share))
            await them.kill_first()
        await them.start()
        await all_noted(them)
        await them.end()
        found = proof(trouble or "plain", them, recorder)
        assert found.lost == 0
        assert found.repeated <= found.in_flight + len(recorder.hung)
        times = Counter(address for address, _, _ in recorder.taken)
        assert sum(count > 1 for count in times.values()) <= them.unsure()


async def test_of_two_processes_one_sends_and_the_other_takes_over(tmp_path: Path) -> None:
    async with senders(tmp_path, lease=LEASE) as (them, recorder):
        share = OWED // (KILLS + 1)
        await them.start()
        await reached(recorder, 1)
        for _ in range(KILLS):
            await them.start()
            await reached(recorder, len(recorder.taken) + random.randrange(1, share))
            await them.kill_first()
        await all_noted(them)
        await them.end()
        found = proof("two processes", them, recorder)
        assert found.lost == 0
        assert found.repeated <= found.in_flight
        turns = [pid for _, _, pid in recorder.taken]
        changes = sum(one != other for one, other in pairwise(turns))
        # One may be killed before its first message; more turns than kills there must not be.
        assert 1 <= changes <= KILLS, "a standby sends nothing while the other lives"


async def test_a_full_disk_stops_the_sending_and_repeats_nothing(tmp_path: Path) -> None:
    async with senders(tmp_path) as (them, recorder):
        share = OWED // (KILLS + 1)
        await them.start()
        for _ in range(KILLS - 1):
            await reached(recorder, len(recorder.taken) + random.randrange(1, share))
            them.signal_first(signal.SIGUSR1)
            await asyncio.sleep(1.5)
            stands = len(recorder.taken)
            await asyncio.sleep(0.5)
            assert len(recorder.taken) == stands, "what cannot be noted is not sent"
            them.signal_first(signal.SIGUSR2)
        # And killed in the middle of it.
        await reached(recorder, len(recorder.taken) + 1)
        them.signal_first(signal.SIGUSR1)
        await asyncio.sleep(0.5)
        await them.kill_first()
        await them.start()
        await all_noted(them)
        await them.end()
        found = proof("full disk", them, recorder)
        assert found.lost == 0
        assert found.repeated <= found.in_flight
