"""A copy of a house, in which a button can be tried without a trace in the house itself."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from storage.database import Transaction
from tests.chat import House, house

NOT_COMPARED = ("inbox", "sends", "menus", "accounts")
"""What every answer writes, whatever it says."""


@asynccontextmanager
async def scratch(original: House, folder: Path) -> AsyncIterator[House]:
    """The same house at the same moment, on a copy of all that it has written."""
    source = original.app.settings.data
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("bcd.sqlite3*"))
    with (
        closing(sqlite3.connect(source / "bcd.sqlite3")) as here,
        closing(sqlite3.connect(folder / "bcd.sqlite3")) as there,
    ):
        here.backup(there)
    async with house(folder, original.clock.now().isoformat()) as copy:
        yield copy


@dataclass(frozen=True, slots=True)
class Button:
    """A button on a message that somebody was shown; `message` is the channel's name for it."""

    address: str
    action: str
    label: str
    message: str


async def buttons(original: House) -> list[Button]:
    """Every button that is on anybody's screen."""
    async with original.app.database.reading() as tx:
        rows = await tx.all(
            "SELECT a.address, m.action, m.label, s.reference FROM menus m"
            " JOIN sends s ON s.id = m.send_id JOIN accounts a ON a.id = m.account_id"
            " WHERE s.reference IS NOT NULL ORDER BY m.send_id, m.place"
        )
    return [Button(*(str(part) for part in row)) for row in rows]


async def dump(copy: House) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables that a refused press must not touch."""
    async with copy.app.database.reading() as tx:
        return {name: await _rows(tx, name) for name in await _tables(tx)}


async def _tables(tx: Transaction) -> list[str]:
    names = await tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [row[0] for row in names if row[0] not in NOT_COMPARED]


async def _rows(tx: Transaction, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await tx.all(f"SELECT * FROM {table} ORDER BY 1, 2")]
