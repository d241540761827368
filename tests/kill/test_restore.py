"""The machine's bad days: a database that is damaged and put back, and a disk that is full.

What was kept before the copy is there afterwards, and nobody is reminded twice of it.
"""

import asyncio
import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.backup.making import make_backup
from bot.clock import SimulatedClock
from bot.commands.backup import restore_archive
from bot.lanes import Lanes
from messages.render import render
from storage.copying import DamagedError, check_database
from storage.faults import passes
from storage.inbox import Arrived
from tests.bot import played
from tests.bot.played import EPOCH, MONDAY, act, eventually, rows, value
from tests.chat import House, MemoryChannel, house
from tests.ward import CAST, NOT_LINKED, Ward, ward

pytestmark = pytest.mark.kill

ASKED = sorted(
    address
    for address, cast in CAST.items()
    if cast.invited and address not in ("an", "lan", NOT_LINKED)
)
BEFORE = ("huong", "giang", "dung", "hai")
"""Who has answered before the copy is begun."""


def damage(folder: Path) -> None:
    """As a dying disk would: pages overwritten, the log of changes gone."""
    path = folder / "bcd.sqlite3"
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    pages = path.stat().st_size // 4096
    with path.open("r+b") as file:
        for page in range(3, pages, 3):
            file.seek(page * 4096)
            file.write(os.urandom(4096))


def put_back(archive: Path, folder: Path) -> str:
    app = typer.Typer()
    app.command()(restore_archive)
    done = CliRunner().invoke(app, [str(archive), "--replace"], env={"BCD_DATA": str(folder)})
    assert done.exit_code == 0, done.output
    return done.stdout


async def answered(h: House) -> set[str]:
    found = await rows(
        h,
        "SELECT a.address FROM invitees i JOIN accounts a ON a.person_id = i.person_id"
        " WHERE i.answer IS NOT NULL",
    )
    return {row[0] for row in found}


def reminders(channel: MemoryChannel, day: str) -> Counter[str]:
    """How many messages each got first on this day."""
    return Counter(
        address
        for address, screen in channel.screens.items()
        for shown in screen.log
        if not shown.is_reply and shown.at.date().isoformat() == day
    )


async def test_a_damaged_database_is_put_back_and_work_goes_on(tmp_path: Path) -> None:
    folder, copies = tmp_path / "data", tmp_path / "copies"
    copies.mkdir()
    channel = MemoryChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(folder, MONDAY, channel) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-23T07:29")
        for address in BEFORE:
            await act(w.phone(address), "attendance:confirm")
        await h.until("2026-11-23T07:35")
        copy = asyncio.create_task(asyncio.to_thread(make_backup, folder, copies, h.clock.now()))
        for address in ("nam", "oanh", "khoa", "loan"):  # while the copy is made
            await act(w.phone(address), "attendance:confirm")
        made = await copy
        await act(w.phone("binh"), "attendance:confirm")  # after it
        audit = await value(h, "SELECT MAX(id) FROM audit WHERE verb = 'answered'")
    reminded = reminders(channel, "2026-11-23")
    assert set(reminded) >= set(ASKED) - {*BEFORE}
    assert set(reminded.values()) == {1}
    damage(folder)
    with pytest.raises(DamagedError):
        check_database(folder / "bcd.sqlite3")

    assert "tin đã gửi sau lúc đó có thể được gửi lại" in await asyncio.to_thread(
        put_back, made.path, folder
    )
    [aside] = folder.glob("before-restore-*")
    assert (aside / "bcd.sqlite3").is_file()
    async with house(folder, "2026-11-23T07:40", channel) as h:
        w = w.in_house(h)
        await h.app.settle()  # a press that was under way in the copy is answered now
        there = await answered(h)
        assert set(BEFORE) <= there
        assert "binh" not in there
        assert await value(h, "SELECT MAX(id) FROM audit WHERE verb = 'answered'") < audit
        await h.app.watch.heartbeat.pulse()
        await act(w.phone("binh"), "attendance:confirm")  # said again, it counts
        assert "binh" in await answered(h)
        await h.until("2026-11-23T18:00")
        again = reminders(channel, "2026-11-23")
        told = again - reminded
        assert told == Counter({"lan": 1}), "nobody is reminded twice"
        assert "đã được khôi phục" in w.phone("lan").last.text
        await h.app.watch.heartbeat.pulse()
        await h.until("2026-11-25T18:00")
        next_round = reminders(channel, "2026-11-25")
        assert set(next_round) >= set(ASKED) - there - {"binh"}
        assert {next_round[address] for address in set(ASKED) - there - {"binh"}} == {1}


# --- a disk that is full


class SmallDisk:
    """A disk of six megabytes with somebody else's file on it, which takes all the room."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self._other = folder / "somebody-elses"

    def fill(self) -> None:
        with self._other.open("wb", buffering=0) as file:
            for size in (65_536, 4096, 512):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(b"x" * size)

    def free(self) -> None:
        self._other.unlink()


class Quota:
    """Where no disk can be mounted: no file of this process may grow any more."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"

    def fill(self) -> None:
        largest = max(path.stat().st_size for path in self.data.glob("bcd.sqlite3*"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, self._hard))

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._hard, self._hard))

    @property
    def _hard(self) -> int:
        return resource.getrlimit(resource.RLIMIT_FSIZE)[1]


@pytest.fixture(params=["disk", "quota"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk | Quota]:
    if request.param == "quota":
        quota = Quota(tmp_path)
        yield quota
        quota.free()
        return
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("no disk can be mounted here; the quota is tried instead")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


async def until_nothing_goes(h: House) -> None:
    """Not even the smallest change can be written: the log of changes has grown to the end."""
    for number in range(20_000):
        try:
            async with h.app.database.transaction() as tx:
                await tx.execute(
                    "INSERT INTO installation (key, value) VALUES (:key, :value)",
                    key=f"room-{number}",
                    value="x",
                )
        except sqlite3.Error as error:
            if not passes(error):
                raise
            return
    raise AssertionError("there always was room")


async def prepared(h: House) -> Ward:
    w = await ward(h)
    await played.invited(w)
    await act(w.phone("huong"), "attendance:confirm")
    return w


def pressed(w: Ward, address: str) -> dict[str, object]:
    message, action = played.offered(w.phone(address), "attendance:confirm")
    return {"kind": "press", "action": action, "pressed": message.key}


async def whole(h: House) -> None:
    """Everything that arrived is answered once, and the file is sound."""
    assert await value(h, "SELECT COUNT(*) FROM inbox WHERE done_at IS NULL") == 0
    assert await value(h, "SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL") == 0
    assert await value(h, "SELECT COUNT(*) FROM sends WHERE sent_at IS NULL") == 0
    assert await value(h, "PRAGMA quick_check") == "ok"


async def test_what_cannot_be_kept_is_not_confirmed_and_comes_again(
    disk: SmallDisk | Quota, tmp_path: Path
) -> None:
    channel = MemoryChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(disk.data, MONDAY, channel) as h:
        w = await prepared(h)
        said = pressed(w, "giang")
        disk.fill()
        await until_nothing_goes(h)
        with pytest.raises(sqlite3.Error):  # the chat service is not told that it arrived
            await h.arrives("giang", said, "the-press")
        with pytest.raises(sqlite3.Error):
            await h.app.watch.heartbeat.pulse()
        if isinstance(disk, SmallDisk):
            assert (await h.app.watch.healthz())[1] == 503
            with pytest.raises(OSError, match="no room"):
                make_backup(disk.data, tmp_path, h.clock.now())
        assert await answered(h) == {"huong"}
        disk.free()
        assert await h.arrives("giang", said, "the-press") is not None
        await h.app.settle()
        assert await answered(h) == {"huong", "giang"}
        await h.app.watch.heartbeat.pulse()
        await whole(h)


async def test_what_was_kept_is_answered_once_there_is_room(
    disk: SmallDisk | Quota,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The handler finds no room: whoever spoke is told that it waits, and it is done once."""
    monkeypatch.setattr("bot.lanes.FIRST_PAUSE_SECONDS", 0.05)
    channel = MemoryChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(disk.data, MONDAY, channel) as h:
        w = await prepared(h)
        stored: list[Arrived] = []
        with monkeypatch.context() as patch:
            patch.setattr(Lanes, "put", lambda lanes, row: stored.append(row))
            await h.arrives("giang", pressed(w, "giang"), "the-press")
            await h.arrives("giang", {"text": "/lichhop"}, "behind")
        giang = w.phone("giang")
        before = len(giang.messages)
        disk.fill()
        await until_nothing_goes(h)
        for row in stored:
            h.app.dispatch._lanes.put(row)
        await eventually(lambda: len(giang.messages) > before)
        assert giang.messages[-1].text == render("conversation/held_up")
        await asyncio.sleep(0.3)
        assert len(giang.messages) == before + 1, "told once"
        assert "giang" not in await answered(h)
        disk.free()
        await h.app.settle()
        assert "giang" in await answered(h)
        replies = [shown.key for shown in giang.messages[before + 1 :]]
        assert [key.split(":")[1] for key in replies][-1] == str(stored[1].id)
        assert "Traceback" not in caplog.text
        await whole(h)


async def test_a_program_that_waits_for_room_can_be_stopped(
    disk: SmallDisk | Quota, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = MemoryChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(disk.data, MONDAY, channel) as h:
        w = await prepared(h)
        with monkeypatch.context() as patch:
            stored: list[Arrived] = []
            patch.setattr(Lanes, "put", lambda lanes, row: stored.append(row))
            await h.arrives("giang", pressed(w, "giang"), "the-press")
        before = len(w.phone("giang").messages)
        disk.fill()
        await until_nothing_goes(h)
        h.app.dispatch._lanes.put(stored[0])
        await eventually(lambda: len(w.phone("giang").messages) > before)
        async with asyncio.timeout(5):
            await h.app.dispatch.stop()
    disk.free()
    async with house(disk.data, MONDAY, channel) as h:
        await h.app.settle()
        assert "giang" in await answered(h)
        await whole(h)
