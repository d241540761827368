"""How long somebody on leave is left alone, with the boundary and a step either side."""

from datetime import date

import pytest

from committee.calendar import Calendar
from committee.leave import back_at, sensible
from storage.calendars import national_calendar

CALENDAR = Calendar(*national_calendar(range(2026, 2028)))
TODAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        ("2026-11-09", "2026-11-09", True),
        ("2026-11-02", "2026-11-09", True),
        ("2026-11-02", "2026-11-08", False),
        ("2026-11-12", "2026-11-11", False),
        ("2026-11-09", "2027-11-10", True),
        ("2026-11-09", "2027-11-11", False),
    ],
)
def test_which_days_can_be_recorded(first: str, last: str, fits: bool) -> None:
    assert sensible(date.fromisoformat(first), date.fromisoformat(last), TODAY) is fits


@pytest.mark.parametrize(
    ("last", "back"),
    [
        ("2026-11-12", "2026-11-13T07:00"),
        ("2026-11-13", "2026-11-16T07:00"),
        ("2026-11-14", "2026-11-16T07:00"),
        # 24/11 is a day off.
        ("2026-11-23", "2026-11-25T07:00"),
    ],
)
def test_when_somebody_is_written_to_again(last: str, back: str) -> None:
    assert f"{back_at(date.fromisoformat(last), CALENDAR):%Y-%m-%dT%H:%M}" == back
