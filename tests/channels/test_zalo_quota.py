"""A month's messages: counted, warned of at 80 %, spared, waited for when they are used up."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.meter import UNKNOWN_PAUSE, month_of, next_midnight
from handlers.speaking import DIGEST, Speaker
from storage import quotas
from tests.channels.zalo_room import Room, room
from tests.ward import Ward
from tests.zaloapi.people import User
from tests.zaloapi.server import SECOND_TOKEN, TOKEN, ZaloServer

pytestmark = pytest.mark.channel

SENT = "SELECT SUM(sent) FROM quotas"
KIND = "channel.quota"
FACTS = {"channel": "zalo", "sent": 1, "quota": 10}


async def used(r: Room, count: int) -> None:
    """So much was sent this month before."""
    meter, month = f"zalo:{r.server.bot.number}", month_of(r.clock.now())
    async with r.app.database.transaction() as tx:
        await quotas.count(tx, meter, month)
        await tx.execute("UPDATE quotas SET sent = :sent", sent=count)


async def owe(r: Room, w: Ward, address: str, step: str, *, merge: str | None = DIGEST) -> None:
    """Lan or Hương is told of something that may wait."""
    async with r.app.database.transaction() as tx:
        await Speaker(tx, r.clock.now()).tell(
            w.person_id(address),
            KIND,
            committee_id=w.committee_id,
            subject=f"test:{step}",
            revision=0,
            step=step,
            facts=FACTS,
            merge=merge,
        )
    await r.app.settle()


async def test_every_message_of_the_month_is_counted(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        await r.ward()
        for _ in range(3):
            await r.says(r.member("huong"), "/trogiup")
        assert await r.value(SENT) == len(r.server.sent()) == 3
        await r.later(days=30)
        await r.says(r.member("huong"), "/trogiup")
        assert await r.value("SELECT COUNT(*) FROM quotas") == 2


async def test_the_secretariat_is_warned_once_a_month(tmp_path: Path) -> None:
    async with room(tmp_path, zalo_quota=10) as r:
        await r.ward()
        lan, huong = r.member("lan"), r.member("huong")
        for _ in range(7):
            await r.says(huong, "/trogiup")
        assert lan.log == []
        await r.says(huong, "/trogiup")
        [warning] = lan.log
        assert "8/10 tin" in warning
        await r.says(huong, "/trogiup")
        assert len(lan.log) == 1


async def test_nearly_used_up_what_can_wait_goes_together_in_the_morning(tmp_path: Path) -> None:
    async with room(tmp_path, zalo_quota=1000) as r:
        w = await r.ward()
        lan = r.member("lan")
        await used(r, 940)
        await owe(r, w, "lan", "a")
        assert len(lan.log) == 2  # it goes at once, and so does the warning
        await used(r, 950)
        before = len(lan.log)
        await owe(r, w, "lan", "b")
        await owe(r, w, "lan", "c")
        assert len(lan.log) == before
        await owe(r, w, "lan", "d", merge=None)
        assert len(lan.log) == before + 1
        await r.says(lan, "/trogiup")  # who asks is answered
        assert len(lan.log) == before + 2
        await r.later(hours=23)  # 07:00 of the next working day
        [digest] = lan.log[before + 2 :]
        assert "1." in digest
        assert "2." in digest


async def test_when_it_is_over_nothing_is_tried_before_the_next_midnight(tmp_path: Path) -> None:
    async with room(tmp_path, zalo_quota=1000) as r:
        await r.ward()
        huong: User = r.member("huong")
        await used(r, 1000)
        r.server.quota = 0
        await r.says(huong, "/trogiup")
        await r.says(huong, "/lichhop")
        await r.later(hours=3)
        tried = [call for call in r.server.calls if call.method == "sendMessage"]
        assert [call.status for call in tried] == [429]
        held = await r.value("SELECT held_until FROM quotas")
        assert held == round(next_midnight(r.clock.now()).timestamp() * 1000)


async def test_what_waited_is_said_when_the_service_takes_it_again(tmp_path: Path) -> None:
    async with room(tmp_path, zalo_quota=1000) as r:
        await r.ward()
        huong = r.member("huong")
        r.server.fail(429)
        await r.says(huong, "/trogiup")
        assert huong.log == []
        until = await r.value("SELECT held_until FROM quotas")
        assert until == round((r.clock.now() + UNKNOWN_PAUSE).timestamp() * 1000)
        r.clock.move(r.clock.now() + UNKNOWN_PAUSE + timedelta(seconds=1))
        async with r.app.database.transaction() as tx:  # pauses are of real time
            await tx.execute("UPDATE sends SET next_attempt_at = 0")
        await r.app.settle()
        assert len(huong.log) == 1


async def test_who_has_another_chat_is_written_to_there(tmp_path: Path) -> None:
    """Without marking the account as blocked: it is the first again as soon as it can be."""
    server = ZaloServer(tokens=(TOKEN, SECOND_TOKEN))
    await server.start()
    try:
        async with room(tmp_path, server) as r:
            w = await r.ward()
            lan, bot = r.member("lan"), server.bots[SECOND_TOKEN]
            second = server.user("Lan, máy thứ hai", bot=bot)
            second.wrote = True
            await r.link(w.person_id("lan"), "zalo", f"{bot.number}:{second.id}")
            server.fail(429, chat=second.id)
            await owe(r, w, "lan", "a", merge=None)
            await owe(r, w, "lan", "b", merge=None)
            assert (len(lan.log), len(second.log)) == (1, 0)
            blocked = "SELECT COUNT(*) FROM accounts WHERE blocked_at IS NOT NULL"
            assert await r.value(blocked) == 0
    finally:
        await server.stop()
