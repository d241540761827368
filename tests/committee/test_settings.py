"""What a secretariat may set, and the reply deadline that follows from it."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from committee.calendar import ZONE, Calendar
from committee.people import Role
from committee.setting_values import Problem, SettingsError, Step
from committee.settings import CommitteeSettings, propose_reply_deadline

CALENDAR = Calendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})


def november(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE)


def test_there_and_back() -> None:
    chosen = CommitteeSettings(
        reply_ladder=(Step(3, time(7)), Step(0, time(17, 59))),
        meeting_ladder=(),
        summary_after=timedelta(minutes=10),
        reply_deadline_working_days=0,
        reply_deadline_hour=time(11, 30),
        stop_window=timedelta(0),
        opinion_before_submitting=False,
        escalate_to=None,
        issues_copied_to=Role.DEPUTY,
    )
    assert CommitteeSettings.from_json(chosen.to_json()) == chosen
    assert CommitteeSettings.from_json(CommitteeSettings().to_json()) == CommitteeSettings()


def test_the_stored_form_is_readable() -> None:
    stored = json.loads(CommitteeSettings().to_json())
    expected = {
        "reply_ladder": [
            {"working_days_before": 1, "hour": "07:30"},
            {"working_days_before": 0, "hour": "09:00"},
        ],
        "meeting_ladder": [
            {"working_days_before": 1, "hour": "14:00"},
            {"working_days_before": 0, "hour": "07:30"},
        ],
        "summary_after": 300,
        "reply_deadline_working_days": 2,
        "reply_deadline_hour": "17:00",
        "stop_window": 60,
        "opinion_before_submitting": True,
        "task_hour": "08:00",
        "escalate_to": "deputy",
        "issues_copied_to": "",
    }
    assert {key: stored[key] for key in expected} == expected


def test_what_is_not_given_keeps_its_default() -> None:
    assert CommitteeSettings.from_json("{}") == CommitteeSettings()
    only = CommitteeSettings.from_json('{"stop_window": 30}')
    assert only == CommitteeSettings(stop_window=timedelta(seconds=30))


def faults(text: str) -> list[tuple[str, Problem]]:
    with pytest.raises(SettingsError) as caught:
        CommitteeSettings.from_json(text)
    return [(fault.field, fault.problem) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("stop_window", -1, Problem.OUT_OF_RANGE),
        ("stop_window", 0, None),
        ("stop_window", 600, None),
        ("stop_window", 601, Problem.OUT_OF_RANGE),
        ("escalate_to", "president", Problem.OUT_OF_RANGE),
        ("escalate_to", 1, Problem.WRONG_TYPE),
        ("opinion_before_submitting", "yes", Problem.WRONG_TYPE),
        ("stop_window", True, Problem.WRONG_TYPE),
        ("stop_window", "60", Problem.WRONG_TYPE),
        ("stop_window", 1.5, Problem.WRONG_TYPE),
        ("stop_window", None, Problem.WRONG_TYPE),
        ("summary_after", 59, Problem.OUT_OF_RANGE),
        ("summary_after", 60, None),
        ("summary_after", 3600, None),
        ("summary_after", 3601, Problem.OUT_OF_RANGE),
        ("reply_deadline_working_days", -1, Problem.OUT_OF_RANGE),
        ("reply_deadline_working_days", 0, None),
        ("reply_deadline_working_days", 20, None),
        ("reply_deadline_working_days", 21, Problem.OUT_OF_RANGE),
        ("reply_deadline_hour", "23:59", None),
        ("reply_deadline_hour", "24:00", Problem.OUT_OF_RANGE),
        ("reply_deadline_hour", "17:60", Problem.OUT_OF_RANGE),
        ("reply_deadline_hour", "7:30", Problem.WRONG_TYPE),
        ("reply_deadline_hour", "17:00\n", Problem.WRONG_TYPE),
        ("reply_deadline_hour", "١٧:٠٠", Problem.WRONG_TYPE),
        ("reply_ladder", {}, Problem.WRONG_TYPE),
        ("reply_ladder", [], None),
        ("reply_ladder", [[]] * 6, Problem.OUT_OF_RANGE),
        ("hour_of_tea", 1, Problem.UNKNOWN),
    ],
)
def test_each_value(key: str, value: Any, problem: Problem | None) -> None:
    text = json.dumps({key: value})
    if problem is None:
        CommitteeSettings.from_json(text)
    else:
        assert faults(text) == [(key, problem)]


@pytest.mark.parametrize(
    ("hour", "allowed"), [("06:59", False), ("07:00", True), ("17:59", True), ("18:00", False)]
)
def test_a_ladder_stays_in_writing_hours(hour: str, allowed: bool) -> None:
    text = json.dumps({"meeting_ladder": [{"working_days_before": 1, "hour": hour}]})
    if allowed:
        assert len(CommitteeSettings.from_json(text).meeting_ladder) == 1
    else:
        assert faults(text) == [("meeting_ladder.0.hour", Problem.OUTSIDE_WRITING_HOURS)]


def test_every_fault_is_named_at_once() -> None:
    morning = {"working_days_before": 1, "hour": "08:00"}
    text = json.dumps(
        {
            "reply_ladder": [morning, {"hour": 8, "colour": "red"}, "tomorrow"],
            "meeting_ladder": [morning, morning],
            "stop_window": -1,
            "unheard_of": 0,
        }
    )
    assert sorted(faults(text)) == [
        ("meeting_ladder", Problem.REPEATED),
        ("reply_ladder.1.colour", Problem.UNKNOWN),
        ("reply_ladder.1.hour", Problem.WRONG_TYPE),
        ("reply_ladder.1.working_days_before", Problem.MISSING),
        ("reply_ladder.2", Problem.WRONG_TYPE),
        ("stop_window", Problem.OUT_OF_RANGE),
        ("unheard_of", Problem.UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.NOT_JSON),
        ("{", Problem.NOT_JSON),
        ("[" * 100_000, Problem.NOT_JSON),
        ("[]", Problem.WRONG_TYPE),
        ("null", Problem.WRONG_TYPE),
    ],
)
def test_what_is_no_object(text: str, problem: Problem) -> None:
    assert faults(text) == [("", problem)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (november(6, 9, 12), november(25, 17)),  # scenario 05
        (november(25, 15, 59, 59), november(25, 17)),
        (november(25, 16), november(25, 17)),
        (november(25, 16, 0, 1), november(26, 17)),
        (november(26, 16), november(26, 17)),
        (november(26, 16, 0, 1), november(27, 14)),  # 17:00 on the day is after the start
        (november(27, 13, 30), november(27, 14)),
    ],
)
def test_the_proposed_reply_deadline(now: datetime, expected: datetime) -> None:
    settings = CommitteeSettings()
    assert propose_reply_deadline(november(27, 14), now, CALENDAR, settings) == expected


@pytest.mark.parametrize(
    ("days", "hour", "start", "expected"),
    [
        (3, time(17), november(27, 14), november(23, 17)),  # the 24th does not count
        (1, time(17), november(25, 8), november(23, 17)),
        (0, time(13, 59), november(27, 14), november(27, 13, 59)),
        (0, time(14), november(27, 14), november(27, 14)),
        (0, time(17), november(27, 14), november(27, 14)),
        (2, time(17), november(28, 8), november(26, 17)),  # a Saturday's meeting
        (0, time(17), november(28, 8), november(27, 17)),
    ],
)
def test_the_deadline_follows_the_setting(
    days: int, hour: time, start: datetime, expected: datetime
) -> None:
    settings = CommitteeSettings(reply_deadline_working_days=days, reply_deadline_hour=hour)
    assert propose_reply_deadline(start, november(6, 9), CALENDAR, settings) == expected
