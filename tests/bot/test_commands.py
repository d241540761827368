"""`bcd committee`, `bcd roster` and `bcd invite` as somebody at a terminal runs them."""

import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.clock import WallClock
from bot.commands.committee import committee_app
from bot.commands.invite import invite
from bot.commands.roster import roster_app

DEMO = Path(__file__).parents[2] / "bot" / "demo" / "tran-lieu.csv"
NAME = "Ban Chỉ đạo chuyển đổi số phường Trần Liễu"


class Terminal:
    """Runs `bcd` on a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._app = typer.Typer()
        self._app.add_typer(committee_app, name="committee")
        self._app.add_typer(roster_app, name="roster")
        self._app.command()(invite)

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(self._app, words, env={"BCD_DATA": str(self.data)})

    def says(self, *words: str) -> str:
        """What is printed when all goes well."""
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refuses(self, *words: str) -> str:
        """What is printed when it does not; never a traceback."""
        result = self.run(*words)
        assert result.exit_code == 1, result.output
        assert isinstance(result.exception, SystemExit)
        assert result.stderr.strip()
        return result.stderr


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    made = Terminal(tmp_path / "data")
    made.says("committee", "create", "--regulation", "tran-lieu", "--name", NAME)
    return made


def test_an_office_begins_with_its_committee_and_its_people(terminal: Terminal) -> None:
    assert NAME in terminal.says("committee", "list")
    assert "Thêm mới: 15" in terminal.says("roster", "import", str(DEMO))
    again = terminal.says("roster", "import", str(DEMO), "--committee", "1")
    assert "Thêm mới: 0" in again
    assert "Giữ nguyên: 15" in again
    shown = terminal.says("roster", "show")
    assert "Thành viên và Tổ giúp việc: 10" in shown
    assert "1. Nguyễn Văn An: Trưởng ban; Chủ tịch UBND phường" in shown
    assert "Đỗ Thu Hương: Ủy viên, kiêm Tổ trưởng Tổ Công tác" in shown
    assert "Khách mời và liên hệ: 5" in shown


def test_a_second_sheet_says_old_and_new_in_the_sheet_s_words(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.says("roster", "import", str(DEMO))
    text = DEMO.read_text("utf-8").replace("Khách mời", "Liên hệ", 1).replace(";ông;", ";bà;")
    lines = [line for line in text.splitlines() if "Bùi Thu Lan" not in line]
    sheet = tmp_path / "moi.csv"
    sheet.write_text("\n".join(lines), "utf-8")
    said = terminal.says("roster", "import", str(sheet))
    assert '- Lê Hoàng Nam: Vai trò "Khách mời" → "Liên hệ"' in said
    assert '- Trịnh Văn Phú: Xưng hô "ông" → "bà"' in said
    assert "vẫn giữ: 1 (Bùi Thu Lan)" in said
    assert "đã cho thôi: 1" in terminal.says("roster", "import", str(sheet), "--end-missing")


def test_a_faulty_sheet_is_refused_with_every_row_and_reason(
    terminal: Terminal, tmp_path: Path
) -> None:
    sheet = tmp_path / "hong.csv"
    sheet.write_text(
        "Họ và tên;Vai trò;SĐT\n;Vua;1\nVũ Hải;Ủy viên;0912345678\nNgô Khoa;;=A1\n", "utf-8"
    )
    said = terminal.refuses("roster", "import", str(sheet))
    assert "Dòng 2:" in said
    assert "Dòng 4:" in said
    assert "Dòng 3:" not in said
    assert said.count("\n- ") == 5
    assert "Thành viên và Tổ giúp việc: 0" in terminal.says("roster", "show")


def test_the_template_is_written_once(terminal: Terminal, tmp_path: Path) -> None:
    file = str(tmp_path / "mau.xlsx")
    terminal.says("roster", "template", file)
    terminal.refuses("roster", "template", file)
    terminal.refuses("roster", "template", str(tmp_path / "mau.csv"))
    terminal.refuses("roster", "template", str(tmp_path / "nowhere" / "mau.xlsx"))
    assert "chưa có dòng nào" in terminal.refuses("roster", "import", file)


def test_settings_are_shown_and_changed(terminal: Terminal) -> None:
    assert "reply_ladder=1@07:30,0@09:00" in terminal.says("committee", "settings", "1")
    terminal.says("committee", "settings", "1", "reply_ladder=2@08:00", "stop_window=30")
    shown = terminal.says("committee", "settings", "1")
    assert "reply_ladder=2@08:00" in shown
    assert "stop_window=30" in shown
    for wrong in ("reply_ladder=1@05:00", "reply_ladder=x@08:00", "foo=1", "stop_window", "a=["):
        terminal.refuses("committee", "settings", "1", wrong)
    assert terminal.says("committee", "settings", "1") == shown


def test_the_committee_has_its_own_days(terminal: Terminal) -> None:
    terminal.says("committee", "day", "1", "2026-12-24", "Nghỉ theo thông báo")
    said = terminal.says("committee", "day", "1", "2026-12-26", "Làm bù", "--working")
    assert "- 2026-12-24: Nghỉ theo thông báo (nghỉ)" in said
    assert "- 2026-12-26: Làm bù (làm việc)" in said
    assert "2026-12-24" not in terminal.says("committee", "day", "1", "2026-12-24", "--remove")
    terminal.refuses("committee", "day", "1", "2026-12-24", "--remove")
    terminal.refuses("committee", "day", "1", "24/12/2026", "Nghỉ")
    terminal.refuses("committee", "day", "1", "2026-12-24")


def test_an_invitation_is_text_link_and_picture(terminal: Terminal, tmp_path: Path) -> None:
    terminal.says("roster", "import", str(DEMO))
    picture = tmp_path / "ma.png"
    said = terminal.says("invite", "do thu huong", "--png", str(picture))
    [code] = set(re.findall(r"BCD-\w{4}-\w{4}", said))
    assert f"/?ma={code}" in said
    assert "đồng chí Đỗ Thu Hương" in said
    assert "█" in said
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "bà Mai Thị Quyên" in terminal.says("invite", "900000013")
    for nobody in ("Hương", "0912345678", "", "Ai Đó"):
        terminal.refuses("invite", nobody)


@pytest.mark.parametrize(
    "words",
    [
        ("committee", "create", "--regulation", "nope", "--name", "x"),
        ("committee", "create", "--regulation", "tran-lieu", "--name", "  "),
        ("committee", "settings", "7"),
        ("roster", "show", "--committee", "7"),
        ("roster", "import", "nowhere.xlsx"),
        ("invite", "Nguyễn Văn An", "--committee", "7"),
    ],
)
def test_what_cannot_be_done_says_so(terminal: Terminal, words: tuple[str, ...]) -> None:
    terminal.refuses(*words)


def test_of_several_committees_one_must_be_named(terminal: Terminal) -> None:
    terminal.says("committee", "create", "--regulation", "tran-lieu", "--name", "Ban thứ hai")
    assert "Ban thứ hai" in terminal.refuses("roster", "show")
    assert "Ban thứ hai" in terminal.says("roster", "show", "--committee", "2")


def test_data_that_cannot_be_opened_is_a_message(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "data")
    terminal.data.write_text("a file, not a folder", "utf-8")
    assert "dữ liệu" in terminal.refuses("roster", "show")


def test_days_come_from_a_sheet_whole_or_not_at_all(terminal: Terminal, tmp_path: Path) -> None:
    file, year = tmp_path / "lich.csv", WallClock().now().year + 1
    head = "Ngày;Loại;Tên ngày\n"
    file.write_text(f"{head}24/12/{year};nghỉ;Lễ hội\n31/11/{year};nghỉ;\n5;x;\n", "utf-8")
    said = terminal.refuses("committee", "days", "import", str(file), "1")
    assert "Dòng 3" in said
    assert "Dòng 4" in said
    file.write_text(f"{head}24/12/{year};nghỉ;Lễ hội\n25/12/{year};làm bù;\n", "utf-8")
    said = terminal.says("committee", "days", "import", str(file), "1")
    assert f"- {year}-12-24: Lễ hội (nghỉ)" in said
    assert f"- {year}-12-25: Ngày làm bù (làm việc)" in said
    terminal.refuses("committee", "days", "import", str(tmp_path / "none.csv"), "1")
    made = str(tmp_path / "mau.xlsx")
    terminal.says("committee", "days", "template", made)
    terminal.refuses("committee", "days", "template", made)
    terminal.refuses("committee", "days", "import", made, "1")
