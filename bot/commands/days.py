"""`bcd committee days`: a committee's days off and days worked from a sheet."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import WallClock
from bot.commands.opening import CommandFault, carry_out, chosen, stop
from bot.day_files import write_day_template
from bot.settings import Settings
from bot.tables import RosterFileError, read_tables
from handlers.replanning import Terms, plan_again
from handlers.speaking import Speaker
from messages.render import render_text
from messages.understand import DayKind, OfficeDay, day_sheet, headings
from messages.understand.day_sheets import MOST_DAYS
from messages.wording import words
from storage import audit, committees
from storage.calendars import committee_calendar
from storage.committees import Committee
from storage.database import Database, Transaction

days_app = typer.Typer(no_args_is_help=True, help="Days off and days worked, from a sheet.")


@days_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The .xlsx or .csv.")],
    committee: Annotated[int, typer.Argument(help="The committee's id.")],
) -> None:
    """Take a sheet in: all of it, or nothing and every reason why not."""

    async def work(settings: Settings, database: Database) -> str:
        try:
            tables = await asyncio.to_thread(read_tables, file)
        except RosterFileError as error:
            wrong = {"problem": error.problem.value, "details": error.details}
            raise CommandFault(render_text("cli/days_file_wrong", **wrong)) from error
        sheet = day_sheet(tables, WallClock().now())
        if not sheet.readable:
            known = {"headings": headings(), "most": MOST_DAYS}
            raise CommandFault(render_text("cli/days_unreadable", **known))
        if sheet.faults:
            raise CommandFault(render_text("cli/days_faults", faults=sheet.faults))
        async with database.transaction() as tx:
            found = await chosen(tx, committee)
            before = await terms(tx, found)
            for each in sheet.days:
                await _set(tx, found.id, each)
            await go_by(tx, found, before)
            table = await committees.days(tx, found.id)
        return render_text("cli/committee_days", committee=found, days=table)

    carry_out(work)


@days_app.command()
def template(file: Annotated[Path, typer.Argument(help="The .xlsx to write.")]) -> None:
    """Write an empty sheet to fill in."""
    if file.suffix.lower() != ".xlsx" or file.exists() or not file.parent.is_dir():
        stop(render_text("cli/roster_template_refused", file=file, exists=file.exists()))
    write_day_template(file)
    typer.echo(render_text("cli/days_template", file=file))


async def terms(tx: Transaction, committee: Committee) -> Terms:
    """What this committee's reminders are planned by as of now."""
    calendar = await committee_calendar(tx, committee.id, WallClock().now())
    return Terms(calendar, committee.settings)


async def go_by(tx: Transaction, committee: Committee, before: Terms) -> None:
    """Plan what is under way anew, by the calendar and the settings as they were just written."""
    speaker = Speaker(tx, WallClock().now())
    await plan_again(speaker, committee.id, before, await terms(tx, committee))


async def _set(tx: Transaction, committee_id: int, day: OfficeDay) -> None:
    name = day.name or str(words("daysoff")["unnamed"][day.kind.value])
    working, now = day.kind is DayKind.WORKED, WallClock().now()
    await committees.set_day(tx, committee_id, day.day, name, working, now)
    await audit.write(
        tx,
        at=now,
        committee_id=committee_id,
        person_id=None,
        channel="cli",
        verb="committee.day",
        subject=f"committee:{committee_id}",
        before={},
        after={"day": day.day.isoformat(), "name": name, "working": working},
    )
