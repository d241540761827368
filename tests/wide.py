"""More guests than a ward has, each with a phone of their own and an invitation to answer."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import SimulatedClock, WallClock
from committee.calendar import Calendar
from committee.people import Honorific
from storage import accounts, people, seats
from storage.calendars import national_calendar
from tests.botapi.people import User
from tests.botapi.server import BotApiServer
from tests.scenario.telegram_house import Phones, TelegramHouse, telegram_house
from tests.ward import Ward, ward


async def guests(h: TelegramHouse, w: Ward, count: int) -> list[User]:
    """Put them on the roster, invited to every meeting and linked."""
    async with h.app.database.transaction() as tx:
        for number in range(count):
            person = await people.add_person(
                tx,
                name=f"Khách Mời {number}",
                honorific=Honorific.MR,
                phone=f"+8491{number:07}",
                position="Tổ trưởng",
                now=h.clock.now(),
            )
            await seats.save_contact(tx, w.committee_id, person, invited=True, now=h.clock.now())
            address = h.account_of(f"guest-{number}")
            account = await accounts.known(tx, h.channel.name, address, h.clock.now())
            await accounts.link(tx, account.id, person, h.clock.now())
    return [h.channel.user(f"guest-{number}") for number in range(count)]


async def prepared(w: Ward, day: date, signed_on: date) -> str:
    """The secretary prepares a meeting, the head agrees; the button is left that sends it."""
    lan, an = w.phone("lan"), w.phone("an")
    await lan.types(f"họp quý 4 lúc 14h ngày {day:%d/%m/%Y} phòng họp số 1")
    for label in ("Định kỳ quý IV", "Dùng hạn này", "Trình trước, bổ sung sau"):
        await lan.press(label)
    await an.press("Đồng ý triệu tập")
    await lan.press("Nhập số giấy mời")
    [preview] = await lan.types(f"07/GM-BCĐ ngày {signed_on:%d/%m/%Y}")
    return next(label for label in preview.buttons if label.startswith("Gửi "))


async def invited(server: BotApiServer, folder: Path, count: int, **settings: Any) -> list[User]:
    """Guests with an invitation each, on disk, as an earlier run of the program left them.

    The meeting is three weeks ahead by the wall clock, so that presses count today.
    """
    today = WallClock().now().date()
    calendar = Calendar(*national_calendar(range(today.year - 1, today.year + 2)))
    before = calendar.previous_working_day(today)
    day = calendar.next_working_day(today + timedelta(days=21))
    phones = Phones(server, SimulatedClock(datetime.fromtimestamp(0, UTC)), folder)
    async with telegram_house(folder, f"{before}T08:00", phones, **settings) as h:
        w = await ward(h)
        users = await guests(h, w, count)
        await w.phone("lan").press(await prepared(w, day, before))
        await h.until(h.clock.now() + timedelta(minutes=5))
    server.world.clock = time.time
    server.calls.clear()
    return users
