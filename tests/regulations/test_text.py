"""The official wording beside its encoding, and what does not go together."""

import pytest

from regulations.drafting.parts import OfficialText
from regulations.drafting.reading import read
from regulations.load import load
from regulations.text import Alignment, Doubtful, align
from tests.regulations.printed import SLUGS, WITHOUT_SEEDS, seed

pytestmark = pytest.mark.skipif(not seed(SLUGS[0]).is_file(), reason=WITHOUT_SEEDS)


def document(slug: str) -> OfficialText:
    return read(seed(slug).read_text("utf-8"))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_unit_gets_the_wording_of_its_place(slug: str) -> None:
    found = align(load(slug), document(slug))
    assert (found.missing, found.extra, found.doubtful) == ((), (), ())
    assert set(found.texts) == {entry.ref for entry in load(slug)}
    assert all(found.texts.values())
    assert found.is_of_this


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("other", SLUGS)
def test_another_regulation_is_not_taken_for_this_one(slug: str, other: str) -> None:
    assert align(load(slug), document(other)).is_of_this is (slug == other)


def changed(*lines: tuple[str, str]) -> Alignment:
    text = seed("lai-vung").read_text("utf-8")
    for before, after in lines:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return align(load("lai-vung"), read(text))


def test_the_wording_is_whole_and_as_printed() -> None:
    texts = align(load("lai-vung"), document("lai-vung")).texts
    assert texts["4.1"].startswith("Phó Trưởng ban Thường trực\nGiúp Trưởng ban")
    assert texts["4.1#1"].startswith("Giúp Trưởng ban")
    assert texts["4.2"] == "Phó Trưởng ban"
    assert texts["9.4"].startswith("Tổ trưởng Tổ Giúp việc được trung tập")
    assert (
        "thương mại số và thúc đẩy chuyển đổi số …."
        in align(load("tran-lieu"), document("tran-lieu")).texts["7.1.c"]
    )
    assert align(load("phu-quoc"), document("phu-quoc")).texts["2"].count("\n- ") == 5


def test_what_the_document_has_more_or_less_is_said() -> None:
    last = "12. Tổ chức thực hiện**"
    found = changed((last, "12. Tổ chức thực hiện**\n\nĐoạn dẫn."))
    assert (found.missing, found.extra) == ((), ("12#1",))
    without = changed(("đ) Thực hiện các nhiệm vụ khác theo phân công của Trưởng ban.", ""))
    assert without.missing == ("4.2.đ",)
    assert "4.2.đ" not in without.texts
    assert without.is_of_this


def test_what_stands_in_another_place_is_doubtful() -> None:
    """5.4, reports of issues, and 5.5, attending, have changed places."""
    swapped = seed("lai-vung").read_text("utf-8")
    first, second = swapped.index("4. Kịp thời"), swapped.index("5. Tham dự")
    third = swapped.index("6. Thực hiện các nhiệm vụ khác do Trưởng ban, Phó")
    text = (
        swapped[:first]
        + swapped[second:third].replace("5.", "4.", 1)
        + swapped[first:second].replace("4.", "5.", 1)
        + swapped[third:]
    )
    doubts = align(load("lai-vung"), read(text)).doubtful
    assert doubts == (Doubtful("5.4", "5.5"), Doubtful("5.5", "5.4"))


def test_a_clause_about_something_else_is_doubtful() -> None:
    found = changed(
        ("9.** Lưu giữ hồ sơ tài liệu liên quan đến hoạt động của Ban Chỉ đạo.", "9.** Trực Tết.")
    )
    assert [each.ref for each in found.doubtful] == ["6.9"]
