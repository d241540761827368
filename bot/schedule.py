"""The one tick: takes what is due, owes it to its people, and wakes the outbox."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import morning
from bot.clock import Clock, SimulatedClock, WallClock
from bot.faults import new_error_id, places
from bot.housekeeping import Housekeeping
from bot.outbox import Outbox
from bot.registry import Registry
from committee.calendar import ZONE, local
from handlers.feature import Ahead, Due
from handlers.speaking import Speaker
from storage import releases
from storage.calendars import known_years
from storage.database import Database

log = logging.getLogger(__name__)

MOST_SUBJECTS_A_TICK = 10_000
BATCH_SECONDS = 0.03
"""No step begins later than this in a transaction; a step is short by itself."""
MOST_STEPS = 200


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
        self.last_good_tick: float | None = None
        """Monotonic seconds; None until the first."""
        self._looked_at = datetime.min.replace(tzinfo=UTC)
        self._ahead_on: date | None = None
        self.may_tick: Callable[[], bool] = lambda: True
        """False while another process may be at work."""

    def start(self) -> None:
        """Tick from now on; a job that comes late still runs, once."""
        scheduler = AsyncIOScheduler(
            timezone=ZONE,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        # At once: what a stop made late is all owed before any of it goes.
        at_once = WallClock().now()
        by_itself = self._tick_by_itself
        scheduler.add_job(by_itself, "interval", seconds=self._tick_seconds, next_run_time=at_once)
        scheduler.add_job(self._housekeeping.forget, "cron", hour=3, minute=30)
        scheduler.add_job(self._housekeeping.remove_unused_files, "interval", minutes=10)
        scheduler.start()
        self._scheduler = scheduler

    def stop(self) -> None:
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def _tick_by_itself(self) -> None:
        """A stop in the middle is no fault: what was under way is done at the next start."""
        with contextlib.suppress(asyncio.CancelledError):
            await self.tick()

    async def tick(self) -> None:
        """Handle what is due, in short transactions, so that replies come in between."""
        if not self.may_tick():
            return
        now = self._clock.now()
        # Outside of every transaction: reading the holidays for the first time takes long.
        await asyncio.to_thread(known_years, now)
        await self._look_ahead(now)
        for due in await self._with_something_due():
            handled = 0
            while handled < MOST_SUBJECTS_A_TICK:
                some = await self._run_some(due)
                if not some:
                    break
                handled += some
        self._looked_at = now
        self._outbox.wake()
        self.last_good_tick = time.monotonic()

    def looked_at(self) -> datetime:
        """Until when everything is owed; what may merge waits for that where this runs."""
        return self._looked_at if self._scheduler is not None else self._clock.now()

    async def _look_ahead(self, now: datetime) -> None:
        """Once a morning: owe the morning's reminders, each at its hour, before the first goes."""
        here = local(now)
        if here.date() == self._ahead_on or not morning.BEGINS <= here.time() < morning.ENDS:
            return
        for due in self._registry.due:
            if due.ahead is not None:
                await self._owe_ahead(due.ahead, now, morning.along_until(now))
        self._ahead_on = here.date()

    async def _owe_ahead(self, ahead: Ahead, now: datetime, until: datetime) -> None:
        async with self._database.glance() as tx:
            left = list(reversed(await ahead.find(tx, now, until)))
        while left:
            try:
                await self._owe_some(ahead, left, until)
            except Exception as error:  # its own hour will find it again
                _report(error)
                left.pop()

    async def _owe_some(self, ahead: Ahead, left: list[int], until: datetime) -> None:
        """A few subjects in one short transaction; those that are done are left no more."""
        done = 0
        async with self._database.transaction() as tx:
            speaker = Speaker(tx, self._clock.now())
            end = time.monotonic() + BATCH_SECONDS
            while done < len(left) and time.monotonic() < end:
                if not await ahead.owe(speaker, left[-1 - done], until):
                    break
                done += 1
        if done:
            del left[-done:]

    async def _with_something_due(self) -> list[Due]:
        """One look for each feature, and no writing where nothing is due."""
        now = self._clock.now()
        async with self._database.glance() as tx:
            moments = [(due, await due.next_at(tx)) for due in self._registry.due]
        return [due for due, moment in moments if moment is not None and moment <= now]

    async def _run_some(self, due: Due) -> int:
        """Steps of what is due, as many as a short transaction takes; how many.

        Each step is whole or not at all. Where one breaks, they are done again one by one.
        """
        try:
            return await self._run_together(due)
        except Exception as error:
            _report(error)
        return await self._run_one_by_one(due)

    async def _run_together(self, due: Due) -> int:
        async with self._database.transaction() as tx:
            speaker, steps = Speaker(tx, self._clock.now()), 0
            until = time.monotonic() + BATCH_SECONDS
            while await due.run(speaker):
                steps += 1
                if steps == MOST_STEPS or time.monotonic() > until:
                    break
        return steps

    async def _run_one_by_one(self, due: Due) -> int:
        """Up to the one that breaks, which is put off and stops no other; how many."""
        for steps in range(1, MOST_STEPS + 1):
            try:
                async with self._database.transaction() as tx:
                    if not await due.run(Speaker(tx, self._clock.now())):
                        return steps - 1
            except Exception as error:
                _report(error)
                break
        else:
            return MOST_STEPS
        async with self._database.transaction() as tx:
            await due.put_off(Speaker(tx, self._clock.now()))
        return steps

    async def next_moment(self) -> datetime | None:
        """When something falls due next."""
        async with self._database.glance() as tx:
            moments = [await due.next_at(tx) for due in self._registry.due]
            moments.append(await releases.next_not_before(tx))
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


def _report(error: Exception) -> None:
    log.error(
        "what is due broke: error=%s %s at %s", new_error_id(), type(error).__name__, places(error)
    )
