"""The trial room as a running program: the real one, on a clock that can be moved."""

import asyncio
import contextlib
import logging
from datetime import datetime

from aiohttp import web

from bot.app import App
from bot.channels.web import WebChannel
from bot.clock import SimulatedClock, WallClock
from bot.demo import cast
from bot.files import FileStore
from bot.settings import Settings
from bot.trial_room import Phone, TrialRoom, security
from committee.calendar import Calendar, moment_of
from storage import installation
from storage.calendars import committee_calendar
from storage.database import Database
from storage.migrate import migrate

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
_CLOCK = "trial_clock"
_REMEMBER_SECONDS = 5.0


class PastClockError(ValueError):
    """The trial room's clock is already later; the argument is where it stands."""

    def __init__(self, stands: datetime) -> None:
        super().__init__(stands.isoformat())
        self.stands = stands


class Stage:
    """What the page plays on; built by `open_stage`."""

    def __init__(self, app: App, clock: SimulatedClock, channel: WebChannel) -> None:
        self.app = app
        self._clock = clock
        self._channel = channel

    def now(self) -> datetime:
        return self._clock.now()

    async def move(self, to: datetime) -> None:
        """Visit every due moment on the way."""
        await self.app.schedule.move(self._clock, to)
        await self.remember()

    async def next_working_morning(self) -> datetime:
        calendar = await self._calendar()
        day = calendar.next_working_day(self.now().date())
        return moment_of(day, calendar.quiet_until)

    async def cast(self) -> list[Phone]:
        return await cast.phones(self.app.database)

    async def remember(self) -> None:
        """Keep where the clock stands, so that a restart goes on from there."""
        async with self.app.database.transaction() as tx:
            await installation.keep(tx, _CLOCK, self.now().isoformat())

    async def _calendar(self) -> Calendar:
        async with self.app.database.reading() as tx:
            return await committee_calendar(tx, None, self.now())

    async def start(self) -> None:
        """Take up what was left, bring the cast in, then work."""
        self._channel.start(self.app.receive)
        await self.app.start()
        await cast.bring_in(self.app, self._channel)
        self.app.work()

    async def close(self) -> None:
        self._channel.stop()
        await self.remember()
        await self.app.close()

    def server(self, port: int) -> web.Application:
        """The page and the chat over HTTP, for this machine only."""
        application = web.Application(middlewares=[security(port)])
        application.add_routes(TrialRoom(self).routes())
        application.add_routes(self._channel.routes())
        return application


async def open_stage(settings: Settings, now: datetime | None) -> Stage:
    """Open the trial room's data; its clock goes on from where it stood."""
    database = await Database.open(settings.database_path)
    await migrate(database)
    async with database.reading() as tx:
        kept = await installation.kept(tx, _CLOCK)
    try:
        clock = SimulatedClock(_start(now, kept))
    except PastClockError:
        await database.close()
        raise
    channel = WebChannel(database, FileStore(settings.data / "files"), settings.data / "uploads")
    return Stage(App(settings, clock, database, [channel]), clock, channel)


def _start(now: datetime | None, kept: str | None) -> datetime:
    stood = datetime.fromisoformat(kept) if kept else None
    if now is not None and stood is not None and now < stood:
        raise PastClockError(stood)
    return now or stood or WallClock().now()


async def serve(stage: Stage, port: int) -> None:
    """Serve until cancelled."""
    await stage.start()
    runner = web.AppRunner(stage.server(port), access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        while True:
            await asyncio.sleep(_REMEMBER_SECONDS)
            await stage.remember()
    finally:
        with contextlib.suppress(Exception):
            await stage.close()
        await runner.cleanup()
