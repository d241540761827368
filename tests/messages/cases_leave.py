"""Cases of approved leave, and of summaries that name somebody who is on leave."""

from datetime import date, datetime

from committee.calendar import ZONE
from committee.leave import Leave
from tests.messages.facts import (
    COMMITTEE_HERE,
    HUONG,
    LARGEST,
    NOW,
    PHU,
    QUYEN,
    SECOND_COMMITTEE,
    Cases,
    person,
)

FIRST, LAST = date(2026, 11, 9), date(2026, 11, 13)
BACK = datetime(2026, 11, 16, 7, tzinfo=ZONE)
LONG_NAME = person("Tôn Nữ Thị Phương Nguyệt Quỳnh")


def leave(number: int, first: date = FIRST, approved_by: str = "đồng chí Trưởng ban") -> Leave:
    return Leave(number, 1, number, first, LAST, approved_by)


SHOWN = {"committee": COMMITTEE_HERE, "today": NOW.date(), "most": 3, "now": NOW}
DAYS = {"person": HUONG, "first": FIRST, "last": LAST}

CASES: Cases = {
    "leave/ask_committee": {"": {"committees": [COMMITTEE_HERE, SECOND_COMMITTEE]}},
    "leave/list": {
        "chưa có ai": {**SHOWN, "listed": []},
        "đang nghỉ và sắp nghỉ": {
            **SHOWN,
            "listed": [(leave(1), HUONG), (leave(2, date(2026, 11, 12)), PHU)],
        },
        LARGEST: {**SHOWN, "listed": [(leave(n, FIRST, "x" * 100), LONG_NAME) for n in range(12)]},
    },
    "leave/ask_who": {"": {}},
    "leave/who_unclear": {"không có": {"found": 0}, "cùng tên": {"found": 2}},
    "leave/ask_first": {"": {"person": QUYEN}},
    "leave/ask_last": {"": {"person": HUONG, "first": FIRST}},
    "leave/day_unclear": {"": {}},
    "leave/days_wrong": {"": {"first": LAST, "last": FIRST}},
    "leave/ask_approved": {"": DAYS},
    "leave/approval_unclear": {"": {"most": 100}},
    "leave/recorded": {"": {**DAYS, "approved_by": "đồng chí Trưởng ban", "back": BACK}},
    "leave/ended": {"": {"person": HUONG, "at": BACK}},
}
