"""`bcd regulation` as somebody at a terminal runs it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from regulations.load import look_in, shipped
from regulations.schema import schema
from tests.regulations.test_load import SMALL

WIDTH = 80


class Terminal:
    """Runs `bcd regulation` with an office's own folder and data."""

    def __init__(self, folder: Path) -> None:
        self.own = folder / "quy-che"
        self.own.mkdir()
        self._env = {"BCD_DATA": str(folder / "data"), "BCD_REGULATIONS_DIR": str(self.own)}

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["regulation", *words], env=self._env)

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
