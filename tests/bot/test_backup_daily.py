"""A copy every day, kept for its term, tried every month, and made while members press."""

import asyncio
import hashlib
import logging
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.backup.daily import latest_hour, latest_trial
from bot.backup.keeping import archives, remove_old
from bot.backup.making import make_backup
from bot.settings import Settings
from committee.calendar import ZONE
from storage import copying
from tests.bot import played
from tests.bot.played import MONDAY, eventually
from tests.bot.test_backup import NOW, flipped, key, left_behind, target
from tests.chat import House, Phone, house
from tests.ward import ward

__all__ = ["key", "target"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


# --- kept for their term


def test_old_copies_go_and_the_newest_and_what_is_not_ours_stay(tmp_path: Path) -> None:
    names = [
        "bcd-20261001-020000.tar",
        "bcd-20261022-020000.tar.age",
        "bcd-20261023-020000.tar",
        "bcd-20261122-020000.tar",
    ]
    others = ["bcd-20200101.tar", "bcd-20209999-020000.tar", "so-lieu.tar", "bcd-2020.sqlite3"]
    for name in (*names, *others):
        (tmp_path / name).touch()
    assert remove_old(tmp_path, NOW, 30) == names[:2]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((*names[2:], *others))
    assert remove_old(tmp_path, NOW + timedelta(days=400), 30) == names[2:3]
    assert (tmp_path / names[3]).exists()


@pytest.mark.parametrize(
    ("now", "struck", "trial"),
    [
        ("2026-11-22T02:00", "2026-11-22T02:00", "2026-10-28T02:00"),
        ("2026-11-22T01:59", "2026-11-21T02:00", "2026-10-28T02:00"),
        ("2026-11-28T01:59", "2026-11-27T02:00", "2026-10-28T02:00"),
        ("2026-11-28T02:00", "2026-11-28T02:00", "2026-11-28T02:00"),
        ("2027-01-01T00:00", "2026-12-31T02:00", "2026-12-28T02:00"),
        ("2027-03-01T12:00", "2027-03-01T02:00", "2027-02-28T02:00"),
    ],
)
def test_the_hour_of_a_copy_and_the_day_of_a_trial(now: str, struck: str, trial: str) -> None:
    assert latest_hour(at(now), 2) == at(struck)
    assert latest_trial(at(now), 2) == at(trial)


# --- every day, and what the administrator hears


def switched_on(h: House, **more: object) -> None:
    """The same house with copies switched on."""
    settings = Settings(data=h.app.settings.data, **more)  # type: ignore[arg-type]
    h.app.watch.daily._settings = settings


def heard(h: House, address: str = "lan") -> list[tuple[datetime, str]]:
    """What the assistant said first."""
    log = h.channel.screen(address).log
    return [(shown.at, shown.text) for shown in log if not shown.is_reply]


async def looked(h: House, moment: str) -> None:
    """The clock reaches this, and the program looks whether a copy is due."""
    await h.until(moment)
    await h.app.watch.daily.run_due()


async def test_a_copy_every_day_and_a_trial_every_month(tmp_path: Path, target: Path) -> None:
    async with house(tmp_path / "data", "2026-12-25T09:00") as h:
        await ward(h)
        await h.app.watch.daily.run_due()
        assert archives(target) == []  # switched off
        switched_on(h, backup_folder=target)
        await h.app.watch.daily.run_due()  # none yet: at once
        await h.app.watch.daily.run_due()  # the first trial
        for _ in range(3):
            await h.app.watch.daily.run_due()
        assert [path.name for path in archives(target)] == ["bcd-20261225-090000.tar"]
        await looked(h, "2026-12-26T01:59")
        assert len(archives(target)) == 1
        await looked(h, "2026-12-26T02:00")
        await looked(h, "2026-12-26T02:01")
        assert len(archives(target)) == 2
        await looked(h, "2026-12-28T05:00")  # it was off at the hour, and the day before
        await looked(h, "2026-12-28T05:01")
        await looked(h, "2026-12-28T05:02")
        assert len(archives(target)) == 3
        await h.until("2026-12-28T12:00")
        said = heard(h)
        assert [moment for moment, _ in said] == [at("2026-12-25T09:00"), at("2026-12-28T07:00")]
        assert "khôi phục thử ngày 28/12/2026 <b>đạt</b>" in said[-1][1]
        assert "05 giờ 00, ngày 28/12/2026" in said[-1][1]
        assert {a for a, s in h.channel.screens.items() if s.log} == {"lan"}
        assert left_behind(tmp_path / "data", target) == []


async def test_a_copy_that_fails_is_told_once_a_day_and_tried_every_hour(
    tmp_path: Path, target: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path / "data", "2026-11-09T01:00") as h:
        await ward(h)
        switched_on(h, backup_folder=tmp_path / "unplugged")
        for moment in ("02:00", "02:30", "03:00", "03:59", "04:00"):
            await looked(h, f"2026-11-09T{moment}")
        assert caplog.text.count("no copy was made: gone") == 3
        await h.until("2026-11-09T12:00")
        [(read_at, text)] = heard(h)
        assert read_at == at("2026-11-09T07:00")
        assert "không thấy thư mục" in text
        assert "chưa có bản sao lưu nào" in text
        # The next day it fails at night and is mended before anybody reads it.
        await looked(h, "2026-11-10T02:00")
        (tmp_path / "unplugged").mkdir()
        await looked(h, "2026-11-10T03:00")
        await h.until("2026-11-10T12:00")
        assert len(heard(h)) == 1
        assert len(archives(tmp_path / "unplugged")) == 1


@pytest.mark.parametrize("fault", ["changed", "gone", "sealed elsewhere", "sealed, key here"])
async def test_a_trial_says_what_it_found(
    fault: str, tmp_path: Path, target: Path, key: tuple[Path, str]
) -> None:
    sealing = {"backup_recipient": key[1]} if fault.startswith("sealed") else {}
    here = {"backup_identity": key[0]} if fault == "sealed, key here" else {}
    async with house(tmp_path / "data", MONDAY) as h:
        await ward(h)
        switched_on(h, backup_folder=target, **sealing, **here)
        await h.app.watch.daily.run_due()
        [archive] = archives(target)
        if fault == "changed":
            archive.write_bytes(flipped(archive.read_bytes()))
        elif fault == "gone":
            archive.unlink()
        await h.app.watch.daily.run_due()
        await h.app.settle()
        [(_, text)] = heard(h)
        expected = {
            "changed": "<b>không đạt</b>, lý do: bản sao lưu bị thay đổi",
            "gone": "<b>không đạt</b>, lý do: không thấy",
            "sealed elsewhere": "còn <b>nguyên vẹn</b>",
            "sealed, key here": "<b>đạt</b>",
        }
        assert expected[fault] in text


async def test_stopping_does_not_wait_for_a_copy(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(copying, "PAGES_A_STEP", 1)
    monkeypatch.setattr(copying, "REST_SECONDS", 0.05)
    async with house(tmp_path / "data", MONDAY) as h:
        await ward(h)
        switched_on(h, backup_folder=target)
        daily = h.app.watch.daily
        daily.every.seconds = 0.001
        daily.start()
        await eventually(lambda: bool(left_behind(target)))
        begun = time.monotonic()
        await daily.stop()
        await eventually(lambda: not left_behind(tmp_path / "data", target))
        assert time.monotonic() - begun < 2
        assert list(target.iterdir()) == []


async def test_members_press_while_a_copy_is_made(
    tmp_path: Path, target: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """How long presses take beside a copy is printed; each is in the house, none is torn."""
    async with house(tmp_path / "data", MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        async with h.app.database.transaction() as tx:
            for number in range(400):
                await tx.execute(
                    "INSERT INTO files VALUES (:hash, 'x', 1, 1, NULL)",
                    hash=hashlib.sha256(b"%d" % number).hexdigest() + "0" * 60_000,
                )
            await tx.execute("DELETE FROM files WHERE length(sha256) > 64")
        alone = [await asked(w.phone("huong")) for _ in range(20)]
        copy = asyncio.create_task(
            asyncio.to_thread(make_backup, tmp_path / "data", target, h.clock.now())
        )
        beside = [await asked(w.phone("huong"))]
        while not copy.done():
            beside.append(await asked(w.phone("huong")))
        made = await copy
        size = (tmp_path / "data" / "bcd.sqlite3").stat().st_size / 1e6
        print(  # noqa: T201
            f"{size:.0f} MB copied; a press alone at most {max(alone) * 1000:.0f} ms,"
            f" beside the copy at most {max(beside) * 1000:.0f} ms of {len(beside)}"
        )
        assert made.missing == 0
        with caplog.at_level(logging.ERROR):
            assert not [each for each in caplog.records if each.levelno >= logging.ERROR]


async def asked(phone: Phone) -> float:
    """Seconds from a question to its answer."""
    begun = time.perf_counter()
    assert await phone.types("/lichhop")
    return time.perf_counter() - begun
