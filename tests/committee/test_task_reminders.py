"""Which reminders a task needs, and when: lines 54-68 of the scenario, and their boundaries."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.calendar import ZONE, Calendar
from committee.reminders import Reminder, ReminderKind, due
from committee.setting_values import Step
from committee.settings import CommitteeSettings
from committee.task import Task, TaskState
from committee.task_reminders import (
    days_late,
    days_overdue,
    escalation_moment,
    plan_source,
    plan_task,
)
from tests.committee.tasks import SENT_AT, december, source, task

CALENDAR = Calendar({date(2026, 12, 24): "ngày nghỉ của cơ quan"})
SETTINGS = CommitteeSettings()


def steps(of: Task, settings: CommitteeSettings = SETTINGS) -> list[str]:
    return [each.step.replace("2026-12-", "") for each in plan_task(of, CALENDAR, settings)]


def moments(of: Task, kind: ReminderKind, settings: CommitteeSettings = SETTINGS) -> list[datetime]:
    return [each.at for each in plan_task(of, CALENDAR, settings) if each.kind is kind]


def test_the_scenario() -> None:
    """Task 5: sent on Monday 30/11 at 10:00, due on Friday 11/12 at 17:00."""
    assert steps(task()) == [
        "acknowledge:01T08:00",
        "status:07T08:00",
        "deadline:10T08:00",
        "deadline:11T08:00",
        "due:11T17:00",
        "overdue:14T08:00",
    ]


def test_who_has_acknowledged_is_not_asked_to() -> None:
    assert "acknowledge:01T08:00" not in steps(task(acknowledged_at=SENT_AT))


@pytest.mark.parametrize("state", [s for s in TaskState if s is not TaskState.ASSIGNED])
def test_what_is_not_in_hand_is_not_reminded_of(state: TaskState) -> None:
    assert steps(task(state=state)) == []


def test_once_announced_the_escalation_takes_the_place_of_the_announcement() -> None:
    announced = task(escalate_at=december(16, 8))
    assert steps(announced)[-1] == "escalation:16T08:00"
    assert not [step for step in steps(announced) if step.startswith("overdue")]


@pytest.mark.parametrize(
    ("deadline", "ladder"),
    [
        (december(15, 17), ["14T08:00", "15T08:00"]),
        (december(12, 17), ["11T08:00"]),  # Saturday: reminded once, on the Friday
        (december(13, 9), ["11T08:00"]),
        (december(24, 17), ["23T08:00"]),  # a day off of the office's own
        (december(25, 17), ["23T08:00", "25T08:00"]),
        (december(15, 8), ["14T08:00"]),  # the morning's step would be the deadline itself
        (december(15, 8, 1), ["14T08:00", "15T08:00"]),
        (december(15, 22), ["14T08:00", "15T08:00"]),
        (datetime(2026, 11, 30, 17, tzinfo=ZONE), []),
    ],
)
def test_the_ladder_lies_on_working_days_before_the_deadline(
    deadline: datetime, ladder: list[str]
) -> None:
    found = [step for step in steps(task(deadline=deadline)) if step.startswith("deadline")]
    assert found == [f"deadline:{each}" for each in ladder]


@pytest.mark.parametrize(
    ("deadline", "asked"),
    [
        (december(7, 17), []),  # the first reminder of the deadline is on the 4th
        (december(8, 17), []),  # … and here on the 7th itself
        (december(9, 17), [december(7, 8)]),
        (december(28, 17), [december(7, 8)]),  # 19 working days: after five of them
        (december(29, 17), [december(7, 8)]),  # 20: still after five
        (december(30, 17), [december(14, 8)]),  # 21: half of it, ten
    ],
)
def test_the_status_is_asked_once_and_not_beside_a_reminder(
    deadline: datetime, asked: list[datetime]
) -> None:
    given_task = task(deadline=deadline, original_deadline=deadline)
    assert moments(given_task, ReminderKind.TASK_STATUS) == asked


def test_an_extension_does_not_move_the_question_for_the_status() -> None:
    extended = task(deadline=datetime(2027, 2, 26, 17, tzinfo=ZONE), revision=2)
    assert moments(extended, ReminderKind.TASK_STATUS) == [december(7, 8)]


def test_what_came_back_late_counts_from_then() -> None:
    back = task(counted_from=december(17, 15))
    assert moments(back, ReminderKind.TASK_OVERDUE) == [december(18, 8)]


@pytest.mark.parametrize(
    ("announced_at", "told_at"),
    [
        (december(14, 8), december(16, 8)),  # the third working day, that day counted
        (december(15, 17), december(16, 8)),
        (december(15, 18), december(17, 8)),  # goes out on the 16th, which is too late for it
        (december(16, 9), december(17, 8)),
        (december(18, 9), december(21, 8)),  # over the weekend
    ],
)
def test_the_superior_is_told_on_the_third_day_but_never_before_the_next(
    announced_at: datetime, told_at: datetime
) -> None:
    assert escalation_moment(task(), announced_at, CALENDAR, SETTINGS) == told_at


def test_the_superior_is_never_told_on_the_day_of_the_announcement() -> None:
    hasty = replace(SETTINGS, overdue_working_days=3, escalation_working_days=2)
    [announced] = moments(task(), ReminderKind.TASK_OVERDUE, hasty)
    assert announced == december(16, 8)
    assert escalation_moment(task(), announced, CALENDAR, hasty) == december(17, 8)


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (december(11, 18), 0),
        (december(13, 12), 0),
        (december(14, 8), 1),
        (december(16, 8), 3),
        (december(21, 10), 6),
        (december(24, 8), 8),  # the day off does not count
    ],
)
def test_days_overdue_count_today_and_working_days_only(now: datetime, days: int) -> None:
    assert days_overdue(task(), now, CALENDAR) == days
    assert days_late(december(11, 17), now, CALENDAR) == days


@pytest.mark.parametrize(
    ("sent_at", "summary"),
    [
        (SENT_AT, datetime(2026, 11, 30, 17, tzinfo=ZONE)),
        (datetime(2026, 11, 30, 16, 59, 59, tzinfo=ZONE), datetime(2026, 11, 30, 17, tzinfo=ZONE)),
        (datetime(2026, 11, 30, 17, tzinfo=ZONE), december(1, 17)),
        (december(4, 17, 30), december(7, 17)),
        (december(5, 9), december(7, 17)),  # goes out on Monday
    ],
)
def test_the_summary_comes_on_the_day_of_sending_or_the_next(
    sent_at: datetime, summary: datetime
) -> None:
    [reminder] = plan_source(source(sent_at=sent_at), CALENDAR, SETTINGS)
    assert reminder.at == summary


def test_what_was_not_sent_has_no_summary() -> None:
    assert plan_source(source(sent_at=None), CALENDAR, SETTINGS) == ()


def test_a_late_start_sends_what_still_helps() -> None:
    """Away from Thursday evening to Monday: only the announcement is left to make."""
    found = due(plan_task(task(), CALENDAR, SETTINGS), december(10, 9), december(14, 9))
    kinds = [each.kind for each in found.send]
    assert kinds == [ReminderKind.TASK_DUE, ReminderKind.TASK_OVERDUE]


HOURS = st.times(min_value=time(7), max_value=time(17, 59)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
LADDERS = st.lists(st.builds(Step, st.integers(0, 5), HOURS), max_size=4).map(tuple)


@pytest.mark.property
@given(
    minutes=st.integers(1, 60 * 24 * 90),
    late=st.integers(0, 60 * 24 * 60),
    settings=st.builds(
        CommitteeSettings,
        task_ladder=LADDERS,
        task_hour=HOURS,
        overdue_working_days=st.integers(1, 5),
        escalation_working_days=st.integers(2, 9),
        status_working_days=st.integers(1, 20),
        acknowledge_working_days=st.integers(1, 5),
    ),
)
def test_every_message_lies_in_allowed_hours_and_in_its_place(
    minutes: int, late: int, settings: CommitteeSettings
) -> None:
    deadline = SENT_AT + timedelta(minutes=minutes)
    given_task = task(deadline=deadline, original_deadline=deadline)
    plan = plan_task(given_task, CALENDAR, settings)
    assert [each for each in plan if not _in_place(each, deadline)] == []
    [announced] = [each for each in plan if each.kind is ReminderKind.TASK_OVERDUE]
    told_at = escalation_moment(
        given_task, announced.at + timedelta(minutes=late), CALENDAR, settings
    )
    assert CALENDAR.may_write(told_at)
    assert told_at.date() > announced.at.date()


def _in_place(each: Reminder, deadline: datetime) -> bool:
    if each.kind is ReminderKind.TASK_DUE:
        return each.at == deadline
    before = each.kind is not ReminderKind.TASK_OVERDUE
    return CALENDAR.may_write(each.at) and (SENT_AT < each.at < deadline) is before
