"""Small files that take hours or gigabytes to read."""

import io
import zipfile
import zlib
from pathlib import Path

from docx import Document


def slow_pdf(path: Path, words: int = 1_000_000) -> Path:
    """A page whose few kilobytes unpack to this many words; reading them takes minutes."""
    page = zlib.compress(b"BT /F 9 Tf " + b"1 0 0 1 3 3 Tm (a) Tj " * words + b"ET", 9)
    path.write_bytes(
        _pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(page), page),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        )
    )
    return path


def _pdf(*objects: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    foot = b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + foot


def great_docx(path: Path, paragraphs: int = 8_000_000) -> Path:
    """A document of some kilobytes with this many paragraphs: gigabytes once it is read."""
    plain = io.BytesIO()
    Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as trap:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * paragraphs)
            trap.writestr(name, content)
    return path
