"""Whether the parts work, the disk has room and copies are made: for people and for monitors."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.heartbeat import STALE
from bot.settings import Settings
from storage import backups, heartbeats
from storage.database import Transaction
from storage.heartbeats import SENDER, TICK

LOW_BYTES = 100 * 1024 * 1024
LOW_PART = 20
"""Of a small disk, a twentieth is low as well."""
BACKUP_LATE = timedelta(days=2)

DISK = "disk"
BACKUP = "backup"
DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must be well; `last` is when it last was, where that is known."""

    name: str
    last: datetime | None
    stale: bool


async def parts_in(tx: Transaction, settings: Settings, now: datetime) -> tuple[Part, ...]:
    """As the database tells it, for whoever is not the running program."""
    known = await heartbeats.known(tx)
    lasts: Mapping[str, datetime | None] = {TICK: None, SENDER: None, **known}
    stale = {part for part, at in lasts.items() if at is None or now - at > STALE}
    return (*judged(lasts, stale), *await beside(tx, settings, now))


def judged(
    lasts: Mapping[str, datetime | None], stale: set[str] | frozenset[str]
) -> tuple[Part, ...]:
    """The parts that work by themselves, the tick first."""
    names = [TICK, SENDER, *sorted(lasts.keys() - {TICK, SENDER})]
    return tuple(Part(name, lasts[name], name in stale) for name in names)


async def beside(tx: Transaction, settings: Settings, now: datetime) -> tuple[Part, ...]:
    """The disk, and the copies where they are switched on."""
    parts = (Part(DISK, None, disk_is_low(settings.data)),)
    if settings.backup_folder is None:
        return parts
    good = await backups.last_good(tx, backups.COPY)
    return (*parts, _backup(good.at if good else None, await backups.last(tx, backups.COPY), now))


def _backup(good: datetime | None, last: backups.Backup | None, now: datetime) -> Part:
    """Before the first hour has come, nothing is late."""
    failed = last is not None and last.failed_why != ""
    return Part(BACKUP, good, failed if good is None else now - good > BACKUP_LATE)


def disk_is_low(data: Path) -> bool:
    usage = shutil.disk_usage(data)
    return usage.free < min(LOW_BYTES, usage.total // LOW_PART)
