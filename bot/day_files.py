"""Sheets of days off: read where they lie, and the empty one to fill in."""

from collections.abc import Sequence
from pathlib import Path

from bot.files import FileStore
from bot.tables import RosterFileError, Table, read_tables
from handlers.conversation import StoredFile
from messages.understand import headings
from messages.wording import words

LARGEST_SENT = 2 * 1024 * 1024
"""Bytes unpacked of a sheet that is read while its sender waits."""


def sent_tables(files: FileStore, file: StoredFile) -> Sequence[Table]:
    """The tables of a small sheet from a chat; none where it cannot be read."""
    try:
        return read_tables(files.path(file.sha256), Path(file.name).suffix, LARGEST_SENT)
    except RosterFileError:
        return ()


def write_day_template(path: Path) -> None:
    """Write an .xlsx with the headings, and what the kind may say as a note."""
    # Imported here: a fifth of a second that no other command need pay.
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    book = Workbook()
    page = book.worksheets[0]
    for place, heading in enumerate(headings(), start=1):
        cell = page.cell(1, place, heading)
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = 28
    kinds = ", ".join(words("daysoff")["kinds"].values())
    page.cell(1, 2).comment = Comment(kinds, headings()[1])
    page.freeze_panes = "A2"
    book.save(path)
