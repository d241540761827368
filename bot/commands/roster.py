"""`bcd roster`: a committee's people, from a sheet into the database."""

import asyncio
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.clock import WallClock
from bot.commands.opening import CommandFault, carry_out, chosen, regulation_of, stop
from bot.roster_files import read_rows, roster_words, write_template
from bot.settings import Settings
from bot.tables import RosterFileError
from messages.render import render_text
from messages.roster_words import sheet
from messages.wording import words
from regulations.model import Regulation
from storage import people
from storage.database import Database
from storage.roster import import_roster
from storage.roster_rows import Column, Fault, PersonChange, RosterReport

roster_app = typer.Typer(no_args_is_help=True, help="The people of a committee.")

ForCommittee = Annotated[
    int | None, typer.Option("--committee", help="The committee's id; not needed for only one.")
]


@roster_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The .xlsx or .csv.")],
    committee: ForCommittee = None,
    end_missing: Annotated[
        bool, typer.Option("--end-missing", help="End the seats of those not on the sheet.")
    ] = False,
) -> None:
    """Take a sheet in: all of it, or nothing and every reason why not."""

    async def work(settings: Settings, database: Database) -> str:
        try:
            rows = await asyncio.to_thread(read_rows, file)
        except RosterFileError as error:
            raise CommandFault(_file_fault(error)) from error
        async with database.transaction() as tx:
            found = await chosen(tx, committee)
            regulation = regulation_of(found.regulation)
            now = WallClock().now()
            report = await import_roster(
                tx, found.id, rows, roster_words(regulation), now, end_missing=end_missing
            )
            if report.faults:
                raise CommandFault(_faults(report))
        return _report(report, regulation, found.name)

    carry_out(work)


@roster_app.command()
def template(file: Annotated[Path, typer.Argument(help="The .xlsx to write.")]) -> None:
    """Write an empty sheet to fill in."""
    if file.suffix.lower() != ".xlsx" or file.exists() or not file.parent.is_dir():
        stop(render_text("cli/roster_template_refused", file=file, exists=file.exists()))
    write_template(file)
    typer.echo(render_text("cli/roster_template", file=file))


@roster_app.command()
def show(committee: ForCommittee = None) -> None:
    """Show who is on the roster."""

    async def work(settings: Settings, database: Database) -> str:
        async with database.reading() as tx:
            found = await chosen(tx, committee)
            members = await people.members(tx, found.id)
            contacts = await people.contacts(tx, found.id)
        regulation = regulation_of(found.regulation)
        return render_text(
            "cli/roster_shown",
            committee=found,
            members=members,
            contacts=contacts,
            titles=regulation.titles,
            offices=regulation.offices,
        )

    carry_out(work)


def _file_fault(error: RosterFileError) -> str:
    return render_text("cli/roster_file_wrong", problem=error.problem.value, details=error.details)


def _faults(report: RosterReport) -> str:
    by_row = [
        {"number": row, "faults": [_fault(each) for each in faults]}
        for row, faults in groupby(report.faults, key=lambda fault: fault.row)
    ]
    return render_text("cli/roster_faults", rows=by_row)


def _fault(fault: Fault) -> dict[str, str]:
    heading = sheet().heading(fault.column)
    return {"heading": heading, "problem": fault.problem.value, "value": fault.value}


def _report(report: RosterReport, regulation: Regulation, committee: str) -> str:
    return render_text(
        "cli/roster_imported",
        committee=committee,
        added=report.added,
        changed=[_changed(change, regulation) for change in report.changed],
        unchanged=report.unchanged,
        missing=report.missing,
        ended=report.ended,
    )


def _changed(change: PersonChange, regulation: Regulation) -> dict[str, Any]:
    fields = [
        {
            "heading": sheet().heading(field.column),
            "before": _word(field.column, field.before, regulation),
            "after": _word(field.column, field.after, regulation),
        }
        for field in change.fields
    ]
    return {"name": change.name, "fields": fields}


def _word(column: Column, key: str, regulation: Regulation) -> str:
    """A stored key as the sheet would say it."""
    match column:
        case Column.ROLE | Column.SECOND_ROLE:
            titles = {role.value: title for role, title in regulation.titles.items()}
            contacts = {kind: names[0] for kind, names in sheet().contacts.items()}
            return {**titles, **contacts}.get(key, key)
        case Column.HONORIFIC:
            return str(words("people").get(key, key))
        case Column.OFFICE if key in regulation.offices:
            return regulation.offices[key].name
        case _:
            return key
