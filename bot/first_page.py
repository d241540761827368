"""The text of a document's first page, as far as its format lets us read it."""

import logging
from pathlib import Path

from bot.document_text import page_text

log = logging.getLogger(__name__)

FIRST_PAGE_CHARACTERS = 3000
"""What counts as a first page where a format knows no pages."""


def first_page(path: Path, name: str) -> str:
    """The first page's text; empty where the format is not read or the file is broken."""
    reader = {".pdf": _pdf, ".docx": _docx, ".txt": _txt}.get(Path(name).suffix.lower())
    if reader is None:
        return ""
    try:
        return reader(path)
    except Exception as error:  # a broken document is the sender's to mend, not ours to fall over
        log.info("first page not readable: %s", type(error).__name__)
        return ""


def _pdf(path: Path) -> str:
    from pypdf import PdfReader

    pages = PdfReader(path).pages
    return page_text(pages[0]) if len(pages) else ""


def _docx(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables[:2] for row in table.rows for cell in row.cells]
    text = "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs[:60])])
    return text[:FIRST_PAGE_CHARACTERS]


def _txt(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(FIRST_PAGE_CHARACTERS).decode("utf-8", "replace")
