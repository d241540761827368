"""Which reminders a called meeting needs, and what a late start still sends."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.calendar import ZONE, Calendar, moment_of
from committee.reminders import Reminder, ReminderKind, due, plan_meeting
from committee.setting_values import Step
from committee.settings import CommitteeSettings

CALENDAR = Calendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})
SETTINGS = CommitteeSettings()


def november(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE)


STARTS_AT = november(27, 14)
REPLY_BY = november(25, 17)
INVITED_AT = november(9, 8, 45)
PLAN = plan_meeting(STARTS_AT, REPLY_BY, INVITED_AT, CALENDAR, SETTINGS)


def steps(reminders: Iterable[Reminder]) -> list[str]:
    return [reminder.step.replace("2026-11-", "") for reminder in reminders]


def test_the_scenario() -> None:
    """Lines 13, 31, 33, 36, 37 and the meeting's own reminders."""
    kind = ReminderKind
    assert [(each.kind, each.at, each.useful_until) for each in PLAN] == [
        (kind.SEND_SUMMARY, november(9, 8, 50), STARTS_AT),
        (kind.REPLY_REMINDER, november(23, 7, 30), REPLY_BY),
        (kind.REPLY_SUMMARY, november(23, 7, 35), STARTS_AT),
        (kind.REPLY_REMINDER, november(25, 9), REPLY_BY),
        (kind.REPLY_SUMMARY, november(25, 9, 5), STARTS_AT),
        (kind.REPLY_CLOSED, november(25, 17), STARTS_AT),
        (kind.MEETING_REMINDER, november(26, 14), STARTS_AT),
        (kind.MEETING_SUMMARY, november(26, 14, 5), STARTS_AT),
        (kind.MEETING_REMINDER, november(27, 7, 30), STARTS_AT),
    ]


def test_steps_are_named_by_kind_and_local_date() -> None:
    assert [each.step for each in PLAN[:2]] == [
        "send_summary:2026-11-09T08:50",
        "reply:2026-11-23T07:30",
    ]
    elsewhere = plan_meeting(
        STARTS_AT.astimezone(UTC),
        REPLY_BY.astimezone(UTC),
        INVITED_AT.astimezone(UTC),
        CALENDAR,
        SETTINGS,
    )
    assert steps(elsewhere) == steps(PLAN)


@pytest.mark.parametrize(
    ("invited_at", "expected"),
    [
        (november(23, 7, 29, 59), ["reply:23T07:30", "reply:25T09:00"]),
        (november(23, 7, 30), ["reply:25T09:00"]),
        (november(23, 7, 30, 1), ["reply:25T09:00"]),
        (november(24, 9), ["reply:25T09:00"]),  # a holiday: it goes out on the 25th at 07:00
        (november(25, 9), []),
    ],
)
def test_steps_already_passed_are_not_planned(invited_at: datetime, expected: list[str]) -> None:
    plan = plan_meeting(STARTS_AT, REPLY_BY, invited_at, CALENDAR, SETTINGS)
    assert steps(each for each in plan if each.kind is ReminderKind.REPLY_REMINDER) == expected


@pytest.mark.parametrize(
    ("invited_at", "expected"),
    [
        (november(9, 17, 54, 59), november(9, 17, 59, 59)),
        (november(9, 17, 55), november(10, 7)),
        (november(9, 18), november(10, 7, 5)),  # itself goes out at 07:00
        (november(7, 10), november(9, 7, 5)),  # a Saturday
        (november(27, 13, 54, 59), november(27, 13, 59, 59)),
        (november(27, 13, 55), None),
    ],
)
def test_the_summary_of_sending(invited_at: datetime, expected: datetime | None) -> None:
    plan = plan_meeting(STARTS_AT, REPLY_BY, invited_at, CALENDAR, SETTINGS)
    found = [each.at for each in plan if each.kind is ReminderKind.SEND_SUMMARY]
    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("reply_by", "expected"),
    [
        (november(25, 9), ["reply:23T07:30", "reply_summary:23T07:35", "reply_closed:25T09:00"]),
        (
            november(25, 9, 5),
            ["reply:23T07:30", "reply_summary:23T07:35", "reply:25T09:00", "reply_closed:25T09:05"],
        ),
        (
            november(25, 9, 6),
            [
                "reply:23T07:30",
                "reply_summary:23T07:35",
                "reply:25T09:00",
                "reply_summary:25T09:05",
                "reply_closed:25T09:06",
            ],
        ),
        # Both steps of a holiday's deadline fall on the day before: the later hour stays.
        (november(24, 17), ["reply:23T09:00", "reply_summary:23T09:05", "reply_closed:25T07:00"]),
        (november(9, 8, 45), []),
        (
            november(27, 14),
            [
                "reply:26T07:30",
                "reply_summary:26T07:35",
                "reply:27T09:00",
                "reply_summary:27T09:05",
            ],
        ),
    ],
)
def test_the_reply_deadline_shapes_the_plan(reply_by: datetime, expected: list[str]) -> None:
    plan = plan_meeting(STARTS_AT, reply_by, INVITED_AT, CALENDAR, SETTINGS)
    assert steps(each for each in plan if each.kind.startswith("reply")) == expected


@pytest.mark.parametrize(
    ("hour", "closed"),
    [
        ((17, 59), ["reply_closed:25T17:59"]),
        ((18, 0), ["reply_closed:26T07:00"]),
        ((18, 1), ["reply_closed:26T07:00"]),
    ],
)
def test_a_deadline_in_quiet_hours(hour: tuple[int, int], closed: list[str]) -> None:
    plan = plan_meeting(STARTS_AT, november(25, *hour), INVITED_AT, CALENDAR, SETTINGS)
    assert steps(each for each in plan if each.kind is ReminderKind.REPLY_CLOSED) == closed


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        (november(27, 7, 29), ["meeting:26T14:00"]),
        (november(27, 7, 30), ["meeting:26T14:00"]),
        (november(27, 7, 31), ["meeting:26T14:00", "meeting:27T07:30"]),
        (november(28, 8), ["meeting:27T14:00"]),  # Saturday: both steps on Friday
        (november(24, 8), ["meeting:23T14:00"]),  # a holiday
        (november(25, 8), ["meeting:23T14:00", "meeting:25T07:30"]),
    ],
)
def test_the_meetings_own_reminders(starts_at: datetime, expected: list[str]) -> None:
    plan = plan_meeting(starts_at, november(20, 17), INVITED_AT, CALENDAR, SETTINGS)
    assert steps(each for each in plan if each.kind is ReminderKind.MEETING_REMINDER) == expected


def test_rounds_that_would_meet_in_one_morning_share_a_summary() -> None:
    ladder = (Step(2, time(17, 30)), Step(1, time(17, 45)))
    chosen = CommitteeSettings(reply_ladder=ladder, summary_after=timedelta(days=2))
    plan = plan_meeting(STARTS_AT, november(23, 17), INVITED_AT, CALENDAR, chosen)
    assert steps(each for each in plan if each.kind.startswith("reply")) == [
        "reply:19T17:30",
        "reply:20T17:45",
        "reply_summary:23T07:00",
        "reply_closed:23T17:00",
    ]


def test_nobody_is_asked_for_an_answer_once_the_meeting_runs() -> None:
    late = plan_meeting(STARTS_AT, november(30, 17), INVITED_AT, CALENDAR, SETTINGS)
    assert late == plan_meeting(STARTS_AT, STARTS_AT, INVITED_AT, CALENDAR, SETTINGS)


@pytest.mark.parametrize(
    ("handled_until", "now", "send", "next_at"),
    [
        (None, november(9, 8, 49, 59), [], november(9, 8, 50)),
        (None, november(9, 8, 50), ["send_summary:09T08:50"], november(23, 7, 30)),
        (
            november(9, 8, 49, 59),
            november(9, 8, 50),
            ["send_summary:09T08:50"],
            november(23, 7, 30),
        ),
        (november(9, 8, 50), november(9, 8, 50), [], november(23, 7, 30)),
        (november(9, 8, 50), november(23, 7, 30), ["reply:23T07:30"], november(23, 7, 35)),
        (november(23, 7, 30), november(23, 7, 35), ["reply_summary:23T07:35"], november(25, 9)),
        # A late start: the last of each kind, once.
        (
            november(9, 9),
            november(25, 16, 59, 59),
            ["reply:25T09:00", "reply_summary:25T09:05"],
            november(25, 17),
        ),
        # The deadline is over: nobody is reminded of it.
        (
            november(9, 9),
            november(25, 17),
            ["reply_summary:25T09:05", "reply_closed:25T17:00"],
            november(26, 14),
        ),
        (
            november(26, 13),
            november(27, 13, 59, 59),
            ["meeting_summary:26T14:05", "meeting:27T07:30"],
            None,
        ),
        (november(26, 13), november(27, 14), [], None),
        (None, november(30, 8), [], None),
        (november(30, 8), november(23, 7, 30), [], november(23, 7, 35)),
    ],
)
def test_what_is_due(
    handled_until: datetime | None, now: datetime, send: list[str], next_at: datetime | None
) -> None:
    found = due(PLAN, handled_until, now)
    assert steps(found.send) == send
    assert found.next_at == next_at


DAYS = st.dates(date(2026, 11, 1), date(2026, 12, 15))
MOMENTS = st.builds(moment_of, DAYS, st.times())
LADDERS = st.lists(
    st.builds(
        Step, st.integers(0, 5), st.times().map(lambda at: at.replace(second=0, microsecond=0))
    ),
    max_size=4,
).map(tuple)
CHOSEN = st.builds(
    CommitteeSettings,
    reply_ladder=LADDERS,
    meeting_ladder=LADDERS,
    summary_after=st.timedeltas(timedelta(minutes=1), timedelta(hours=30)),
)
CALENDARS = st.builds(
    Calendar, st.dictionaries(DAYS, st.just("Nghỉ"), max_size=20), st.frozensets(DAYS)
)


@st.composite
def planned(draw: st.DrawFn) -> tuple[Calendar, tuple[Reminder, ...]]:
    """A plan with its calendar; mostly in the natural order of moments, sometimes not."""
    moments = draw(st.lists(MOMENTS, min_size=3, max_size=3))
    invited_at, reply_by, starts_at = draw(st.sampled_from([sorted(moments), moments]))
    calendar = draw(CALENDARS)
    return calendar, plan_meeting(starts_at, reply_by, invited_at, calendar, draw(CHOSEN))


@pytest.mark.property
@settings(deadline=None, max_examples=300)
@given(planned())
def test_every_reminder_is_allowed_useful_and_alone(
    case: tuple[Calendar, tuple[Reminder, ...]],
) -> None:
    calendar, plan = case
    assert all(calendar.may_write(each.at) for each in plan)
    assert all(each.at < each.useful_until for each in plan)
    assert len({(each.kind, each.at) for each in plan}) == len(plan)
    assert [each.at for each in plan] == sorted(each.at for each in plan)
    rounds = [each for each in plan if each.kind in ("reply", "meeting")]
    assert len({(each.kind, each.at.date()) for each in rounds}) == len(rounds)


@pytest.mark.property
@settings(deadline=None, max_examples=300)
@given(planned(), st.lists(MOMENTS, max_size=12))
def test_any_rhythm_of_looking_sends_nothing_twice(
    case: tuple[Calendar, tuple[Reminder, ...]], looks: list[datetime]
) -> None:
    _, plan = case
    sent: list[Reminder] = []
    handled: datetime | None = None
    for now in sorted(looks):
        found = due(plan, handled, now)
        assert all(each.at <= now < each.useful_until for each in found.send)
        assert found.next_at is None or found.next_at > now
        sent += found.send
        handled = now
    assert len(sent) == len(set(sent))


@pytest.mark.property
@settings(deadline=None)
@given(planned())
def test_looking_whenever_something_is_due_sends_all(
    case: tuple[Calendar, tuple[Reminder, ...]],
) -> None:
    _, plan = case
    sent: list[Reminder] = []
    handled, now = None, datetime(2026, 10, 1, tzinfo=ZONE)
    while True:
        found = due(plan, handled, now)
        sent += found.send
        if found.next_at is None:
            break
        handled, now = now, found.next_at
    assert tuple(sent) == plan
