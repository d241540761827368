"""Statements that wait run in order, before the next one or the commit, and fail for all."""

import sqlite3
from pathlib import Path

import pytest

from storage.connection import TornTransactionError
from storage.database import Database, Transaction
from tests.storage.opened import opened

ADD = "INSERT INTO installation (key, value) VALUES (:key, :value)"


async def keys(database: Database) -> list[str]:
    async with database.reading() as tx:
        return [row[0] for row in await tx.all("SELECT key FROM installation ORDER BY rowid")]


def add(tx: Transaction, *names: str) -> None:
    for name in names:
        tx.later(ADD, key=name, value="x")


async def test_what_waits_is_seen_by_the_next_statement_and_kept_in_order(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        async with database.transaction() as tx:
            add(tx, "b", "a")
            assert await tx.value("SELECT COUNT(*) FROM installation") == 2
            add(tx, "c")
        assert await keys(database) == ["b", "a", "c"]


async def test_what_waits_is_forgotten_with_its_transaction(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:

        async def change_ones_mind() -> None:
            async with database.transaction() as tx:
                add(tx, "a")
                raise RuntimeError("changed my mind")

        with pytest.raises(RuntimeError, match="changed my mind"):
            await change_ones_mind()
        async with database.transaction() as tx:
            add(tx, "b")
        assert await keys(database) == ["b"]


async def test_a_fault_of_what_waited_is_raised_at_the_commit(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        with pytest.raises(sqlite3.IntegrityError):
            async with database.transaction() as tx:
                add(tx, "a", "a")
        assert await keys(database) == []
        async with database.transaction() as tx:
            add(tx, "a")
        assert await keys(database) == ["a"]


async def test_a_fault_of_what_waited_cannot_be_caught_and_committed(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:

        async def catch() -> None:
            async with database.transaction() as tx:
                add(tx, "a", "a", "b")
                with pytest.raises(sqlite3.IntegrityError):
                    await tx.value("SELECT 1")

        with pytest.raises(TornTransactionError):
            await catch()
        assert await keys(database) == []


async def test_a_fault_of_an_awaited_statement_can_be_caught(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        async with database.transaction() as tx:
            add(tx, "a")
            with pytest.raises(sqlite3.IntegrityError):
                await tx.execute(ADD, key="a", value="x")
            add(tx, "b")
        assert await keys(database) == ["a", "b"]


async def test_a_glance_leaves_nothing_open(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        async with database.glance() as tx:
            assert await tx.value("SELECT COUNT(*) FROM installation") == 0
            async with database.transaction() as writing:
                add(writing, "a")
            assert await tx.value("SELECT COUNT(*) FROM installation") == 1
            with pytest.raises(sqlite3.OperationalError):
                await tx.execute(ADD, key="b", value="x")
        assert await keys(database) == ["a"]
