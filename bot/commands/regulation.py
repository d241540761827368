"""`bcd regulation`: the encoded regulations, those of the program and an office's own."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import CommandFault, look_in_own_folder, regulation_of, stop
from bot.commands.regulation_text import read_document, text_app
from bot.regulation_page import print_regulation, print_units
from bot.settings import WrongSettingsError, load_settings
from messages.render import render_text
from regulations import schema as schemas
from regulations.drafting.writing import draft as written
from regulations.drafting.writing import marks
from regulations.load import RegulationError, available, check_file, faulty, load, shipped
from regulations.model import Entry, Regulation
from regulations.refs import below, counted, kind

regulation_app = typer.Typer(no_args_is_help=True, help="The encoded regulations.")
regulation_app.add_typer(text_app, name="text")

_LONGEST_GIST = 300

Slug = Annotated[str, typer.Argument(help="The regulation's slug, such as tran-lieu.")]


@regulation_app.command()
def schema() -> None:
    """Print the JSON Schema of an encoded regulation, for an editor."""
    typer.echo(schemas.shipped_schema(), nl=False)


@regulation_app.command()
def check(file: Annotated[Path, typer.Argument(help="The .yaml.")]) -> None:
    """Say every fault of an encoded regulation, with line and column."""
    try:
        regulation = check_file(file)
    except RegulationError as error:
        stop(render_text("cli/regulation_wrong", faults=error.found))
    every = list(counted(regulation))
    kinds = [kind(entry) for _, entry in every]
    said = render_text(
        "cli/regulation_right",
        file=file.name,
        regulation=regulation,
        counts={each: kinds.count(each) for each in ("article", "clause", "point", "paragraph")},
        rules=len(regulation.rules.rules),
        long=[ref for ref, entry in every if len(entry.unit.gist) > _LONGEST_GIST],
    )
    typer.echo(said)


@regulation_app.command("list")
def list_() -> None:
    """List the regulations there are."""
    _look_in()
    wrong = faulty()
    refused = {fault.file.removesuffix(".yaml") for fault in wrong}
    own = set(available()) - set(shipped())
    found = [
        {
            "slug": slug,
            "title": load(slug).title,
            "replaced_by": load(slug).replaced_by,
            "own": slug in own,
        }
        for slug in available()
        if slug not in refused
    ]
    typer.echo(render_text("cli/regulation_list", regulations=found, faults=wrong))


@regulation_app.command()
def show(
    slug: Slug,
    ref: Annotated[str, typer.Argument(help="A place: 7, 7.4 or 7.1.a.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, a list in order.")] = False,
) -> None:
    """Show a regulation, or one unit with what it holds."""
    regulation = found(slug)
    units = below(regulation, ref) if ref else tuple(counted(regulation))
    if not units:
        stop(render_text("cli/regulation_no_unit", regulation=regulation, ref=ref))
    if as_json:
        plain = [_plain(mine, entry) for mine, entry in units]
        typer.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    elif ref:
        print_units(regulation, units)
    else:
        print_regulation(regulation, units)


@regulation_app.command()
def draft(
    file: Annotated[Path, typer.Argument(help="The document: .docx, .pdf or .txt.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The .yaml to write.")] = None,
) -> None:
    """Turn an official document into the skeleton of an encoded regulation, to be completed."""
    if out is not None and (out.suffix != ".yaml" or out.exists() or not out.parent.is_dir()):
        stop(render_text("cli/regulation_draft_refused", file=out, exists=out.exists()))
    try:
        _, document = read_document(file)
    except CommandFault as fault:
        stop(str(fault))
    text = written(document, file.name, out.stem if out is not None else "")
    if out is None:
        typer.echo(text, nl=False)
        return
    out.write_text(text, "utf-8")
    refs = [ref for ref, _ in document.walk()]
    said = render_text("cli/regulation_draft", file=out, units=len(refs), marks=marks(text))
    typer.echo(said)


def found(slug: str) -> Regulation:
    """The regulation of that slug, the office's own included; ends the command without it."""
    _look_in()
    try:
        return regulation_of(slug)
    except CommandFault as fault:
        stop(str(fault))


def _look_in() -> None:
    try:
        look_in_own_folder(load_settings())
    except WrongSettingsError as error:
        stop(render_text("cli/settings_wrong", faults=error.faults))
    except CommandFault as fault:
        stop(str(fault))


def _plain(ref: str, entry: Entry) -> dict[str, object]:
    unit = entry.unit
    return {
        "ref": ref,
        "kind": kind(entry),
        "gist": unit.gist or unit.title,
        "binds": [*unit.binds, *(f"office:{key}" for key in unit.offices)],
        "topics": list(unit.topics),
        "duties": list(unit.duties),
    }
