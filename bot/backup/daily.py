"""A copy every day at a quiet hour, and once a month a trial of restoring the newest."""

import asyncio
import contextlib
import errno
import hashlib
import logging
import threading
from datetime import datetime, timedelta
from pathlib import Path

from bot.backup.archive import WrongArchiveError
from bot.backup.keeping import remove_old
from bot.backup.making import Made, make_backup
from bot.backup.restoring import unpack
from bot.backup.scratch import scratch
from bot.backup.sealing import SealError, is_sealed
from bot.clock import Clock
from bot.every import Every
from bot.reporting import BACKUP_FAILED, TRIAL, tell_administrators
from bot.settings import Settings
from committee.calendar import local
from handlers.speaking import Speaker
from storage import backups
from storage.backups import Backup
from storage.copying import DamagedError
from storage.database import Database

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
TRY_AGAIN = timedelta(hours=1)
TRIAL_DAY = 28
"""Of every month: there is one in each."""


class DailyBackup:
    """What was made is a row; so a machine that was off at the hour makes it when it is back."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._leaving = threading.Event()
        self.every = Every(LOOK_SECONDS, self.run_due)

    def start(self) -> None:
        if self._settings.backup_folder is not None:
            self.every.start()

    async def stop(self) -> None:
        """A copy that is being made is dropped; the next start makes another."""
        self._leaving.set()
        await self.every.stop()

    async def run_due(self) -> None:
        """One copy or one trial, where it is time."""
        folder, now = self._settings.backup_folder, self._clock.now()
        if folder is None:
            return
        async with self._database.reading() as tx:
            last = await backups.last(tx, backups.COPY)
            good = await backups.last_good(tx, backups.COPY)
            trial = await backups.last(tx, backups.TRIAL)
        if good is None or good.at < latest_hour(now, self._settings.backup_hour):
            if last is None or not last.failed_why or now - last.at >= TRY_AGAIN:
                await self._copy(folder, now)
        elif trial is None or trial.at < latest_trial(now, self._settings.backup_hour):
            await self._try(folder, good, now)

    async def _copy(self, folder: Path, now: datetime) -> None:
        try:
            made = await asyncio.to_thread(
                make_backup,
                self._settings.data,
                folder,
                now,
                self._settings.backup_recipient,
                self._leaving,
            )
        except Exception as error:
            why = reason(error)
            log.error("no copy was made: %s (%s)", why, type(error).__name__)
            await self._note(Backup(backups.COPY, now, "", "", 0, why), BACKUP_FAILED)
            return
        log.info("copy %s: %s bytes, %s files", made.path.name, made.size, made.files)
        if made.missing:
            log.warning("%s files that are known are not there", made.missing)
        await self._note(row_of(made, now), None)
        with contextlib.suppress(OSError):
            await asyncio.to_thread(remove_old, folder, now, self._settings.backup_days)

    async def _try(self, folder: Path, good: Backup, now: datetime) -> None:
        """Open the newest copy and check all of it; sealed for a key elsewhere, only its bytes."""
        opened, why = True, ""
        try:
            opened = await asyncio.to_thread(self._check, folder / good.name, good.sha256)
        except Exception as error:
            why = reason(error)
            log.error("the trial of %s failed: %s (%s)", good.name, why, type(error).__name__)
        tried = Backup(backups.TRIAL, now, good.name, good.sha256, good.size, why)
        await self._note(tried, TRIAL, copied_at=good.at.isoformat(), opened=opened)

    def _check(self, archive: Path, sha256: str) -> bool:
        """Whether it could be opened here; raises where it is not what was written."""
        with archive.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise WrongArchiveError(archive.name)
        identity = self._settings.backup_identity
        if is_sealed(archive) and identity is None:
            return False
        with scratch(self._settings.data) as folder:
            unpack(archive, folder, identity)
        return True

    async def _note(self, row: Backup, kind: str | None, **facts: object) -> None:
        """A failed copy is told once a day; a trial always."""
        async with self._database.transaction() as tx:
            await backups.note(tx, row)
            if kind is not None:
                told = {"at": row.at.isoformat(), "why": row.failed_why, **facts}
                step = local(row.at).date().isoformat()
                await tell_administrators(Speaker(tx, self._clock.now()), kind, step, told)


def row_of(made: Made, at: datetime) -> Backup:
    return Backup(backups.COPY, at, made.path.name, made.sha256, made.size, "")


def latest_hour(now: datetime, hour: int) -> datetime:
    """The last time that the clock struck this hour."""
    here = local(now)
    struck = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    return struck if struck <= here else struck - timedelta(days=1)


def latest_trial(now: datetime, hour: int) -> datetime:
    """The last 28th of a month at this hour."""
    here = local(now)
    on = here.replace(day=TRIAL_DAY, hour=hour, minute=0, second=0, microsecond=0)
    if on <= here:
        return on
    return (on.replace(day=1) - timedelta(days=1)).replace(day=TRIAL_DAY)


def reason(error: Exception) -> str:
    """What is told of it: full, gone, denied, damaged, changed, key, other."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "full"
    known: dict[type[Exception], str] = {
        FileNotFoundError: "gone",
        NotADirectoryError: "gone",
        PermissionError: "denied",
        DamagedError: "damaged",
        WrongArchiveError: "changed",
        SealError: "key",
    }
    return next((why for kind, why in known.items() if isinstance(error, kind)), "other")
