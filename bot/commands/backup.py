"""`bcd backup` and `bcd restore`: one archive of all that is kept, and back."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from bot.backup.archive import WrongArchiveError
from bot.backup.daily import reason, row_of
from bot.backup.making import Made, make_backup
from bot.backup.restoring import NewerArchiveError, OccupiedError, Restored, restore
from bot.backup.sealing import SealError
from bot.clock import WallClock
from bot.commands.opening import stop
from bot.lease import AlreadyRunningError, DataLock
from bot.settings import Settings, WrongSettingsError, load_settings
from messages.render import render_text
from storage import backups
from storage.copying import DamagedError
from storage.database import Database
from storage.migrate import ChangedMigrationError

_Faults = (OSError, sqlite3.Error, DamagedError, WrongArchiveError, SealError)


def backup(
    to: Annotated[Path | None, typer.Option(help="The folder; else BCD_BACKUP_FOLDER.")] = None,
) -> None:
    """Make an archive of the database and the files, also while the program runs."""
    settings = _settings()
    folder, now = to or settings.backup_folder, WallClock().now()
    if folder is None:
        stop(render_text("cli/backup_nowhere"))
    if not settings.database_path.is_file():
        stop(render_text("cli/backup_nothing", folder=settings.data))
    try:
        made = make_backup(settings.data, folder, now, settings.backup_recipient)
    except _Faults as error:
        stop(render_text("cli/backup_failed", why=reason(error), folder=folder))
    # A copy before an upgrade may be of an older form, which has no room for this yet.
    with contextlib.suppress(sqlite3.Error):
        asyncio.run(_note(settings, made))
    typer.echo(render_text("cli/backup_made", made=made, sealed=bool(settings.backup_recipient)))


def restore_archive(
    archive: Annotated[Path, typer.Argument(help="The .tar or .tar.age.")],
    identity: Annotated[Path | None, typer.Option(help="File with the age key.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Set aside what is there; nothing is deleted.")
    ] = False,
) -> None:
    """Put an archive back into the data folder, checked before anything is touched."""
    settings = _settings()
    if not archive.is_file():
        stop(render_text("cli/restore_no_archive", archive=archive))
    lock = DataLock(settings.data)
    try:
        lock.take()
        key = identity or settings.backup_identity
        done = asyncio.run(restore(archive, settings.data, key, WallClock().now(), replace=replace))
    except AlreadyRunningError:
        stop(render_text("cli/restore_running", folder=settings.data))
    except OccupiedError:
        stop(render_text("cli/restore_occupied", folder=settings.data))
    except (NewerArchiveError, ChangedMigrationError):
        stop(render_text("cli/restore_newer"))
    except _Faults as error:
        stop(render_text("cli/restore_failed", why=reason(error), archive=archive))
    finally:
        lock.give_back()
    _say_restored(settings, done)


def _say_restored(settings: Settings, done: Restored) -> None:
    typer.echo(render_text("cli/restored", done=done, folder=settings.data))


def _settings() -> Settings:
    try:
        return load_settings()
    except WrongSettingsError as error:
        stop(render_text("cli/settings_wrong", faults=error.faults))


async def _note(settings: Settings, made: Made) -> None:
    database = await Database.open(settings.database_path)
    try:
        async with database.transaction() as tx:
            await backups.note(tx, row_of(made, WallClock().now()))
    finally:
        await database.close()
