"""`bcd health`: whether the running program is well; status 0 if it is, 1 if not."""

import asyncio
import sqlite3

import typer

from bot.clock import WallClock
from bot.commands.opening import stop
from bot.health import Part, parts_in
from bot.settings import Settings, WrongSettingsError, load_settings
from messages.render import render_text
from storage.database import looking


def health() -> None:
    """Say what works, what stands still and since when."""
    try:
        settings = load_settings()
    except WrongSettingsError as error:
        stop(render_text("cli/settings_wrong", faults=error.faults))
    now = WallClock().now()
    try:
        parts = asyncio.run(_parts(settings))
    except FileNotFoundError:
        stop(render_text("cli/health_nothing", folder=settings.data))
    except (OSError, sqlite3.Error) as error:
        stop(render_text("cli/storage_fault", reason=str(error)))
    text = render_text("cli/health", parts=parts, now=now)
    if any(part.stale for part in parts):
        stop(text)
    typer.echo(text)


async def _parts(settings: Settings) -> tuple[Part, ...]:
    async with looking(settings.database_path) as tx:
        return await parts_in(tx, settings, WallClock().now())
