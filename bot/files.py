"""Where files lie: a folder keyed by the SHA-256 of their content."""

import asyncio
import hashlib
import os
import shutil
import tempfile
from pathlib import Path


class FileStore:
    """Content under its own hash, so that the same file sent twice is kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the content with this hash lies."""
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            raise ValueError("not a SHA-256")
        return self._folder / sha256[:2] / sha256

    async def take(self, source: Path) -> tuple[str, int]:
        """Move a finished file into the store; its hash and its size in bytes."""
        return await asyncio.to_thread(self._take, source)

    def _take(self, source: Path) -> tuple[str, int]:
        with source.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        size = source.stat().st_size
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)
        return sha256, size

    def age_ms(self, sha256: str, real_ms: int) -> int:
        """How long ago the content was written, in milliseconds; what is gone is old."""
        path = self.path(sha256)
        return real_ms - round(path.stat().st_mtime * 1000) if path.exists() else real_ms

    def keep(self, content: bytes) -> str:
        """Write a small file that was made here; whole or not at all. Its hash."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(target)
        return sha256

    def forget(self, sha256: str) -> None:
        """Take a file out; one that is gone already is no fault."""
        self.path(sha256).unlink(missing_ok=True)
