"""One archive: the database, the stored files, and a manifest with the SHA-256 of each."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

DATABASE = "bcd.sqlite3"
MANIFEST = "manifest.json"
FORM = 1
_NAMES = re.compile(rf"{re.escape(DATABASE)}|files/([0-9a-f]{{2}})/(\1[0-9a-f]{{62}})")
_PIECE = 1024 * 1024
_LONGEST_MANIFEST = 256 * 1024 * 1024


class WrongArchiveError(ValueError):
    """Not an archive of ours, cut short, or changed since it was written."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: the SHA-256 by name, and the known files that were not there."""

    made_at: datetime
    hashes: Mapping[str, str]
    missing: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        plain = {
            "form": FORM,
            "made_at": self.made_at.isoformat(),
            "hashes": dict(self.hashes),
            "missing": self.missing,
        }
        return json.dumps(plain, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        try:
            plain: dict[str, Any] = json.loads(text)
            if plain["form"] != FORM:
                raise WrongArchiveError("form")
            made_at = datetime.fromisoformat(plain["made_at"])
            return cls(made_at, dict(plain["hashes"]), tuple(plain["missing"]))
        except (ValueError, KeyError, TypeError) as error:
            raise WrongArchiveError(MANIFEST) from error


def write_archive(
    target: IO[bytes], database: Path, files: Iterable[tuple[str, Path]], made_at: datetime
) -> Manifest:
    """Stream everything into `target`; `files` are (SHA-256, where it lies)."""
    hashes: dict[str, str] = {}
    missing = []
    with tarfile.open(fileobj=target, mode="w|") as tar:
        hashes[DATABASE] = _add(tar, DATABASE, database)
        for sha256, path in files:
            # A file can be let go of while the copy is made, or have been lost before.
            if not path.is_file():
                missing.append(sha256)
                continue
            name = f"files/{sha256[:2]}/{sha256}"
            hashes[name] = _add(tar, name, path)
        manifest = Manifest(made_at, hashes, tuple(missing))
        _add_bytes(tar, MANIFEST, manifest.to_json())
    return manifest


def read_archive(source: IO[bytes], into: Path) -> Manifest:
    """Unpack into an empty folder, every name and every hash checked, or WrongArchiveError."""
    found: dict[str, str] = {}
    manifest = None
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for entry in tar:
                plain = entry.isreg() and not entry.issparse()
                if manifest is not None or not plain or entry.name in found:
                    raise WrongArchiveError(entry.name)
                if entry.name == MANIFEST:
                    manifest = Manifest.from_json(_content(tar, entry).read(_LONGEST_MANIFEST))
                else:
                    found[entry.name] = _unpack(tar, entry, into)
    except (tarfile.TarError, EOFError) as error:
        raise WrongArchiveError(type(error).__name__) from error
    if manifest is None or manifest.hashes != found or DATABASE not in found:
        raise WrongArchiveError(MANIFEST)
    return manifest


def new_file(path: Path) -> IO[bytes]:
    """For its owner's eyes only; FileExistsError where it is there."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _unpack(tar: tarfile.TarFile, entry: tarfile.TarInfo, into: Path) -> str:
    """Only our own names: nothing is written outside the folder."""
    if not _NAMES.fullmatch(entry.name):
        raise WrongArchiveError(entry.name)
    path = into / entry.name
    path.parent.mkdir(parents=True, exist_ok=True)
    content, digest = _content(tar, entry), hashlib.sha256()
    with new_file(path) as file:
        while piece := content.read(_PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(entry)
    if content is None:
        raise WrongArchiveError(entry.name)
    return content


class _Hashing(io.RawIOBase):
    """Passes a file on and hashes what passes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as file:
        entry = _entry(name, path.stat().st_size)
        hashing = _Hashing(file)
        tar.addfile(entry, hashing)
        return hashing.digest.hexdigest()


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    tar.addfile(_entry(name, len(content)), io.BytesIO(content))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry
