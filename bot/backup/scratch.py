"""Folders for what is being made: gone when it is done, and swept up where a process died."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".bcd-scratch-"


@contextmanager
def scratch(beside: Path) -> Iterator[Path]:
    """A folder in `beside`, on the same disk, for this process alone."""
    sweep(beside)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
    holding = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a disk over the network may know no locks
            fcntl.flock(holding, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(holding)
        shutil.rmtree(folder, ignore_errors=True)


def sweep(beside: Path) -> None:
    """Take away what a process left that is there no more; one at work holds its own."""
    for folder in beside.glob(f"{PREFIX}*"):
        if folder.is_dir() and _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    try:
        holding = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(holding)
