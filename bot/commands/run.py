"""`bcd run`: the assistant on the channels that the settings switch on."""

import asyncio
import signal
import sqlite3

import typer

from bot.app import AlreadyRunningError, DataLock
from bot.clock import WallClock
from bot.commands.opening import CommandFault, look_in_own_folder, stop
from bot.settings import Settings, WrongSettingsError, load_settings
from messages.render import render_text
from regulations.load import faulty
from storage.migrate import ChangedMigrationError


def run() -> None:
    """Serve the members until stopped (SIGTERM or Ctrl+C)."""
    try:
        settings = load_settings()
    except WrongSettingsError as error:
        stop(render_text("cli/settings_wrong", faults=error.faults))
    if not settings.telegram_token.get_secret_value():
        stop(render_text("cli/run_no_channel"))
    _say_what_is_faulty(settings)
    try:
        _locked(settings)
    except (OSError, sqlite3.Error, ChangedMigrationError) as error:
        stop(render_text("cli/storage_fault", reason=str(error)))


def _say_what_is_faulty(settings: Settings) -> None:
    """A faulty regulation of the office's own stops only the committees that work under it."""
    try:
        look_in_own_folder(settings)
    except CommandFault as fault:
        stop(str(fault))
    found = faulty()
    if found:
        typer.echo(render_text("cli/regulation_own_faulty", faults=found), err=True)


def _locked(settings: Settings) -> None:
    """One process at a time polls, ticks and sends for a data folder."""
    lock = DataLock(settings.data)
    try:
        lock.take()
    except AlreadyRunningError:
        stop(render_text("cli/run_running", folder=settings.data))
    try:
        asyncio.run(_run(settings))
    finally:
        lock.give_back()


async def _run(settings: Settings) -> None:
    # Imported here: the other commands need no chat library.
    from bot.channels.telegram_poll import TokenRefusedError
    from bot.serving import PortTakenError, quiet_log, serving

    quiet_log(settings.log_level)
    ending = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, ending.set)
    try:
        async with serving(settings, WallClock()) as started:
            _say_ready(settings, [channel.name for channel in started.channels], started.port)
            await started.until(ending)
    except PortTakenError:
        stop(render_text("cli/run_port", host=settings.http_host, port=settings.http_port))
    except TokenRefusedError:
        stop(render_text("cli/run_refused"))


def _say_ready(settings: Settings, channels: list[str], port: int) -> None:
    ready = render_text(
        "cli/run_ready",
        channels=channels,
        folder=settings.data,
        host=settings.http_host,
        port=port,
    )
    typer.echo(ready, err=True)
