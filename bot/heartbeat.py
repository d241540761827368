"""Notes once a minute that the parts work, and reports when one stood still."""

import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from bot.clock import Clock
from bot.every import Every
from bot.outbox import Outbox
from bot.reporting import DISK_LOW, OUTAGE, RESTORED, STOPPED, tell_administrators
from bot.schedule import Schedule
from committee.calendar import local
from handlers.speaking import Speaker
from storage import backups, heartbeats
from storage.database import Database, Transaction
from storage.heartbeats import SENDER, TICK

log = logging.getLogger(__name__)

PULSE_SECONDS = 60.0
FIRST_SECONDS = 20.0
"""By then everything has had its first turn."""
STALE = timedelta(minutes=5)
"""A part that has not worked for so long is not well."""
WORTH_TELLING = timedelta(minutes=10)
"""A shorter stop, for an upgrade or a reboot, is nobody's concern."""
SETTLED = timedelta(minutes=10)
"""How long after a stop it is told: by then what was late has gone or has expired."""
CHANNEL = "channel:"
PROGRAM = "program"

LastSuccess = Callable[[], float | None]
"""Monotonic seconds of a part's last success; None before the first."""


@runtime_checkable
class Polled(Protocol):
    """A channel that may fetch what arrives by itself."""

    name: str

    @property
    def polls(self) -> bool: ...

    @property
    def last_good_poll(self) -> float | None: ...


def watched(
    schedule: Schedule, outbox: Outbox, channels: Iterable[object]
) -> Mapping[str, LastSuccess]:
    """What works by itself, and so can stand still."""

    def last_poll(channel: Polled) -> LastSuccess:
        return lambda: channel.last_good_poll

    polled = [each for each in channels if isinstance(each, Polled) and each.polls]
    return {
        TICK: lambda: schedule.last_good_tick,
        SENDER: lambda: outbox.last_success,
        **{f"{CHANNEL}{each.name}": last_poll(each) for each in polled},
    }


class Heartbeat:
    """The parts are asked, not told to report: nothing is in the way of a press."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        parts: Mapping[str, LastSuccess],
        disk_is_low: Callable[[], bool],
    ) -> None:
        self._database = database
        self._clock = clock
        self._parts = parts
        self._disk_is_low = disk_is_low
        self._begun = time.monotonic()
        self._told_of: float | None = None
        self.every = Every(PULSE_SECONDS, self.pulse, FIRST_SECONDS)

    def start(self) -> None:
        self.every.start()

    async def stop(self) -> None:
        """The last moment that all went well is noted, so that a stop is told from then on."""
        await self.every.stop()
        with contextlib.suppress(sqlite3.Error):  # a full disk is no reason not to stop
            async with self._database.transaction() as tx:
                await self._note(tx, self.lasts())

    def lasts(self) -> Mapping[str, datetime | None]:
        """When each part last did its work well, in this run."""
        now, real = self._clock.now(), time.monotonic()
        found = {part: last() for part, last in self._parts.items()}
        return {
            part: None if at is None else now - timedelta(seconds=real - at)
            for part, at in found.items()
        }

    def stale(self) -> frozenset[str]:
        """The parts that are not well; a start has a while until the first success."""
        oldest = time.monotonic() - STALE.total_seconds()
        return frozenset(
            part for part, last in self._parts.items() if (last() or self._begun) < oldest
        )

    async def pulse(self) -> None:
        """One small transaction: note what works, and owe a report of what stood still."""
        lasts = self.lasts()
        async with self._database.transaction() as tx:
            speaker = Speaker(tx, self._clock.now())
            before = await heartbeats.known(tx)
            await heartbeats.keep_only(tx, self._parts)
            await self._note(tx, lasts)
            await self._tell_restored(speaker)
            await self._tell_back(speaker, before, lasts)
            await self._tell_stopped(speaker, lasts[TICK])
            await self._tell_disk_low(speaker)

    @staticmethod
    async def _note(tx: Transaction, lasts: Mapping[str, datetime | None]) -> None:
        for part, at in lasts.items():
            if at is not None:
                await heartbeats.note(tx, part, at)

    async def _tell_back(
        self,
        speaker: Speaker,
        before: Mapping[str, datetime],
        lasts: Mapping[str, datetime | None],
    ) -> None:
        """Of a stop of the whole program one report, not one of each part."""
        after = await heartbeats.known(speaker.tx)
        gaps = {
            part: (before[part], at)
            for part, at in after.items()
            if part in before and at - before[part] > WORTH_TELLING and lasts.get(part)
        }
        if {TICK, SENDER} <= gaps.keys():
            gaps = {PROGRAM: gaps[TICK]}
        for part, (since, until) in sorted(gaps.items()):
            log.warning("%s stood still from %s to %s", part, since, until)
            facts = {"part": part, "since": since.isoformat(), "until": until.isoformat()}
            step = f"{part}:{since.isoformat()}"
            await tell_administrators(speaker, OUTAGE, step, facts, speaker.now + SETTLED)

    async def _tell_stopped(self, speaker: Speaker, last: datetime | None) -> None:
        """The program lives, but nothing falls due: told once, while the stop lasts."""
        real = self._parts[TICK]() or self._begun
        if time.monotonic() - real < WORTH_TELLING.total_seconds() or self._told_of == real:
            return
        self._told_of = real
        since = last or speaker.now - WORTH_TELLING
        log.error("reminders stand still since %s", since)
        facts = {"since": since.isoformat()}
        await tell_administrators(speaker, STOPPED, since.isoformat(), facts)

    async def _tell_disk_low(self, speaker: Speaker) -> None:
        """Once a day, while there is still room to say so."""
        if self._disk_is_low():
            log.warning("the disk of the data is nearly full")
            day = local(speaker.now).date().isoformat()
            await tell_administrators(speaker, DISK_LOW, day, {})

    async def _tell_restored(self, speaker: Speaker) -> None:
        copied_at = await backups.take_restored(speaker.tx)
        if copied_at is not None:
            facts = {"copied_at": copied_at.isoformat()}
            await tell_administrators(speaker, RESTORED, speaker.now.isoformat(), facts)
