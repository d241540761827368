"""Spreadsheet files as tables of text: .xlsx and .csv."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_LINES = 10_000

Table = list[list[str]]

_DELIMITERS = (";", ",", "\t")


class FileProblem(StrEnum):
    """Why a file as a whole cannot be read; `messages/` words it."""

    NOT_FOUND = "not_found"
    KIND_UNKNOWN = "kind_unknown"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NO_HEADINGS = "no_headings"
    HEADING_MISSING = "heading_missing"
    HEADING_TWICE = "heading_twice"
    HEADING_UNKNOWN = "heading_unknown"
    NO_ROWS = "no_rows"


class RosterFileError(ValueError):
    """A file that holds no roster; `details` are the headings or the limit meant."""

    def __init__(self, problem: FileProblem, *details: str) -> None:
        super().__init__(": ".join((problem, ", ".join(details))))
        self.problem = problem
        self.details = details


def read_tables(path: Path, suffix: str = "", unpacked: int = LARGEST_UNPACKED) -> list[Table]:
    """The file's first page as text; a .csv once for every way in which it may be delimited.

    `suffix` says what kind it is where its path does not; `unpacked` is the most that a workbook
    may hold, in bytes.
    """
    if not path.is_file():
        raise RosterFileError(FileProblem.NOT_FOUND, str(path))
    if path.stat().st_size > LARGEST_FILE:
        raise RosterFileError(FileProblem.TOO_LARGE, f"{LARGEST_FILE // 1024 // 1024} MB")
    match (suffix or path.suffix).lower():
        case ".xlsx":
            return [_read_xlsx(path, unpacked)]
        case ".csv":
            return _read_csv(path)
    raise RosterFileError(FileProblem.KIND_UNKNOWN, path.suffix)


def _read_csv(path: Path) -> list[Table]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RosterFileError(FileProblem.UNREADABLE) from error
    return [_split(text, delimiter) for delimiter in _DELIMITERS]


def _split(text: str, delimiter: str) -> Table:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []


def _read_xlsx(path: Path, unpacked: int) -> Table:
    from openpyxl import load_workbook

    try:
        _check_unpacked(path, unpacked)
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
        try:
            return list(_lines(book.worksheets[0].iter_rows()))
        finally:
            book.close()
    except RosterFileError:
        raise
    except Exception as error:  # a broken workbook raises whatever its reader stumbles on
        raise RosterFileError(FileProblem.UNREADABLE) from error


def _check_unpacked(path: Path, most: int) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(each.file_size for each in archive.infolist()) > most:
            raise RosterFileError(FileProblem.TOO_LARGE, f"{LARGEST_FILE // 1024 // 1024} MB")


def _lines(rows: Iterator[Sequence[object]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        line = [_text(cell) for cell in row]
        if number <= MOST_LINES:
            yield line
        elif any(line):
            raise RosterFileError(FileProblem.TOO_LARGE, str(MOST_LINES))


def _text(cell: object) -> str:
    """A cell as it would be typed; what is computed keeps the sign of a formula."""
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "f":
        return str(value) if str(value).startswith("=") else "="
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
