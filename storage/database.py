"""The database: one writer, transactions that cannot be torn, readers beside it."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from storage.connection import Connection, Row, Value

__all__ = ["Database", "NestedTransactionError", "Row", "Transaction", "Value"]

log = logging.getLogger(__name__)

SLOW_TRANSACTION_SECONDS = 1.0

_Result = TypeVar("_Result")

_inside: ContextVar[bool] = ContextVar("inside_transaction", default=False)


class NestedTransactionError(RuntimeError):
    """A transaction was opened inside another; storage functions take it as an argument."""


class Transaction:
    """Statements of one transaction, with `:name` parameters.

    Rows are fetched before the call returns, so nothing is left open at COMMIT.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, sql: str, **values: Value) -> int:
        """Run a statement; how many rows it changed."""
        _, changed = await self._connection.run(sql, values)
        return changed

    def later(self, sql: str, **values: Value) -> None:
        """Run a statement that needs no answer, together with the next one or the commit."""
        self._connection.later(sql, values)

    async def all(self, sql: str, **values: Value) -> list[Row]:
        rows, _ = await self._connection.run(sql, values)
        return rows

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

    def __init__(self, writer: Connection, reader: Connection) -> None:
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
                self._writer.later("BEGIN IMMEDIATE", {})
                try:
                    yield Transaction(self._writer)
                    await self._commit()
                except BaseException:
                    await _unbroken(self._writer.rollback())
                    raise
            finally:
                _inside.reset(token)
                _warn_if_slow(time.monotonic() - started)

    async def _commit(self) -> None:
        await _unbroken(self._writer.commit())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A consistent look at what is committed; it cannot write and blocks no writer."""
        async with self.glance() as tx:
            self._reader.later("BEGIN", {})
            try:
                yield tx
            finally:
                await _unbroken(self._reader.rollback())

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Transaction]:
        """The same for one statement, or for several that need not agree: each stands alone."""
        async with self._reading:
            # A task cancelled earlier may have left its look open.
            if self._reader.in_transaction:
                await _unbroken(self._reader.rollback())
            yield Transaction(self._reader)


@asynccontextmanager
async def looking(path: Path) -> AsyncIterator[Transaction]:
    """A look on a connection of its own: it may take long, or be another process's.

    Each statement stands alone. FileNotFoundError where there is no file: none is made.
    """
    if not await asyncio.to_thread(path.is_file):
        raise FileNotFoundError(str(path))
    connection = await _connect(path, "query_only = ON")
    try:
        yield Transaction(connection)
    finally:
        await connection.close()


async def _connect(path: Path, *pragmas: str) -> Connection:
    """A connection set up, or none at all: its thread would keep the process alive."""
    connection = Connection(path)
    await connection
    try:
        connection.row_factory = Row
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
