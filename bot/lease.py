"""One process at a time polls, ticks and sends; a second stands by until it may take over."""

import asyncio
import contextlib
import fcntl
import logging
import os
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TextIO

from bot.clock import real_ms
from storage import leases
from storage.database import Database
from storage.leases import Held
from storage.migrate import migrate

log = logging.getLogger(__name__)

NAME = "assistant"
LOOK_SECONDS = 0.25
"""How often a standby looks whether it may take over."""
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class AlreadyRunningError(RuntimeError):
    """Another process works on the same data folder."""


class DataLock:
    """A lock on the data folder, which falls with the process that holds it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "bcd.lock"
        self._file: TextIO | None = None

    def take(self) -> None:
        """Hold the folder until the process ends, or raise AlreadyRunningError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise AlreadyRunningError(str(self._path.parent)) from error
        self._file = file

    def give_back(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class Lease:
    """This process's claim to be the one that works; renewed long before it runs out.

    Whoever holds the folder's lock knows that no other process of this machine lives that had it,
    and succeeds such a one at once; one on another machine must let its lease run out first.
    """

    def __init__(self, database: Database, seconds: float) -> None:
        self._database = database
        self._seconds = seconds
        self._holder = uuid.uuid4().hex
        self._machine = _machine()
        self._until = 0.0
        """Until when it is surely ours, on the monotonic clock."""

    def held(self) -> bool:
        """Whether nobody else can be at work. Asked before anything leaves the house."""
        return time.monotonic() < self._until

    async def take(self) -> None:
        """Wait until it is ours; what cannot be read or written now is tried again."""
        while True:
            if await self._tried():
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def keep(self) -> None:
        """Renew it until another has it: then this process must stop working."""
        while True:
            await asyncio.sleep(self._seconds / 4)
            with contextlib.suppress(sqlite3.Error):
                if not await self._take(None):
                    break
        self._until = 0.0
        log.warning("another process works now; this one stands by")

    async def give_back(self) -> None:
        """Let a standby take over at once."""
        self._until = 0.0
        with contextlib.suppress(sqlite3.Error):
            async with self._database.transaction() as tx:
                await leases.give_back(tx, NAME, self._holder)

    async def _tried(self) -> bool:
        with contextlib.suppress(sqlite3.Error):
            async with self._database.glance() as tx:
                standing = await leases.find(tx, NAME)
            here = standing is not None and standing.machine == self._machine
            dead = standing.holder if standing and here else None
            if standing is None or dead or standing.until <= real_ms():
                return await self._take(dead)
        return False

    async def _take(self, dead: str | None) -> bool:
        began, now = time.monotonic(), real_ms()
        mine = Held(self._holder, self._machine, now + round(self._seconds * 1000))
        async with self._database.transaction() as tx:
            taken = await leases.take(tx, NAME, mine, now, over_from=dead)
        if taken:
            self._until = began + self._seconds
        return taken


@asynccontextmanager
async def leased(
    path: Path, seconds: float, standing_by: Callable[[], None]
) -> AsyncIterator[Lease]:
    """Wait until this process may work on this database; `standing_by` is called if it must.

    A standby has nothing of the database open, so that a copy may be put in its place meanwhile.
    """
    lock = DataLock(path.parent)
    await _take(lock, standing_by)
    try:
        database = await Database.open(path)
        try:
            await migrate(database)
            lease = Lease(database, seconds)
            await lease.take()
            try:
                yield lease
            finally:
                await lease.give_back()
        finally:
            await database.close()
    finally:
        lock.give_back()


async def _take(lock: DataLock, standing_by: Callable[[], None]) -> None:
    said = False
    while True:
        try:
            lock.take()
        except AlreadyRunningError:
            if not said:
                standing_by()
            said = True
            await asyncio.sleep(LOOK_SECONDS)
        else:
            return


def _machine() -> str:
    """The same for processes that see the same locks; another after a restart of the machine."""
    boot = BOOT_ID.read_text("ascii").strip() if BOOT_ID.exists() else ""
    return f"{os.uname().nodename}:{boot}"
