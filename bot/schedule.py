"""The one tick: takes what is due, owes it to its people, and wakes the outbox."""

import logging
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, SimulatedClock
from bot.faults import new_error_id, places
from bot.housekeeping import Housekeeping
from bot.outbox import Outbox
from bot.registry import Registry
from committee.calendar import ZONE
from handlers.feature import Due
from handlers.speaking import Speaker
from storage import deliveries
from storage.database import Database

log = logging.getLogger(__name__)

MOST_SUBJECTS_A_TICK = 10_000


class Schedule:
    """Reminders are state in the database; this only looks at what the clock has reached."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        registry: Registry,
        outbox: Outbox,
        housekeeping: Housekeeping,
        tick_seconds: float,
    ) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry
        self._outbox = outbox
        self._housekeeping = housekeeping
        self._tick_seconds = tick_seconds
        self._scheduler: AsyncIOScheduler | None = None

    def start(self) -> None:
        """Tick from now on; a job that comes late still runs, once."""
        scheduler = AsyncIOScheduler(
            timezone=ZONE,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        scheduler.add_job(self.tick, "interval", seconds=self._tick_seconds)
        scheduler.add_job(self._housekeeping.forget, "cron", hour=3, minute=30)
        scheduler.add_job(self._housekeeping.remove_unused_files, "interval", minutes=10)
        scheduler.start()
        self._scheduler = scheduler

    def stop(self) -> None:
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def tick(self) -> None:
        """Handle what is due, a subject a transaction, so that replies come in between."""
        for due in self._registry.due:
            for _ in range(MOST_SUBJECTS_A_TICK):
                if not await self._run_one(due):
                    break
        self._outbox.wake()

    async def _run_one(self, due: Due) -> int:
        """One subject, whole or not at all; one that breaks is put off and stops no other."""
        try:
            async with self._database.transaction() as tx:
                return await due.run(Speaker(tx, self._clock.now()))
        except Exception as error:
            log.error(
                "what is due broke: error=%s %s at %s",
                new_error_id(),
                type(error).__name__,
                places(error),
            )
        async with self._database.transaction() as tx:
            await due.put_off(Speaker(tx, self._clock.now()))
        return 1

    async def next_moment(self) -> datetime | None:
        """When something falls due next."""
        async with self._database.glance() as tx:
            moments = [await due.next_at(tx) for due in self._registry.due]
            moments.append(await deliveries.next_not_before(tx))
        return min((moment for moment in moments if moment is not None), default=None)

    async def move(self, clock: SimulatedClock, to: datetime) -> None:
        """Move a simulated clock, stopping at every due moment on the way, in order."""
        await self._arrive()
        while (moment := await self.next_moment()) is not None and moment <= to:
            clock.move(moment)
            await self._arrive()
            if await self.next_moment() == moment:
                log.error("what was due at %s stays due", moment.isoformat())
                break
        clock.move(to)
        await self._arrive()

    async def _arrive(self) -> None:
        await self.tick()
        await self._outbox.flush()
