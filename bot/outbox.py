"""Sends what is queued, round after round; what an earlier run left is released anew."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping

from bot.attempts import Attempts
from bot.channels.base import Channel
from bot.clock import Clock
from bot.faults import places
from bot.marks import Marks
from bot.meter import Meter
from bot.plain import Plain
from bot.progress import Progress
from bot.pulse import Pulse
from bot.queues import Queues
from bot.release import Release
from bot.retries import Retries
from bot.turns import Turns
from bot.workshop import Workshop
from handlers.speaking import Speaker
from storage import releases
from storage.database import Database

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0


class Outbox:
    """The loop that releases and sends; a reply need not wait for it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        release: Release,
        workshop: Workshop,
        channels: Mapping[str, Channel],
        plain: Plain,
        meter: Meter,
        progress: Progress,
        reply_wait_seconds: float,
    ) -> None:
        self._database = database
        self._progress = progress
        self._clock = clock
        self._release = release
        self._reply_wait = reply_wait_seconds
        self._pulse = Pulse()
        self._marks = Marks(database, clock, self._pulse)
        self._turns = Turns(channels)
        retries = Retries(database, clock, release, self._pulse)
        attempts = Attempts(
            channels,
            workshop,
            plain,
            meter,
            self._turns,
            self._marks,
            retries,
            self._may_go,
            self.wake,
        )
        self._queues = Queues(database, self._turns, attempts, self._may_go, self.wake)
        self._wake = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self.may_send: Callable[[], bool] = lambda: True
        """False while another process may be at work."""

    @property
    def last_success(self) -> float | None:
        """Monotonic seconds: a message went, or a round ended with none that could not."""
        return self._pulse.last_success

    def start(self) -> None:
        self._loop = asyncio.create_task(self._run())

    async def take_back(self) -> int:
        """What an earlier run released and never got through is released anew; how many.

        So it is worded as of now, in allowed hours, and only if it still holds.
        """
        async with self._database.transaction() as tx:
            await self._release.unsure(Speaker(tx, self._clock.now()), await releases.under_way(tx))
            return await releases.take_back(tx)

    async def stop(self) -> None:
        """Drop what is under way; what is not marked sent is tried again after a start."""
        tasks = [*([self._loop] if self._loop else []), *self._queues.under_way()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._marks.settle()

    def wake(self) -> None:
        """Something new waits."""
        self._wake.set()

    async def reply(self, account_id: int) -> None:
        """Send what waits for this account at once; after a while it goes on by itself."""
        self._turns.hurry(account_id)
        await asyncio.wait([self._queues.drain(account_id)], timeout=self._reply_wait)

    async def flush(self) -> None:
        """Release and send all that can go now, and wait for it."""
        while True:
            released = await self._release.batch() if self.may_send() else 0
            waiting = await self._queues.waiting()
            await asyncio.gather(*(self._queues.drain(account) for account in waiting))
            shown = await self._progress.look() if self.may_send() else 0
            if not released and not waiting and not shown:
                return

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                # `wait_for` would lose a stop that comes together with something new.
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._wake.wait()
            self._wake.clear()
            try:
                await self._round()
                self._pulse.well(after_idling=True)
            except Exception as error:  # the loop must outlive any one round
                log.error("outbox round failed: %s at %s", type(error).__name__, places(error))
                await asyncio.sleep(IDLE_SECONDS)

    async def _round(self) -> None:
        """Release what is due, no faster than it can go; and show how large rounds go."""
        if self.may_send():
            await self._progress.look_now_and_then()
        else:
            self._progress.rest()
        while await self._queues.set_going():
            if not self.may_send() or not await self._release.batch():
                return

    def _may_go(self) -> bool:
        return self.may_send() and not self._marks.cannot_note
