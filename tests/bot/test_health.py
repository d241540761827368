"""Heartbeats, what `bcd health` and `/healthz` make of them, and what an administrator is told."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.clock import SimulatedClock, WallClock
from bot.commands.health import health
from bot.health import Part, judged
from bot.heartbeat import STALE, WORTH_TELLING, Heartbeat
from committee.calendar import ZONE
from storage import backups, heartbeats
from storage.backups import Backup
from storage.database import Transaction
from tests.bot import played
from tests.bot.played import EPOCH, MONDAY, act, rows, value
from tests.chat import House, MemoryChannel, house
from tests.ward import ward

STOPPED_AT, BACK_AT = "2026-11-23T07:29", "2026-11-23T09:30"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def heard(channel: MemoryChannel, address: str = "lan") -> list[tuple[datetime, str]]:
    """What the assistant said first."""
    log = channel.screen(address).log
    return [(shown.at, shown.text) for shown in log if not shown.is_reply]


class Parts:
    """Parts of a program whose last successes are in our hand, in seconds ago."""

    def __init__(self, **ago: float | None) -> None:
        self.ago = ago

    def heartbeat(self, h: House) -> Heartbeat:
        lasts = {name.replace("__", ":"): self._last(name) for name in self.ago}
        return Heartbeat(h.app.database, h.clock, lasts, lambda: False)

    def _last(self, name: str) -> Callable[[], float | None]:
        def last() -> float | None:
            ago = self.ago[name]
            return None if ago is None else time.monotonic() - ago

        return last


async def beaten(h: House) -> None:
    """Every part has just worked, and that is noted."""
    await h.app.schedule.tick()
    h.app.outbox._pulse.well()
    await h.app.watch.heartbeat.pulse()


# --- what is noted


async def test_the_last_success_of_each_part_is_noted_and_never_an_earlier_one(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        parts = Parts(tick=5, sender=None, channel__telegram=30)
        await parts.heartbeat(h).pulse()
        async with h.app.database.reading() as tx:
            known = await heartbeats.known(tx)
        assert known.keys() == {"tick", "channel:telegram"}
        assert abs(at(MONDAY) - timedelta(seconds=5) - known["tick"]) < timedelta(seconds=1)
        parts.ago.update(tick=60, sender=1)
        del parts.ago["channel__telegram"]  # switched off meanwhile
        await parts.heartbeat(h).pulse()
        async with h.app.database.reading() as tx:
            again = await heartbeats.known(tx)
        assert again["tick"] == known["tick"]
        assert again.keys() == {"tick", "sender"}


async def test_a_pulse_is_one_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with house(tmp_path, MONDAY) as h:
        await ward(h)
        opened, database = [], h.app.database
        transaction = database.transaction

        def counted() -> AbstractAsyncContextManager[Transaction]:
            opened.append(1)
            return transaction()

        monkeypatch.setattr(database, "transaction", counted)
        await Parts(tick=1, sender=1).heartbeat(h).pulse()
        assert len(opened) == 1


async def test_a_sender_that_fails_is_not_well_though_it_turns(tmp_path: Path) -> None:
    channel = played.TryingChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        await played.drafted(w)
        outbox = h.app.outbox
        good = outbox.last_success
        assert good is not None
        channel.broken = {"lan"}
        await w.phone("lan").types("/lichhop")
        outbox._pulse.well(after_idling=True)
        assert outbox.last_success == good
        channel.broken = set()
        async with h.app.database.transaction() as tx:
            await tx.execute("UPDATE sends SET next_attempt_at = 0 WHERE sent_at IS NULL")
        await outbox.flush()
        assert outbox.last_success > good


# --- a stop is told once, when it is over


async def stopped(folder: Path, channel: MemoryChannel) -> None:
    """The program works until just before the reminders of a morning, and ends."""
    async with house(folder, MONDAY, channel) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until(STOPPED_AT)
        await act(w.phone("huong"), "attendance:confirm")
        await beaten(h)


async def test_a_stop_is_told_to_the_administrator_once(tmp_path: Path) -> None:
    channel = MemoryChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    await stopped(tmp_path, channel)
    before = len(heard(channel))
    async with house(tmp_path, BACK_AT, channel) as h:
        await h.app.schedule.tick()
        await h.app.settle()
        await beaten(h)
        await beaten(h)
        await h.until("2026-11-23T12:00")
        await beaten(h)
    [(moment, text)] = [said for said in heard(channel)[before:] if "không chạy" in said[1]]
    assert moment == at(BACK_AT) + timedelta(minutes=10)
    assert "từ 07 giờ 29, ngày 23/11/2026 đến 09 giờ 30, ngày 23/11/2026" in text
    late = [
        address
        for address, screen in channel.screens.items()
        for shown in screen.log
        if not shown.is_reply and at(BACK_AT) <= shown.at < moment
    ]
    assert f"{len(late):02} tin còn hữu ích đã gửi" in text
    assert late
    for address in channel.screens.keys() - {"lan"}:
        assert not any("không chạy" in said for _, said in heard(channel, address))


async def test_at_night_it_waits_for_the_morning(tmp_path: Path) -> None:
    channel = MemoryChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    await stopped(tmp_path, channel)
    async with house(tmp_path, "2026-11-27T22:00", channel) as h:
        await beaten(h)
        await h.until("2026-11-30T12:00")
    [moment] = [moment for moment, text in heard(channel) if "không chạy" in text]
    assert moment == at("2026-11-30T07:00")


@pytest.mark.parametrize(("minutes", "told"), [(9, 0), (10, 0), (11, 1)])
async def test_a_short_stop_is_nobody_s_concern(tmp_path: Path, minutes: int, told: int) -> None:
    channel = MemoryChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    begun = "2026-11-09T08:00"
    async with house(tmp_path, begun, channel) as h:
        await ward(h)
        await beaten(h)
    later = at(begun) + timedelta(minutes=minutes)
    async with house(tmp_path, later.replace(tzinfo=None).isoformat(), channel) as h:
        await beaten(h)
        await h.until("2026-11-09T12:00")
    assert len([text for _, text in heard(channel) if "không chạy" in text]) == told


async def test_a_channel_that_was_away_is_told_by_its_name(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        await ward(h)
        parts = Parts(tick=1, sender=1, channel__telegram=1)
        await parts.heartbeat(h).pulse()
        h.clock.move(at(MONDAY) + timedelta(minutes=30))
        parts.ago["channel__telegram"] = None  # the line is still cut
        await parts.heartbeat(h).pulse()
        # The whole stood still meanwhile: only the clock was moved. That is told as one stop.
        parts.ago["channel__telegram"] = 1
        h.clock.move(at(MONDAY) + timedelta(minutes=31))
        await parts.heartbeat(h).pulse()
        await h.until("2026-11-09T12:00")
        told = [text for _, text in heard(h.channel)]
        assert len(told) == 2
        assert "<b>Trợ lý không chạy</b>" in told[0]
        assert "<b>Trợ lý không nhận được tin từ Telegram</b>" in told[1]


async def test_reminders_that_stand_still_in_a_living_program_are_told_while_they_do(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        await ward(h)
        parts = Parts(tick=WORTH_TELLING.total_seconds() + 1, sender=1)
        beating = parts.heartbeat(h)
        still = beating._parts["tick"]()
        beating._parts = {**beating._parts, "tick": lambda: still}
        await beating.pulse()
        await beating.pulse()
        await h.app.settle()
        [(_, text)] = heard(h.channel)
        assert "việc nhắc đã dừng" in text


async def test_what_is_mended_before_the_morning_is_told_as_mended(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-11-09T22:00") as h:
        await ward(h)
        parts = Parts(tick=WORTH_TELLING.total_seconds() + 1, sender=1)
        await parts.heartbeat(h).pulse()
        assert await value(h, "SELECT COUNT(*) FROM deliveries") == 1
        parts.ago["tick"] = 0
        h.clock.move(at("2026-11-09T22:05"))
        await parts.heartbeat(h).pulse()
        await h.until("2026-11-10T12:00")
        [(_, text)] = heard(h.channel)  # that it was so, not that it is
        assert "<b>việc nhắc đã dừng</b>" in text
        assert "nay đã hoạt động lại" in text


async def test_a_disk_that_fills_is_told_once_a_day_and_to_administrators_only(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        watched = Heartbeat(h.app.database, h.clock, {"tick": lambda: None}, lambda: True)
        watched._parts = {"tick": lambda: time.monotonic(), "sender": lambda: None}
        await watched.pulse()
        await watched.pulse()
        await h.app.settle()
        assert len(heard(h.channel)) == 1
        assert "sắp hết chỗ" in w.phone("lan").last.text
        h.clock.move(at("2026-11-10T08:00"))
        await watched.pulse()
        # Whoever is no administrator any more by then is told nothing.
        async with h.app.database.transaction() as tx:
            await tx.execute("UPDATE memberships SET administrator_since = NULL")
        await h.until("2026-11-10T12:00")
        assert len(heard(h.channel)) == 1
        assert {a for a, screen in h.channel.screens.items() if screen.log} == {"lan"}


# --- bcd health


def bcd_health(data: Path, **settings: str) -> Result:
    app = typer.Typer()
    app.command()(health)
    return CliRunner().invoke(app, [], env={"BCD_DATA": str(data), **settings})


async def noted(data: Path, ago: dict[str, timedelta], copied: timedelta | None = None) -> None:
    """A data folder whose parts last worked so long ago by the wall clock."""
    now = WallClock().now()
    async with house(data) as h, h.app.database.transaction() as tx:
        for part, since in ago.items():
            await heartbeats.note(tx, part, now - since)
        if copied is not None:
            await backups.note(tx, Backup(backups.COPY, now - copied, "x", "x", 1, ""))


WELL = {"tick": timedelta(0), "sender": timedelta(0), "channel:telegram": timedelta(0)}
MINUTE = timedelta(minutes=1)


def said_by(data: Path, **settings: str) -> tuple[int, str]:
    done = bcd_health(data, **settings)
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("ago", "status", "words"),
    [
        ({}, 0, "hoạt động bình thường"),
        ({"tick": STALE - MINUTE}, 0, "Nhắc việc: lần cuối"),
        ({"tick": STALE + MINUTE}, 1, "Nhắc việc: DỪNG từ"),
        ({"sender": STALE + MINUTE}, 1, "Gửi tin: DỪNG từ"),
        ({"channel:telegram": STALE + MINUTE}, 1, "Nhận tin từ Telegram: DỪNG từ"),
    ],
)
async def test_health_at_a_terminal(
    tmp_path: Path, ago: dict[str, timedelta], status: int, words: str
) -> None:
    await noted(tmp_path, {**WELL, **ago})
    code, said = await asyncio.to_thread(said_by, tmp_path)
    assert code == status, said
    assert words in said


async def test_health_of_copies(tmp_path: Path) -> None:
    folder = {"BCD_BACKUP_FOLDER": str(tmp_path)}
    await noted(tmp_path, WELL)
    code, said = await asyncio.to_thread(said_by, tmp_path, **folder)
    assert (code, "chưa đến giờ" in said) == (0, True)
    await noted(tmp_path, WELL, timedelta(days=3))
    code, said = await asyncio.to_thread(said_by, tmp_path, **folder)
    assert (code, "QUÁ CŨ" in said) == (1, True)
    await noted(tmp_path, WELL, timedelta(days=1))
    code, _ = await asyncio.to_thread(said_by, tmp_path, **folder)
    assert code == 0


def test_health_of_nothing(tmp_path: Path) -> None:
    code, said = said_by(tmp_path / "none")
    assert code == 1
    assert "BCD_DATA" in said
    assert not (tmp_path / "none").exists()


def test_health_of_what_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "bcd.sqlite3").write_bytes(b"something else" * 1000)
    code, said = said_by(tmp_path)
    assert code == 1
    assert "Traceback" not in said


# --- /healthz


async def test_healthz_is_fresh_at_a_start_and_names_what_is_not_well(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        await ward(h)
        said, status = await h.app.watch.healthz()
        assert (said["status"], status) == ("ok", 200)
        beating = h.app.watch.heartbeat
        long_ago = time.monotonic() - STALE.total_seconds() - 1
        beating._parts = {**beating._parts, "tick": lambda: long_ago}
        said, status = await h.app.watch.healthz()
        assert (said["status"], status) == ("failing", 503)
        parts = said["parts"]
        assert isinstance(parts, dict)
        assert [name for name, part in parts.items() if not part["ok"]] == ["tick"]
        last = datetime.fromisoformat(parts["tick"]["last"])
        assert abs(at(MONDAY) - STALE - last) < timedelta(seconds=5)
        await h.app.database._reader.close()
        said, status = await h.app.watch.healthz()
        assert status == 503
        assert "database" in said["parts"]  # type: ignore[operator]


def test_the_parts_are_in_the_order_that_people_ask_for() -> None:
    lasts = {"channel:zalo": None, "sender": None, "channel:telegram": None, "tick": None}
    names = [part.name for part in judged(lasts, {"sender"})]
    assert names == ["tick", "sender", "channel:telegram", "channel:zalo"]
    assert judged({"tick": None, "sender": None}, {"sender"})[1] == Part("sender", None, True)


async def test_the_watch_runs_and_stops_with_the_program(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        await ward(h)
        watch = h.app.watch
        watch.heartbeat.every.seconds = 0.01
        await h.app.schedule.tick()
        watch.start()
        async with asyncio.timeout(5):
            while not await rows(h, "SELECT part FROM heartbeats"):
                await asyncio.sleep(0.01)
        await watch.stop()
        assert ("tick",) in await rows(h, "SELECT part FROM heartbeats")
