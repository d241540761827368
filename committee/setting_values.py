"""Settings as plain JSON values: read with every fault named, and what a ladder is made of."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Any

from committee.calendar import QUIET_FROM, QUIET_UNTIL

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


def wrong(key: str, problem: Problem) -> SettingsError:
    return SettingsError([Fault(key, problem)])


def decoded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong("", Problem.NOT_JSON) from error


def read_object(
    key: str, value: object, readers: Mapping[str, Reader], *, whole: bool = False
) -> dict[str, Any]:
    """The values of one JSON object, each through its reader; every fault in it is named."""
    if not isinstance(value, dict):
        raise wrong(key, Problem.WRONG_TYPE)
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


def whole_number(least: int, most: int) -> Callable[[str, object], int]:
    def read(key: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise wrong(key, Problem.WRONG_TYPE)
        if not least <= value <= most:
            raise wrong(key, Problem.OUT_OF_RANGE)
        return value

    return read


def seconds(least: int, most: int) -> Callable[[str, object], timedelta]:
    read = whole_number(least, most)
    return lambda key, value: timedelta(seconds=read(key, value))


def flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong(key, Problem.WRONG_TYPE)
    return value


def one_of(*known: str) -> Callable[[str, object], str]:
    """One of these words; "" among them where it may be left open."""

    def read(key: str, value: object) -> str:
        if not isinstance(value, str):
            raise wrong(key, Problem.WRONG_TYPE)
        if value not in known:
            raise wrong(key, Problem.OUT_OF_RANGE)
        return value

    return read


def any_hour(key: str, value: object) -> time:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{2}:[0-9]{2}", value):
        raise wrong(key, Problem.WRONG_TYPE)
    hour, minute = int(value[:2]), int(value[3:])
    if hour > 23 or minute > 59:
        raise wrong(key, Problem.OUT_OF_RANGE)
    return time(hour, minute)


def writing_hour(key: str, value: object) -> time:
    hour = any_hour(key, value)
    if not QUIET_UNTIL <= hour < QUIET_FROM:
        raise wrong(key, Problem.OUTSIDE_WRITING_HOURS)
    return hour


_STEP_READERS: Mapping[str, Reader] = {
    "working_days_before": whole_number(0, MOST_DAYS_BEFORE),
    "hour": writing_hour,
}


def ladder(key: str, value: object) -> tuple[Step, ...]:
    """Steps of different days: a person is reminded of one thing once a day."""
    if not isinstance(value, list):
        raise wrong(key, Problem.WRONG_TYPE)
    if len(value) > MOST_STEPS:
        raise wrong(key, Problem.OUT_OF_RANGE)
    steps: list[Step] = []
    faults: list[Fault] = []
    for number, each in enumerate(value):
        try:
            steps.append(Step(**read_object(f"{key}.{number}", each, _STEP_READERS, whole=True)))
        except SettingsError as error:
            faults += error.faults
    if len({step.working_days_before for step in steps}) < len(steps):
        faults.append(Fault(key, Problem.REPEATED))
    if faults:
        raise SettingsError(faults)
    return tuple(steps)
