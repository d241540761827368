"""How long copying, putting back and counting take, of a database with years of messages in it."""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.backup.making import make_backup
from bot.backup.restoring import restore
from bot.clock import WallClock
from storage.database import Database, looking
from storage.figures import figures
from storage.migrate import migrate

ROWS = 200_000
PEOPLE = 1000
CONTENT = '{"text": "' + "Kính gửi đồng chí, kính mời dự phiên họp. " * 12 + '"}'


def backup() -> dict[str, float]:
    """Seconds, and megabytes of the database."""
    with tempfile.TemporaryDirectory() as name:
        data, copies = Path(name) / "data", Path(name) / "copies"
        copies.mkdir()
        asyncio.run(_schema(data / "bcd.sqlite3"))
        _fill(data / "bcd.sqlite3")
        begun = time.perf_counter()
        made = make_backup(data, copies, WallClock().now())
        copied = time.perf_counter()
        other = Path(name) / "other"
        other.mkdir()
        asyncio.run(restore(made.path, other, None, WallClock().now(), replace=False))
        restored = time.perf_counter()
        asyncio.run(_counted(data / "bcd.sqlite3"))
        return {
            "backup_seconds": copied - begun,
            "restore_seconds": restored - copied,
            "figures_seconds": time.perf_counter() - restored,
            "backup_mb": made.size / 1e6,
        }


async def _schema(path: Path) -> None:
    database = await Database.open(path)
    await migrate(database)
    await database.close()


async def _counted(path: Path) -> None:
    async with looking(path) as tx:
        counted = await figures(tx)
    if counted.sends_sent != ROWS:
        raise RuntimeError("it was not filled")


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "INSERT INTO accounts (channel, address, first_seen_at) VALUES ('x', ?, 0)",
            ((str(number),) for number in range(PEOPLE)),
        )
        connection.executemany(
            "INSERT INTO sends (account_id, key, content, rank, attempts, next_attempt_at,"
            " created_at, sent_at, reference) VALUES (?, ?, ?, 1, 0, 0, 0, 1, ?)",
            _rows(),
        )
        connection.commit()


def _rows() -> Iterator[tuple[int, str, str, str]]:
    for number in range(ROWS):
        yield number % PEOPLE + 1, f"owed:{number}", CONTENT, str(number)
