"""Makes one archive of a data folder while the program goes on; blocks, so it runs in a thread."""

import contextlib
import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from bot.backup.archive import DATABASE, Manifest, new_file, write_archive
from bot.backup.scratch import scratch
from bot.backup.sealing import sealed
from bot.files import FileStore
from committee.calendar import local
from storage.copying import copy_database, known_files

RESERVE_BYTES = 8 * 1024 * 1024
"""What a copy leaves free on the disk of the data: it must not be what fills it."""


class AbandonedError(RuntimeError):
    """The program is stopping; the copy was dropped half made."""


@dataclass(frozen=True, slots=True)
class Made:
    """An archive in its place; `size` in bytes, `files` and `missing` are counts."""

    path: Path
    sha256: str
    size: int
    files: int
    missing: int


def archive_name(made_at: datetime, recipient: str) -> str:
    """bcd-20261122-021500.tar, with .age where it is sealed."""
    return f"bcd-{local(made_at):%Y%m%d-%H%M%S}.tar{'.age' if recipient else ''}"


def make_backup(
    data: Path,
    folder: Path,
    made_at: datetime,
    recipient: str = "",
    leaving: threading.Event | None = None,
) -> Made:
    """Write an archive into `folder`, whole or not at all.

    Raises OSError where the folder is not there or a disk is full, DamagedError where the
    database is not whole, AbandonedError soon after `leaving` is set.
    """
    going_on = _going_on(leaving)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(folder))
    _refuse_to_fill(data)
    with scratch(data) as copies, scratch(folder) as writing:
        copy = copies / DATABASE
        copy_database(data / DATABASE, copy, going_on)
        part = writing / archive_name(made_at, recipient)
        manifest, sha256 = _write(
            part, copy, FileStore(data / "files"), made_at, recipient, going_on
        )
        size, path = part.stat().st_size, folder / part.name
        part.replace(path)
        _keep_on_disk(folder)
    return Made(path, sha256, size, len(manifest.hashes) - 1, len(manifest.missing))


def _write(
    part: Path,
    copy: Path,
    store: FileStore,
    made_at: datetime,
    recipient: str,
    going_on: Callable[[], None],
) -> tuple[Manifest, str]:
    files = ((sha256, store.path(sha256)) for sha256 in known_files(copy))
    with new_file(part) as file:
        hashing = _Hashing(file, going_on)
        with _perhaps_sealed(hashing, recipient) as target:
            manifest = write_archive(target, copy, files, made_at)
        file.flush()
        os.fsync(file.fileno())
    return manifest, hashing.digest.hexdigest()


def _going_on(leaving: threading.Event | None) -> Callable[[], None]:
    def check() -> None:
        if leaving is not None and leaving.is_set():
            raise AbandonedError

    return check


@contextmanager
def _perhaps_sealed(target: "_Hashing", recipient: str) -> Iterator[IO[bytes]]:
    if not recipient:
        yield target  # type: ignore[misc]  # it writes, which is all that is asked
        return
    with sealed(target, recipient) as inner:  # type: ignore[arg-type]
        yield inner


class _Hashing:
    """Passes on what is written and hashes it."""

    def __init__(self, file: IO[bytes], going_on: Callable[[], None]) -> None:
        self._file = file
        self._going_on = going_on
        self.digest = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self._going_on()
        self.digest.update(piece)
        return self._file.write(piece)

    def flush(self) -> None:
        self._file.flush()


def _refuse_to_fill(data: Path) -> None:
    needed = (data / DATABASE).stat().st_size + RESERVE_BYTES
    if shutil.disk_usage(data).free < needed:
        raise OSError(errno.ENOSPC, "no room for a copy", str(data))


def _keep_on_disk(folder: Path) -> None:
    """The name of the archive survives a power cut as its content does."""
    with contextlib.suppress(OSError):  # a disk over the network may not know this
        holding = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(holding)
        finally:
            os.close(holding)
