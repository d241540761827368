"""How a command reaches the database, and how it fails: with a clear message and status 1."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from typing import NoReturn

import typer

from bot.settings import Settings, WrongSettingsError, load_settings
from messages.render import render_text
from regulations.load import RegulationError, available, load, look_in
from regulations.model import Regulation
from storage import committees
from storage.committees import Committee
from storage.database import Database, Transaction
from storage.migrate import ChangedMigrationError, migrate

Work = Callable[[Settings, Database], Awaitable[str]]
"""What a command does; returns what is then printed."""


class CommandFault(Exception):
    """Why a command was not carried out, as it is shown. Raised inside a transaction, undoes it."""


def carry_out(work: Work) -> None:
    """Open the database, do the work and print what it returns; faults end with status 1."""
    try:
        typer.echo(asyncio.run(_opened(work)))
    except CommandFault as fault:
        stop(str(fault))
    except WrongSettingsError as error:
        stop(render_text("cli/settings_wrong", faults=error.faults))
    except (OSError, sqlite3.Error, ChangedMigrationError) as error:
        stop(render_text("cli/storage_fault", reason=str(error)))


def stop(text: str) -> NoReturn:
    """Say on the error stream why nothing was done, and end."""
    typer.echo(text, err=True)
    raise typer.Exit(1)


async def _opened(work: Work) -> str:
    settings = load_settings()
    look_in_own_folder(settings)
    database = await Database.open(settings.database_path)
    try:
        await migrate(database)
        return await work(settings, database)
    finally:
        await database.close()


async def chosen(tx: Transaction, committee_id: int | None) -> Committee:
    """The committee meant; without an id, the only one there is."""
    known = await committees.all_committees(tx)
    if committee_id is None and len(known) == 1:
        return known[0]
    for committee in known:
        if committee.id == committee_id:
            return committee
    raise CommandFault(render_text("cli/committee_unknown", id=committee_id, committees=known))


def look_in_own_folder(settings: Settings) -> None:
    """Know the office's own regulations; one that would hide a shipped one is refused."""
    try:
        look_in(settings.regulations_dir)
    except RegulationError as error:
        raise CommandFault(render_text("cli/regulation_wrong", faults=error.found)) from error


def regulation_of(slug: str) -> Regulation:
    """The encoded regulation; without it, none of its committee's words mean anything."""
    known = available()
    if slug not in known:
        raise CommandFault(render_text("cli/regulation_unknown", slug=slug, known=known))
    try:
        return load(slug)
    except RegulationError as error:
        raise CommandFault(render_text("cli/regulation_wrong", faults=error.found)) from error
