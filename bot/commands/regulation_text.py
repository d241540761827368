"""`bcd regulation text`: the official wording, from the office's own document."""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import WallClock
from bot.commands.opening import CommandFault, carry_out, regulation_of
from bot.document_text import DocumentTextError, document_text
from bot.settings import Settings
from committee.rules import Citation
from messages.render import render_text
from regulations.drafting.front import NoArticleError
from regulations.drafting.parts import OfficialText
from regulations.drafting.reading import read
from regulations.model import Entry, Paragraph
from regulations.refs import below
from regulations.text import Alignment, align
from storage import audit, official_texts
from storage.database import Database

text_app = typer.Typer(no_args_is_help=True, help="The official wording of a regulation.")

_CHANNEL = "cli"
_NO_ARTICLE = "no_article"


@text_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The document: .docx, .pdf or .txt.")],
    regulation: Annotated[str, typer.Option(help="The regulation's slug.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report; store nothing.")] = False,
) -> None:
    """Take in the official wording, clause by clause, and say what does not go together."""

    async def work(settings: Settings, database: Database) -> str:
        encoded = regulation_of(regulation)
        sha256, document = await asyncio.to_thread(read_document, file)
        found = await asyncio.to_thread(align, encoded, document)
        report = _report(file, encoded.title, found, dry_run=dry_run)
        if not found.is_of_this:
            raise CommandFault(report)
        if not dry_run:
            await _store(database, encoded.slug, sha256, file.name, found)
        return report

    carry_out(work)


@text_app.command()
def show(
    slug: Annotated[str, typer.Argument(help="The regulation's slug.")],
    ref: Annotated[str, typer.Argument(help="A place: 7, 7.4 or 7.1.a.")],
) -> None:
    """Show the official wording of a place, with all that it holds."""

    async def work(settings: Settings, database: Database) -> str:
        encoded = regulation_of(slug)
        units = below(encoded, ref)
        if not units:
            raise CommandFault(render_text("cli/regulation_no_unit", regulation=encoded, ref=ref))
        async with database.reading() as tx:
            version = await official_texts.current(tx, slug)
            wording = await official_texts.official_texts(tx, slug)
        said = _said(units, wording)
        if version is None or not said:
            raise CommandFault(render_text("cli/regulation_text_none", regulation=encoded, ref=ref))
        return render_text("cli/regulation_text", place=units[0][1], said=said, version=version)

    carry_out(work)


def read_document(file: Path) -> tuple[str, OfficialText]:
    """The hash and the parts of a document. Reads the disk: call it from a thread."""
    try:
        text = document_text(file)
        return hashlib.sha256(file.read_bytes()).hexdigest(), read(text)
    except DocumentTextError as error:
        problem = error.problem.value
    except NoArticleError:
        problem = _NO_ARTICLE
    raise CommandFault(
        render_text("cli/regulation_document_wrong", file=file.name, problem=problem)
    )


async def _store(database: Database, slug: str, sha256: str, file: str, found: Alignment) -> None:
    now = WallClock().now()
    async with database.transaction() as tx:
        before = await official_texts.current(tx, slug)
        await official_texts.save(
            tx, regulation=slug, sha256=sha256, file=file, texts=found.texts, now=now
        )
        await audit.write(
            tx,
            at=now,
            committee_id=None,
            person_id=None,
            channel=_CHANNEL,
            verb="regulation.text_imported",
            subject=f"regulation:{slug}",
            before={} if before is None else {"sha256": before.sha256},
            after={"sha256": sha256, "file": file, "units": len(found.texts)},
        )


def _report(file: Path, title: str, found: Alignment, *, dry_run: bool) -> str:
    outcome = "refused" if not found.is_of_this else "dry_run" if dry_run else "stored"
    return render_text(
        "cli/regulation_text_report",
        file=file.name,
        title=title,
        found=found,
        percent=round(100 * found.share),
        outcome=outcome,
    )


def _said(
    units: Sequence[tuple[str, Entry]], wording: dict[str, str]
) -> list[tuple[Citation, str]]:
    """Each place with its wording, which has the parts without a number in it."""
    whole = [entry for _, entry in units if not isinstance(entry.unit, Paragraph)]
    places = whole or [entry for _, entry in units]
    return [(each.citation, wording[each.ref]) for each in places if each.ref in wording]
