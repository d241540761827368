"""Units out of positions, the name of a list, and what day something returns on."""

from datetime import time

import pytest

from messages.understand import (
    ReturnReading,
    list_called,
    list_name,
    recipients,
    returning,
    unit_key,
    units,
    units_meant,
)


@pytest.mark.parametrize(
    ("position", "found"),
    [
        ("Trưởng Công an phường", ("Công an phường",)),
        ("Chánh Văn phòng HĐND-UBND phường", ("Văn phòng HĐND-UBND phường",)),
        (
            "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị",
            ("Phòng Kinh tế, Hạ tầng và Đô thị",),
        ),
        ("Hiệu trưởng Trường THCS", ("Trường THCS",)),  # "trường" is another word
        ("Trạm trưởng Trạm Y tế", ("Trạm Y tế",)),
        ("Công chức Văn phòng - Thống kê", ("Văn phòng - Thống kê",)),
        ("Chủ tịch UBND", ("UBND",)),
        ("Khu phố 5", ("Khu phố 5",)),
        (
            "Ủy viên Ban Thường vụ Đảng ủy, Trưởng Công an phường",
            ("Ban Thường vụ Đảng ủy", "Công an phường"),
        ),
        (
            "Phó Chủ tịch UBND phường kiêm Trưởng phòng Văn hóa - Xã hội",
            ("UBND phường", "Phòng Văn hóa - Xã hội"),
        ),
        ("Chuyên viên", ()),
        ("phụ trách kinh tế", ()),
        ("", ()),
        (" , ; ", ()),
    ],
)
def test_the_units_of_a_position(position: str, found: tuple[str, ...]) -> None:
    assert units(position) == found


def test_one_unit_written_in_several_ways_is_one() -> None:
    ways = ("Phòng Văn hóa - Xã hội", "phòng văn hoá – xã hội", "Phong Van hoa Xa hoi")
    assert len({unit_key(each) for each in ways}) == 1


KNOWN = ("Công an phường", "Công an thành phố", "Văn phòng HĐND-UBND phường", "Trạm Y tế")


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("công an phường", (0,)),
        ("cong an", (0, 1)),
        ("văn phòng", (2,)),
        ("phường", ()),  # one word of many
        ("y tế", (3,)),
        ("trời đẹp", ()),
        ("", ()),
    ],
)
def test_which_unit_is_meant(typed: str, places: tuple[int, ...]) -> None:
    assert units_meant(typed, KNOWN) == places


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("nhóm Dữ liệu", "Dữ liệu"),
        ("Nhóm công tác dữ liệu.", "Dữ liệu"),
        ("“Dữ liệu”", "Dữ liệu"),
        ("nhóm", "Nhóm"),
        ("12", ""),
        ("một, hai", ""),
        ("một\nhai", ""),
        ("", ""),
    ],
)
def test_what_a_list_is_called(typed: str, name: str) -> None:
    assert list_name("group_word", typed) == name


def test_lists_are_found_whole_whatever_stands_in_their_names() -> None:
    lists = {"nhóm Dự trừ": "g", "Phòng Kinh tế, Hạ tầng và Đô thị": "u", "Phòng Kinh tế": "v"}
    said = recipients("phong kinh te, ha tang va do thi và An trừ nhóm Dự trừ", lists)
    assert said.lists == ("u",)
    assert said.less_lists == ("g",)
    assert said.names == ("An",)
    assert list_called("Dữ liệu", "group_word") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thứ Hai hằng tuần 8h", ReturnReading(0, None, time(8))),
        ("t2 8h30", ReturnReading(0, None, time(8, 30))),
        ("8h sáng thứ sáu", ReturnReading(4, None, time(8))),
        ("ngày 5 hằng tháng 14h", ReturnReading(None, 5, time(14))),
        ("mùng 1, 7h30", ReturnReading(None, 1, time(7, 30))),
        ("ngày 31 8h", ReturnReading(None, 31, time(8))),
        ("ngày 32 8h", ReturnReading(None, None, time(8))),
        ("thứ Hai", ReturnReading(0, None, None)),
        ("thứ Hai 8h hoặc 9h", ReturnReading(0, None, None)),
        ("thứ Hai ngày 5 8h", None),
        ("thứ Hai, thứ Ba 8h", None),
        ("thứ Hai hằng tháng 8h", None),
        ("ngày 5 hằng tuần 8h", None),
        ("ngày 30/11 8h", None),
        ("8h", None),
        ("", None),
    ],
)
def test_when_something_returns(text: str, found: ReturnReading | None) -> None:
    assert returning(text) == found


@pytest.mark.parametrize("text", ["trưởng " * 300, "a," * 900, "\u0301trưởng\u0301", "kiêm " * 90])
def test_nothing_that_is_typed_raises(text: str) -> None:
    assert isinstance(units(text), tuple)
    assert isinstance(units_meant(text, KNOWN), tuple)
    assert isinstance(list_name("group_word", text), str)
    assert returning(text) is None
