"""Wires it all; the only module that knows every feature."""

import fcntl
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from bot.channels.base import Channel, Raw
from bot.clock import Clock
from bot.digest import digest_feature
from bot.dispatch import Dispatch
from bot.files import FileStore
from bot.intake import Intake
from bot.outbox import Outbox
from bot.registry import Registry
from bot.release import Release
from bot.schedule import Schedule
from bot.settings import Settings
from handlers.conversation import Feature
from storage.database import Database
from storage.migrate import migrate

log = logging.getLogger(__name__)

FEATURES: tuple[Feature, ...] = ()


class AlreadyRunningError(RuntimeError):
    """Another process works on the same data folder."""


class App:
    """One running assistant: built with `open`, then `start`ed, at last `close`d."""

    def __init__(
        self, settings: Settings, clock: Clock, database: Database, channels: Iterable[Channel]
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.database = database
        self.files = FileStore(settings.data / "files")
        self.channels = {channel.name: channel for channel in channels}
        plain = Registry.of(FEATURES)
        self.registry = Registry.of((*FEATURES, digest_feature(plain.compose)))
        release = Release(database, clock, self.registry, self.channels)
        self.outbox = Outbox(database, clock, release, self.channels, settings.reply_wait_seconds)
        intake = Intake(
            database,
            self.files,
            self.registry,
            clock,
            self.channels,
            settings.data / "incoming",
            settings.fetch_seconds,
        )
        self.dispatch = Dispatch(database, clock, self.registry, self.outbox, intake, self.channels)
        self.schedule = Schedule(database, clock, self.registry, self.outbox, settings)

    async def receive(self, channel: Channel, raw: Raw) -> int | None:
        """What every channel is given to report what arrives."""
        return await self.dispatch.receive(channel, raw)

    async def start(self, *, ticking: bool = True) -> None:
        """Take up what was left undone, then work."""
        recovered = await self.dispatch.recover()
        if recovered:
            log.info("took up %s unfinished events", recovered)
        if ticking:
            self.outbox.start()
            self.schedule.start()
            await self.schedule.tick()

    async def settle(self) -> None:
        """Wait until what arrived is answered and what can go has gone."""
        await self.dispatch.settle()
        await self.outbox.flush()

    async def close(self) -> None:
        self.schedule.stop()
        await self.dispatch.settle()
        await self.outbox.stop()
        await self.database.close()


async def open_app(settings: Settings, clock: Clock, channels: Iterable[Channel]) -> App:
    """Open the data folder, bring the schema up to date, and wire everything."""
    database = await Database.open(settings.database_path)
    await migrate(database)
    return App(settings, clock, database, channels)


class DataLock:
    """The lease of a data folder: one process at a time polls, ticks and sends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "bcd.lock"
        self._file: TextIO | None = None

    def take(self) -> None:
        """Hold the folder until the process ends, or raise AlreadyRunningError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise AlreadyRunningError(str(self._path.parent)) from error
        self._file = file

    def give_back(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
