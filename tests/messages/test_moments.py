"""How days and hours are written."""

from datetime import UTC, date, datetime

import pytest

from committee.calendar import ZONE
from messages import moments

FRIDAY = date(2026, 11, 27)


def test_a_moment_has_weekday_and_year() -> None:
    at = datetime(2026, 11, 27, 14, 0, tzinfo=ZONE)
    assert moments.moment(at) == "14 giờ 00, thứ Sáu ngày 27/11/2026"


def test_a_stamp_is_for_the_record() -> None:
    at = datetime(2026, 11, 7, 8, 5, tzinfo=ZONE)
    assert moments.stamp(at) == "08 giờ 05, ngày 07/11/2026"


@pytest.mark.parametrize(
    ("utc_hour", "clock", "written"),
    [(16, "23 giờ 30", "27/11/2026"), (17, "00 giờ 30", "28/11/2026")],
)
def test_moments_are_viet_nams(utc_hour: int, clock: str, written: str) -> None:
    at = datetime(2026, 11, 27, utc_hour, 30, tzinfo=UTC)
    assert moments.clock_time(at) == clock
    assert moments.short_day(at) == written
    assert moments.day(at).endswith(written)
    assert moments.weekday_day(at).endswith(written)


@pytest.mark.parametrize(
    ("day", "inside", "button"),
    [
        (23, "thứ Hai ngày 23/11/2026", "Thứ Hai 23/11/2026"),
        (24, "thứ Ba ngày 24/11/2026", "Thứ Ba 24/11/2026"),
        (25, "thứ Tư ngày 25/11/2026", "Thứ Tư 25/11/2026"),
        (26, "thứ Năm ngày 26/11/2026", "Thứ Năm 26/11/2026"),
        (27, "thứ Sáu ngày 27/11/2026", "Thứ Sáu 27/11/2026"),
        (28, "thứ Bảy ngày 28/11/2026", "Thứ Bảy 28/11/2026"),
        (29, "Chủ nhật ngày 29/11/2026", "Chủ nhật 29/11/2026"),
    ],
)
def test_every_weekday(day: int, inside: str, button: str) -> None:
    assert moments.day(date(2026, 11, day)) == inside
    assert moments.weekday_day(date(2026, 11, day)) == button


@pytest.mark.parametrize(
    ("today", "written"),
    [
        (28, "thứ Sáu ngày 27/11/2026"),
        (27, "hôm nay, thứ Sáu ngày 27/11/2026"),
        (26, "ngày mai, thứ Sáu ngày 27/11/2026"),
        (25, "thứ Sáu ngày 27/11/2026"),
    ],
)
def test_a_near_day_is_also_called_near(today: int, written: str) -> None:
    assert moments.relative_day(FRIDAY, date(2026, 11, today)) == written


def test_nearness_is_counted_on_viet_nams_clocks() -> None:
    at = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
    assert moments.relative_day(FRIDAY, at) == "hôm nay, thứ Sáu ngày 27/11/2026"


@pytest.mark.parametrize(("count", "written"), [(0, "00"), (9, "09"), (10, "10"), (100, "100")])
def test_two(count: int, written: str) -> None:
    assert moments.two(count) == written


def test_quarters_are_roman() -> None:
    assert [moments.roman(quarter) for quarter in (1, 2, 3, 4)] == ["I", "II", "III", "IV"]


@pytest.mark.parametrize("quarter", [0, 5])
def test_what_is_no_quarter_has_no_name(quarter: int) -> None:
    with pytest.raises(KeyError):
        moments.roman(quarter)
