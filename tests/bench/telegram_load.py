"""Two hundred people who press a button as soon as their last press is answered.

`python -m tests.bench.telegram_load RIVAL FOLDER`, in a process of its own: prepares, prints the
address on a line, waits for the bot, loads it at each latency, prints a line of JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.botapi.calls import Call
from tests.botapi.people import User
from tests.botapi.server import BotApiServer
from tests.botapi.world import File
from tests.wide import invited

CHATS = 200
LABELS = ("Sẽ dự", "Đổi trả lời", "Không dự được", "Đổi trả lời")
"""What a guest presses in turn."""
LATENCIES = (0.0, 0.05)
WARM_UP_SECONDS = 1.5
SECONDS = 4.0
PATIENCE_SECONDS = 30.0
"""How long a bot may take to its first poll."""
OWN = "bcd"
TEXT = (
    "Đã ghi nhận: Dự họp, phiên họp quý IV, 14 giờ 00, thứ Sáu ngày 27/11/2026, phòng họp số 1. "
    "Trả lời lúc 09 giờ 02, ngày 09/11/2026; đổi được đến 17 giờ 00, thứ Tư ngày 25/11/2026. {}"
)
"""As much as the program answers."""


class Load(BotApiServer):
    """Counts presses that are both acknowledged and shown, and lets the next one follow."""

    def __init__(self) -> None:
        super().__init__(checking=False, recording=False)
        self.pressed = 0
        self.users: dict[int, User] = {}
        self._next: dict[int, Iterator[str]] = {}
        self._owed: dict[int, int] = {}

    def begin(self, users: list[User]) -> None:
        for user in users:
            self.users[user.id] = user
            self._next[user.id] = cycle(LABELS)
            self._press(user)

    def _press(self, user: User) -> None:
        self._owed[user.id] = 2
        user.chat.log.clear()
        user.chat.toasts.clear()
        user.presses(next(self._next[user.id]))

    async def _carried_out(
        self, request: web.Request, call: Call, uploads: Mapping[str, File]
    ) -> web.Response:
        chat = call.chat
        if call.method == "answerCallbackQuery":
            chat = self.world.presses.get(call.params["callback_query_id"], 0)
        response = await super()._carried_out(request, call, uploads)
        if call.method in ("answerCallbackQuery", "editMessageText") and chat in self._owed:
            asyncio.get_running_loop().call_soon(self._done, chat)
        return response

    def _done(self, chat: int) -> None:
        self._owed[chat] -= 1
        if self._owed[chat] == 0:
            self.pressed += 1
            self._press(self.users[chat])


async def main(rival: str, folder: Path) -> None:
    load = Load()
    await load.start()
    if rival == OWN:
        users = await invited(load, folder, CHATS, telegram_per_second=0)
    else:
        users = [_asked(load, number) for number in range(CHATS)]
    _say(load.base_url)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while load.updates.polls == 0:
            await asyncio.sleep(0.05)
    load.begin(users)
    rates = {}
    for latency in LATENCIES:
        load.latency = latency
        await asyncio.sleep(WARM_UP_SECONDS)
        rates[f"{latency * 1000:.0f}ms"] = await _rate(load)
    _say(json.dumps(rates))
    await asyncio.Event().wait()  # until it is ended: the bot must not run into a closed door


async def _rate(load: Load) -> float:
    """Presses a second."""
    before, began = load.pressed, time.perf_counter()
    await asyncio.sleep(SECONDS)
    if load.pressed == before:
        raise RuntimeError("no press was answered")
    return (load.pressed - before) / (time.perf_counter() - began)


def _asked(load: Load, number: int) -> User:
    """A person who has a message with a button on the screen."""
    user = load.user(5_000_000_001 + number, started=True)
    markup = {"inline_keyboard": [[{"text": LABELS[0], "callback_data": "a:0"}]]}
    load.world.say(user.chat, {"text": TEXT.format(0), "reply_markup": markup})
    return user


def _say(line: Any) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
