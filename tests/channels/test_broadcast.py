"""A broadcast to 500 chats with replies in between, over HTTP, in real time."""

import asyncio
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.clock import SimulatedClock
from committee.calendar import ZONE
from tests.botapi.calls import Call
from tests.botapi.people import User
from tests.botapi.server import BotApiServer
from tests.channels.test_pacing import most_in_a_window
from tests.scenario.telegram_house import Phones, TelegramHouse, telegram_house
from tests.ward import ward
from tests.wide import guests, prepared

pytestmark = pytest.mark.channel

GUESTS = 500
REPLY_EVERY = 0.2
BEGIN = "2026-11-09T08:00"
INVITATION = "Giấy mời 07/GM-BCĐ"


@dataclass(frozen=True)
class Asked:
    """Somebody acted in the middle of the broadcast."""

    user: User
    at: float
    update: int


async def test_a_broadcast_keeps_the_limits_and_lets_replies_pass(tmp_path: Path) -> None:
    server = BotApiServer(checking=False)  # what is asked here is when, not what
    await server.start()
    phones = Phones(server, SimulatedClock(datetime.fromtimestamp(0, UTC)), tmp_path)
    try:
        async with telegram_house(tmp_path, BEGIN, phones) as h:
            w = await ward(h)
            invited = await guests(h, w, GUESTS)
            button = await prepared(w, date(2026, 11, 27), date(2026, 11, 9))
            await w.phone("lan").press(button)
            begun = time.monotonic()
            asked = await _broadcast(h, invited)
        calls = [call for call in server.sends() if call.at > begun]
    finally:
        await server.stop()
    waits = sorted(_answered(each, calls) - each.at for each in asked)
    first = [call for call in calls if _is_invitation(call)]
    fullest = most_in_a_window([call.at for call in calls], 1.0)
    p99 = waits[int(len(waits) * 0.99)]
    took = max(call.at for call in first) - min(call.at for call in first)
    print(  # noqa: T201 - the figures are what this test is for
        f"\n{len(first)} invitations in {took:.1f} s, fullest second {fullest},"
        f" {len(waits)} replies, p50 {waits[len(waits) // 2]:.3f} s, p99 {p99:.3f} s,"
        f" slowest {waits[-1]:.3f} s"
    )
    assert len(first) == len({call.chat for call in first}) == GUESTS + 12
    assert fullest <= 28
    assert _fullest_chat(first) <= 1
    assert _fullest_chat(calls) <= 3
    # How fast it is, the benchmark says; here a machine with other work may take its time, but
    # a reply must not wait for the broadcast to end.
    assert p99 < took / 3


async def _broadcast(h: TelegramHouse, invited: list[User]) -> list[Asked]:
    """Let it begin, and act from random chats until it has gone to everybody."""
    asked, chance = list[Asked](), random.Random(20261109)
    h.app.outbox.start()
    h.clock.move(datetime(2026, 11, 9, 8, 5, tzinfo=ZONE))
    ticking = asyncio.create_task(h.app.schedule.tick())
    idle = list(invited)
    chance.shuffle(idle)
    while not all(guest.screen for guest in invited):
        await asyncio.sleep(REPLY_EVERY)
        asked.append(_act(idle.pop()))
    await ticking
    await h.channel.server.updates.confirmed(asked[-1].update)
    await h.app.settle()
    return asked


def _act(guest: User) -> Asked:
    """Press what came, or else ask for help."""
    now = time.monotonic()
    if any("Sẽ dự" in shown.buttons for shown in guest.screen):
        update = guest.presses("Sẽ dự")
    else:
        update = guest.types("/trogiup")
    return Asked(guest, now, update or 0)


def _is_invitation(call: Call) -> bool:
    return call.method == "sendMessage" and INVITATION in call.params["text"]


def _answered(asked: Asked, calls: list[Call]) -> float:
    """When the answer reached the service."""
    return next(
        call.at
        for call in calls
        if call.chat == asked.user.id and call.at > asked.at and not _is_invitation(call)
    )


def _fullest_chat(calls: list[Call]) -> int:
    moments = defaultdict[int, list[float]](list)
    for call in calls:
        moments[call.chat].append(call.at)
    return max(most_in_a_window(of_chat, 1.0) for of_chat in moments.values())
