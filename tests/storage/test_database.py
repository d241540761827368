"""A transaction is whole or not at all, whatever happens to the task that holds it."""

import asyncio
import logging
import sqlite3
from pathlib import Path

import pytest

from storage import database as module
from storage.database import Database, NestedTransactionError
from tests.storage.opened import opened

ADD = "INSERT INTO installation (key, value) VALUES (:key, 'x')"
COUNT = "SELECT COUNT(*) FROM installation"


async def count(database: Database) -> int:
    async with database.reading() as tx:
        return int(await tx.value(COUNT))


async def add(database: Database, *keys: str) -> None:
    async with database.transaction() as tx:
        for key in keys:
            await tx.execute(ADD, key=key)


async def test_what_is_committed_stays_and_what_raises_does_not(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        await add(database, "a")
        with pytest.raises(sqlite3.IntegrityError):
            await add(database, "b", "a")
        assert await count(database) == 1
    async with opened(tmp_path) as database:
        assert await count(database) == 1


async def test_one_transaction_inside_another_raises_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        async with database.transaction():
            with pytest.raises(NestedTransactionError):
                await asyncio.wait_for(add(database, "a"), 5)
        await add(database, "a")
        assert await count(database) == 1


async def test_transactions_of_two_tasks_take_turns(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:

        async def read_then_write(key: str) -> None:
            async with database.transaction() as tx:
                seen = await tx.value(COUNT)
                await asyncio.sleep(0)
                await tx.execute(ADD, key=f"{seen}")
                assert await tx.value(COUNT) == seen + 1, key

        await asyncio.gather(*(read_then_write(str(n)) for n in range(20)))
        assert await count(database) == 20


@pytest.mark.parametrize("steps", range(0, 60, 3))
async def test_a_cancellation_at_any_step_leaves_all_or_nothing(tmp_path: Path, steps: int) -> None:
    async with opened(tmp_path) as database:
        task = asyncio.create_task(add(database, "a", "b"))
        for _ in range(steps):
            await asyncio.sleep(0.0001)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await count(database) in (0, 2)
        await add(database, "c")
        assert await count(database) in (1, 3)


async def test_a_cancellation_inside_gives_the_writer_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        inside = asyncio.Event()

        async def hold() -> None:
            async with database.transaction() as tx:
                await tx.execute(ADD, key="a")
                inside.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(hold())
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(add(database, "b"), 5)
        assert await count(database) == 1


@pytest.mark.parametrize("steps", range(0, 30, 2))
async def test_a_reader_cancelled_at_any_step_leaves_reading_usable(
    tmp_path: Path, steps: int
) -> None:
    async with opened(tmp_path) as database:
        task = asyncio.create_task(count(database))
        for _ in range(steps):
            await asyncio.sleep(0.0001)
        task.cancel()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await add(database, "a")
        assert await asyncio.wait_for(count(database), 5) == 1


@pytest.mark.parametrize("of", ["_writer", "_reader"])
async def test_a_connection_left_inside_a_transaction_is_rolled_back(
    tmp_path: Path, of: str
) -> None:
    async with opened(tmp_path) as database:
        connection = getattr(database, of)
        await connection.execute("BEGIN")
        if of == "_writer":
            await connection.execute(ADD, {"key": "left over"})
        await add(database, "a")
        assert await count(database) == 1


async def test_a_reader_cannot_write_and_sees_only_what_is_committed(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        async with database.transaction() as tx:
            await tx.execute(ADD, key="a")
            assert await count(database) == 0
        async with database.reading() as tx:
            assert await tx.value(COUNT) == 1
            await add(database, "b")
            assert await tx.value(COUNT) == 1
            with pytest.raises(sqlite3.OperationalError):
                await tx.execute(ADD, key="c")
        assert await count(database) == 2


async def test_every_commit_is_on_disk_and_foreign_keys_hold(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        async with database.transaction() as tx:
            assert await tx.value("PRAGMA journal_mode") == "wal"
            assert await tx.value("PRAGMA synchronous") == 2
            assert await tx.value("PRAGMA foreign_keys") == 1
        with pytest.raises(sqlite3.IntegrityError):
            async with database.transaction() as tx:
                await tx.execute("INSERT INTO link_attempts (account_id, at) VALUES (99, 1)")


async def test_an_insert_says_whether_it_was_new(tmp_path: Path) -> None:
    sql = (
        "INSERT INTO accounts (channel, address, first_seen_at) VALUES ('web', 'an', 1)"
        " ON CONFLICT (channel, address) DO NOTHING RETURNING id"
    )
    async with opened(tmp_path) as database, database.transaction() as tx:
        assert await tx.insert(sql) == 1
        assert await tx.insert(sql) is None


async def test_a_slow_transaction_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as database:
        with caplog.at_level(logging.WARNING, "storage.database"):
            await add(database, "a")
            assert not caplog.records
            monkeypatch.setattr(module, "SLOW_TRANSACTION_SECONDS", -1.0)
            await add(database, "b")
            assert ["a transaction took" in line for line in caplog.messages] == [True]
