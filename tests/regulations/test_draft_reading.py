"""What of an official document is an article, a clause, a point or a paragraph."""

import textwrap
from pathlib import Path

import pytest

from bot.document_text import document_text
from regulations.drafting.front import NoArticleError
from regulations.drafting.parts import Doubt, OfficialText
from regulations.drafting.reading import read
from regulations.load import load
from regulations.model import Article, Clause, Paragraph, ParagraphKind
from regulations.vietnamese import syllables
from tests.regulations.printed import SLUGS, WITHOUT_SEEDS, as_docx, as_pdf, seed

with_seeds = pytest.mark.skipif(not seed(SLUGS[0]).is_file(), reason=WITHOUT_SEEDS)


def refs(document: OfficialText) -> list[str]:
    return [ref for ref, _ in document.walk()]


def found(text: str) -> dict[str, str]:
    """Every part that is read from a text, title and wording in one."""
    return {ref: f"{part.title}|{part.text}" for ref, part in read(text).walk()}


def doubts(text: str) -> list[tuple[str, Doubt]]:
    return [(ref, each.doubt) for ref, part in read(text).walk() for each in part.doubts]


# --- the five regulations


def printed(slug: str, kind: str, folder: Path) -> str:
    text = seed(slug).read_text("utf-8")
    match kind:
        case "docx":
            return document_text(as_docx(text, folder / "quy-che.docx"))
        case "pdf":
            return document_text(as_pdf(text, folder / "quy-che.pdf"))
        case _:
            return text


@with_seeds
@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_unit_of_the_encoding_is_found(slug: str, kind: str, tmp_path: Path) -> None:
    document = read(printed(slug, kind, tmp_path))
    encoded = load(slug)
    assert refs(document) == [entry.ref for entry in encoded]
    assert doubts(printed(slug, kind, tmp_path)) == []
    parts = dict(document.walk())
    for entry in encoded:
        part = parts[entry.ref]
        if isinstance(entry.unit, Paragraph):
            assert part.kind is entry.unit.kind
        if isinstance(entry.unit, Clause):
            assert bool(part.title) is bool(entry.unit.title)
    chapters = [(each.number, each.articles[0], each.articles[-1]) for each in document.chapters]
    assert chapters == [(each.number, each.first, each.last) for each in encoded.chapters]


@with_seeds
@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_wording_is_the_same_on_every_paper(slug: str, kind: str, tmp_path: Path) -> None:
    typed = {ref: part.wording() for ref, part in read(printed(slug, "txt", tmp_path)).walk()}
    sent = {ref: part.wording() for ref, part in read(printed(slug, kind, tmp_path)).walk()}
    assert sent == typed


@with_seeds
@pytest.mark.parametrize("slug", SLUGS)
def test_no_word_of_the_regulation_is_lost(slug: str) -> None:
    """All that stands behind the heading of article 1 is in some part, in order, but numbers."""
    text = seed(slug).read_text("utf-8")
    document = read(text)
    words = [
        word
        for _, part in document.walk()
        for word in syllables(f"{part.title} {part.text}")
        if word.isalpha()
    ]
    body = [word for word in syllables(text) if word.isalpha()]
    at = 0
    for word in words:
        at = body.index(word, at) + 1
    assert len(body) - at < 3
    assert not any("ƣ" in part.wording() for _, part in document.walk())


@with_seeds
@pytest.mark.parametrize("columns", [58, 66, 75, 88, 100, 112])
@pytest.mark.parametrize("slug", SLUGS)
def test_it_does_not_matter_how_wide_the_paper_is(slug: str, columns: int) -> None:
    document = read(seed(slug).read_text("utf-8"))
    lines = []
    for ref, part in document.walk():
        label = {1: f"Điều {part.label}. ", 2: f"{part.label}. ", 3: f"{part.label}) "}
        sign = "- " if part.kind is ParagraphKind.BULLET else ""
        head = label[ref.count(".") + 1] if part.label else sign
        colon = ":" if "." in ref and part.title else ""
        lines += textwrap.wrap(f"{head}{part.title or part.text}{colon}", columns)
        if part.title and part.text:
            lines += textwrap.wrap(part.text, columns)
    again = read("\n\n".join(lines))
    assert {r: p.wording() for r, p in again.walk()} == {r: p.wording() for r, p in document.walk()}


# --- what paper does to a text

PLAIN = """
Điều 1. Phạm vi
1. Quy chế này nói về Ban Chỉ đạo.
2. Quy chế này áp dụng cho thành viên.
Điều 2. Trưởng ban
1. Trưởng ban có nhiệm vụ:
a) Triệu tập họp.
b) Chủ trì họp.
2. Trưởng ban ký văn bản./.
"""
PLAIN_REFS = ["1", "1.1", "1.2", "2", "2.1", "2.1.a", "2.1.b", "2.2"]


@pytest.mark.parametrize(
    ("what", "right", "wrong"),
    [
        ("colon after the number", "Điều 2. Tr", "Điều 2: Tr"),
        ("nothing after the number", "Điều 2. Tr", "Điều 2 Tr"),
        ("capitals", "Điều 2. Trưởng ban", "ĐIỀU 2. TRƯỞNG BAN"),
        ("bracket and point", "a) Tr", "a). Tr"),
        ("a point after the letter", "a) Triệu tập họp.\nb)", "a. Triệu tập họp.\nb."),
        ("bracket after the number", "2. Trưởng ban ký", "2) Trưởng ban ký"),
        ("number in brackets", "2. Trưởng ban ký", "(2) Trưởng ban ký"),
        ("the word clause", "2. Trưởng ban ký", "Khoản 2. Trưởng ban ký"),
        ("the article's number before", "2. Trưởng ban ký", "2.2. Trưởng ban ký"),
        ("no space after the number", "2. Trưởng ban ký", "2.Trưởng ban ký"),
        ("indented", "a) Tr", "     a) Tr"),
        ("bold", "Điều 2. Trưởng ban", "#### **Điều 2. Trưởng ban**"),
        ("a bold number", "2. Trưởng ban ký", "**2.** Trưởng ban ký"),
        ("an escaped number", "2. Trưởng ban ký", "2\\. Trưởng ban ký"),
        ("slanted words", "ký văn bản", "*ký* văn bản"),
        ("a page number", "\na) Tr", "\n\n12\n\na) Tr"),
        ("a page number in dashes", "\na) Tr", "\n- 3 -\na) Tr"),
        ("page of pages", "\na) Tr", "\nTrang 2/9\na) Tr"),
        ("a page break", "\na) Tr", "\n\f\na) Tr"),
        ("a broken line", "Quy chế này nói về", "Quy chế này nói\n\nvề"),
        ("hard spaces", "Điều 2. Trưởng", "Điều\u00a02.\u00a0Trưởng"),
        ("decomposed letters", "Điều 2. Trưởng", "Đie\u0302\u0300u 2. Trưởng"),
        ("old letters", "Trưởng ban ký", "Trƣởng ban ký"),
        ("a chapter", "Điều 2. Tr", "Chương II\nNHIỆM VỤ\nĐiều 2. Tr"),
        ("a section", "Điều 2. Tr", "Mục 1\nNHIỆM VỤ CHUNG\nĐiều 2. Tr"),
        ("signatures behind", "văn bản./.\n", "văn bản./.\nNơi nhận:\n- Như trên;\n1. Lưu.\n"),
        (
            "signatures without an end",
            "văn bản./.\n",
            "văn bản.\nNơi nhận:\n- Như trên;\n1. Lưu.\n",
        ),
        ("an annex", "văn bản./.\n", "văn bản./.\nPHỤ LỤC\n1. Mẫu số 1.\na) Mẫu con.\n"),
    ],
)
def test_it_is_read_however_it_is_printed(what: str, right: str, wrong: str) -> None:
    assert PLAIN.count(right) == 1, what
    read_ = found(PLAIN.replace(right, wrong))
    assert list(read_) == PLAIN_REFS
    folded = {ref: syllables(text) for ref, text in read_.items()}
    assert folded == {ref: syllables(text) for ref, text in found(PLAIN).items()}
    assert doubts(PLAIN.replace(right, wrong)) == []


def test_what_stands_on_every_page_is_no_part_of_the_text() -> None:
    heads = "\f".join(
        f"CÔNG BÁO/Số 12\n{page}\nỦy ban nhân dân"
        for page in (PLAIN[:60], PLAIN[60:120], PLAIN[120:])
    )
    assert list(found(heads)) == PLAIN_REFS
    assert "CÔNG BÁO" not in str(found(heads))


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("theo\n10. Luật này", "theo 10. Luật này"),
        ("ngày\n2. 9 hằng năm", "ngày 2. 9 hằng năm"),
        ("kinh tế\n- xã hội", "kinh tế - xã hội"),
        ("theo khoản 1\nĐiều 1. Quy chế này", "theo khoản 1 Điều 1. Quy chế này"),
        ("Nghị quyết 57-\nNQ/TW", "Nghị quyết 57-NQ/TW"),
        ("theo mẫu\na) của huyện", "theo mẫu a) của huyện"),
    ],
)
def test_a_number_in_a_sentence_begins_nothing(line: str, joined: str) -> None:
    text = PLAIN.replace("nói về Ban Chỉ đạo", f"nói về {line}")
    assert list(found(text)) == PLAIN_REFS
    assert joined in found(text)["1.1"]


DECISION = """
QUYẾT ĐỊNH
Điều 1. Ban hành Quy chế.
Điều 2. Có hiệu lực kể từ ngày ký.
Chánh Văn phòng chịu trách nhiệm thi hành./.
QUY CHẾ
Hoạt động của Ban Chỉ đạo
"""


def test_the_decision_in_front_is_none_of_it() -> None:
    document = read(DECISION + PLAIN)
    assert refs(document) == PLAIN_REFS
    assert document.articles[0].title == "Phạm vi"
    assert document.before[-1] == "Hoạt động của Ban Chỉ đạo"


def test_a_chapter_above_article_one_belongs_to_the_regulation() -> None:
    document = read(f"{DECISION}Chương I\nQUY ĐỊNH\nCHUNG\n{PLAIN}")
    assert [(c.number, c.title, c.articles) for c in document.chapters] == [
        ("I", "QUY ĐỊNH CHUNG", [1, 2])
    ]


# --- what is doubtful is said


@pytest.mark.parametrize(
    ("right", "wrong", "expected", "expected_refs"),
    [
        ("2. Quy chế này áp", "Quy chế này áp", [], "1 1.1 1.1#1 2 2.1 2.1.a 2.1.b 2.2"),
        ("2. Quy chế này áp", "3. Quy chế này áp", [("1.3", Doubt.GAP)], None),
        ("2. Quy chế này áp", "1. Quy chế này áp", [("1.2", Doubt.TWICE)], "same"),
        ("Điều 2. Tr", "Điều 3. Tr", [("3", Doubt.GAP)], None),
        ("Điều 2. Tr", "Điều 1. Tr", None, None),
        ("Điều 2. Tr", "Điều . Tr", [("2", Doubt.NUMBER_LOST)], "same"),
        ("b) Chủ trì họp.", "c) Chủ trì họp.", [("2.1.c", Doubt.GAP)], None),
        ("Điều 1. Phạm vi", "Điều 1.", [("1", Doubt.NO_TITLE)], "same"),
    ],
)
def test_what_is_doubtful_is_marked(
    right: str, wrong: str, expected: list[tuple[str, Doubt]] | None, expected_refs: str | None
) -> None:
    assert PLAIN.count(right) == 1
    text = PLAIN.replace(right, wrong)
    if expected is not None:
        assert doubts(text) == expected
    if expected_refs is not None:
        wanted = PLAIN_REFS if expected_refs == "same" else expected_refs.split()
        assert refs(read(text)) == wanted


def test_a_clause_that_lost_its_number_is_found_by_the_next_one() -> None:
    text = PLAIN.replace("2. Quy chế này áp dụng cho thành viên.", "Áp dụng cho ai.\n3. Và ai.")
    assert [ref for ref in refs(read(text)) if ref.startswith("1.")] == ["1.1", "1.2", "1.3"]
    assert doubts(text) == [("1.2", Doubt.NUMBER_LOST)]


def test_d_typed_for_its_sister_is_read_as_her() -> None:
    points = "".join(f"{letter}) Việc {letter}.\n" for letter in "abcdd")
    text = PLAIN.replace("a) Triệu tập họp.\nb) Chủ trì họp.\n", points)
    assert [ref for ref in refs(read(text)) if ref.startswith("2.1.")][-2:] == ["2.1.d", "2.1.đ"]
    assert doubts(text) == [("2.1.đ", Doubt.NUMBER_TAKEN)]


def test_points_may_go_by_the_word_processor_s_alphabet() -> None:
    """No đ: perhaps the fifth point is missing, perhaps nobody asked for it."""
    points = "".join(f"{letter}) Việc {letter}.\n" for letter in "abcdef")
    text = PLAIN.replace("a) Triệu tập họp.\nb) Chủ trì họp.\n", points)
    assert [ref for ref in refs(read(text)) if ref.startswith("2.1.")][-2:] == ["2.1.e", "2.1.f"]
    assert doubts(text) == [("2.1.e", Doubt.GAP)]


def test_points_right_under_an_article_are_kept_as_paragraphs() -> None:
    text = "Điều 1. Nhiệm vụ\na) Họp.\nb) Báo cáo.\n"
    assert refs(read(text)) == ["1", "1#1", "1#2"]
    assert doubts(text) == [("1", Doubt.POINT_WITHOUT_CLAUSE)]


def test_an_article_is_one_paragraph_or_several() -> None:
    one = read("Điều 1. Phạm vi\nQuy chế này nói về Ban Chỉ đạo.\n").articles[0]
    assert (one.title, one.text, one.paragraphs) == (
        "Phạm vi",
        "Quy chế này nói về Ban Chỉ đạo.",
        [],
    )
    several = "Điều 1. Phạm vi\nQuy chế này nói về Ban.\nÁp dụng cho mọi người.\n"
    assert refs(read(several)) == ["1", "1#1", "1#2"]
    assert doubts(several) == [("1", Doubt.SEVERAL_PARAGRAPHS)]
    led = read("Điều 1. Phạm vi\nQuy chế này gồm:\n- Một việc;\n- Hai việc.\n").articles[0]
    assert [each.kind for each in led.paragraphs] == [
        ParagraphKind.LEAD,
        ParagraphKind.BULLET,
        ParagraphKind.BULLET,
    ]


@pytest.mark.parametrize(
    "text", ["", "   \n", "Chỉ là một lá thư.", "Chương I\nCHUNG\n", "Điều 5. X"]
)
def test_a_text_without_article_one_is_no_regulation(text: str) -> None:
    with pytest.raises(NoArticleError):
        read(text)


def test_the_kinds_of_units_are_those_of_the_model() -> None:
    """The walk above gives refs as the model does."""
    assert {Article, Clause, Paragraph} <= {type(entry.unit) for entry in load("lai-vung")}
