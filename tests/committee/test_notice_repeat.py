"""When a notice returns: days off, short months, long stops, never twice on one day."""

from datetime import date, datetime, time

import pytest

from committee.calendar import ZONE, Calendar, local
from committee.notice_repeat import (
    DayOff,
    Every,
    Repeat,
    first_day,
    may_end_on,
    occurrences,
    returns,
    to_come,
)

OFF = {
    date(2027, 1, 1): "Tết Dương lịch",
    **{date(2027, 2, day): "Tết Nguyên đán" for day in range(4, 11)},
}
CALENDAR = Calendar(OFF)


def repeat(**changes: object) -> Repeat:
    """Every Monday at eight, until the end of February."""
    made: dict[str, object] = {
        "id": 1,
        "committee_id": 1,
        "notice_id": 1,
        "every": Every.WEEK,
        "on_day": 0,
        "hour": time(8),
        "first": date(2026, 12, 1),
        "last": date(2027, 2, 28),
        "day_off": DayOff.AFTER,
        "made_by": 1,
    }
    return Repeat(**{**made, **changes})  # type: ignore[arg-type]


def days(made: Repeat, calendar: Calendar = CALENDAR) -> list[str]:
    return [f"{local(each.at):%d/%m}" for each in occurrences(made, calendar)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_a_week_whose_monday_is_off_goes_on_the_working_day_beside_it() -> None:
    after, before = repeat(), repeat(day_off=DayOff.BEFORE)
    assert days(after)[-5:] == ["25/01", "01/02", "11/02", "15/02", "22/02"]
    assert days(before)[-5:] == ["25/01", "01/02", "03/02", "15/02", "22/02"]
    assert [each.moved for each in occurrences(after, CALENDAR)].count(True) == 1


def test_two_that_fall_on_one_working_day_are_one() -> None:
    closed = Calendar({date(2026, 12, day): "nghỉ" for day in range(5, 16)})
    assert days(repeat(last=date(2026, 12, 31)), closed) == ["16/12", "21/12", "28/12"]


@pytest.mark.parametrize(
    ("on_day", "gone"),
    [
        (31, ["31/12", "01/02", "26/02"]),  # 31/01 is a Sunday, 28/02 too
        (1, ["01/12", "04/01", "01/02"]),
        (30, ["30/12", "01/02", "26/02"]),
    ],
)
def test_a_month_without_that_day_takes_its_last(on_day: int, gone: list[str]) -> None:
    assert days(repeat(every=Every.MONTH, on_day=on_day)) == gone


def test_it_never_leaves_the_days_agreed_to() -> None:
    """The last day is a Sunday: it goes before, though it was to go after."""
    assert days(repeat(on_day=6, first=date(2026, 12, 20), last=date(2026, 12, 20))) == []
    assert days(repeat(on_day=6, first=date(2026, 12, 18), last=date(2026, 12, 20))) == ["18/12"]


def test_it_begins_today_only_where_its_hour_is_to_come() -> None:
    assert first_day(time(8), at("2026-12-01T07:59")) == date(2026, 12, 1)
    assert first_day(time(8), at("2026-12-01T08:00")) == date(2026, 12, 2)


def test_it_ends_within_a_year() -> None:
    now = at("2026-12-01T08:00")
    known = {date(2026, 12, 1): False, date(2026, 12, 2): True, date(2027, 12, 2): True}
    assert {day: may_end_on(day, now) for day in known} == known
    assert not may_end_on(date(2027, 12, 3), now)


@pytest.mark.parametrize(
    ("now", "sent", "missed"),
    [
        ("2026-12-07T07:59", None, None),
        ("2026-12-07T08:00", "07/12", []),
        ("2026-12-07T17:59", "07/12", []),
        ("2026-12-07T18:00", None, ["07/12"]),  # not in the evening
        ("2026-12-08T07:00", None, ["07/12"]),
        ("2026-12-21T09:00", "21/12", ["07/12", "14/12"]),
        ("2026-12-22T09:00", None, ["07/12", "14/12", "21/12"]),
    ],
)
def test_after_a_stop_only_the_newest_goes_and_only_on_its_day(
    now: str, sent: str | None, missed: list[str] | None
) -> None:
    found = returns(repeat(), CALENDAR, at(now))
    if missed is None:
        assert found is None
        return
    assert found is not None
    assert (f"{found.send.day:%d/%m}" if found.send else None) == sent
    assert [f"{each.day:%d/%m}" for each in found.missed] == missed
    assert found.next_at is not None
    assert found.next_at > at(now)


def test_what_is_handled_does_not_return() -> None:
    handled = repeat(handled_until=date(2027, 2, 15))
    assert [f"{each.day:%d/%m}" for each in to_come(handled, CALENDAR)] == ["22/02"]
    last = returns(handled, CALENDAR, at("2027-02-22T08:00"))
    assert last is not None
    assert last.next_at is None
