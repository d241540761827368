"""One SQLite connection in a thread of its own; statements can wait and go there together."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

Value = str | int | bytes | None
Row = sqlite3.Row
Statement = tuple[str, Mapping[str, Value]]
_Result = TypeVar("_Result")


class TornTransactionError(RuntimeError):
    """A statement that waited has failed, and others with it: only undoing is left."""


class Connection(aiosqlite.Connection):
    """Going to the thread and back costs ten times what a small statement does.

    So what needs no answer waits here and goes with the next statement that does, or with the
    commit, in the order given.
    """

    def __init__(self, path: Path) -> None:
        connect = partial(sqlite3.connect, path, isolation_level=None, timeout=10)
        super().__init__(connect, iter_chunk_size=64)
        self._waiting: list[Statement] = []
        self._torn = False

    def later(self, sql: str, values: Mapping[str, Value]) -> None:
        """Run this before the next statement."""
        self._waiting.append((sql, values))

    async def run(self, sql: str, values: Mapping[str, Value]) -> tuple[list[Row], int]:
        """Run a statement; its rows, and how many it changed."""
        return await self._go(partial(_run, sql, values))

    async def commit(self) -> None:
        await self._go(sqlite3.Connection.commit)

    async def rollback(self) -> None:
        """Undo what ran, and forget what waits."""
        self._waiting.clear()
        await self._execute(self._undo)  # type: ignore[no-untyped-call]

    async def _go(self, last: Callable[[sqlite3.Connection], _Result]) -> _Result:
        waiting, self._waiting = self._waiting, []
        going = self._execute(self._all, waiting, last)  # type: ignore[no-untyped-call]
        return cast(_Result, await going)

    def _all(
        self, waiting: Sequence[Statement], last: Callable[[sqlite3.Connection], _Result]
    ) -> _Result:
        """In the thread. Whoever asks next may catch a fault of what waited: it must not commit."""
        if self._torn:
            raise TornTransactionError
        self._torn = True
        for sql, values in waiting:
            self._conn.execute(sql, values)
        self._torn = False
        return last(self._conn)

    def _undo(self) -> None:
        self._torn = False
        self._conn.rollback()


def _run(
    sql: str, values: Mapping[str, Value], connection: sqlite3.Connection
) -> tuple[list[Row], int]:
    cursor = connection.execute(sql, values)
    return cursor.fetchall(), cursor.rowcount
