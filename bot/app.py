"""Wires it all; the only module that knows every feature."""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from bot.channels.base import Channel, Raw
from bot.clock import Clock
from bot.day_files import sent_tables
from bot.digest import digest_feature
from bot.dispatch import Dispatch
from bot.files import FileStore
from bot.health import disk_is_low
from bot.heartbeat import Heartbeat, watched
from bot.housekeeping import Housekeeping
from bot.intake import Intake
from bot.links import Links
from bot.meter import Meter
from bot.outbox import Outbox
from bot.plain import Plain
from bot.progress import Progress
from bot.qr import invite_link, qr_png
from bot.registry import Registry
from bot.release import Release
from bot.schedule import Schedule
from bot.settings import Settings
from bot.watch import Watch
from bot.workshop import Workshop
from handlers import (
    absence,
    attendance,
    chairing,
    duties,
    groups,
    leave,
    meetings,
    notices,
    operations,
    opinions,
    setting,
    tasks,
)
from handlers.channels import channels_feature
from handlers.daysoff import daysoff_feature
from handlers.feature import Feature
from handlers.guide import guide_feature
from handlers.invites import invites_feature
from handlers.means import Means
from handlers.mydata import mydata_feature
from handlers.proxy import proxy_feature
from handlers.sending import sending_feature
from handlers.snooze import snooze_feature
from handlers.start import DataPolicy, start_feature
from handlers.undelivered import undelivered_feature
from regulations.asking import read_ahead
from regulations.load import faulty, look_in
from storage.database import Database
from storage.migrate import migrate

log = logging.getLogger(__name__)

READ_AHEAD_SECONDS = 2.0
"""After the start, which it must not slow down."""


def features(settings: Settings, files: FileStore) -> tuple[Feature, ...]:
    """All of them; the first whose text fits hears it: codes come late, questions last."""
    policy = DataPolicy(
        settings.inbox_days, settings.sends_days, settings.reasons_days, settings.contact
    )
    means = Means(partial(invite_link, settings), qr_png, files.keep, settings.code_life)
    return (
        meetings.FEATURE,
        attendance.FEATURE,
        absence.FEATURE,
        chairing.FEATURE,
        notices.FEATURE,
        tasks.FEATURE,
        proxy_feature(means),
        opinions.FEATURE,
        operations.FEATURE,
        setting.FEATURE,
        daysoff_feature(partial(sent_tables, files)),
        guide_feature(),
        channels_feature(),
        undelivered_feature(),
        invites_feature(means),
        leave.FEATURE,
        sending_feature(),
        groups.FEATURE,
        mydata_feature(files.keep, files.forget),
        start_feature(policy),
        duties.FEATURE,
    )


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
        known = features(settings, self.files)
        self.registry = Registry.of(
            (
                *known,
                digest_feature(lambda: self.registry.compose, lambda: self.registry.reminders),
                snooze_feature(lambda: self.registry.compose, lambda: self.registry.reminders),
            )
        )
        meter = Meter(database, clock, self.channels)
        self.links = Links(settings.base_url)
        plain = Plain(database, clock, self.registry, self.channels, self.links, settings.link_life)
        release = Release(database, clock, self.registry, self.channels, meter)
        workshop = Workshop(database, self.files, self.registry, clock)
        self.outbox = Outbox(
            database,
            clock,
            release,
            workshop,
            self.channels,
            plain,
            meter,
            Progress(database, clock, self.channels),
            settings.reply_wait_seconds,
        )
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
        self.housekeeping = Housekeeping(database, self.files, clock, settings)
        self.schedule = Schedule(
            database,
            clock,
            self.registry,
            self.outbox,
            self.housekeeping,
            settings.tick_seconds,
        )
        release.merging_until = self.schedule.looked_at
        parts = watched(self.schedule, self.outbox, self.channels.values())
        heartbeat = Heartbeat(database, clock, parts, partial(disk_is_low, settings.data))
        self.watch = Watch(settings, clock, database, heartbeat, self.dispatch.handling)

    async def receive(self, channel: Channel, raws: Sequence[Raw]) -> tuple[int | None, ...]:
        """What every channel is given to report what arrives."""
        return await self.dispatch.receive(channel, raws)

    async def start(self) -> None:
        """Take up what an earlier run left undone."""
        recovered = await self.dispatch.recover()
        if recovered:
            log.info("took up %s unfinished events", recovered)

    def only_while(self, held: Callable[[], bool]) -> None:
        """Tick and send nothing while another process may be at work."""
        self.outbox.may_send = held
        self.schedule.may_tick = held

    def work(self) -> None:
        """Send and tick from now on, without being asked."""
        self.outbox.start()
        self.schedule.start()
        self._read_ahead()

    @staticmethod
    def _read_ahead() -> None:
        """In a thread what answers need, so that the first question need not wait for it."""
        later = threading.Timer(READ_AHEAD_SECONDS, read_ahead)
        later.daemon = True
        later.start()

    async def settle(self) -> None:
        """Wait until what arrived is answered and what can go has gone."""
        await self.dispatch.settle()
        await self.outbox.flush()

    async def close(self) -> None:
        self.schedule.stop()
        await self.dispatch.stop()
        await self.outbox.stop()
        await self.database.close()


async def open_app(settings: Settings, clock: Clock, channels: Iterable[Channel]) -> App:
    """Open the data folder, bring the schema up to date, and wire everything.

    An office's own regulation that is faulty stops only those who work under it.
    """
    look_in(settings.regulations_dir)
    for fault in faulty():
        log.warning("a regulation of the office's own is not used: %s", fault)
    database = await Database.open(settings.database_path)
    try:
        await migrate(database)
        return App(settings, clock, database, channels)
    except BaseException:
        await database.close()
        raise
