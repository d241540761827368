"""Cases of notices that return."""

from dataclasses import replace
from datetime import date, datetime, time

from committee.calendar import ZONE, Calendar
from committee.notice import NoticeState
from committee.notice_repeat import DayOff, Every, occurrences
from handlers.notices.repeat_words import Addressed
from tests.messages.cases_notice import LARGE, LONG_TEXT, OTHERS, PLAIN, WEEKLY, about, desk
from tests.messages.facts import LARGEST, Cases, Facts

MONDAY = datetime(2026, 11, 30, 8, tzinfo=ZONE)
NEXT = datetime(2026, 12, 8, 8, tzinfo=ZONE)
CALENDAR = Calendar({date(2026, 12, 7): "Hội phường", date(2027, 1, 1): "Tết Dương lịch"})
MONTHLY = replace(
    WEEKLY,
    every=Every.MONTH,
    on_day=31,
    hour=time(9),
    last=date(2027, 5, 31),
    day_off=DayOff.BEFORE,
)
TIMES = occurrences(WEEKLY, CALENDAR)
MONTHS = occurrences(MONTHLY, CALENDAR)
TO_ALL = (Addressed("members", "members", less=False),)
TO_SOME = (
    Addressed("sub_group", "Dữ liệu", less=False),
    Addressed("unit", "Công an phường", less=False),
    Addressed("person", "Ngô Đăng Khoa", less=True),
    Addressed("person", "Đinh Thị Loan", less=True),
)
TO_MANY = tuple(Addressed("unit", LONG_TEXT, less=n > 1) for n in range(9))
REPEATED = desk(**PLAIN, state=NoticeState.REPEATED, send_at=None)
WHOLE = replace(LARGE, notice=replace(LARGE.notice, state=NoticeState.REPEATED, send_at=None))


def preview(addressed: tuple[Addressed, ...], monthly: bool = False) -> Facts:
    times = MONTHS if monthly else TIMES
    return {
        "repeat": MONTHLY if monthly else WEEKLY,
        "times": times,
        "moved": [each for each in times if each.moved],
        "most": 3,
        "addressed": addressed,
    }


def returned(**changes: object) -> Facts:
    known = {"sent": 9, "count": 12, "nobody": False, "missed": [], "next_at": NEXT}
    return about(REPEATED, **{**known, "at": MONDAY, **changes})


MISSED = [date(2026, 11, day) for day in (2, 9, 16, 23)]
RETURNED = {
    "đã gửi": returned(),
    "lần cuối": returned(next_at=None),
    "sau khi gián đoạn": returned(missed=MISSED[:2]),
    "không gửi lần nào": returned(sent=0, count=0, missed=MISSED),
    "không còn ai": returned(sent=0, count=0, nobody=True),
    "không còn ai, sau khi gián đoạn": returned(sent=0, nobody=True, missed=MISSED[:1]),
    LARGEST: about(
        WHOLE,
        sent=9,
        count=60,
        nobody=False,
        missed=MISSED,
        next_at=MONDAY,
        at=MONDAY,
        committee=OTHERS,
    ),
}

CASES: Cases = {
    "notice/ask_repeat": {"": {"group": "Tổ Công tác"}},
    "notice/repeat_unclear": {"": {}},
    "notice/repeat_at_night": {"": {"group": "Tổ Công tác"}},
    "notice/ask_repeat_until": {"": {}},
    "notice/repeat_until_unclear": {"": {}},
    "notice/repeat_until_wrong": {"": {"day": date(2026, 11, 9)}},
    "notice/repeat_nobody": {"": {}},
    "notice/repeat_never": {"": {"day": date(2026, 11, 12)}},
    "notice/repeat_preview": {
        "hằng tuần": preview(TO_ALL),
        "hằng tháng": preview(TO_SOME, monthly=True),
        LARGEST: preview(TO_MANY, monthly=True),
    },
    "notice/repeating": {
        "": about(REPEATED, repeat=WEEKLY, next_at=MONDAY),
        LARGEST: about(WHOLE, repeat=MONTHLY, next_at=MONDAY, committee=OTHERS),
    },
    "notice/repeat_status": {
        "còn lặp lại": about(REPEATED, repeat=WEEKLY, next_at=NEXT, left=8, addressed=TO_SOME),
        "đã hết": about(REPEATED, repeat=WEEKLY, next_at=None, left=0, addressed=TO_ALL),
        LARGEST: about(
            WHOLE, repeat=MONTHLY, next_at=NEXT, left=8, addressed=TO_MANY, committee=OTHERS
        ),
    },
    "notice/repeat_stopped": {
        "": about(REPEATED, over=False),
        "đã hết từ trước": about(REPEATED, over=True),
    },
    "notice/repeats": {
        "": {
            "repeats": [WEEKLY, replace(MONTHLY, notice_id=6)],
            "texts": {5: REPEATED.notice.text, 6: LONG_TEXT},
            "committee": "",
        },
        "không có": {"repeats": [], "texts": {}, "committee": ""},
        LARGEST: {"repeats": [WEEKLY] * 3, "texts": {5: LONG_TEXT}, "committee": OTHERS},
    },
    "notice/returned": RETURNED,
    "notice/returned_line": RETURNED,
}
