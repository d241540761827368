"""Does something again and again beside the program's work; a fault is logged and stops nothing."""

import asyncio
import contextlib
import logging
import math
from collections.abc import Awaitable, Callable

from bot.faults import places

log = logging.getLogger(__name__)


class Every:
    """Calls `work` every so many seconds of real time, one call at a time, until stopped.

    The first call comes after `first` seconds, where that is less.
    """

    def __init__(
        self, seconds: float, work: Callable[[], Awaitable[object]], first: float = math.inf
    ) -> None:
        self.seconds = seconds
        self._first = first
        self._work = work
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        pause = min(self._first, self.seconds)
        while True:
            await asyncio.sleep(pause)
            pause = self.seconds
            try:
                await self._work()
            except Exception as error:
                log.error("%s failed: %s at %s", self._name, type(error).__name__, places(error))

    @property
    def _name(self) -> str:
        return getattr(self._work, "__qualname__", "work")
