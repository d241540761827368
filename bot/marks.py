"""Notes what is going out and what has gone; what comes at the same time shares a commit."""

import asyncio
import logging
import sqlite3
from collections.abc import Sequence

from bot.clock import Clock
from bot.pulse import Pulse
from bot.together import Together
from storage import send_attempts
from storage.connection import TornTransactionError
from storage.database import Database

log = logging.getLogger(__name__)

AGAIN_SECONDS = 1.0


class Marks:
    """A claim before a message is handed over, a mark once it has gone."""

    def __init__(self, database: Database, clock: Clock, pulse: Pulse) -> None:
        self._database = database
        self._clock = clock
        self._pulse = pulse
        self._claims = Together(self._claim)
        self._marks = Together(self._mark)
        self._called_back: set[int] = set()
        self.cannot_note = False
        """Set while the database takes nothing: what could not be noted is not sent."""

    async def claim(self, send_id: int) -> bool:
        """Note what is about to go out; False where it was called back before."""
        await self._claims.add(send_id)
        if send_id not in self._called_back:
            return True
        self._called_back.discard(send_id)
        return False

    async def gone(self, send_id: int, reference: str) -> None:
        """What has gone is noted, however long that takes: or it would go again and again."""
        while True:
            try:
                await self._marks.add((send_id, reference))
            except (sqlite3.Error, TornTransactionError) as error:
                self.cannot_note = True
                log.error("send %s went and cannot be noted: %s", send_id, type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                self.cannot_note = False
                return

    async def settle(self) -> None:
        """Wait for what is being noted, also for those who no longer wait themselves."""
        await self._claims.settle()
        await self._marks.settle()

    async def _claim(self, claimed: Sequence[int]) -> None:
        async with self._database.transaction() as tx:
            going = await send_attempts.claim(tx, claimed)
        self._called_back.update(set(claimed) - going)

    async def _mark(self, marks: Sequence[tuple[int, str]]) -> None:
        async with self._database.transaction() as tx:
            for send_id, reference in marks:
                await send_attempts.mark_sent(tx, send_id, reference, self._clock.now())
        self._pulse.well()
