"""kill -9 while a notice's receivers are reminded step by step: nobody lost, nobody twice."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from committee.notice import NoticeState
from committee.people import Honorific
from handlers.notices.follow import owe_reminders
from handlers.speaking import Speaker
from storage import accounts, committees, fan_out, notice_receivers, notices, people, seats
from storage.database import Database, Transaction
from storage.migrate import migrate
from tests.kill.engine_child import NOW
from tests.kill.recorder import Recorder
from tests.kill.test_engine_kill import Senders

pytestmark = pytest.mark.kill

RECEIVERS, STEP = 300, 20


async def guest(tx: Transaction, committee_id: int, number: int) -> int:
    """Somebody on the roster with a phone."""
    person = await people.add_person(
        tx,
        name=f"Khách Mời {number}",
        honorific=Honorific.MR,
        phone=f"+8490{number:07}",
        position="",
        now=NOW,
    )
    await seats.save_contact(tx, committee_id, person, invited=True, now=NOW)
    account = await accounts.known(tx, "http", f"a{number}", NOW)
    await accounts.link(tx, account.id, person, NOW)
    return person


async def reminded(folder: Path) -> None:
    """A notice that went out yesterday; its reminder is owed to the first step."""
    folder.mkdir(parents=True, exist_ok=True)
    database = await Database.open(folder / "bcd.sqlite3")
    try:
        await migrate(database)
        async with database.transaction() as tx:
            committee = await committees.create(
                tx, name="Ban Chỉ đạo phường", regulation="tran-lieu", now=NOW
            )
            everybody = [await guest(tx, committee.id, n) for n in range(RECEIVERS)]
            made = await notices.add(
                tx, committee_id=committee.id, text="Tin", corrects=None, made_by=1, now=NOW
            )
            notice = await notices.by_id(tx, made)
            assert notice is not None
            yesterday = NOW - timedelta(days=1)
            out = replace(notice, state=NoticeState.RELEASED, send_at=yesterday)
            await notices.save(tx, out, NOW)
            await notice_receivers.add(tx, made, everybody)
            await owe_reminders(Speaker(tx, NOW), out)
    finally:
        await database.close()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.01)


async def test_a_reminder_goes_on_where_it_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fan_out, "STEP", STEP)
    await reminded(tmp_path)
    recorder = Recorder()
    await recorder.start()
    them = Senders(tmp_path, recorder, lease=0.0, step=STEP)

    def owed() -> int:
        return int(them._rows("SELECT COUNT(*) FROM deliveries")[0][0])

    try:
        assert owed() == STEP
        for part in (RECEIVERS // 4, RECEIVERS // 2):
            await them.start()
            await until(lambda part=part: owed() >= part)  # type: ignore[misc]
            await them.kill_first()
            assert part <= owed() < RECEIVERS, "killed between two steps"
        await them.start()
        await until(lambda: len(them.noted()) == RECEIVERS)
    finally:
        await them.end()
        await recorder.stop()
    assert owed() == RECEIVERS
    addresses = [address for address, _, _ in recorder.taken]
    assert set(addresses) == {f"a{n}" for n in range(RECEIVERS)}
    assert len(addresses) - RECEIVERS <= them.in_flight
