"""The database: one writer, transactions that cannot be torn, readers beside it."""

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

log = logging.getLogger(__name__)

SLOW_TRANSACTION_SECONDS = 1.0

Value = str | int | bytes | None
Row = sqlite3.Row
_Result = TypeVar("_Result")

_inside: ContextVar[bool] = ContextVar("inside_transaction", default=False)


class NestedTransactionError(RuntimeError):
    """A transaction was opened inside another; storage functions take it as an argument."""


class Transaction:
    """Statements of one transaction, with `:name` parameters.

    Rows are fetched before the call returns, so nothing is left open at COMMIT.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def execute(self, sql: str, **values: Value) -> int:
        """Run a statement; how many rows it changed."""
        cursor = await self._connection.execute(sql, values)
        return cursor.rowcount

    async def execute_many(self, sql: str, rows: Sequence[dict[str, Value]]) -> None:
        await self._connection.executemany(sql, rows)

    async def all(self, sql: str, **values: Value) -> list[Row]:
        return list(await self._connection.execute_fetchall(sql, values))

    async def one(self, sql: str, **values: Value) -> Row | None:
        """The first row, or None."""
        rows = await self.all(sql, **values)
        return rows[0] if rows else None

    async def value(self, sql: str, **values: Value) -> Any:
        """The first column of the first row, or None."""
        row = await self.one(sql, **values)
        return None if row is None else row[0]

    async def insert(self, sql: str, **values: Value) -> int | None:
        """Run an INSERT … RETURNING id; the id, or None where ON CONFLICT did nothing."""
        found = await self.value(sql, **values)
        return None if found is None else int(found)


class Database:
    """A SQLite file: one writing connection, one for reading, foreign keys on."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Open or make the file; WAL, and every commit on disk before it returns."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # WAL and the reader come second: the writer makes the file where there is none.
        writer = await _connect(path, "journal_mode = WAL", "synchronous = FULL")
        try:
            return cls(writer, await _connect(path, "query_only = ON"))
        except BaseException:
            await writer.close()
            raise

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Everything inside happens, or nothing. Await only the database inside."""
        if _inside.get():
            raise NestedTransactionError
        async with self._writing:
            token = _inside.set(True)
            started = time.monotonic()
            try:
                # A task cancelled earlier may have left its transaction open.
                if self._writer.in_transaction:
                    await _unbroken(self._writer.rollback())
                await _unbroken(self._writer.execute("BEGIN IMMEDIATE"))
                try:
                    yield Transaction(self._writer)
                except BaseException:
                    await _unbroken(self._writer.rollback())
                    raise
                await self._commit()
            finally:
                _inside.reset(token)
                _warn_if_slow(time.monotonic() - started)

    async def _commit(self) -> None:
        await _unbroken(self._writer.commit())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A consistent look at what is committed; it cannot write and blocks no writer."""
        async with self._reading:
            # A task cancelled earlier may have left its look open.
            if self._reader.in_transaction:
                await _unbroken(self._reader.rollback())
            await _unbroken(self._reader.execute("BEGIN"))
            try:
                yield Transaction(self._reader)
            finally:
                await _unbroken(self._reader.rollback())


async def _connect(path: Path, *pragmas: str) -> aiosqlite.Connection:
    """A connection set up, or none at all: its thread would keep the process alive."""
    connection = await aiosqlite.connect(path, isolation_level=None, timeout=10)
    try:
        connection.row_factory = sqlite3.Row
        for pragma in ("foreign_keys = ON", *pragmas):
            await connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        await connection.close()
        raise
    return connection


async def _unbroken(work: Awaitable[_Result]) -> _Result:
    """Finish `work` even when the task is cancelled meanwhile; then pass the cancellation on."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():  # cancelled again and again, it still ends what it began
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        raise


def _warn_if_slow(seconds: float) -> None:
    if seconds > SLOW_TRANSACTION_SECONDS:
        log.warning("a transaction took %.1f s", seconds)
