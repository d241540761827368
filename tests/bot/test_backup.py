"""Copies of all that is kept: whole, checked, sealed, kept for their term, and put back."""

import asyncio
import errno
import hashlib
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pyrage
import pytest
import typer
from typer.testing import CliRunner, Result

from bot.backup import restoring
from bot.backup.keeping import archives
from bot.backup.making import RESERVE_BYTES, make_backup
from bot.backup.scratch import PREFIX, scratch, sweep
from bot.commands.backup import backup, restore_archive
from bot.lease import DataLock
from committee.calendar import ZONE
from tests.bot import played
from tests.bot.played import MONDAY, act
from tests.chat import house
from tests.trees import ROOT
from tests.ward import ward

NOW = datetime(2026, 11, 22, 2, 15, tzinfo=ZONE)
PAPER = b"%PDF-1.4 nothing for a passer-by " * 4000


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


async def filled(folder: Path) -> None:
    """A meeting with a document, on disk, and the program closed."""
    async with house(folder, MONDAY) as h:
        w = await ward(h)
        await played.drafted(w)
        await act(w.phone("lan"), "meeting:attach")
        paper = folder.parent / "bao-cao.pdf"
        paper.write_bytes(PAPER)
        await w.phone("lan").sends(paper)
        assert [path for path in (folder / "files").rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "data"
    folder.mkdir()
    asyncio.run(filled(folder))
    return folder


@pytest.fixture
def data(filled_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled_once, tmp_path / "data"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    """A key file as age-keygen writes it, and its public half."""
    identity = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# created: today\n# public key: {identity.to_public()}\n{identity}\n")
    return file, str(identity.to_public())


def run(data: Path, *words: str, **settings: str) -> Result:
    app = typer.Typer()
    app.command()(backup)
    app.command("restore")(restore_archive)
    return CliRunner().invoke(app, words, env={"BCD_DATA": str(data), **settings})


def says(data: Path, *words: str, **settings: str) -> str:
    result = run(data, *words, **settings)
    assert result.exit_code == 0, result.output
    return result.stdout


def refuses(data: Path, *words: str, **settings: str) -> str:
    """What is printed where nothing was done; never a traceback."""
    result = run(data, *words, **settings)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.strip()
    return result.stderr


def dump(folder: Path) -> list[str]:
    """Every row of every table, but those that a restore and the noting of a copy write."""
    with closing(sqlite3.connect(folder / "bcd.sqlite3")) as connection:
        own = ('INTO "backups"', 'INTO "heartbeats"', "restored_from")
        return [line for line in connection.iterdump() if not any(each in line for each in own)]


def content(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below, but the lock's."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "bcd.lock"
    }


def left_behind(*folders: Path) -> list[str]:
    return [path.name for folder in folders for path in folder.glob(f"{PREFIX}*")]


# --- made and put back


def test_what_is_put_back_is_what_was_there(data: Path, target: Path, tmp_path: Path) -> None:
    said = says(data, "backup", "--to", str(target))
    [archive] = archives(target)
    assert str(archive) in said
    assert "1 tệp đính kèm" in said
    assert archive.stat().st_mode & 0o077 == 0
    other = tmp_path / "another-machine"
    assert str(other) in says(other, "restore", str(archive))
    assert dump(other) == dump(data)
    assert {k: v for k, v in content(other).items() if k.startswith("files/")} == {
        k: v for k, v in content(data).items() if k.startswith("files/")
    }
    assert left_behind(data, target, other) == []


def test_a_manifest_tells_what_is_inside(data: Path, target: Path) -> None:
    made = make_backup(data, target, NOW)
    assert made.path.name == "bcd-20261122-021500.tar"
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256
    with tarfile.open(made.path) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json") or io.BytesIO())
    assert names[0] == "bcd.sqlite3"
    assert names[-1] == "manifest.json"
    assert list(manifest["hashes"]) == names[:-1]
    assert datetime.fromisoformat(manifest["made_at"]) == NOW


def test_a_file_that_is_gone_is_told(data: Path, target: Path, tmp_path: Path) -> None:
    [lost] = [path for path in (data / "files").rglob("*") if path.is_file()]
    lost.unlink()
    assert "1 tệp đính kèm có trong danh sách" in says(data, "backup", "--to", str(target))
    said = says(tmp_path / "other", "restore", str(archives(target)[0]))
    assert "1 tệp đính kèm vốn đã thiếu" in said


def test_a_sealed_copy_opens_with_its_key_only(
    data: Path, target: Path, tmp_path: Path, key: tuple[Path, str]
) -> None:
    file, recipient = key
    says(data, "backup", "--to", str(target), BCD_BACKUP_RECIPIENT=recipient)
    [archive] = archives(target)
    assert archive.name.endswith(".tar.age")
    raw = archive.read_bytes()
    assert b"SQLite format 3" not in raw
    assert PAPER[:40] not in raw
    other = tmp_path / "other"
    assert "khóa" in refuses(other, "restore", str(archive))
    strange = tmp_path / "strange.txt"
    strange.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    assert "khóa" in refuses(other, "restore", str(archive), "--identity", str(strange))
    strange.write_text("no key at all\n")
    assert "khóa" in refuses(other, "restore", str(archive), "--identity", str(strange))
    assert content(other) == {}
    says(other, "restore", str(archive), "--identity", str(file))
    assert dump(other) == dump(data)
    assert left_behind(data, target, other) == []


# --- refused, and nothing touched


def flipped(raw: bytes) -> bytes:
    middle = len(raw) // 3
    return raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]


def foreign(raw: bytes) -> bytes:
    """A tar whose file would land outside the folder."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        entry = tarfile.TarInfo("../evil")
        entry.size = 4
        tar.addfile(entry, io.BytesIO(b"evil"))
    return out.getvalue()


def renamed(raw: bytes) -> bytes:
    """The same files, and a manifest that promises one more."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(raw)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for entry in old:
            inner = old.extractfile(entry)
            assert inner is not None
            body = inner.read()
            if entry.name == "manifest.json":
                manifest = json.loads(body)
                manifest["hashes"]["files/ab/" + "ab" * 32] = "ab" * 32
                body = json.dumps(manifest).encode()
            entry.size = len(body)
            new.addfile(entry, io.BytesIO(body))
    return out.getvalue()


WRONG: dict[str, Callable[[bytes], bytes]] = {
    "a byte is another": flipped,
    "half of it": lambda raw: raw[: len(raw) // 2],
    "without its end": lambda raw: raw[:-11_000],
    "nothing": lambda raw: b"",
    "something else": lambda raw: b"%PDF-1.4" * 4000,
    "names that lead outside": foreign,
    "less than it promises": renamed,
}


@pytest.mark.parametrize(
    ("name", "sealing"),
    [
        *((name, "plain") for name in WRONG),
        *((name, "sealed") for name in WRONG if WRONG[name] not in (foreign, renamed)),
    ],
)
def test_a_wrong_archive_touches_nothing(
    name: str, sealing: str, data: Path, target: Path, key: tuple[Path, str]
) -> None:
    recipient = key[1] if sealing == "sealed" else ""
    made = make_backup(data, target, NOW, recipient)
    made.path.write_bytes(WRONG[name](made.path.read_bytes()))
    before = content(data)
    words = ("restore", str(made.path), "--replace", "--identity", str(key[0]))
    assert "Dữ liệu đang dùng không thay đổi." in refuses(data, *words)
    assert content(data) == before
    assert not (data.parent / "evil").exists()
    assert left_behind(data, target) == []


def test_data_is_replaced_only_when_told_and_then_kept_aside(data: Path, target: Path) -> None:
    made = make_backup(data, target, NOW)
    with closing(sqlite3.connect(data / "bcd.sqlite3")) as connection:
        connection.execute("UPDATE people SET position = 'later'")
        connection.commit()
    before, later = content(data), dump(data)
    assert "--replace" in refuses(data, "restore", str(made.path))
    assert content(data) == before
    said = says(data, "restore", str(made.path), "--replace")
    [aside] = data.glob("before-restore-*")
    assert str(aside) in said
    assert dump(aside) == later
    assert "'later'" not in "".join(dump(data))


def test_nothing_is_put_under_a_running_program(data: Path, target: Path) -> None:
    made = make_backup(data, target, NOW)
    lock = DataLock(data)
    lock.take()
    try:
        before = content(data)
        assert "đang chạy" in refuses(data, "restore", str(made.path), "--replace")
        assert content(data) == before
    finally:
        lock.give_back()


def test_an_archive_of_a_newer_program_is_refused(data: Path, target: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "bcd.sqlite3")) as connection:
        connection.execute("INSERT INTO migrations VALUES ('9999_tomorrow.sql', 'x')")
        connection.commit()
    made = make_backup(data, target, NOW)
    assert "phiên bản" in refuses(tmp_path / "other", "restore", str(made.path))
    assert content(tmp_path / "other") == {}


def test_a_terminal_is_told_what_is_missing(tmp_path: Path, data: Path, target: Path) -> None:
    assert "--to" in refuses(data, "backup")
    assert "BCD_DATA" in refuses(tmp_path / "none", "backup", "--to", str(target))
    assert not (tmp_path / "none").exists()
    assert "không thấy thư mục" in refuses(data, "backup", "--to", str(tmp_path / "gone"))
    assert "x.tar" in refuses(data, "restore", str(tmp_path / "x.tar"))
    wrong = {"BCD_BACKUP_RECIPIENT": "age1" + "b" * 58}
    assert "BCD_BACKUP_RECIPIENT" in refuses(data, "backup", "--to", str(target), **wrong)
    assert left_behind(data, target) == []


def test_a_damaged_database_gives_no_copy(data: Path, target: Path) -> None:
    path = data / "bcd.sqlite3"
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(path.stat().st_size - 8192))
    assert "hỏng" in refuses(data, "backup", "--to", str(target))
    assert list(target.iterdir()) == []
    assert left_behind(data, target) == []


def test_a_copy_is_not_what_fills_the_disk(
    data: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (data / "bcd.sqlite3").stat().st_size
    monkeypatch.setattr(
        "bot.backup.making.shutil.disk_usage",
        lambda path: shutil._ntuple_diskusage(1, 1, size + RESERVE_BYTES - 1),
    )
    assert "đĩa đã đầy" in refuses(data, "backup", "--to", str(target))
    assert list(target.iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_one_works_on_is_not(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}left").mkdir()
    (tmp_path / f"{PREFIX}left" / "bcd.sqlite3").write_bytes(b"x")
    with scratch(tmp_path) as mine:
        assert left_behind(tmp_path) == [mine.name]
        sweep(tmp_path)
        assert mine.is_dir()
    assert left_behind(tmp_path) == []


# --- stopped in the middle


@pytest.mark.parametrize("point", ["_set_aside", "_own_like", "_move_in"])
def test_what_goes_wrong_in_the_middle_is_undone(
    point: str, data: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup(data, target, NOW)
    with closing(sqlite3.connect(data / "bcd.sqlite3")) as connection:
        connection.execute("UPDATE people SET position = 'later'")
        connection.commit()
    before = content(data)
    whole = getattr(restoring, point)

    def breaks(*given: Path) -> None:
        if point == "_move_in":
            whole(*given)
        elif point == "_set_aside":
            given[1].mkdir()
            (data / "files").rename(given[1] / "files")
        raise OSError(errno.EIO, "the disk does not answer")

    monkeypatch.setattr(restoring, point, breaks)
    said = refuses(data, "restore", str(made.path), "--replace")
    assert "Dữ liệu đang dùng không thay đổi." in said
    assert content(data) == before
    assert list(data.glob("before-restore-*")) == []
    assert left_behind(data) == []


DIES = """
import os, signal, sys
from bot.__main__ import main
from bot.backup import restoring
restoring._move_in = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
sys.argv = ["bcd", "restore", sys.argv[1], "--replace"]
main()
"""


def test_a_machine_that_stops_in_the_middle_needs_the_command_once_more(
    data: Path, target: Path
) -> None:
    made, before = make_backup(data, target, NOW), dump(data)
    words = [sys.executable, "-c", DIES, str(made.path)]
    died = subprocess.run(words, cwd=ROOT, env={**os.environ, "BCD_DATA": str(data)}, check=False)
    assert died.returncode == -signal.SIGKILL
    assert left_behind(data) != []
    [aside] = data.glob("before-restore-*")
    assert dump(aside) == before
    says(data, "restore", str(made.path))
    assert dump(data) == before
    assert left_behind(data) == []
