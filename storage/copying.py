"""A consistent copy of a database that is being written to, and whether a copy is whole."""

import errno
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

PAGES_A_STEP = 256
"""A megabyte: then whoever answers members has the disk for a moment."""
REST_SECONDS = 0.002


class DamagedError(RuntimeError):
    """The database, or a copy of it, is not whole."""


def copy_database(source: Path, target: Path, going_on: Callable[[], None] = lambda: None) -> None:
    """SQLite's own online backup, from one look at the source; blocks, so it runs in a thread.

    `going_on` is called now and then, and may raise to end it.
    """

    def rest(status: int, remaining: int, total: int) -> None:
        going_on()
        time.sleep(REST_SECONDS)

    with closing(_open(source, "rw")) as old, closing(sqlite3.connect(target)) as new:
        try:
            # One look, held open: what is written meanwhile does not make the copy begin anew.
            old.execute("BEGIN")
            old.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            old.backup(new, pages=PAGES_A_STEP, progress=rest)
            new.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            raise _named(error) from error
    check_database(target)


def check_database(path: Path) -> None:
    """Raise DamagedError where SQLite finds a fault in the file."""
    with closing(_open(path, "ro")) as connection:
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            raise _named(error) from error
    if found is None or found[0] != "ok":
        raise DamagedError(path.name)


def known_files(path: Path) -> list[str]:
    """The SHA-256 of every file that this copy names."""
    with closing(_open(path, "ro")) as connection:
        return [row[0] for row in connection.execute("SELECT sha256 FROM files ORDER BY sha256")]


def _open(path: Path, mode: str) -> sqlite3.Connection:
    """Never makes a file where there is none."""
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=10)


def _named(error: sqlite3.DatabaseError) -> Exception:
    """A fault of the file, told apart from a full or missing disk."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedError(str(error))
    if code == sqlite3.SQLITE_FULL:
        return OSError(errno.ENOSPC, str(error))
    return error
