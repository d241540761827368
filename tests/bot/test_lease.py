"""One process at a time works: who died here is succeeded at once, elsewhere after the lease."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import lease as module
from bot.lease import AlreadyRunningError, DataLock, Lease, leased
from storage.database import Database
from storage.migrate import migrate
from tests.bot.test_dispatch import open_ward
from tests.bot.test_outbox import enqueue, flush, texts

SECONDS = 1.0


@asynccontextmanager
async def on(folder: Path) -> AsyncIterator[Lease]:
    database = await Database.open(folder / "bcd.sqlite3")
    await migrate(database)
    try:
        yield Lease(database, SECONDS)
    finally:
        await database.close()


async def taken_within(lease: Lease, seconds: float) -> bool:
    try:
        await asyncio.wait_for(lease.take(), seconds)
    except TimeoutError:
        return False
    return True


async def test_on_the_same_machine_the_dead_is_succeeded_at_once(tmp_path: Path) -> None:
    """The lock of the folder fell with the process, so its lease need not run out."""
    async with on(tmp_path) as dead, on(tmp_path) as next_one:
        await dead.take()
        assert await taken_within(next_one, SECONDS / 4)
        assert next_one.held()


async def test_elsewhere_the_lease_runs_out_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on(tmp_path) as dead:
        await dead.take()
        monkeypatch.setattr(module, "_machine", lambda: "another machine")
        async with on(tmp_path) as next_one:
            assert not await taken_within(next_one, SECONDS / 2)
            assert dead.held()
            assert await taken_within(next_one, SECONDS * 2)
            assert not dead.held(), "the two never hold it together"


async def test_it_is_renewed_as_long_as_the_process_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on(tmp_path) as first:
        await first.take()
        keeping = asyncio.create_task(first.keep())
        monkeypatch.setattr(module, "_machine", lambda: "another machine")
        async with on(tmp_path) as second:
            assert not await taken_within(second, SECONDS * 2)
            assert first.held()
            keeping.cancel()
            await first.give_back()
            assert not first.held()
            assert await taken_within(second, SECONDS * 4)
            # Who comes back to find another at work stops working.
            await asyncio.wait_for(first.keep(), SECONDS * 4)
            assert second.held()
            assert not first.held()


async def test_who_lost_it_sends_nothing_more(tmp_path: Path) -> None:
    """A process that slept through its lease finds it gone before it sends."""
    async with open_ward(tmp_path) as (h, _w, channel), on(tmp_path) as lease:
        h.app.only_while(lease.held)
        await enqueue(h, "an", "a")
        await flush(h)
        assert texts(channel, "an") == []
        await lease.take()
        await flush(h)
        assert texts(channel, "an") == ["text of a"]
        await asyncio.sleep(SECONDS)
        await enqueue(h, "an", "b")
        await flush(h)
        assert texts(channel, "an") == ["text of a"]


async def test_a_standby_says_so_once_and_waits_for_the_lock(tmp_path: Path) -> None:
    lock, said = DataLock(tmp_path), []
    lock.take()
    with pytest.raises(AlreadyRunningError):
        DataLock(tmp_path).take()

    async def work() -> bool:
        waiting = leased(tmp_path / "bcd.sqlite3", SECONDS, lambda: said.append("waits"))
        async with waiting as lease:
            return lease.held()

    task = asyncio.create_task(work())
    await asyncio.sleep(3 * module.LOOK_SECONDS)
    assert (said, task.done()) == (["waits"], False)
    lock.give_back()
    assert await asyncio.wait_for(task, 5)
    assert said == ["waits"]
