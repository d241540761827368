"""Watches over the running program: heartbeats, daily copies, and what monitors may ask."""

import logging
from datetime import datetime

from aiohttp import web

from bot.backup.daily import DailyBackup
from bot.clock import Clock
from bot.faults import places
from bot.health import DATABASE, Part, beside, judged
from bot.heartbeat import Heartbeat
from bot.metrics import MEDIA_TYPE, Histogram, page
from bot.settings import Settings
from storage.database import Database, looking
from storage.figures import figures

log = logging.getLogger(__name__)


class Watch:
    """Started beside the program's work, and stopped before its database is closed."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        database: Database,
        heartbeat: Heartbeat,
        handling: Histogram,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        self._handling = handling
        self.heartbeat = heartbeat
        self.daily = DailyBackup(database, clock, settings)

    def start(self) -> None:
        self.heartbeat.start()
        self.daily.start()

    async def stop(self) -> None:
        await self.daily.stop()
        await self.heartbeat.stop()

    async def parts(self) -> tuple[Part, ...]:
        """What must be well; a database that cannot be read is a part as well."""
        own = judged(self.heartbeat.lasts(), self.heartbeat.stale())
        try:
            async with self._database.reading() as tx:
                return (*own, *await beside(tx, self._settings, self._clock.now()))
        except Exception as error:
            log.error("the database was not read: %s at %s", type(error).__name__, places(error))
            return (*own, Part(DATABASE, None, stale=True))

    async def healthz(self) -> tuple[dict[str, object], int]:
        """What `/healthz` says, and its status: 200, or 503 where something is not well."""
        parts = await self.parts()
        well = not any(part.stale for part in parts)
        said = {part.name: {"ok": not part.stale, "last": _iso(part.last)} for part in parts}
        return {"status": "ok" if well else "failing", "parts": said}, 200 if well else 503

    async def metrics(self, request: web.Request) -> web.Response:
        """Counted on a connection of its own: nobody waits for it."""
        async with looking(self._settings.database_path) as tx:
            counted = await figures(tx)
        now = self._clock.now()
        ages = {
            part: (now - last).total_seconds()
            for part, last in self.heartbeat.lasts().items()
            if last is not None
        }
        text = page(counted, ages, self._handling)
        return web.Response(body=text.encode(), headers={"Content-Type": MEDIA_TYPE})


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
