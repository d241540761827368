"""An archive that somebody tampered with is refused, and does not fill the disk first."""

import io
import tarfile
from pathlib import Path

import pytest

from bot.backup.archive import DATABASE, WrongArchiveError, read_archive

GREAT = 50 * 1024 * 1024


def test_a_hole_in_a_file_is_not_written_out(tmp_path: Path) -> None:
    """A sparse entry of a few bytes says that it is as long as its maker likes."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        entry = tarfile.TarInfo(DATABASE)
        entry.size = 4
        entry.pax_headers = {
            "GNU.sparse.size": str(GREAT),
            "GNU.sparse.numblocks": "1",
            "GNU.sparse.map": "0,4",
        }
        tar.addfile(entry, io.BytesIO(b"tiny"))
    assert len(content.getvalue()) < 20_000
    content.seek(0)
    with pytest.raises(WrongArchiveError):
        read_archive(content, tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < GREAT
