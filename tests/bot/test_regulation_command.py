"""`bcd regulation` as somebody at a terminal runs it."""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from bot.commands.regulation import regulation_app
from regulations.load import look_in, shipped
from regulations.schema import schema
from storage import audit
from storage.audit import Entry
from storage.database import Database
from tests.regulations.printed import WITHOUT_SEEDS, as_docx, as_pdf, seed
from tests.regulations.test_load import SMALL

WIDTH = 80


class Terminal:
    """Runs `bcd regulation` with an office's own folder and data."""

    def __init__(self, folder: Path) -> None:
        self.own = folder / "quy-che"
        self.own.mkdir()
        self.data = folder / "data"
        self._env = {"BCD_DATA": str(self.data), "BCD_REGULATIONS_DIR": str(self.own)}

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(regulation_app, words, env=self._env)

    def says(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refuses(self, *words: str) -> str:
        """What is said when nothing is done; never a traceback."""
        result = self.run(*words)
        assert result.exit_code == 1, result.output
        assert isinstance(result.exception, SystemExit)
        assert result.stdout == ""
        return result.stderr

    def keeps(self, text: str, name: str = "small") -> Path:
        path = self.own / f"{name}.yaml"
        path.write_text(text, "utf-8")
        return path


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    yield Terminal(tmp_path)
    look_in(None)


def test_a_right_file_is_summed_up(terminal: Terminal) -> None:
    said = terminal.says("check", str(terminal.keeps(SMALL)))
    assert "2 điều, 3 khoản, 6 điểm, 5 đoạn không đánh số; 3 quy tắc" in said
    assert "viết ngắn lại" not in said
    long = SMALL.replace("Text of its own.", "Dài " * 80)
    assert "300 ký tự): 2.3." in terminal.says("check", str(terminal.keeps(long)))


def test_every_fault_is_explained_where_it_stands(terminal: Terminal) -> None:
    wrong = SMALL.replace("[scope]", "[scoop]").replace("every_months: 6", "every_months: sáu")
    said = terminal.refuses("check", str(terminal.keeps(wrong)))
    line = wrong[: wrong.index("scoop")].count("\n") + 1
    assert "có 2 chỗ cần sửa" in said
    assert f"small.yaml, dòng {line}, cột 45 (articles[1].paragraphs[#1].topics[#1]): không" in said
    assert "cần một số nguyên từ 1, không phải “sáu”" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "không đọc được tệp"),
        (b"", "thiếu mục “articles”"),
        (b"\xff\xfea", "không lưu ở mã UTF-8"),
        (b"a: [\nb", "không hiểu được cách viết"),
        (b"- a\n- b\n", "cần các mục dạng"),
        (b"PK\x03\x04\x00\x00", "không hiểu được cách viết"),
    ],
)
def test_a_file_that_is_none_is_named(terminal: Terminal, content: bytes | None, said: str) -> None:
    path = terminal.own / "small.yaml"
    if content is not None:
        path.write_bytes(content)
    found = terminal.refuses("check", str(path))
    assert "small.yaml" in found
    assert said in found


def test_the_list_names_own_and_faulty_ones(terminal: Terminal) -> None:
    terminal.keeps(SMALL)
    terminal.keeps(SMALL.replace("slug: small", "slug: hong"), "khac")
    said = terminal.says("list")
    assert all(f"- {slug}: Quy chế" in said for slug in shipped())
    assert "- small: A regulation" in said
    assert "(tệp của cơ quan)" in said
    assert "khac.yaml, dòng 2" in said.partition("Chưa dùng được:")[2]


def test_an_own_file_that_hides_a_shipped_one_is_refused(terminal: Terminal) -> None:
    terminal.keeps(SMALL, "tran-lieu")
    assert "tên Quy chế có sẵn" in terminal.refuses("list")
    assert "tên Quy chế có sẵn" in terminal.refuses("show", "tran-lieu")


@pytest.mark.parametrize("slug", shipped())
def test_it_reads_well_in_a_terminal(terminal: Terminal, slug: str) -> None:
    said = terminal.says("show", slug)
    assert max(map(len, said.splitlines())) <= WIDTH
    assert "Chương I. " in said
    assert "\n\nĐiều 2. " in said
    assert "Trợ lý áp dụng:" in said
    assert "None" not in said


def test_a_place_is_shown_with_what_rests_on_it(terminal: Terminal) -> None:
    said = terminal.says("show", "tran-lieu", "7.4")
    assert "4. Ủy viên dự đủ các cuộc họp" in said
    assert "- vắng họp phải được đồng ý: khoản 4 Điều 7" in said
    assert "Điều 8." not in said
    whole = terminal.says("show", "tran-lieu", "7.1")
    assert "b) Chánh Văn phòng" in whole
    assert "Chỗ Quy chế chưa thống nhất:" in whole


def test_what_is_not_there_is_said(terminal: Terminal) -> None:
    assert 'không có "7.9"' in terminal.refuses("show", "tran-lieu", "7.9")
    assert "tran-lieu" in terminal.refuses("show", "tran-liu")
    terminal.keeps(SMALL.replace("[scope]", "[scoop]"))
    assert "scoop" in terminal.refuses("show", "small")


def test_another_program_reads_every_unit(terminal: Terminal) -> None:
    units = json.loads(terminal.says("show", "tran-lieu", "--json"))
    assert len(units) == 65
    assert units[0]["ref"] == "1"
    [clause] = [unit for unit in units if unit["ref"] == "7.4"]
    assert clause.pop("gist").startswith("Ủy viên dự đủ")
    assert clause == {
        "ref": "7.4",
        "kind": "clause",
        "binds": ["commissioner"],
        "topics": ["attendance", "absence", "proxy", "conclusions", "decision"],
        "duties": ["D10", "D11", "D12", "D14"],
    }
    [point] = json.loads(terminal.says("show", "tran-lieu", "7.1.a", "--json"))
    assert (point["kind"], point["binds"]) == ("point", ["office:police_chief"])


@pytest.mark.parametrize("slug", shipped())
def test_no_ref_is_given_twice(terminal: Terminal, slug: str) -> None:
    units = json.loads(terminal.says("show", slug, "--json"))
    refs = [unit["ref"] for unit in units]
    assert len(set(refs)) == len(refs)
    assert all(unit["gist"] for unit in units)


def test_the_schema_is_printed(terminal: Terminal) -> None:
    assert json.loads(terminal.says("schema")) == schema()


# --- the official wording


def official(slug: str) -> str:
    path = seed(slug)
    if not path.is_file():
        pytest.skip(WITHOUT_SEEDS)
    return path.read_text("utf-8")


def test_the_official_wording_comes_in_and_is_shown(terminal: Terminal, tmp_path: Path) -> None:
    assert "Chưa có lời văn" in terminal.refuses("text", "show", "lai-vung", "4")
    file = as_docx(official("lai-vung"), tmp_path / "quy-che.docx")
    tried = terminal.says("text", "import", str(file), "--regulation", "lai-vung", "--dry-run")
    assert "Chưa lưu gì" in tried
    assert "Chưa có lời văn" in terminal.refuses("text", "show", "lai-vung", "4")
    said = terminal.says("text", "import", str(file), "--regulation", "lai-vung")
    assert "Cùng vị trí: 67 phần" in said
    assert "Đã lưu lời văn chính thức" in said
    shown = terminal.says("text", "show", "lai-vung", "4.2")
    assert "Khoản 2 Điều 4, theo tệp quy-che.docx" in shown
    assert "Điểm đ khoản 2 Điều 4. Thực hiện các nhiệm vụ khác" in shown
    assert "Điều 5" not in shown
    assert "trung tập" in terminal.says("text", "show", "lai-vung", "9.4")


def test_a_bullet_has_its_wording(terminal: Terminal, tmp_path: Path) -> None:
    file = as_pdf(official("phu-quoc"), tmp_path / "quy-che.pdf")
    terminal.says("text", "import", str(file), "--regulation", "phu-quoc")
    shown = terminal.says("text", "show", "phu-quoc", "2.1")
    assert "Ban Chỉ đạo làm việc dân chủ" in shown
    assert "Đề cao trách nhiệm" not in shown
    assert "- Đề cao trách nhiệm" in terminal.says("text", "show", "phu-quoc", "2")


def test_an_import_leaves_its_trace(terminal: Terminal, tmp_path: Path) -> None:
    file = as_pdf(official("xa"), tmp_path / "quy-che.pdf")
    terminal.says("text", "import", str(file), "--regulation", "xa")
    story = asyncio.run(told(terminal.data, "regulation:xa"))
    assert [(each.verb, each.after["file"], each.after["units"]) for each in story] == [
        ("regulation.text_imported", "quy-che.pdf", 55)
    ]
    assert story[0].after["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


async def told(data: Path, subject: str) -> tuple[Entry, ...]:
    database = await Database.open(data / "bcd.sqlite3")
    try:
        async with database.reading() as tx:
            return await audit.story(tx, subject)
    finally:
        await database.close()


def test_the_document_of_another_regulation_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    file = as_pdf(official("xa"), tmp_path / "quy-che.pdf")
    said = terminal.refuses("text", "import", str(file), "--regulation", "tran-lieu")
    assert "Văn bản không có: 7.1.a, 7.1.b" in said
    assert "có thể đây là văn bản khác" in said
    assert "Chưa có lời văn" in terminal.refuses("text", "show", "tran-lieu", "1")


@pytest.mark.parametrize("words", [("import",), ("draft",)])
def test_a_document_that_cannot_be_read_says_what_to_do(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    files = {"khong-co.pdf": None, "a.doc": b"x", "a.txt": b"", "b.txt": b"Thu moi hop"}
    said = {
        "khong-co.pdf": "không thấy tệp này",
        "a.doc": "chỉ đọc được tệp .docx, .pdf và .txt",
        "a.txt": "tệp không có chữ nào",
        "b.txt": "không thấy “Điều 1” nào",
    }
    for name, content in files.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
        command = ["draft"] if words == ("draft",) else ["text", "import", "--regulation", "xa"]
        assert f"{name}: {said[name]}" in terminal.refuses(*command, str(tmp_path / name))


# --- drafts

SHORT = "Điều 1. Phạm vi\n1. Nói về Ban Chỉ đạo xã Mẫu.\nĐiều 2. Trưởng ban\n1. Triệu tập họp.\n"


def test_a_draft_is_written_to_be_completed(terminal: Terminal, tmp_path: Path) -> None:
    document, out = tmp_path / "quy-che.txt", terminal.own / "xa-mau.yaml"
    document.write_text(SHORT, "utf-8")
    said = terminal.says("draft", str(document), "-o", str(out))
    assert "4 phần" in said
    assert "bcd regulation check" in said
    assert out.read_text("utf-8").count("XEM LẠI") - 2 == int(said.split(" chỗ")[0].split()[-1])
    assert "thiếu mục “gist”" in terminal.refuses("check", str(out))
    written = out.read_text("utf-8").replace('gist: ""', "gist: Tóm tắt.")
    blanks = {"title": "Quy chế", "place": "xã Mẫu", "group_name": "Tổ giúp việc"}
    for key, text in blanks.items():
        written = written.replace(f'\n{key}: ""', f"\n{key}: {text}")
    out.write_text(written, "utf-8")
    assert "2 điều, 2 khoản" in terminal.says("check", str(out))
    assert "- xa-mau: Quy chế (tệp của cơ quan)" in terminal.says("list")


def test_a_draft_overwrites_nothing(terminal: Terminal, tmp_path: Path) -> None:
    document = tmp_path / "quy-che.txt"
    document.write_text(SHORT, "utf-8")
    there = terminal.keeps(SMALL)
    assert "đã có" in terminal.refuses("draft", str(document), "-o", str(there))
    assert there.read_text("utf-8") == SMALL
    nowhere = tmp_path / "nowhere" / "a.yaml"
    assert "trong một thư mục đã có" in terminal.refuses("draft", str(document), "-o", str(nowhere))
    wrong = tmp_path / "a.txt"
    assert "đuôi .yaml" in terminal.refuses("draft", str(document), "-o", str(wrong))


def test_without_a_file_the_draft_is_printed(terminal: Terminal, tmp_path: Path) -> None:
    document = tmp_path / "quy-che.txt"
    document.write_text(SHORT, "utf-8")
    said = terminal.says("draft", str(document))
    assert said.startswith("# Bản nháp do chương trình dựng từ quy-che.txt.")
    assert yaml.safe_load(said)["articles"][1]["clauses"][0]["number"] == 1
