"""Encrypts what is written and decrypts what is read, by age, without a plain file between."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

SEAL = b"age-encryption.org/"
"""How every sealed file begins."""


class SealError(ValueError):
    """No key here opens it, or it was changed or cut short."""


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SEAL)) == SEAL


def recipient_of(text: str) -> Any:
    """The age recipient, or SealError. Imported here: only who seals needs the library."""
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise SealError(str(error)) from error


def identity_in(path: Path) -> Any:
    """The key in a file as age-keygen writes it, or SealError."""
    import pyrage

    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    if len(keys) != 1:
        raise SealError(path.name)
    try:
        return pyrage.x25519.Identity.from_str(keys[0])
    except pyrage.IdentityError as error:
        raise SealError(path.name) from error


@contextmanager
def sealed(target: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    """What is written into this arrives in `target` encrypted."""
    import pyrage

    to = recipient_of(recipient)
    reading, writing = _pipe()
    noting = _Noting(target)
    worker = _Worker(lambda: pyrage.encrypt_io(reading, noting, [to]), reading)
    try:
        with writing:
            yield writing
    finally:
        worker.join()
        # A full disk is told as such, whatever the library and the pipe made of it.
        if noting.fault is not None:
            raise noting.fault
        if worker.fault is not None:
            raise worker.fault


@contextmanager
def unsealed(path: Path, identity: Path | None) -> Iterator[IO[bytes]]:
    """The content of an archive, decrypted where it is sealed; SealError where no key opens it."""
    if not is_sealed(path):
        with path.open("rb") as file:
            yield file
        return
    if identity is None:
        raise SealError(path.name)
    import pyrage

    key = identity_in(identity)
    reading, writing = _pipe()
    with path.open("rb") as file:
        noting = _Noting(writing)
        worker = _Worker(lambda: pyrage.decrypt_io(file, noting, [key]), writing)
        try:
            with reading:
                yield reading
                # The end of a tar comes before the end of the file, where the last seal is.
                while reading.read(64 * 1024):
                    pass
        finally:
            worker.join()
            # Where it could not be written, whoever read has left, and says why.
            fault = None if noting.fault else worker.fault
            if fault is not None and not isinstance(fault, BrokenPipeError):
                raise SealError(path.name) from fault


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


class _Noting:
    """Writes on, and keeps the fault that the library would word anew."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.fault: OSError | None = None

    def write(self, piece: bytes) -> int:
        try:
            return self._file.write(piece)
        except OSError as error:
            self.fault = error
            raise

    def flush(self) -> None:
        self._file.flush()


class _Worker:
    """One side of a pipe, in a thread of its own; its end is closed when it ends, well or not."""

    def __init__(self, work: Callable[[], None], end: IO[bytes]) -> None:
        self._work = work
        self._end = end
        self.fault: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:
            self.fault = error
        finally:
            try:
                self._end.close()
            except OSError as error:  # whoever read has gone
                self.fault = self.fault or error

    def join(self) -> None:
        self._thread.join()
