"""What a committee's secretariat may set: ladders of reminders, deadlines, pauses."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self

from committee.calendar import QUIET_FROM, QUIET_UNTIL, Calendar, local, moment_of

TIME_TO_ANSWER = timedelta(hours=1)
"""The least that a proposed reply deadline leaves."""
MOST_DAYS_BEFORE = 20
MOST_STEPS = 5

Reader = Callable[[str, object], Any]
"""Reads one JSON value, given its place in the document; raises SettingsError."""


class Problem(StrEnum):
    """What is wrong with a setting; `messages/` words it."""

    NOT_JSON = "not_json"
    UNKNOWN = "unknown"
    MISSING = "missing"
    WRONG_TYPE = "wrong_type"
    OUT_OF_RANGE = "out_of_range"
    OUTSIDE_WRITING_HOURS = "outside_writing_hours"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong setting: `reply_ladder.1.hour` is the hour of that ladder's second step."""

    field: str
    problem: Problem


class SettingsError(ValueError):
    """Settings that cannot be used, with every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{fault.field}: {fault.problem}" for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of a ladder: so many working days before the day in question, at that hour."""

    working_days_before: int
    hour: time


@dataclass(frozen=True, slots=True)
class CommitteeSettings:
    """One committee's settings; none of them comes from a regulation."""

    reply_ladder: tuple[Step, ...] = (Step(1, time(7, 30)), Step(0, time(9)))
    meeting_ladder: tuple[Step, ...] = (Step(1, time(14)), Step(0, time(7, 30)))
    summary_after: timedelta = timedelta(minutes=5)
    reply_deadline_working_days: int = 2
    reply_deadline_hour: time = time(17)
    stop_window: timedelta = timedelta(seconds=60)

    def to_json(self) -> str:
        """Hours as "HH:MM", durations in whole seconds."""
        return json.dumps({each.name: _plain(getattr(self, each.name)) for each in fields(self)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read settings; what is not given keeps its default. Raise SettingsError."""
        return cls(**_read("", _decoded(text), _READERS))


def propose_reply_deadline(
    starts_at: datetime, now: datetime, calendar: Calendar, settings: CommitteeSettings
) -> datetime:
    """The latest moment to answer an invitation, as the secretariat's setting has it.

    Where that leaves less than an hour, one working day nearer to the meeting, and so on; at
    last the meeting's own start.
    """
    starts_at = local(starts_at)
    for days in range(settings.reply_deadline_working_days, -1, -1):
        day = calendar.working_days_before(starts_at.date(), days)
        deadline = moment_of(day, settings.reply_deadline_hour)
        if now + TIME_TO_ANSWER <= deadline < starts_at:
            return deadline
    return starts_at


def _plain(value: object) -> object:
    match value:
        case time():
            return value.isoformat("minutes")
        case timedelta():
            return int(value.total_seconds())
        case Step():
            return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        case tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def _wrong(key: str, problem: Problem) -> SettingsError:
    return SettingsError([Fault(key, problem)])


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong("", Problem.NOT_JSON) from error


def _read(
    key: str, value: object, readers: Mapping[str, Reader], *, whole: bool = False
) -> dict[str, Any]:
    """The values of one JSON object, each through its reader; every fault in it is named."""
    if not isinstance(value, dict):
        raise _wrong(key, Problem.WRONG_TYPE)
    path = f"{key}." if key else ""
    faults = [Fault(path + name, Problem.UNKNOWN) for name in value if name not in readers]
    if whole:
        faults += [Fault(path + name, Problem.MISSING) for name in readers if name not in value]
    values: dict[str, Any] = {}
    for name, reader in readers.items():
        if name in value:
            try:
                values[name] = reader(path + name, value[name])
            except SettingsError as error:
                faults += error.faults
    if faults:
        raise SettingsError(faults)
    return values


def _whole(least: int, most: int) -> Callable[[str, object], int]:
    def read(key: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong(key, Problem.WRONG_TYPE)
        if not least <= value <= most:
            raise _wrong(key, Problem.OUT_OF_RANGE)
        return value

    return read


def _seconds(least: int, most: int) -> Callable[[str, object], timedelta]:
    read = _whole(least, most)
    return lambda key, value: timedelta(seconds=read(key, value))


def _hour(key: str, value: object) -> time:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{2}:[0-9]{2}", value):
        raise _wrong(key, Problem.WRONG_TYPE)
    hour, minute = int(value[:2]), int(value[3:])
    if hour > 23 or minute > 59:
        raise _wrong(key, Problem.OUT_OF_RANGE)
    return time(hour, minute)


def _writing_hour(key: str, value: object) -> time:
    hour = _hour(key, value)
    if not QUIET_UNTIL <= hour < QUIET_FROM:
        raise _wrong(key, Problem.OUTSIDE_WRITING_HOURS)
    return hour


_STEP_READERS: Mapping[str, Reader] = {
    "working_days_before": _whole(0, MOST_DAYS_BEFORE),
    "hour": _writing_hour,
}


def _ladder(key: str, value: object) -> tuple[Step, ...]:
    """Steps of different days: a person is reminded of one thing once a day."""
    if not isinstance(value, list):
        raise _wrong(key, Problem.WRONG_TYPE)
    if len(value) > MOST_STEPS:
        raise _wrong(key, Problem.OUT_OF_RANGE)
    steps: list[Step] = []
    faults: list[Fault] = []
    for number, each in enumerate(value):
        try:
            steps.append(Step(**_read(f"{key}.{number}", each, _STEP_READERS, whole=True)))
        except SettingsError as error:
            faults += error.faults
    if len({step.working_days_before for step in steps}) < len(steps):
        faults.append(Fault(key, Problem.REPEATED))
    if faults:
        raise SettingsError(faults)
    return tuple(steps)


_READERS: Mapping[str, Reader] = {
    "reply_ladder": _ladder,
    "meeting_ladder": _ladder,
    "summary_after": _seconds(60, 3600),
    "reply_deadline_working_days": _whole(0, MOST_DAYS_BEFORE),
    "reply_deadline_hour": _hour,
    "stop_window": _seconds(0, 600),
}
