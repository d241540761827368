"""Official texts as files that offices send: .docx by Word's own means, .pdf written by hand.

The .pdf names its fonts without carrying them and maps every code to its letter, so that no font of
the machine is needed to write or to read it. As Word does, it takes letters with two marks from a
second font, in the middle of a word.
"""

import io
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from docx import Document

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
SLUGS = ("tran-lieu", "xa", "lai-vung", "thanh-hoa", "phu-quoc")
WITHOUT_SEEDS = f"the official texts are not in {SEEDS}"

_COLUMNS, _ROWS = 80, 45
_LATIN = 0x24F
"""The last letter that western fonts have; those of Vietnamese with two marks come behind."""


def seed(slug: str) -> Path:
    """The official text that this regulation was encoded from."""
    found = sorted(SEEDS.glob("*.txt"))
    return found[SLUGS.index(slug)] if len(found) == len(SLUGS) else SEEDS / f"{slug}.txt"


def as_docx(text: str, path: Path) -> Path:
    """A paragraph for each line of the text."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path


def as_pdf(text: str, path: Path, *, numbered: bool = True) -> Path:
    """Pages of lines as a printer breaks them, each with its number at the foot."""
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, _COLUMNS)]
    pages = [lines[start : start + _ROWS] for start in range(0, len(lines), _ROWS)]
    if numbered:
        pages = [[*page, str(number)] for number, page in enumerate(pages, start=1)]
    path.write_bytes(_pdf(pages))
    return path


def _pdf(pages: Sequence[Sequence[str]]) -> bytes:
    letters = sorted({letter for page in pages for line in page for letter in line})
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Body/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Body/W[1 {len(codes)} 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>".encode(),
        _stream(_letters_of(codes)),
        b"<</Type/Font/Subtype/Type0/BaseFont/Marks/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {8 + 2 * number} 0 R"
            "/Resources<</Font<</F1 3 0 R/F2 6 0 R>>>>>>".encode()
        )
        objects.append(_stream(_drawn(page, codes)))
    return _joined(objects)


def _letters_of(codes: dict[str, int]) -> str:
    rows = [f"<{code:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    mapped = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{mapped}\nendcmap end end"
    )


def _drawn(lines: Sequence[str], codes: dict[str, int]) -> str:
    return "\n".join(
        f"BT /{font} 10 Tf 1 0 0 1 60 {790 - 16 * row} Tm {5 * at} 0 Td"
        f" <{''.join(f'{codes[letter]:04X}' for letter in letters)}> Tj ET"
        for row, line in enumerate(lines)
        for at, font, letters in _runs(line)
    )


def _runs(line: str) -> Iterator[tuple[int, str, str]]:
    """Where each run of letters of one font begins."""
    at = 0
    for marked, letters in groupby(line, key=lambda letter: ord(letter) > _LATIN):
        text = "".join(letters)
        yield at, "F2" if marked else "F1", text
        at += len(text)


def _stream(text: str) -> bytes:
    raw = text.encode()
    return f"<</Length {len(raw)}>>\nstream\n".encode() + raw + b"\nendstream"


def _joined(objects: Sequence[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, each in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + each + b"\nendobj\n")
    table = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(
        f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return out.getvalue()
