"""Citations, documents and tasks as a secretary types them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.calendar import ZONE
from messages.understand import citations, document, task

NOW = datetime(2026, 11, 30, 9, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("khoản 4 Điều 6", ["6.4"], ""),
        ("khoan 4 dieu 6", ["6.4"], ""),
        ("Khoản 4, Điều 6.", ["6.4"], ""),
        ("điểm d khoản 1 Điều 7", ["7.1.d"], ""),
        ("điểm đ khoản 1 Điều 7", ["7.1.đ"], ""),
        ("ĐIỂM Đ KHOẢN 1 ĐIỀU 7", ["7.1.đ"], ""),
        ("Điều 9", ["9"], ""),
        ("6.4", ["6.4"], ""),
        ("7.1.d và 6.4", ["7.1.d", "6.4"], "và"),
        ("khoản 2 Điều 7; điểm a khoản 1 Điều 7; khoản 2 Điều 7", ["7.2", "7.1.a"], ""),
        ("đồng chí Trần Mạnh Cường, khoản 4 Điều 6", ["6.4"], "đồng chí Trần Mạnh Cường"),
        ("Cường (khoản 4 Điều 6)", ["6.4"], "Cường"),
        ("Trần Mạnh Cường", [], "Trần Mạnh Cường"),
        ("hạn 15.12.2026", [], "hạn 15.12.2026"),
        ("số 6.4/TB", [], "số 6.4/TB"),
        ("khoản 4", [], "khoản 4"),
        ("điều hành 6 phòng", [], "điều hành 6 phòng"),
        ("", [], ""),
    ],
)
def test_citations(text: str, found: list[str], rest: str) -> None:
    reading = citations(text)
    assert [str(each) for each in reading.citations] == found
    assert reading.rest == rest


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        ("thêm khoản 4 Điều 6", True),
        ("Bổ sung khoản 4 Điều 6", True),
        ("khoản 4 Điều 6", False),
        ("khoản 4 Điều 6, thêm khoản 2 Điều 7", False),
    ],
)
def test_what_is_added_says_so_first(text: str, adds: bool) -> None:
    assert citations(text).adds is adds


@pytest.mark.parametrize(
    ("text", "name", "number", "day"),
    [
        ("Thông báo 06/TB-BCĐ", "Thông báo", "06/TB-BCĐ", None),
        ("Thông báo số 06/TB-BCĐ", "Thông báo", "06/TB-BCĐ", None),
        ("Kế hoạch (số 12/KH-UBND)", "Kế hoạch", "12/KH-UBND", None),
        ("Thông báo 06/TB-BCĐ ngày 30/11", "Thông báo", "06/TB-BCĐ", date(2026, 11, 30)),
        ("Thông báo 06/TB-BCĐ 1/12", "Thông báo", "06/TB-BCĐ", date(2025, 12, 1)),
        ("06/tb-bcđ", "", "06/TB-BCĐ", None),
        ("Thông báo kết luận 27/11", "Thông báo kết luận 27/11", "", None),
        ("", "", "", None),
    ],
)
def test_documents(text: str, name: str, number: str, day: date | None) -> None:
    reading = document(text, NOW)
    assert reading is not None
    assert (reading.name, reading.number, reading.day) == (name, number, day)


@pytest.mark.parametrize(
    "text",
    ["06/TB-BCĐ và 07/TB-BCĐ", "06/TB-BCĐ ngày 31/11/2026", "06/TB-BCĐ thứ Ba 30/11/2026"],
)
def test_two_numbers_or_an_impossible_day_are_no_document(text: str) -> None:
    assert document(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "item", "title", "product"),
    [
        ("tham mưu kinh phí", None, "tham mưu kinh phí", ""),
        ("3. tham mưu kinh phí", 3, "tham mưu kinh phí", ""),
        ("03) tham mưu", None, "03) tham mưu", ""),
        ("Mục 3: tham mưu", 3, "tham mưu", ""),
        ("nhiem vu 12) tham mưu", 12, "tham mưu", ""),
        ("3 máy quét cho xã", None, "3 máy quét cho xã", ""),
        ("rà soát.\nSản phẩm: báo cáo.", None, "rà soát", "báo cáo"),
        ("rà soát\n\nbáo cáo,\nphụ lục", None, "rà soát", "báo cáo, phụ lục"),
        ("", None, "", ""),
        (" \n ", None, "", ""),
    ],
)
def test_tasks(text: str, item: int | None, title: str, product: str) -> None:
    reading = task(text)
    assert (reading.item, reading.title, reading.product) == (item, title, product)


@pytest.mark.property
@given(st.text(max_size=600))
def test_nothing_that_is_typed_raises(text: str) -> None:
    citations(text)
    document(text, NOW)
    task(text)


@pytest.mark.property
@given(
    st.lists(
        st.tuples(st.integers(1, 99), st.integers(0, 99), st.sampled_from(["", *"abcdđeghik"])),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_cited_in_words_is_read_back(places: list[tuple[int, int, str]]) -> None:
    from committee.rules import Citation
    from messages.cite import cite

    cited = [Citation(a, c, p if c else "") for a, c, p in places]
    typed = "; ".join(cite(each) for each in cited)
    assert citations(typed).citations == tuple(dict.fromkeys(cited))
