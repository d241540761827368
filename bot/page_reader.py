"""Reads one document's first page and ends: `python -m bot.page_reader .pdf FILE`.

Whoever made a file decides what reading it takes: a few kilobytes may unpack to gigabytes, or keep
a reader busy for hours. What happens here happens to nobody else, and has an end.
"""

import resource
import sys
from pathlib import Path

from bot.document_text import page_text

FIRST_PAGE_CHARACTERS = 3000
"""What counts as a first page where a format knows no pages."""
MOST_CHARACTERS = 100_000
SECONDS = 20
MEMORY_BYTES = 1024 * 1024 * 1024


def main(suffix: str, path: str) -> None:
    """Write the text to standard output; whatever goes wrong ends the process."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    text = READERS[suffix](Path(path))
    sys.stdout.buffer.write(text[:MOST_CHARACTERS].encode("utf-8", "replace"))


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


READERS = {".pdf": _pdf, ".docx": _docx, ".txt": _txt}


if __name__ == "__main__":
    main(*sys.argv[1:])
