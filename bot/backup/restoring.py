"""Puts an archive back: everything is checked before anything in the data folder is touched."""

import asyncio
import contextlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backup.archive import DATABASE, Manifest, read_archive
from bot.backup.scratch import scratch
from bot.backup.sealing import unsealed
from committee.calendar import local
from storage import backups
from storage.copying import check_database
from storage.database import Database
from storage.migrate import migrate, unknown_migrations

_OLD = "before-restore-"
_HELD = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "files", "incoming")
"""What the program keeps in its data folder, besides the lock."""


class OccupiedError(RuntimeError):
    """The data folder is not empty, and nobody said that it may be replaced."""


class NewerArchiveError(RuntimeError):
    """The archive was made by a newer program than this."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what was there before lies now."""

    made_at: datetime
    files: int
    missing: int
    aside: Path | None


async def restore(
    archive: Path, data: Path, identity: Path | None, now: datetime, *, replace: bool
) -> Restored:
    """The caller holds the folder's lock, so that no program writes meanwhile."""
    if _occupied(data) and not replace:
        raise OccupiedError(str(data))
    with scratch(data) as folder:
        manifest = await asyncio.to_thread(unpack, archive, folder, identity)
        await _prepare(folder / DATABASE, manifest.made_at)
        aside = data / f"{_OLD}{local(now):%Y%m%d-%H%M%S}" if _occupied(data) else None
        try:
            _set_aside(data, aside)
            _move_in(folder, data)
        except BaseException:
            _undo(folder, data, aside)
            raise
    return Restored(manifest.made_at, len(manifest.hashes) - 1, len(manifest.missing), aside)


def unpack(archive: Path, into: Path, identity: Path | None) -> Manifest:
    """Unpack and check all of it: seal, names, hashes, and the database itself. Blocks."""
    with unsealed(archive, identity) as source:
        manifest = read_archive(source, into)
    check_database(into / DATABASE)
    return manifest


async def _prepare(path: Path, made_at: datetime) -> None:
    """Bring it up to this program, and have its next start say what happened."""
    database = await Database.open(path)
    try:
        async with database.reading() as tx:
            if unknown := await unknown_migrations(tx):
                raise NewerArchiveError(", ".join(unknown))
        await migrate(database)
        async with database.transaction() as tx:
            await backups.begin_restored(tx, made_at)
    finally:
        await database.close()


def _occupied(data: Path) -> bool:
    return any((data / name).exists() for name in _HELD[:-1])


def _set_aside(data: Path, aside: Path | None) -> None:
    """Move what is there into a folder of its own; nothing is deleted."""
    if aside is None:
        return
    aside.mkdir()
    # The log of changes goes first: it must never meet another database.
    _move((*_HELD[1:], DATABASE), data, aside)


def _undo(folder: Path, data: Path, aside: Path | None) -> None:
    """It went wrong in the middle: what was there before is there again."""
    if aside is not None and aside.is_dir():
        was_there = [name for name in _HELD if (aside / name).exists()]
        _move(was_there, data, folder)
        _move(was_there, aside, data)
        aside.rmdir()


def _move(names: Iterable[str], source: Path, target: Path) -> None:
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            (source / name).rename(target / name)


def _move_in(folder: Path, data: Path) -> None:
    """The database comes last: with it the restore is done."""
    (folder / "files").mkdir(exist_ok=True)
    _own_like(data, folder / DATABASE, *(folder / "files").rglob("*"), folder / "files")
    (folder / "files").rename(data / "files")
    (folder / DATABASE).rename(data / DATABASE)


def _own_like(data: Path, *paths: Path) -> None:
    """Restored by the machine's administrator, it still belongs to the program's own user."""
    if os.geteuid() == 0:
        owner = data.stat()
        for path in paths:
            shutil.chown(path, owner.st_uid, owner.st_gid)
