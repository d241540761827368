"""Rosters as files: what their rows say, and the empty sheet to fill in."""

from collections.abc import Sequence
from pathlib import Path

from bot.tables import FileProblem, RosterFileError, Table, read_tables
from committee.people import Honorific, Role
from messages.roster_words import Sheet, sheet
from messages.understand import list_name
from regulations.model import Regulation
from regulations.vietnamese import fold
from storage.roster_groups import SEPARATOR, split_names
from storage.roster_rows import Column, ContactKind, RosterRow, RosterWords, sheet_word

MOST_PEOPLE = 1000
_HEADING_WITHIN = 10
"""A title or the name of the office may stand above the headings."""


def read_rows(path: Path) -> list[RosterRow]:
    """The rows below the headings, numbered as a spreadsheet numbers them.

    Reads the disk: call it from a thread, outside any transaction.
    """
    table = max(read_tables(path), key=_most_headings)
    place, columns = _headings(table)
    rows = []
    for number, line in enumerate(table[place + 1 :], start=place + 2):
        cells = {column: line[at] if at < len(line) else "" for at, column in columns.items()}
        if Column.GROUPS in cells:
            cells[Column.GROUPS] = _bare_names(cells[Column.GROUPS])
        if any(text.strip() for text in cells.values()) and not _is_example(cells[Column.NAME]):
            rows.append(RosterRow(number, cells))
    if not rows:
        raise RosterFileError(FileProblem.NO_ROWS)
    if len(rows) > MOST_PEOPLE:
        raise RosterFileError(FileProblem.TOO_LARGE, str(MOST_PEOPLE))
    return rows


def _bare_names(cell: str) -> str:
    """The names of sub-groups without the word that may stand before them."""
    return SEPARATOR.join(list_name("group_word", part) or part for part in split_names(cell))


def roster_words(regulation: Regulation) -> RosterWords:
    """What the words of a sheet mean in a committee under this regulation."""
    known = sheet()
    places: dict[str, Role | ContactKind] = {}
    for key, words in known.roles.items():
        if Role(key) in regulation.titles:
            places |= {sheet_word(word): Role(key) for word in words}
    places |= {sheet_word(title): role for role, title in regulation.titles.items()}
    for key, words in known.contacts.items():
        places |= {sheet_word(word): ContactKind(key) for word in words}
    offices = {sheet_word(office.name): key for key, office in regulation.offices.items()}
    return RosterWords(
        honorifics={
            sheet_word(word): Honorific(key)
            for key, words in known.honorifics.items()
            for word in words
        },
        places=places,
        offices=offices | {sheet_word(key): key for key in regulation.offices},
        yes=frozenset(map(sheet_word, known.yes)),
        no=frozenset(map(sheet_word, known.no)),
    )


def write_template(path: Path) -> None:
    """Write an .xlsx to fill in: headings with help, one example row, a page of explanations."""
    # Imported here: a fifth of a second that no other command need pay.
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font

    words, book = sheet(), Workbook()
    page = book.worksheets[0]
    page.title = words.title
    explained = book.create_sheet(words.help_title)
    explained.append([words.help_intro])
    for place, column in enumerate(words.columns, start=1):
        heading = column.heading + (words.required_mark if column.required else "")
        cell = page.cell(1, place, heading)
        cell.font = Font(bold=True)
        cell.comment = Comment(column.help, words.title)
        letter = cell.column_letter
        page.column_dimensions[letter].width = max(16, len(heading) + 4)
        example = page.cell(2, place, column.example or None)
        example.font = Font(italic=True)
        explained.append([heading, column.help])
    _keep_numbers_as_text(page, [column.key for column in words.columns].index(Column.PHONE) + 1)
    page.freeze_panes = "A2"
    explained.column_dimensions["A"].width, explained.column_dimensions["B"].width = 24, 90
    for (cell,) in explained.iter_rows(min_row=2, min_col=2, max_col=2):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    book.save(path)


def _keep_numbers_as_text(page: object, place: int) -> None:
    """A spreadsheet drops the zero that a phone number begins with, unless told not to."""
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(page, Worksheet)  # noqa: S101 - narrowed for the type checker
    for row in range(2, 200):
        page.cell(row, place).number_format = "@"


def _headings(table: Table) -> tuple[int, dict[int, Column]]:
    """Which line holds the headings, and which column each cell of it stands for."""
    top = _top(table)
    place = max(range(len(top)), key=lambda line: _known(top[line]), default=0)
    if not top or _known(top[place]) < 2:
        raise RosterFileError(FileProblem.NO_HEADINGS, *_required(sheet()).values())
    known, ignored = _heading_words(sheet())
    columns: dict[int, Column] = {}
    unknown = []
    for at, text in enumerate(top[place]):
        word = sheet_word(text)
        if word in known:
            columns[at] = known[word]
        elif word and word not in ignored:
            unknown.append(text.strip()[:60])
    if unknown:
        raise RosterFileError(FileProblem.HEADING_UNKNOWN, *unknown)
    _check_columns(columns)
    return place, columns


def _check_columns(columns: dict[int, Column]) -> None:
    found, words = list(columns.values()), sheet()
    twice = [words.heading(column) for column in Column if found.count(column) > 1]
    if twice:
        raise RosterFileError(FileProblem.HEADING_TWICE, *twice)
    missing = [text for column, text in _required(words).items() if column not in found]
    if missing:
        raise RosterFileError(FileProblem.HEADING_MISSING, *missing)


def _required(words: Sheet) -> dict[Column, str]:
    return {Column(each.key): each.heading for each in words.columns if each.required}


def _heading_words(words: Sheet) -> tuple[dict[str, Column], frozenset[str]]:
    known = {
        sheet_word(text): Column(each.key)
        for each in words.columns
        for text in (each.heading, *each.also)
    }
    return known, frozenset(map(sheet_word, words.ignored))


def _most_headings(table: Table) -> int:
    return max(map(_known, _top(table)), default=0)


def _top(table: Table) -> Table:
    return table[:_HEADING_WITHIN]


def _known(line: Sequence[str]) -> int:
    known, _ = _heading_words(sheet())
    return sum(sheet_word(text) in known for text in line)


def _is_example(name: str) -> bool:
    return fold(name).startswith(fold(sheet().example_prefix))
