"""Whom a typed line means, with or without diacritics: groups, names, those left out."""

import pytest

from messages.understand import Recipients, recipients


@pytest.mark.parametrize(
    ("text", "groups", "names", "less_groups", "less_names"),
    [
        ("thành viên", ("members",), (), (), ()),
        ("toan ban tru Binh", ("members",), (), (), ("Binh",)),
        ("Thành viên trừ đồng chí Lê Thị Bình", ("members",), (), (), ("đồng chí Lê Thị Bình",)),
        ("Hương, Khoa và Loan", (), ("Hương", "Khoa", "Loan"), (), ()),
        ("Hương\nKhoa;Loan.", (), ("Hương", "Khoa", "Loan"), (), ()),
        ("gửi cho các ủy viên và Cao Thị Mai", ("commissioners",), ("Cao Thị Mai",), (), ()),
        ("Phó Trưởng ban; Tổ Công tác", ("deputies", "working_group"), (), (), ()),
        ("bỏ khách mời, Nam", (), (), ("guests",), ("Nam",)),
        ("ủy viên, ủy viên", ("commissioners",), (), (), ()),
        ("Nguyễn Công Trứ", (), ("Nguyễn Công Trứ",), (), ()),  # "trừ" is another word
        ("trời đẹp quá", (), ("trời đẹp quá",), (), ()),
        ("trừ", (), (), (), ()),
        ("", (), (), (), ()),
        (", ; .", (), (), (), ()),
    ],
)
def test_whom_a_line_means(
    text: str,
    groups: tuple[str, ...],
    names: tuple[str, ...],
    less_groups: tuple[str, ...],
    less_names: tuple[str, ...],
) -> None:
    assert recipients(text) == Recipients(groups, names, less_groups, less_names)


@pytest.mark.parametrize("text", ["trừ " * 400, "a," * 900, "\u0301trừ\u0301 x", "thành viên" * 80])
def test_nothing_that_is_typed_raises(text: str) -> None:
    assert isinstance(recipients(text), Recipients)
