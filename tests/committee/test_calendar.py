"""Working days, holidays and quiet hours, the national calendar among them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.calendar import ZONE, Calendar, local, moment_of
from storage.calendars import national_calendar

CULTURE_DAY = date(2026, 11, 24)  # a Tuesday
WORKED_SATURDAY = date(2026, 11, 14)
CALENDAR = Calendar({CULTURE_DAY: "Ngày Văn hóa Việt Nam"}, frozenset({WORKED_SATURDAY}))


def november(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (13, True),  # Friday
        (14, True),  # Saturday worked in exchange
        (15, False),  # Sunday
        (16, True),
        (21, False),  # Saturday
        (22, False),
        (23, True),
        (24, False),  # holiday
        (25, True),
    ],
)
def test_working_days(day: int, working: bool) -> None:
    assert CALENDAR.is_working_day(date(2026, 11, day)) is working


def test_a_holiday_on_a_worked_weekend_is_off() -> None:
    calendar = Calendar({WORKED_SATURDAY: "Nghỉ"}, frozenset({WORKED_SATURDAY}))
    assert not calendar.is_working_day(WORKED_SATURDAY)


def test_holiday_name() -> None:
    assert CALENDAR.holiday_name(CULTURE_DAY) == "Ngày Văn hóa Việt Nam"
    assert CALENDAR.holiday_name(date(2026, 11, 25)) is None
    assert CALENDAR.holiday_name(date(2026, 11, 22)) is None  # a Sunday has no name


@pytest.mark.parametrize(
    ("day", "previous", "following"),
    [
        (13, 12, 14),
        (15, 14, 16),
        (20, 19, 23),
        (21, 20, 23),
        (23, 20, 25),
        (24, 23, 25),
        (25, 23, 26),
    ],
)
def test_neighbouring_working_days(day: int, previous: int, following: int) -> None:
    assert CALENDAR.previous_working_day(date(2026, 11, day)) == date(2026, 11, previous)
    assert CALENDAR.next_working_day(date(2026, 11, day)) == date(2026, 11, following)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (25, 0, 25),
        (25, 1, 23),
        (25, 2, 20),
        (24, 0, 23),
        (24, 1, 23),
        (24, 2, 20),
        (27, 2, 25),
        (22, 0, 20),
        (22, 1, 20),
        (22, 2, 19),
    ],
)
def test_working_days_before(day: int, count: int, expected: int) -> None:
    assert CALENDAR.working_days_before(date(2026, 11, day), count) == date(2026, 11, expected)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.working_days_before(CULTURE_DAY, -1)


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        (date(2026, 12, 11), date(2026, 12, 10), 0),
        (date(2026, 12, 11), date(2026, 12, 11), 0),
        (date(2026, 12, 11), date(2026, 12, 13), 0),
        (date(2026, 12, 11), date(2026, 12, 14), 1),
        (date(2026, 12, 11), date(2026, 12, 16), 3),  # scenario 66
        (date(2026, 12, 11), date(2026, 12, 21), 6),  # scenario 70
        (date(2026, 11, 23), date(2026, 11, 25), 1),
        (date(2026, 11, 13), date(2026, 11, 16), 2),
    ],
)
def test_working_days_between(after: date, until: date, count: int) -> None:
    assert CALENDAR.working_days_between(after, until) == count


@pytest.mark.parametrize(
    ("moment", "allowed", "following"),
    [
        (november(23, 6, 59, 59), False, november(23, 7)),
        (november(23, 7), True, november(23, 7)),
        (november(23, 7, 0, 1), True, november(23, 7, 0, 1)),
        (november(23, 17, 59, 59), True, november(23, 17, 59, 59)),
        (november(23, 18), False, november(25, 7)),
        (november(23, 18, 0, 1), False, november(25, 7)),
        (november(24, 6, 59), False, november(25, 7)),
        (november(24, 12), False, november(25, 7)),
        (november(14, 12), True, november(14, 12)),
        (november(15, 12), False, november(16, 7)),
        (november(7, 8, 5), False, november(9, 7)),  # scenario 08
        (november(23, 7).astimezone(UTC), True, november(23, 7)),
        (datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC), False, november(25, 7)),
        (datetime(2026, 11, 25, 0, 0, tzinfo=UTC), True, november(25, 7)),
    ],
)
def test_quiet_hours(moment: datetime, allowed: bool, following: datetime) -> None:
    assert CALENDAR.may_write(moment) is allowed
    assert CALENDAR.next_allowed(moment) == following
    assert CALENDAR.next_allowed(moment).tzinfo is ZONE


def test_quiet_hours_can_be_set() -> None:
    calendar = Calendar({}, quiet_until=time(8), quiet_from=time(17))
    assert calendar.next_allowed(november(23, 7, 59)) == november(23, 8)
    assert calendar.next_allowed(november(23, 17)) == november(24, 8)
    with pytest.raises(ValueError, match="quiet hours"):
        Calendar({}, quiet_until=time(8), quiet_from=time(8))


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = november(23, 7).replace(tzinfo=None)
    for ask in (local, CALENDAR.may_write, CALENDAR.next_allowed):
        with pytest.raises(ValueError, match="time zone"):
            ask(naive)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [(6, 23, False), (6, 24, True), (24, 24, True), (24, 27, True), (25, 27, False)],
)
def test_silent_days(first: int, last: int, found: bool) -> None:
    days = CALENDAR.silent_days(date(2026, 11, first), date(2026, 11, last))
    assert days == (((CULTURE_DAY, "Ngày Văn hóa Việt Nam"),) if found else ())


def test_silent_days_are_in_order_and_leave_weekends_out() -> None:
    days = [date(2027, 2, 8), date(2027, 2, 5), date(2027, 2, 6)]  # Mon, Fri, Sat
    calendar = Calendar(dict.fromkeys(days, "Tết"))
    found = calendar.silent_days(date(2027, 2, 1), date(2027, 2, 28))
    assert found == ((date(2027, 2, 5), "Tết"), (date(2027, 2, 8), "Tết"))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 12, 31), None),  # outside the years asked for
        (date(2026, 1, 1), "Tết Dương lịch"),
        (date(2026, 4, 27), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        (date(2026, 8, 31), "Ngày nghỉ (thay cho ngày 22/08/2026)"),
        (date(2026, 11, 23), None),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2026, 11, 25), None),
        (date(2027, 1, 1), "Tết Dương lịch"),
        (date(2028, 1, 1), None),
    ],
)
def test_national_holidays(day: date, name: str | None) -> None:
    named, worked = national_calendar(range(2026, 2028))
    assert named.get(day) == name
    assert worked == {date(2026, 8, 22)}


def test_the_national_calendar_is_not_shared() -> None:
    national_calendar(range(2026, 2027))[0].clear()
    assert national_calendar(range(2026, 2027))[0]
    assert national_calendar(range(2026, 2026)) == ({}, frozenset())


DAYS = st.dates(date(2026, 10, 1), date(2027, 3, 31))
MOMENTS = st.builds(
    moment_of, DAYS, st.times() | st.sampled_from([time(7), time(17, 59, 59, 999999), time(18)])
)
CALENDARS = st.builds(
    Calendar, st.dictionaries(DAYS, st.just("Nghỉ"), max_size=40), st.frozensets(DAYS)
)


@pytest.mark.property
@settings(deadline=None)
@given(calendar=CALENDARS, moment=MOMENTS)
def test_the_next_allowed_moment(calendar: Calendar, moment: datetime) -> None:
    following = calendar.next_allowed(moment)
    assert following >= moment
    assert calendar.may_write(following)
    assert calendar.next_allowed(following) == following
    minutes = int((following - moment) / timedelta(minutes=10))
    between = (moment + timedelta(minutes=10) * number for number in range(minutes))
    assert not any(calendar.may_write(each) for each in between)


@pytest.mark.property
@settings(deadline=None)
@given(calendar=CALENDARS, day=DAYS, count=st.integers(1, 20))
def test_days_before_and_days_between_agree(calendar: Calendar, day: date, count: int) -> None:
    before = calendar.working_days_before(day, count)
    assert calendar.is_working_day(before)
    off = not calendar.is_working_day(day)
    assert calendar.working_days_between(before, day) == count - off


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("2026-11-06T08:00", "2026-11-06T08:00"),
        ("2026-11-07T08:00", "2026-11-09T08:00"),  # Saturday: the same hour on Monday
        ("2026-11-07T06:59", "2026-11-09T07:00"),  # outside the hours on any day
        ("2026-11-07T18:00", "2026-11-09T07:00"),
        ("2026-11-06T18:00", "2026-11-09T07:00"),
        ("2026-11-24T17:59", "2026-11-25T17:59"),  # a holiday
    ],
)
def test_an_hour_asked_for_on_a_day_off_is_kept(asked: str, allowed: str) -> None:
    calendar = Calendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})
    moment = datetime.fromisoformat(asked).replace(tzinfo=ZONE)
    assert calendar.next_allowed_hour(moment) == datetime.fromisoformat(allowed).replace(
        tzinfo=ZONE
    )
