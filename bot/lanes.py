"""One lane for each chat: its events run in order, different chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from bot.faults import new_error_id, places
from storage.inbox import Arrived

log = logging.getLogger(__name__)

Handle = Callable[[Arrived, deque[Arrived]], Awaitable[None]]
"""Handles a row, with what waits behind it in the same chat; an album takes from there."""


class Lanes:
    """Rows waiting to be handled, by channel and address."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._lanes: dict[tuple[str, str], deque[Arrived]] = {}
        self._workers: set[asyncio.Task[None]] = set()

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
        try:
            await self._handle(row, behind)
        except Exception as error:  # the next start takes this row up; those behind go on
            log.error(
                "event left undone: error=%s inbox=%s %s at %s",
                new_error_id(),
                row.id,
                type(error).__name__,
                places(error),
            )
