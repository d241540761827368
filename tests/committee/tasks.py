"""The scenario's fifth task, for tests of rules."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from committee.calendar import ZONE
from committee.task import Task, TaskSource, TaskState

SENT_AT = datetime(2026, 11, 30, 10, tzinfo=ZONE)
OWNER, KHOA, HAI = 2, 8, 6


def december(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


def task(**changes: Any) -> Task:
    """Sent on Monday 30/11/2026 at 10:00, due on Friday 11/12 at 17:00."""
    made = Task(
        id=5,
        source_id=1,
        committee_id=1,
        item=5,
        title="báo cáo lập hồ sơ sức khỏe điện tử",
        product="",
        assignee_id=KHOA,
        cooperating_id=None,
        basis=(),
        cooperating_basis=(),
        deadline=december(11, 17),
        original_deadline=december(11, 17),
        state=TaskState.ASSIGNED,
        revision=1,
        sent_at=SENT_AT,
        acknowledged_at=None,
        progress=None,
        updated_at=None,
        reports=0,
        reported_at=None,
        accepted_at=None,
        overdue_since=None,
        counted_from=None,
        escalate_at=None,
    )
    return replace(made, **changes)


def draft(**changes: Any) -> Task:
    return task(state=TaskState.DRAFT, sent_at=None, **changes)


def source(**changes: Any) -> TaskSource:
    made = TaskSource(1, 1, "Thông báo", True, "06/TB-BCĐ", date(2026, 11, 30), OWNER, SENT_AT)
    return replace(made, **changes)
