"""Cases of the office's own calendar."""

from datetime import date, datetime, timedelta
from pathlib import Path

from committee.calendar import ZONE
from committee.reminders import ReminderKind
from handlers.daysoff.showing import Listed
from handlers.replanning import Consequences, Moved
from messages.understand import DayFault, DayKind, OfficeDay, headings
from messages.understand.office_days import DayProblem
from tests.messages.cases_task import TASKS
from tests.messages.facts import COMMITTEE_HERE, LARGEST, REGULATION, Cases, meeting

GROUP = REGULATION.group_name
CHRISTMAS = date(2026, 12, 24)
OFF = OfficeDay(CHRISTMAS, DayKind.OFF, "Lễ hội phường")
WORKED = OfficeDay(date(2026, 12, 26), DayKind.WORKED, "")
GONE = OfficeDay(date(2026, 12, 28), DayKind.REMOVED, "")
BEFORE = datetime(2026, 12, 24, 7, 30, tzinfo=ZONE)
REPLY = Moved(meeting(), ReminderKind.REPLY_REMINDER, BEFORE, BEFORE - timedelta(days=1))
DEADLINE = Moved(TASKS[0], ReminderKind.TASK_DEADLINE, BEFORE, BEFORE - timedelta(days=1))
NEW = Moved(meeting(), ReminderKind.MEETING_REMINDER, None, BEFORE)
DROPPED = Moved(meeting(), ReminderKind.MEETING_REMINDER, BEFORE, None)
NOTHING = Consequences((), (), 0)
DAYS = [
    Listed(CHRISTMAS, "Lễ hội phường", False, True),
    Listed(date(2026, 12, 26), "Ngày làm bù", True, True),
    Listed(date(2027, 1, 1), "Tết Dương lịch", False, False),
]
FAULTS = [DayFault(n, "24/12 Lễ", problem) for n, problem in enumerate(DayProblem, start=1)]


def preview(*changes: OfficeDay, found: Consequences = NOTHING) -> dict[str, object]:
    return {"changes": changes, "most": 3, "found": found, "group": GROUP}


CASES: Cases = {
    "daysoff/ask_committee": {"": {"committees": ["Ban Chỉ đạo A", "Ban Chỉ đạo B"]}},
    "daysoff/shown": {
        "có ngày riêng": {"days": DAYS, "most": 5, "committee": COMMITTEE_HERE, "group": GROUP},
        "chưa có ngày nào": {"days": [], "most": 5, "committee": COMMITTEE_HERE, "group": GROUP},
        LARGEST: {"days": DAYS * 4, "most": 5, "committee": COMMITTEE_HERE, "group": GROUP},
    },
    "daysoff/preview": {
        "không đổi gì": preview(WORKED, GONE),
        "đổi nhắc": preview(OFF, found=Consequences((REPLY,), (), 0)),
        LARGEST: preview(
            OFF,
            WORKED,
            GONE,
            OFF,
            found=Consequences((DEADLINE, NEW, DROPPED), (meeting(),), 2),
        ),
    },
    "daysoff/unclear": {
        "một dòng": {"faults": FAULTS[:1], "most": 4},
        LARGEST: {"faults": FAULTS, "most": 4},
    },
    "daysoff/unreadable": {"": {"headings": headings(), "most": 200}},
    "daysoff/unknown": {"": {"day": CHRISTMAS}},
    "daysoff/saved": {
        "có nhắc phải đổi": {"changes": [OFF], "committee": COMMITTEE_HERE, "moved": 3},
        "không": {"changes": [OFF], "committee": COMMITTEE_HERE, "moved": 0},
    },
    "daysoff/left": {"": {}},
    "daysoff/template": {"": {"headings": headings()}},
    "cli/days_file_wrong.txt": {
        "không thấy": {"problem": "not_found", "details": ("a.xlsx",)},
        "không đọc được": {"problem": "unreadable", "details": ()},
    },
    "cli/days_unreadable.txt": {"": {"headings": headings(), "most": 200}},
    "cli/days_faults.txt": {"": {"faults": FAULTS}},
    "cli/days_template.txt": {"": {"file": Path("lich-nghi.xlsx")}},
}
