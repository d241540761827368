"""The whole text of an office's document: .docx, .pdf, .txt and .md."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.word_numbers import WordNumbers
from regulations.drafting.lines import PAGE_BREAK

MOST_BYTES = 30_000_000
MOST_PAGES = 500
_LEAST_LETTERS_A_PAGE = 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a .doc begins, and a .docx under a password."""


class DocumentProblem(StrEnum):
    NOT_FOUND = "not_found"
    KIND_UNKNOWN = "kind_unknown"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    NOT_UTF8 = "not_utf8"
    PASSWORD = "password"  # noqa: S105 - a kind of fault
    SCANNED = "scanned"


class DocumentTextError(ValueError):
    """A document without a text that can be read; `problem` says why."""

    def __init__(self, problem: DocumentProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def document_text(path: Path) -> str:
    """The text, its pages parted by form feeds; what Word numbers by itself has its numbers.

    Reads the disk and may take seconds: call it from a thread.
    """
    reader = _READERS.get(path.suffix.lower())
    if not path.is_file():
        raise DocumentTextError(DocumentProblem.NOT_FOUND)
    if reader is None:
        raise DocumentTextError(DocumentProblem.KIND_UNKNOWN)
    if path.stat().st_size > MOST_BYTES:
        raise DocumentTextError(DocumentProblem.TOO_LARGE)
    try:
        text = reader(path)
    except DocumentTextError:
        raise
    except Exception as error:  # libraries raise anything for a broken file
        raise DocumentTextError(DocumentProblem.UNREADABLE) from error
    if not any(map(str.isalnum, text)):
        raise DocumentTextError(DocumentProblem.EMPTY)
    return text


def _txt(path: Path) -> str:
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentTextError(DocumentProblem.NOT_UTF8) from error


def _pdf(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(path)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentTextError(DocumentProblem.PASSWORD)
    except DependencyError as error:
        raise DocumentTextError(DocumentProblem.PASSWORD) from error
    if len(reader.pages) > MOST_PAGES:
        raise DocumentTextError(DocumentProblem.TOO_LARGE)
    pages = [page_text(page) for page in reader.pages]
    letters = sum(map(str.isalpha, "".join(pages)))
    if letters < _LEAST_LETTERS_A_PAGE * len(pages):
        raise DocumentTextError(DocumentProblem.SCANNED)
    return PAGE_BREAK.join(pages)


def page_text(page: Any) -> str:
    """What a page of a .pdf reads, as whole words.

    Where letters with marks come from a second font, as Word and browsers write them, reading in
    the order of the file puts a space on either side of each; reading by place does not, but fails
    on some pages.
    """
    plain = page.extract_text()
    try:
        placed = page.extract_text(extraction_mode="layout")
    except Exception:  # the library raises anything for a page that it cannot lay out
        return str(plain)
    return str(min(placed, plain, key=_brokenness))


def _brokenness(text: str) -> float:
    """How many of its words are single letters; 1 for no words at all."""
    words = text.split()
    return sum(len(word) == 1 and word.isalpha() for word in words) / len(words) if words else 1.0


def _docx(path: Path) -> str:
    from docx import Document

    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            raise DocumentTextError(DocumentProblem.PASSWORD)
    document = Document(str(path))
    numbers = WordNumbers(document)
    return "\n".join(_blocks(document, numbers))


def _blocks(holder: Any, numbers: WordNumbers) -> Iterator[str]:
    """Paragraphs and the cells of tables in reading order."""
    from docx.text.paragraph import Paragraph

    for block in holder.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from _paragraph(block, numbers)
            continue
        for row in block.rows:
            # A merged cell is given once for each column that it spans.
            for cell in dict.fromkeys(row.cells):
                yield from _blocks(cell, numbers)


def _paragraph(paragraph: Any, numbers: WordNumbers) -> Iterator[str]:
    """Its lines; bold ones are marked as Markdown does, for a heading may take two."""
    text = _visible(paragraph)
    if not text.strip():
        return
    said = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(said) and all(run.bold for run in said)
    for line in f"{numbers.label(paragraph)}{text}".splitlines():
        if line.strip():
            yield f"**{line.strip()}**" if bold else line


def _visible(paragraph: Any) -> str:
    """What is read on paper: insertions that nobody has accepted yet, but nothing deleted."""
    found = []
    for part in paragraph._p.xpath(".//w:t | .//w:tab[parent::w:r] | .//w:br"):
        tag = part.tag.rpartition("}")[2]
        found.append((part.text or "") if tag == "t" else "\n" if tag == "br" else " ")
    return "".join(found)


_READERS: dict[str, Callable[[Path], str]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".txt": _txt,
    ".md": _txt,
}
