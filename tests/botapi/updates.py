"""What waits for the bot: kept until it is confirmed, handed out by long polls in order."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from tests.botapi.checking import update_faults

_UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds that a bot hears of only where it names them."""

FIRST_ID = 700_000_001


class SupersededError(Exception):
    """Another poll took over; Telegram ends the earlier one."""


class Updates:
    """The queue of one bot."""

    def __init__(self, fault: Callable[[str], None], *, checking: bool = True) -> None:
        self._fault = fault
        self._checking = checking
        self._waiting: list[dict[str, Any]] = []
        self._next_id = FIRST_ID
        self._changed = asyncio.Event()
        self.polls = 0
        """How many polls there have been."""
        self.allowed: frozenset[str] | None = None
        self.confirmed_below = FIRST_ID
        """Every update under this id has been confirmed."""

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, body: dict[str, Any]) -> int | None:
        """Queue an update; its id, or None where the bot does not hear of this kind."""
        if kind in _UNASKED if self.allowed is None else kind not in self.allowed:
            return None
        update = {"update_id": self._next_id, kind: body}
        if self._checking:
            for fault in update_faults(update):
                self._fault(fault)
        return self._queue(update)

    def poison(self, update: dict[str, Any] | None = None) -> int:
        """Queue an update of a wrong shape, on purpose."""
        wrong = {"message": {"message_id": "no number", "chat": 7}} if update is None else update
        return self._queue({"update_id": self._next_id, **wrong})

    def _queue(self, update: dict[str, Any]) -> int:
        self._waiting.append(update)
        self._next_id += 1
        self._wake()
        return self._next_id - 1

    def _wake(self) -> None:
        """Whoever waits looks again."""
        self._changed.set()
        self._changed = asyncio.Event()

    def listen(self, kinds: Sequence[str] | None) -> None:
        """Which kinds the bot wants from now on; an empty list is the default, None the last."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget all below; a negative offset keeps so many from the end."""
        if offset < 0:
            offset = self._waiting[max(len(self._waiting) + offset, 0)]["update_id"]
        self._waiting = [each for each in self._waiting if each["update_id"] >= offset]
        if offset > self.confirmed_below:
            self.confirmed_below = offset
            self._wake()

    def drop(self) -> None:
        self.confirm(self._next_id)

    def first(self, limit: int) -> list[dict[str, Any]]:
        return self._waiting[:limit]

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Confirm, then wait for something; an earlier poll that still waits is ended."""
        self.polls += 1
        mine = self.polls
        self._wake()
        if offset and (offset > 0 or self._waiting):
            self.confirm(offset)
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not self._waiting and (left := end - loop.time()) > 0:
            await self.change(left)
            if mine != self.polls:
                raise SupersededError
        return self.first(limit)

    async def confirmed(self, update_id: int, seconds: float = 20.0) -> None:
        """Wait until the bot has confirmed this update, that is, has it in safety."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self.confirmed_below <= update_id:
            if (left := end - loop.time()) <= 0:
                raise TimeoutError(f"update {update_id} is not confirmed")
            await self.change(left)

    async def change(self, seconds: float) -> None:
        """Wait until something came or was confirmed, or for so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return
