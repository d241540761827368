"""Each migration runs once, whole, and is never edited afterwards; moments know their zone."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from committee.calendar import ZONE
from storage import migrate as module
from storage.database import Database
from storage.migrate import ChangedMigrationError, migrate, statements
from storage.moments import from_ms, maybe_from_ms, to_ms
from tests.storage.opened import opened


async def fresh(folder: Path) -> Database:
    return await Database.open(folder / "bcd.sqlite3")


async def test_migrations_run_once_in_order_of_their_numbers(tmp_path: Path) -> None:
    database = await fresh(tmp_path)
    ran = await migrate(database)
    assert ran
    assert list(ran) == sorted(ran)
    assert await migrate(database) == ()
    await database.close()
    again = await fresh(tmp_path)
    assert await migrate(again) == ()
    await again.close()


async def test_an_edited_migration_is_refused_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as database:
        [(name, text), *rest] = module._migrations()
        monkeypatch.setattr(module, "_migrations", lambda: [(name, f"{text}\n"), *rest])
        with pytest.raises(ChangedMigrationError, match=name):
            await migrate(database)


async def test_a_migration_that_fails_leaves_nothing_and_can_be_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as database:
        known = module._migrations()
        broken = ("9999_broken.sql", "CREATE TABLE half (id @id);\nINSERT INTO nowhere VALUES (1);")
        monkeypatch.setattr(module, "_migrations", lambda: [*known, broken])
        with pytest.raises(sqlite3.OperationalError):
            await migrate(database)
        mended = (broken[0], "CREATE TABLE half (id @id);")
        monkeypatch.setattr(module, "_migrations", lambda: [*known, mended])
        assert await migrate(database) == ("9999_broken.sql",)


async def test_every_table_is_strict(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        async with database.reading() as tx:
            rows = await tx.all("PRAGMA table_list")
        tables = {
            row["name"]: row["strict"]
            for row in rows
            if row["schema"] == "main" and not row["name"].startswith("sqlite_")
        }
        assert len(tables) > 15
        assert [name for name, strict in tables.items() if not strict] == ["migrations"]
        with pytest.raises(sqlite3.IntegrityError):
            async with database.transaction() as tx:
                await tx.execute(
                    "INSERT INTO accounts (channel, address, first_seen_at)"
                    " VALUES ('web', 'an', 'yesterday')"
                )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("CREATE INDEX a ON b (c);", ["CREATE INDEX a ON b (c)"]),
        ("CREATE TABLE a (id @id);", ["CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT"]),
        ("CREATE TABLE a (n @int, b @bytes);", ["CREATE TABLE a (n INTEGER, b BLOB) STRICT"]),
        ("UPDATE a SET b = ';';\nDELETE FROM a;", ["UPDATE a SET b = ';'", "DELETE FROM a"]),
        ("UPDATE a\nSET b = 1\nWHERE c;", ["UPDATE a\nSET b = 1\nWHERE c"]),
        (
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN\nDELETE FROM b;\nDELETE FROM c;\nEND;",
            ["CREATE TRIGGER t AFTER INSERT ON a BEGIN\nDELETE FROM b;\nDELETE FROM c;\nEND"],
        ),
    ],
)
def test_a_migration_is_split_where_its_statements_end(text: str, expected: list[str]) -> None:
    assert [statement.strip() for statement in statements(text)] == expected


@pytest.mark.parametrize("text", ["DELETE FROM a", "DELETE FROM a;\nUPDATE b SET c = ';"])
def test_an_unfinished_statement_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match="unfinished"):
        list(statements(text))


def test_a_moment_without_a_zone_is_rejected() -> None:
    naive = datetime(2026, 11, 9, 8, 45)  # noqa: DTZ001 - the very thing that must not pass
    with pytest.raises(ValueError, match="zone"):
        to_ms(naive)


@pytest.mark.parametrize(
    ("moment", "milliseconds"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 8, tzinfo=ZONE), 0),
        (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=1), 1),
        (datetime(1970, 1, 1, tzinfo=UTC) - timedelta(milliseconds=1), -1),
        (datetime(2026, 11, 27, 14, 0, 0, 999_000, tzinfo=ZONE), 1_795_762_800_999),
    ],
)
def test_moments_are_milliseconds_and_come_back(moment: datetime, milliseconds: int) -> None:
    assert to_ms(moment) == milliseconds
    assert from_ms(milliseconds) == moment
    assert maybe_from_ms(milliseconds) == moment


def test_no_moment_stays_none() -> None:
    assert maybe_from_ms(None) is None
