"""One person on Telegram and Zalo at once: one state, one message, the other after a refusal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import unused_port

from bot.app import App
from bot.clock import SimulatedClock
from bot.serving import serving
from bot.settings import Settings
from committee.calendar import ZONE
from committee.people import Honorific, Role
from handlers.speaking import Speaker
from messages.render import render
from storage import accounts, committees
from storage.people import add_person
from storage.seats import save_membership
from tests.botapi.people import User as TelegramUser
from tests.botapi.server import TOKEN as TELEGRAM_TOKEN
from tests.botapi.server import BotApiServer
from tests.channels.zalo_room import SECRET, until
from tests.scenario.zalo_house import choices
from tests.zaloapi.people import User as ZaloUser
from tests.zaloapi.server import TOKEN as ZALO_TOKEN
from tests.zaloapi.server import ZaloServer

pytestmark = pytest.mark.channel

MONDAY = datetime(2026, 11, 9, 8, tzinfo=ZONE)
NOTICE = {"channel": "zalo", "sent": 8, "quota": 10}


@dataclass
class Both:
    """One person's two chats, both linked; Telegram was linked last."""

    app: App
    clock: SimulatedClock
    telegram_server: BotApiServer
    zalo_server: ZaloServer
    telegram: TelegramUser
    zalo: ZaloUser
    person_id: int

    async def owe(self, step: str) -> None:
        async with self.app.database.transaction() as tx:
            await Speaker(tx, self.clock.now()).tell(
                self.person_id,
                "channel.quota",
                committee_id=1,  # the only one there is
                subject="test",
                revision=0,
                step=step,
                facts=NOTICE,
            )
        await self.app.settle()

    async def heard(self) -> None:
        await until(lambda: len(self.telegram_server.updates) == 0)
        await self.zalo_server.bot.all_taken()
        await self.app.settle()

    async def value(self, sql: str) -> Any:
        async with self.app.database.reading() as tx:
            return await tx.value(sql)


@asynccontextmanager
async def both(folder: Path) -> AsyncIterator[Both]:
    telegram_server, zalo_server = BotApiServer(), ZaloServer()
    await telegram_server.start()
    await zalo_server.start()
    clock = SimulatedClock(MONDAY, running=False)
    port = unused_port()
    here = f"http://127.0.0.1:{port}"
    settings = Settings.model_validate(
        {
            "data": folder,
            "base_url": here,
            "http_port": port,
            "telegram_token": TELEGRAM_TOKEN,
            "telegram_api": telegram_server.base_url,
            "telegram_poll_seconds": 1,
            "zalo_tokens": ZALO_TOKEN,
            "zalo_api": zalo_server.base_url,
            "zalo_webhook_url": f"{here}/zalo/x1",
            "zalo_webhook_secret": SECRET,
            "zalo_per_second": 0,
        }
    )
    telegram = telegram_server.user(5_000_000_001, "Dũng", started=True)
    zalo = zalo_server.user("Dũng")
    zalo.wrote = True
    try:
        async with serving(settings, clock) as served:
            await until(lambda: bool(zalo_server.bot.url))
            person = await _linked(served.app, telegram, f"{zalo_server.bot.number}:{zalo.id}")
            yield Both(served.app, clock, telegram_server, zalo_server, telegram, zalo, person)
    finally:
        await zalo_server.stop()
        await telegram_server.stop()
    assert (telegram_server.faults, zalo_server.faults) == ([], [])


async def _linked(app: App, telegram: TelegramUser, zalo_address: str) -> int:
    async with app.database.transaction() as tx:
        committee = await committees.create(
            tx, name="Ban Chỉ đạo", regulation="tran-lieu", now=MONDAY
        )
        person = await add_person(
            tx,
            name="Phạm Văn Dũng",
            honorific=Honorific.COMRADE,
            phone="+84900000004",
            position="Trưởng Công an phường",
            now=MONDAY,
        )
        await save_membership(
            tx, committee.id, person, role=Role.WORKING_GROUP_MEMBER, secretariat=True, now=MONDAY
        )
        for channel, address in (("zalo", zalo_address), ("telegram", str(telegram.id))):
            account = await accounts.known(tx, channel, address, MONDAY)
            await accounts.link(tx, account.id, person, MONDAY)
    return person


async def test_a_message_goes_to_one_chat_only(tmp_path: Path) -> None:
    async with both(tmp_path) as b:
        await b.owe("a")
        assert (len(b.telegram.log), len(b.zalo.log)) == (1, 0)


async def test_who_blocked_telegram_gets_it_on_zalo_once(tmp_path: Path) -> None:
    async with both(tmp_path) as b:
        b.telegram.chat.blocked = True  # without having said so
        await b.owe("a")
        await b.app.settle()
        assert (len(b.telegram.log), len(b.zalo.log)) == (0, 1)
        await b.owe("b")
        assert (len(b.telegram.log), len(b.zalo.log)) == (0, 2)
        refused = [c for c in b.telegram_server.calls if c.method == "sendMessage"]
        assert len(refused) == 1  # the second is not tried there any more


async def test_another_chat_can_be_put_first(tmp_path: Path) -> None:
    async with both(tmp_path) as b:
        b.zalo.types("/kenh")
        await b.heard()
        assert dict(choices(b.zalo.last.text)) == {"1": "Dùng Telegram", "2": "Dùng Zalo"}
        b.clock.move(MONDAY + timedelta(minutes=1))
        b.zalo.types("2")
        await b.heard()
        assert b.zalo.last.text.startswith(render("channel/preferred", name="Zalo"))
        await b.owe("a")
        assert len(b.telegram.log) == 0
        assert "8/10" in b.zalo.last


async def test_nobody_chooses_for_another(tmp_path: Path) -> None:
    async with both(tmp_path) as b:
        number = await b.value("SELECT id FROM accounts WHERE channel = 'telegram'")
        stranger = b.telegram_server.user(5_000_000_002, "Lạ", started=True)
        stranger.types("/start")
        await b.heard()
        message = stranger.chat.shown[max(stranger.chat.shown)]
        stranger.presses_action(f"channel:use:{number}", message)
        await b.heard()
        assert await b.value("SELECT COUNT(*) FROM accounts WHERE preferred_at IS NOT NULL") == 0


async def test_a_question_begun_on_one_chat_goes_on_on_the_other(tmp_path: Path) -> None:
    async with both(tmp_path) as b:
        b.telegram.types("/dulieucuatoi")
        await b.heard()
        b.telegram.presses("Đề nghị đính chính")
        await b.heard()
        assert await b.value("SELECT COUNT(*) FROM dialogues") == 1
        b.zalo.types("chức vụ đúng là Phó Trưởng Công an phường")
        await b.heard()
        assert await b.value("SELECT COUNT(*) FROM dialogues") == 0
        assert len(b.zalo.log) == 1
