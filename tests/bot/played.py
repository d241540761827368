"""The scenario's meeting brought to each of its states, for tests of what happens around it."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels.base import SendDelayed
from bot.clock import SimulatedClock
from handlers.conversation import IncomingFile, Outgoing
from tests.chat import House, MemoryChannel, Phone, Shown
from tests.ward import Ward

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""For a channel's clock; the house sets its own into it."""
MONDAY = "2026-11-09T08:00"
LINE = "họp quý 4 lúc 14h thứ 6 27/11/2026 phòng họp số 1"


async def act(phone: Phone, verb: str, *, key: str = "") -> list[Shown]:
    """Press the newest button with this action, whatever it reads: "meeting:approve"."""
    message, action = offered(phone, verb)
    return await phone.press_action(action, pressed=message.key, key=key)


def offered(phone: Phone, verb: str) -> tuple[Shown, str]:
    """The newest message with this button, and the button's whole action."""
    for message in reversed(phone.messages):
        for action in message.outgoing.actions:
            if action.id == verb or action.id.startswith(f"{verb}:"):
                return message, action.id
    seen = [action.id for message in phone.messages for action in message.outgoing.actions]
    raise AssertionError(f"no button {verb!r}; there are {seen}")


async def drafted(w: Ward, line: str = LINE) -> None:
    lan = w.phone("lan")
    await lan.types(line)
    await act(lan, "meeting:kind:combined")
    await act(lan, "meeting:usedeadline")


async def submitted(w: Ward, line: str = LINE) -> None:
    await drafted(w, line)
    await act(w.phone("lan"), "meeting:submitnow")


async def approved(w: Ward, line: str = LINE) -> None:
    await submitted(w, line)
    await act(w.phone("an"), "meeting:approve")


async def numbered(w: Ward, line: str = LINE, number: str = "07/GM-BCĐ") -> None:
    await approved(w, line)
    await enter_number(w, number)


async def enter_number(w: Ward, number: str) -> None:
    await act(w.phone("lan"), "meeting:number")
    await w.phone("lan").types(f"{number} ngày 09/11/2026")


async def invited(w: Ward, line: str = LINE, number: str = "07/GM-BCĐ") -> None:
    """The invitations are out, two minutes later than it was."""
    await numbered(w, line, number)
    await send_out(w)


async def send_out(w: Ward) -> None:
    await act(w.phone("lan"), "meeting:send")
    await later(w.house, 2)


async def later(h: House, minutes: float) -> None:
    await h.until(h.clock.now() + timedelta(minutes=minutes))


async def value(h: House, sql: str, **values: Any) -> Any:
    async with h.app.database.reading() as tx:
        return await tx.value(sql, **values)


async def rows(h: House, sql: str, **values: Any) -> list[tuple[Any, ...]]:
    async with h.app.database.reading() as tx:
        return [tuple(row) for row in await tx.all(sql, **values)]


async def eventually(holds: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for what happens beside the test."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.005)


class TryingChannel(MemoryChannel):
    """A chat service that a test can make slow, busy, broken or unable to edit."""

    def __init__(self, clock: SimulatedClock, folder: Path) -> None:
        super().__init__(clock, folder)
        self.faults: list[Exception] = []
        """Raised by the next sends, one each."""
        self.broken: set[str] = set()
        """Addresses where every send fails."""
        self.hanging: dict[str, asyncio.Event] = {}
        """Addresses that take a send only once the event is set."""
        self.fetching = asyncio.Event()
        self.fetching.set()
        self.attempts: list[tuple[str, str]] = []
        """(address, key) of every attempt."""
        self.at_once = 0
        self.most_at_once = 0
        self.press_fault: Exception | None = None

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        self.attempts.append((address, key))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if address in self.hanging:
                await self.hanging[address].wait()
            if self.faults:
                raise self.faults.pop(0)
            if address in self.broken:
                raise ConnectionError("the network is away")
            await asyncio.sleep(0)
            return await super().send(address, key, outgoing, edits)
        finally:
            self.at_once -= 1

    async def answer_press(self, event: Any, toast: str) -> None:
        if self.press_fault is not None:
            raise self.press_fault
        await super().answer_press(event, toast)

    async def fetch(self, file: IncomingFile, target: Path) -> None:
        await self.fetching.wait()
        await super().fetch(file, target)


def soon() -> SendDelayed:
    """The chat service asks for a moment."""
    return SendDelayed(0.05)


def body(**parts: Any) -> bytes:
    return json.dumps(parts).encode()
