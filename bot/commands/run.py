"""`bcd run`: the assistant on the channels that the settings switch on."""

import asyncio
import signal
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack

import typer

from bot.clock import WallClock
from bot.commands.opening import CommandFault, look_in_own_folder, stop
from bot.lease import Lease, leased
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
    if not settings.telegram_token.get_secret_value() and not settings.zalo_bots:
        stop(render_text("cli/run_no_channel"))
    _say_what_is_faulty(settings)
    try:
        asyncio.run(_run(settings))
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


async def _run(settings: Settings) -> None:
    # Imported here: the other commands need no chat library.
    from bot.channels.patience import TokenRefusedError
    from bot.serving import PortTakenError, quiet_log

    quiet_log(settings.log_level)
    ending = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, ending.set)
    try:
        while not ending.is_set():
            await _serve(settings, ending)
    except PortTakenError:
        stop(render_text("cli/run_port", host=settings.http_host, port=settings.http_port))
    except TokenRefusedError as refused:
        stop(render_text("cli/run_refused", channel=str(refused)))


async def _serve(settings: Settings, ending: asyncio.Event) -> None:
    """Stand by, then work until told to stop or until another process has taken over."""
    from bot.serving import serving

    async with AsyncExitStack() as stack:
        waiting = leased(settings.database_path, settings.lease_seconds, _standing_by(settings))
        lease = await _unless(ending, stack.enter_async_context(waiting))
        if lease is None:
            return
        async with serving(settings, WallClock(), lease.held) as started:
            _say_ready(settings, [channel.name for channel in started.channels], started.port)
            await started.until(ending.wait(), lease.keep())


async def _unless(ending: asyncio.Event, waiting: Coroutine[None, None, Lease]) -> Lease | None:
    """What is waited for; None where the word to stop came first."""
    task, word = asyncio.create_task(waiting), asyncio.create_task(ending.wait())
    try:
        await asyncio.wait((task, word), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        word.cancel()
        task.cancel()
        await asyncio.gather(task, word, return_exceptions=True)


def _standing_by(settings: Settings) -> Callable[[], None]:
    return lambda: typer.echo(render_text("cli/run_standby", folder=settings.data), err=True)


def _say_ready(settings: Settings, channels: list[str], port: int) -> None:
    ready = render_text(
        "cli/run_ready",
        channels=channels,
        folder=settings.data,
        host=settings.http_host,
        port=port,
    )
    typer.echo(ready, err=True)
