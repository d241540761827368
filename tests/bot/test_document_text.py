"""Documents as offices send them: what is read, and what is said of those that cannot be."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from bot.document_text import DocumentProblem, DocumentTextError, document_text
from regulations.drafting.reading import read
from tests.regulations.printed import as_docx, as_pdf

TEXT = """Điều 1. Phạm vi, đối tượng áp dụng
1. Quy chế này nói về Ban Chỉ đạo chuyển đổi số phường Hải An.
2. Quy chế này áp dụng cho thành viên Ban Chỉ đạo.
Điều 2. Trưởng ban
1. Triệu tập và chủ trì các cuộc họp."""
REFS = ["1", "1.1", "1.2", "2", "2.1"]


def refs(path: Path) -> list[str]:
    return [ref for ref, _ in read(document_text(path)).walk()]


def problem(path: Path) -> DocumentProblem:
    with pytest.raises(DocumentTextError) as caught:
        document_text(path)
    return caught.value.problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_as_editors_write_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "quy-che.TXT"
    path.write_text(TEXT, encoding)
    assert refs(path) == REFS


def test_word_and_pdf_are_read(tmp_path: Path) -> None:
    assert refs(as_docx(TEXT, tmp_path / "a.docx")) == REFS
    assert refs(as_pdf(TEXT, tmp_path / "a.pdf")) == REFS


def test_letters_of_a_second_font_do_not_break_words(tmp_path: Path) -> None:
    path = as_pdf(TEXT, tmp_path / "a.pdf")
    assert "Đi ề u 1" in PdfReader(path).pages[0].extract_text()
    assert "Phạm vi, đối tượng áp dụng" in document_text(path)


def test_tables_are_read_where_they_stand(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN"
    table.cell(0, 1).merge(table.cell(0, 0))
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    text = document_text(tmp_path / "a.docx")
    assert text.count("ỦY BAN NHÂN DÂN") == 1
    assert text.index("ỦY BAN") < text.index("Điều 1")


def numbered(path: Path) -> Path:
    """A document whose articles, clauses and points Word numbers by itself."""
    document = Document()
    numbering = document.part.numbering_part.element
    levels = (("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", ""))
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
            + "".join(
                f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>'
                for depth, (kind, text) in enumerate(levels)
            )
            + "</w:abstractNum>"
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for depth, text in (
        (0, "Phạm vi"),
        (1, "Quy chế này nói về Ban Chỉ đạo."),
        (1, "Quy chế này áp dụng cho thành viên:"),
        (2, "Trưởng ban;"),
        (2, "Ủy viên."),
        (0, "Trưởng ban"),
        (1, "Triệu tập họp."),
        (0, "Nguyên tắc"),
        (3, "Dân chủ."),
        (3, "Công khai."),
    ):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
            )
        )
    document.save(str(path))
    return path


def test_numbers_that_word_keeps_to_itself_are_counted(tmp_path: Path) -> None:
    path = numbered(tmp_path / "a.docx")
    assert refs(path) == ["1", "1.1", "1.2", "1.2.a", "1.2.b", "2", "2.1", "3", "3#1", "3#2"]
    assert "Điều 2. Trưởng ban" in document_text(path)


def test_what_is_deleted_is_not_read_and_what_is_inserted_is(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Điều 1. ")
    for tag, text, inner in (("ins", "Phạm vi", "t"), ("del", "Đối tượng", "delText")):
        run = f"<w:r><w:{inner}>{text}</w:{inner}></w:r>"
        paragraph._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1">{run}</w:{tag}>'))
    document.save(str(tmp_path / "a.docx"))
    assert document_text(tmp_path / "a.docx") == "Điều 1. Phạm vi"


def test_a_bold_heading_may_take_two_lines(tmp_path: Path) -> None:
    document = Document()
    for line in ("Điều 1. Trách nhiệm của Ban Chỉ đạo", "Ủy ban nhân dân phường"):
        document.add_paragraph().add_run(line).bold = True
    document.add_paragraph("1. Phối hợp.")
    document.save(str(tmp_path / "a.docx"))
    [article] = read(document_text(tmp_path / "a.docx")).articles
    assert article.title == "Trách nhiệm của Ban Chỉ đạo Ủy ban nhân dân phường"


def locked(path: Path, password: str) -> Path:
    writer = PdfWriter(clone_from=PdfReader(as_pdf(TEXT, path)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(path)
    return path


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    assert refs(locked(tmp_path / "a.pdf", "")) == REFS


def empty_pdf(path: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(path)
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    p = DocumentProblem
    assert problem(tmp_path / "none.docx") is p.NOT_FOUND
    assert problem(tmp_path) is p.NOT_FOUND
    assert problem(written(tmp_path / "a.xlsx", b"x")) is p.KIND_UNKNOWN
    assert problem(written(tmp_path / "a.txt", b"")) is p.EMPTY
    assert problem(written(tmp_path / "b.txt", b" \n --- \n")) is p.EMPTY
    assert problem(written(tmp_path / "c.txt", "Điều 1".encode("cp1258", "replace") + b"\xff")) is (
        p.NOT_UTF8
    )
    assert problem(as_docx("", tmp_path / "a.docx")) is p.EMPTY
    assert problem(written(tmp_path / "b.docx", b"PK\x03\x04 broken")) is p.UNREADABLE
    assert problem(written(tmp_path / "c.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest")) is (
        p.PASSWORD
    )
    assert problem(locked(tmp_path / "a.pdf", "mat-khau")) is p.PASSWORD
    assert problem(empty_pdf(tmp_path / "b.pdf")) is p.SCANNED
    assert problem(written(tmp_path / "c.pdf", b"%PDF-1.4 broken")) is p.UNREADABLE


def test_a_huge_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(30_000_001)
    assert problem(path) is DocumentProblem.TOO_LARGE
