"""Somebody new in one line, and the words that say there is no opinion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.understand import PersonLine, nothing_to_say, person_line


@pytest.mark.parametrize(
    ("typed", "name", "office", "phone"),
    [
        ("Cao Thị Mai, Phó Trưởng phòng, 0900 000 014", "Cao Thị Mai", "Phó Trưởng phòng", 14),
        ("Cao Thị Mai 0900000014", "Cao Thị Mai", "", 14),
        ("đ/c cao thị mai - 0900.000.014 - Phó phòng", "Cao Thị Mai", "Phó phòng", 14),
        ("đồng chí CAO THỊ MAI: +84 900 000 014", "Cao Thị Mai", "", 14),
        ("Trần Văn Tám\nPhó phòng, Văn phòng\n0900-000-014", "Trần Văn Tám", "*", 14),
    ],
)
def test_name_office_and_number(typed: str, name: str, office: str, phone: int) -> None:
    line = person_line(typed)
    assert line is not None
    assert line.name == name
    assert office in ("*", line.office)
    assert line.phone.replace(" ", "").endswith(f"{phone}")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Cao Thị Mai",
        "0900000014",
        "Mai 0900000014",
        "Cao Thị Mai, 0900000014, 0900000015",
        "Cao Thị Mai, 12345",
        "Cao Thị Mai 3, 0900000014",
        "họp 14h, 0900000014 số 2",
    ],
)
def test_without_a_whole_name_and_one_number_it_is_nobody(typed: str) -> None:
    assert person_line(typed) is None


@given(st.text())
def test_whatever_is_typed_is_somebody_or_nobody(typed: str) -> None:
    line = person_line(typed)
    assert line is None or isinstance(line, PersonLine)
    assert nothing_to_say(typed) in (True, False)


@pytest.mark.parametrize(
    ("typed", "nothing"),
    [
        ("không có ý kiến", True),
        ("Khong co y kien.", True),
        ("KHÔNG Ý KIẾN", True),
        ("không", True),
        ("không đồng ý", False),
        ("không có ý kiến về mục 1, đề nghị bổ sung mục 2", False),
        ("nhất trí", False),
    ],
)
def test_the_whole_message_says_that_there_is_no_opinion(typed: str, nothing: bool) -> None:
    assert nothing_to_say(typed) is nothing
