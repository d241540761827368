"""Which names and texts carry a mark of state secrecy."""

import pytest

from messages.secrecy import marked_name, marked_text


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("MẬT - báo cáo.pdf", True),
        ("bao_cao[TỐI MẬT].docx", True),
        ("Tuyệt mật_01.pdf", True),
        ("TOI MAT so 1.pdf", True),
        ("tuyet-mat.pdf", True),
        ("mat-bang-tang-1.pdf", False),
        ("Mat-tran-To-quoc.docx", False),
        ("Bảo mật thông tin.pdf", False),
        ("Bí mật nhà nước - tập huấn.pdf", False),
        ("mật khẩu Wi-Fi.txt", False),
        ("Báo cáo.pdf", False),
        ("", False),
    ],
)
def test_a_name_with_a_mark(name: str, marked: bool) -> None:
    assert marked_name(name) is marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("ỦY BAN NHÂN DÂN\nMẬT\nSố: 01", True),
        ("[ TỐI  MẬT ]", True),
        ("bảo mật\nthông tin MẬT trong câu", False),
        ("mật", False),
        ("", False),
    ],
)
def test_a_text_with_a_mark(text: str, marked: bool) -> None:
    assert marked_text(text) is marked
