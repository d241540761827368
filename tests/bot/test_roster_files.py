"""Rosters as people make them: Excel's and other programs' files, good and bad."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.roster_files import MOST_PEOPLE, read_rows, roster_words, write_template
from bot.tables import LARGEST_FILE, FileProblem, RosterFileError
from committee.people import Honorific, Role
from messages.roster_words import sheet
from regulations.load import load
from storage.roster_check import check_rows
from storage.roster_rows import Column, ContactKind, Problem, sheet_word

C, F = Column, FileProblem
DEMO = Path(__file__).parents[2] / "bot" / "demo" / "tran-lieu.csv"


def _xlsx(folder: Path, *lines: list[object]) -> Path:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    file = folder / "danh-sach.xlsx"
    book.save(file)
    return file


def _csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "danh-sach.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Họ và tên;Vai trò;Số điện thoại\nVũ Hải;Ủy viên;0912345678\n", "utf-8"),
        ("Họ và tên,Vai trò,Số điện thoại\nVũ Hải,Ủy viên,0912345678\n", "utf-8-sig"),
        ("Họ và tên\tVai trò\tSố điện thoại\nVũ Hải\tỦy viên\t0912345678\n", "utf-8"),
        ("STT;HO VA TEN *;sđt;vai tro\r\n1;Vũ Hải;0912345678;Ủy viên\r\n", "utf-8"),
        ("Vai trò;Điện thoại;Họ tên;Ghi chú\nỦy viên;0912345678;Vũ Hải;\n", "utf-8"),
    ],
)
def test_headings_in_any_order_case_and_delimiter(tmp_path: Path, text: str, encoding: str) -> None:
    [row] = read_rows(_csv(tmp_path, text, encoding))
    assert row.number == 2
    assert dict(row.cells) == {C.NAME: "Vũ Hải", C.PHONE: "0912345678", C.ROLE: "Ủy viên"}


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(tmp_path: Path) -> None:
    file = _xlsx(
        tmp_path,
        ["DANH SÁCH BAN CHỈ ĐẠO"],
        [None],
        ["Họ và tên", "Vai trò", "Số điện thoại", "Quản trị"],
        ["Vũ Hải", "Ủy viên", 912345678, True],
        [None, "  ", None, None],
        ["Ngô Khoa", "Ủy viên", 912345679.0],
    )
    rows = read_rows(file)
    assert [row.number for row in rows] == [4, 6]
    assert [row.cells[C.PHONE] for row in rows] == ["912345678", "912345679"]
    assert [row.cells[C.ADMINISTRATOR] for row in rows] == ["1", ""]


def test_what_a_spreadsheet_computes_is_a_fault(tmp_path: Path) -> None:
    file = _xlsx(
        tmp_path,
        ["Họ và tên", "Vai trò", "Chức vụ"],
        ["Vũ Hải", "Ủy viên", "=1+1"],
        ["=A2", "Ủy viên", "#N/A"],
    )
    _, faults = check_rows(read_rows(file), roster_words(load("tran-lieu")))
    assert [(fault.row, fault.column, fault.problem) for fault in faults] == [
        (2, C.POSITION, Problem.FORMULA),
        (3, C.NAME, Problem.FORMULA),
        (3, C.POSITION, Problem.FORMULA),
    ]


_HEAD = "Họ và tên;Vai trò\n"


@pytest.mark.parametrize(
    ("text", "problem", "details"),
    [
        ("", F.NO_HEADINGS, ("Họ và tên", "Vai trò")),
        ("Vũ Hải;Ủy viên\n", F.NO_HEADINGS, ("Họ và tên", "Vai trò")),
        ("Họ và tên;Chức vụ\nVũ Hải;x\n", F.HEADING_MISSING, ("Vai trò",)),
        ("Họ và tên;Vai trò;SĐT;Điện thoại\n", F.HEADING_TWICE, ("Số điện thoại",)),
        ("Họ và tên;Vai trò;Quản chị\n", F.HEADING_UNKNOWN, ("Quản chị",)),
        (_HEAD, F.NO_ROWS, ()),
        (_HEAD + ";\n", F.NO_ROWS, ()),
        (_HEAD + "(Ví dụ) Nguyễn Thị Mẫu;Ủy viên\n", F.NO_ROWS, ()),
        (_HEAD + "Vũ Hải;Ủy viên\n" * (MOST_PEOPLE + 1), F.TOO_LARGE, (str(MOST_PEOPLE),)),
        ("x" * (LARGEST_FILE + 1), F.TOO_LARGE, ("5 MB",)),
    ],
)
def test_a_file_without_a_roster_says_why(
    tmp_path: Path, text: str, problem: FileProblem, details: tuple[str, ...]
) -> None:
    with pytest.raises(RosterFileError) as caught:
        read_rows(_csv(tmp_path, text))
    assert (caught.value.problem, caught.value.details) == (problem, details)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", "Họ và tên;Vai trò".encode("utf-16"), F.UNREADABLE),
        ("a.xlsx", b"not a workbook", F.UNREADABLE),
        ("a.xlsx", b"PK\x05\x06" + bytes(18), F.UNREADABLE),
        ("a.xls", b"", F.KIND_UNKNOWN),
        ("a", b"", F.KIND_UNKNOWN),
    ],
)
def test_a_file_that_is_no_table_says_why(
    tmp_path: Path, name: str, content: bytes, problem: FileProblem
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RosterFileError) as caught:
        read_rows(tmp_path / name)
    assert caught.value.problem is problem
    with pytest.raises(RosterFileError, match="not_found"):
        read_rows(tmp_path / "nowhere.csv")


def test_the_template_explains_itself_and_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    write_template(file)
    with pytest.raises(RosterFileError) as caught:
        read_rows(file)
    assert caught.value.problem is F.NO_ROWS, "the example is not taken in"
    book = load_workbook(file)
    page = book.worksheets[0]
    assert all(cell.comment is not None for cell in page[1])
    assert len(page[1]) == len(Column)
    assert book.worksheets[1].max_row == len(Column) + 1
    page["A2"] = "Nguyễn Thị Mẫu"
    book.save(file)
    entries, faults = check_rows(read_rows(file), roster_words(load("tran-lieu")))
    assert faults == ()
    assert entries[0].phone == "+84900000099"
    book.close()


def test_every_column_and_key_of_the_words_is_known() -> None:
    words = sheet()
    assert [column.key for column in words.columns] == [column.value for column in Column]
    assert set(words.roles) == set(Role)
    assert set(words.contacts) == set(ContactKind)
    assert set(words.honorifics) == set(Honorific)
    headings = [word for each in words.columns for word in (each.heading, *each.also)]
    folded = [sheet_word(word) for word in headings]
    assert len(set(folded)) == len(folded)


def test_role_words_are_those_of_the_regulation() -> None:
    places = roster_words(load("tran-lieu")).places
    assert places["thanh vien to cong tac"] is Role.WORKING_GROUP_MEMBER
    assert places["pho truong ban co quan thuong truc"] is Role.DEPUTY
    assert "thu ky" not in places, "this regulation has no secretary"
    assert "thanh vien" not in places, "and calls nobody just that"


def test_the_demo_roster_is_the_scenario_s_cast() -> None:
    words = roster_words(load("tran-lieu"))
    entries, faults = check_rows(read_rows(DEMO), words)
    assert faults == ()
    roles = [entry.values[C.ROLE] for entry in entries]
    assert roles.count(ContactKind.GUEST) == 4
    assert roles.count(ContactKind.CONTACT) == 1
    assert roles.count(Role.COMMISSIONER) == 6
    assert len(entries) == 15
    by_name = {entry.name: entry.values for entry in entries}
    assert by_name["Đỗ Thu Hương"][C.SECOND_ROLE] == Role.WORKING_GROUP_LEAD
    assert by_name["Phạm Văn Dũng"][C.OFFICE] == "police_chief"
    assert by_name["Mai Thị Quyên"][C.HONORIFIC] == Honorific.MS
    assert by_name["Trịnh Văn Phú"][C.HONORIFIC] == Honorific.MR
    assert by_name["Bùi Thu Lan"][C.SECRETARIAT] == by_name["Bùi Thu Lan"][C.ADMINISTRATOR] == "x"
    assert all(entry.phone.startswith("+849000000") for entry in entries)
