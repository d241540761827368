"""One lane for each chat: its events run in order, different chats side by side."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from bot.faults import new_error_id, places
from storage.faults import passes
from storage.inbox import Arrived

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0

Handle = Callable[[Arrived, deque[Arrived]], Awaitable[None]]
"""Handles a row, with what waits behind it in the same chat; an album takes from there."""
HeldUp = Callable[[Arrived], Awaitable[None]]
"""Told once of a row that has to wait until the disk takes it."""


class Lanes:
    """Rows waiting to be handled, by channel and address."""

    def __init__(self, handle: Handle, held_up: HeldUp) -> None:
        self._handle = handle
        self._held_up = held_up
        self._lanes: dict[tuple[str, str], deque[Arrived]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    def put(self, row: Arrived) -> None:
        """Have it handled after what came before it from the same chat."""
        lane = (row.channel, row.address)
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(row)
            return
        self._lanes[lane] = deque([row])
        worker = asyncio.create_task(self._work(lane))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def stop(self) -> None:
        """Finish the events under way; what waits behind them is taken up by the next start."""
        self._stopping.set()
        for waiting in self._lanes.values():
            waiting.clear()
        await self.settle()

    async def settle(self) -> None:
        """Wait until all lanes are empty."""
        while self._workers:
            await asyncio.wait(set(self._workers))

    async def _work(self, lane: tuple[str, str]) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting:
                await self._one(waiting.popleft(), waiting)
        finally:
            del self._lanes[lane]

    async def _one(self, row: Arrived, behind: deque[Arrived]) -> None:
        """A full disk holds up this chat until there is room; anything else holds up nobody."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            waited = tuple(behind)
            try:
                await self._handle(row, behind)
            except Exception as error:  # the next start takes this row up; those behind go on
                _report(row, error)
                if not passes(error) or self._stopping.is_set():
                    return
            else:
                return
            _put_back(behind, waited)
            if pause == FIRST_PAUSE_SECONDS:
                await self._held_up(row)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _put_back(behind: deque[Arrived], waited: tuple[Arrived, ...]) -> None:
    """An album took its other pieces from there."""
    kept = {row.id for row in behind}
    behind.extendleft(row for row in reversed(waited) if row.id not in kept)


def _report(row: Arrived, error: Exception) -> None:
    log.error(
        "event left undone: error=%s inbox=%s %s at %s",
        new_error_id(),
        row.id,
        type(error).__name__,
        places(error),
    )
