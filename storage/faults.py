"""Which faults of the database lie with the disk: they pass, and nothing is wrong with the data."""

import sqlite3

_PASSING = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY)


def passes(error: BaseException) -> bool:
    """A disk that is full or does not answer; what was being written was undone."""
    code = getattr(error, "sqlite_errorcode", 0)
    return isinstance(error, sqlite3.Error) and code & 0xFF in _PASSING
