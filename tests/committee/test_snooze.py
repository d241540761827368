"""When somebody may be reminded again: this afternoon, the next working morning, in time only."""

from datetime import datetime

import pytest

from committee.calendar import ZONE, Calendar
from committee.snooze import moments
from storage.calendars import national_calendar

CALENDAR = Calendar(*national_calendar(range(2026, 2028)))
THURSDAY = "2026-11-26T14:00"
FRIDAY_MORNING = "2026-11-27T07:30"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "until", "expected"),
    [
        ("2026-11-26T07:30", None, [THURSDAY, FRIDAY_MORNING]),
        ("2026-11-26T13:29", None, [THURSDAY, FRIDAY_MORNING]),
        ("2026-11-26T13:30", None, [FRIDAY_MORNING]),
        ("2026-11-26T07:30", "2026-11-27T07:31", [THURSDAY, FRIDAY_MORNING]),
        ("2026-11-26T07:30", "2026-11-27T07:30", [THURSDAY]),
        ("2026-11-26T07:30", "2026-11-26T14:01", [THURSDAY]),
        ("2026-11-26T07:30", "2026-11-26T14:00", []),
        # Friday's next working morning is Monday's; on a Saturday there is no afternoon of work.
        ("2026-11-27T15:00", None, ["2026-11-30T07:30"]),
        ("2026-11-28T08:00", None, ["2026-11-30T07:30"]),
        # Before the holidays of New Year.
        ("2026-12-31T16:00", None, ["2027-01-04T07:30"]),
    ],
)
def test_moments(now: str, until: str | None, expected: list[str]) -> None:
    found = moments(at(now), None if until is None else at(until), CALENDAR)
    assert [f"{each.at:%Y-%m-%dT%H:%M}" for each in found] == expected
