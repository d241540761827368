"""`bcd ask`: a question about a regulation, a file of questions, and what was not answered."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.clock import WallClock
from bot.commands.opening import CommandFault, carry_out, look_in_own_folder, regulation_of, stop
from bot.settings import Settings, WrongSettingsError, load_settings
from messages.render import render_text
from regulations.asking import library
from regulations.asking.answer import Answer
from regulations.asking.called import UnknownRoleError, asker_called
from regulations.model import Regulation
from storage import questions
from storage.database import Database

MISSED_DAYS = 90


def ask(
    question: Annotated[str, typer.Argument(help="What somebody would type.")] = "",
    regulation: Annotated[str, typer.Option(help="The slug, such as tran-lieu.")] = "",
    role: Annotated[str, typer.Option(help="Who asks: a role's key or its title.")] = "",
    office: Annotated[str, typer.Option(help="The asker's office, as clauses name it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="The answer as JSON.")] = False,
    batch: Annotated[Path | None, typer.Option(help="A file of questions, one a line.")] = None,
    missed: Annotated[
        bool, typer.Option("--missed", help="Count what no clause answered.")
    ] = False,
) -> None:
    """Answer a question about a regulation with its clauses."""
    if missed:
        carry_out(_missed)
        return
    try:
        look_in_own_folder(load_settings())
        if batch is not None:
            raise typer.Exit(_batch(batch))
        if not question.strip() or not regulation or not role:
            raise CommandFault(render_text("cli/ask_incomplete"))
        typer.echo(_one(question, regulation, role, office, as_json=as_json))
    except CommandFault as fault:
        stop(str(fault))
    except WrongSettingsError as error:
        stop(render_text("cli/settings_wrong", faults=error.faults))


def _one(question: str, slug: str, role: str, office: str, *, as_json: bool) -> str:
    found = _answered(question, slug, role, office)
    if as_json:
        return json.dumps(found, ensure_ascii=False, indent=2)
    return str(found["answer"])


def _answered(question: str, slug: str, role: str, office: str) -> dict[str, Any]:
    """The answer as plain values; CommandFault where regulation or role mean nothing."""
    regulation = regulation_of(slug)
    try:
        asker = asker_called(library(), regulation, role, office)
    except UnknownRoleError as error:
        told = render_text("cli/ask_role", role=error.called, known=error.known, slug=slug)
        raise CommandFault(told) from error
    library().book(regulation)
    begun = time.perf_counter()
    answer = library().ask(regulation, question, asker)
    took = (time.perf_counter() - begun) * 1000
    return {
        "label": answer.label.value,
        "citations": [str(each) for each in answer.citations],
        "answer": said(regulation, answer),
        "nearest": [str(each.citation) for each in answer.nearest],
        "ms": round(took, 2),
    }


def said(regulation: Regulation, answer: Answer) -> str:
    """The answer in plain words, with its clauses."""
    return render_text("cli/ask_answer", regulation=regulation, answer=answer)


def _batch(file: Path) -> int:
    """Answer every line of a file; a line that cannot be read is reported and the rest goes on."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandFault(render_text("cli/ask_file", file=str(file))) from error
    status = 0
    for found in _lines(lines):
        status = 1 if "error" in found else status
        typer.echo(json.dumps(found, ensure_ascii=False))
    return status


def _lines(lines: list[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _line(number, line)


def _line(number: int, line: str) -> dict[str, Any]:
    """One question's answer, or what is wrong with its line."""
    try:
        asked = json.loads(line)
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        return {"id": None, "line": number, "error": render_text("cli/ask_line", missing=[])}
    wanted = ("regulation", "role", "question")
    missing = [key for key in wanted if not str(asked.get(key) or "").strip()]
    known = {"id": asked.get("id"), "line": number}
    if missing:
        return {**known, "error": render_text("cli/ask_line", missing=missing)}
    question, slug, role = str(asked["question"]), str(asked["regulation"]), str(asked["role"])
    try:
        found = _answered(question, slug, role, str(asked.get("office") or ""))
    except CommandFault as fault:
        return {**known, "error": str(fault)}
    return {"id": asked.get("id"), **found}


async def _missed(settings: Settings, database: Database) -> str:
    """Counts by committee, and the words of those who wanted theirs read."""
    since = WallClock().now() - timedelta(days=MISSED_DAYS)
    async with database.reading() as tx:
        counted = await questions.missed(tx, since)
        passed = await questions.passed_on(tx, since)
    return render_text("cli/ask_missed", days=MISSED_DAYS, counted=counted, passed=passed)
