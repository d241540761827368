"""Folding, syllables and the order of names."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.vietnamese import fold, fold_letter, sort_key, syllables, tidy

HOSTILE = ("", "\x00", "\ud800", "\u200f\u202e", "a" * 10_000, "\u0301", "<b>{{ x }}</b>")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ủy viên Ban Chỉ đạo", "uy vien ban chi dao"),
        ("ĐƯỜNG", "duong"),
        ("đƣợc", "duoc"),
        ("ƢU", "uu"),
        ("ðề nghị", "de nghi"),
        ("  họp \t quý\n4\u00a0", "hop quy 4"),
        ("ẳ ặ ễ ự ỹ ọ", "a a e u y o"),
        ("\u200fhọp\x00 \ud800mai", "hop mai"),
        ("07/GM-BCĐ", "07/gm-bcd"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Khoản 4, Điều 7?", ("khoan", "4", "dieu", "7")),
        ("Tài liệu (2)", ("tai", "lieu", "2")),
        ("snake_case", ("snake", "case")),
        ("...", ()),
    ],
)
def test_syllables(text: str, words: tuple[str, ...]) -> None:
    assert syllables(text) == words


def test_tidy_keeps_the_spelling() -> None:
    assert tidy(unicodedata.normalize("NFD", " Đỗ \x00 Thu\u200f\n Hương\udfff")) == "Đỗ Thu Hương"


def test_given_names_sort_first_and_in_the_order_of_the_alphabet() -> None:
    ordered = [
        "Nguyễn Văn An",
        "Trần An",
        "Trần Văn An",
        "Nguyễn Văn Ánh",
        "Phạm Ăn",
        "Phạm Ân",
        "Bùi Bình",
        "Lê Thị Bình",
        "Phạm Dũng",
        "Phạm Đông",
        "Vũ Hải",
        "Đỗ Thu Hương",
        "Đỗ Thu Hướng",
        "Lê Khoa",
        "Lê Oanh",
        "Lê Ôn",
        "Lê Ơn",
        "Lê Tu",
        "Lê Tư",
    ]
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_tones_follow_the_dictionary() -> None:
    tones = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
    backwards = tones[::-1]
    assert sorted(backwards, key=sort_key) == tones


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đỗ Thu HƯƠNG", "đỗ  thu hương"),
        ("Đỗ Thu Hương", unicodedata.normalize("NFD", "Đỗ Thu Hương")),
        ("Đỗ Thu Hƣơng", "Đỗ Thu Hương"),
    ],
)
def test_one_name_has_one_key(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    assert fold(text) == fold(fold(text))
    assert sort_key(text).isascii()
    assert isinstance(syllables(text), tuple)


@pytest.mark.property
def test_folding_any_character_twice_changes_nothing() -> None:
    characters = (chr(code) for code in range(sys.maxunicode + 1))
    assert [
        c for c in characters if "".join(map(fold_letter, fold_letter(c))) != fold_letter(c)
    ] == []


@pytest.mark.property
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert sort_key(text).isascii()
