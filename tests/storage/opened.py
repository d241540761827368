"""A real database in a folder of its own, with its schema and a committee or two."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from committee.calendar import ZONE
from committee.people import Honorific
from storage import people
from storage.database import Database, Transaction
from storage.migrate import migrate

NOW = datetime(2026, 11, 9, 8, 45, tzinfo=ZONE)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    database = await Database.open(folder / "bcd.sqlite3")
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


async def somebody(tx: Transaction, name: str, phone: str = "") -> int:
    return await people.add_person(
        tx, name=name, honorific=Honorific.COMRADE, phone=phone, position="", now=NOW
    )
