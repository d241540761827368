"""Bring a database to the newest schema, one numbered file at a time, each exactly once."""

import hashlib
import sqlite3
from collections.abc import Iterator
from importlib import resources

from storage.database import Database, Transaction

_TYPES = {
    "@id": "INTEGER PRIMARY KEY",
    "@int": "INTEGER",
    "@bytes": "BLOB",
}


class ChangedMigrationError(RuntimeError):
    """A migration that has run was edited since; the message names it."""


async def migrate(database: Database) -> tuple[str, ...]:
    """Run what has not run yet; return the names of what ran."""
    async with database.transaction() as transaction:
        await transaction.execute(
            "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL)"
        )
    ran = []
    for name, text in _migrations():
        async with database.transaction() as transaction:
            if await _run_once(transaction, name, text):
                ran.append(name)
    return tuple(ran)


async def unknown_migrations(transaction: Transaction) -> tuple[str, ...]:
    """What has run here and this program does not have: a newer one made this database."""
    rows = await transaction.all("SELECT name FROM migrations ORDER BY name")
    own = {name for name, _ in _migrations()}
    return tuple(row["name"] for row in rows if row["name"] not in own)


async def _run_once(transaction: Transaction, name: str, text: str) -> bool:
    checksum = hashlib.sha256(text.encode()).hexdigest()
    known = await transaction.value("SELECT checksum FROM migrations WHERE name = :name", name=name)
    if known is not None:
        if known != checksum:
            raise ChangedMigrationError(name)
        return False
    for statement in statements(text):
        await transaction.execute(statement)
    await transaction.execute(
        "INSERT INTO migrations (name, checksum) VALUES (:name, :checksum)",
        name=name,
        checksum=checksum,
    )
    return True


def statements(text: str) -> Iterator[str]:
    """The statements of a migration in SQLite's dialect."""
    for token, kind in _TYPES.items():
        text = text.replace(token, kind)
    pending = ""
    for line in text.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield _strict(pending)
            pending = ""
    if pending.strip():
        raise ValueError(f"unfinished statement: {pending.strip()[:60]}")


def _strict(statement: str) -> str:
    body = statement.rstrip().removesuffix(";")
    return f"{body} STRICT" if "CREATE TABLE" in body else body


def _migrations() -> list[tuple[str, str]]:
    folder = resources.files("storage") / "migrations"
    files = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    return [(file.name, file.read_text("utf-8")) for file in sorted(files, key=lambda f: f.name)]
