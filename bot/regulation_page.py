"""An encoded regulation as a terminal shows it: 80 columns, a unit under the one that holds it."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from messages.render import render_text
from regulations.drafting.words import rule_words
from regulations.model import Clause, Entry, Paragraph, ParagraphKind, Point, Regulation
from regulations.refs import kind

_WIDEST = 80
_INDENT = {"article": 0, "clause": 2, "paragraph": 2, "point": 5}

Counted = tuple[str, Entry]
Line = tuple[str, str]
"""A line and its style."""


def print_regulation(regulation: Regulation, counted: Sequence[Counted]) -> None:
    """The whole of it: what it is, every unit, what the program acts on, what is doubtful."""
    head, *more = _head(regulation)
    _print([(head, "bold"), *((line, "") for line in more)])
    chapters = {each.first: each for each in regulation.chapters}
    for _, entry in counted:
        chapter = chapters.get(entry.citation.article)
        if kind(entry) == "article" and chapter is not None:
            named = render_text("cli/regulation_chapter", chapter=chapter)
            _print([("", ""), (named, "bold")])
        _print(_unit(regulation, entry))
    rules = tuple(regulation.rules.rules.values())
    _print(_tail(regulation, rules, regulation.tensions, regulation.source.notes))


def print_units(regulation: Regulation, counted: Sequence[Counted]) -> None:
    """Some units, with the rules that rest on them and the clauses that they do not agree with."""
    for _, entry in counted:
        _print(_unit(regulation, entry))
    places = {entry.citation for _, entry in counted}
    rules = [rule for rule in regulation.rules.rules.values() if places & set(rule.citations)]
    _print(_tail(regulation, rules, regulation.tensions_at(tuple(places)), ()))


def whom(regulation: Regulation, entry: Entry) -> list[str]:
    """Whom the unit binds, as the regulation calls them."""
    roles = [regulation.titles[role] for role in entry.unit.binds]
    return roles + [regulation.offices[key].name for key in entry.unit.offices]


def _head(regulation: Regulation) -> list[str]:
    renamed = [office for office in regulation.offices.values() if office.renamed]
    return render_text("cli/regulation_head", regulation=regulation, offices=renamed).splitlines()


def _unit(regulation: Regulation, entry: Entry) -> Iterator[Line]:
    what, label = kind(entry), _label(entry)
    indent = _INDENT["point" if what == "paragraph" and entry.citation.clause else what]
    facts = {"entry": entry, "kind": what, "whom": whom(regulation, entry)}
    first, *more = render_text("cli/regulation_unit", **facts).splitlines()
    if what == "article":
        yield "", ""
    hanging = indent + len(label)
    yield from _wrapped(f"{label}{first}", indent, hanging, "bold" if what == "article" else "")
    for line in more:
        lead, style = (2, "dim") if line.startswith("→") else (0, "")
        yield from _wrapped(line, hanging or 2, (hanging or 2) + lead, style)


def _label(entry: Entry) -> str:
    match entry.unit:
        case Clause(number=number):
            return f"{number}. "
        case Point(letter=letter):
            return f"{letter}) "
        case Paragraph(kind=ParagraphKind.BULLET):
            return "- "
        case _:
            return ""


def _tail(
    regulation: Regulation, rules: Iterable[object], tensions: Iterable[object], notes: object
) -> list[Line]:
    text = render_text(
        "cli/regulation_tail",
        rules=list(rules),
        words=rule_words(),
        titles=regulation.titles,
        tensions=list(tensions),
        notes=notes,
    )
    return [("", ""), *((line, "") for line in text.splitlines())] if text else []


def _wrapped(line: str, first: int, rest: int, style: str) -> Iterator[Line]:
    """Cut at words; what follows stands under the text, not under its number."""
    cut = textwrap.wrap(line, _WIDEST, initial_indent=" " * first, subsequent_indent=" " * rest)
    yield from ((part, style) for part in cut or [""])


def _print(lines: Iterable[Line]) -> None:
    # Imported here: no other command need pay for it.
    from rich.console import Console
    from rich.text import Text

    console = Console(width=_WIDEST, highlight=False)
    for line, style in lines:
        hanging = 2 if line.startswith("- ") else 0
        parts = _wrapped(line, 0, hanging, style) if len(line) > _WIDEST else ((line, style),)
        for part, _ in parts:
            console.print(Text(part, style=style))
