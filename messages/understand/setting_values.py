"""A committee's setting as it is typed, turned into the plain value that it is stored as."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from messages.understand.choices import number, one_of, yes_no
from messages.understand.hours import hour
from messages.understand.lexicon import either
from messages.understand.typed import short
from regulations.vietnamese import fold

_BETWEEN = re.compile(r"[,;\r\n]|\s+\+\s+")


class SettingKind(StrEnum):
    """How a setting is typed."""

    LADDER = "ladder"
    HOUR = "hour"
    PAUSE = "pause"
    DAYS = "days"
    FLAG = "flag"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class SettingValue:
    """A plain value as settings are stored; whether it is allowed is not looked at here."""

    plain: Any


def setting_value(kind: SettingKind, text: str, titles: Mapping[str, str]) -> SettingValue | None:
    """None where it is unclear; `titles` are the roles that may be meant, by their keys."""
    if kind is SettingKind.ROLE:
        return _role(text, titles)
    return _READERS[kind](short(text))


def _ladder(text: str) -> SettingValue | None:
    if _wholly("no_reminder", text):
        return SettingValue([])
    steps = [_step(part) for part in _BETWEEN.split(text) if part.strip()]
    known = [step for step in steps if step is not None]
    return SettingValue(known) if steps and len(known) == len(steps) else None


def _step(part: str) -> dict[str, Any] | None:
    """One rung: how many days before, and the hour in what is left."""
    folded = fold(part)
    before = re.search(rf"(?<![\d:])(\d{{1,3}})\s*(?:{either('step_days')})(?![^\W_])", folded)
    same = re.search(rf"(?<![^\W_])(?:{either('step_same_day')})(?![^\W_])", folded)
    found = before or same
    if found is None:
        return None
    at = hour(f"{folded[: found.start()]} {folded[found.end() :]}".strip(" :-"))
    if at is None:
        return None
    days = int(before[1]) if before else 0
    return {"working_days_before": days, "hour": at.isoformat("minutes")}


def _hour(text: str) -> SettingValue | None:
    at = hour(text)
    return None if at is None else SettingValue(at.isoformat("minutes"))


def _pause(text: str) -> SettingValue | None:
    for section, factor in (("pause_minutes", 60), ("pause_seconds", 1)):
        found = re.fullmatch(rf"(\d{{1,5}})\s*(?:{either(section)})\.?", fold(text))
        if found is not None:
            return SettingValue(int(found[1]) * factor)
    return None


def _days(text: str) -> SettingValue | None:
    found = re.fullmatch(rf"(\d{{1,3}})\s*(?:{either('step_days')})\.?", fold(text))
    count = int(found[1]) if found else number(text)
    return None if count is None else SettingValue(count)


def _flag(text: str) -> SettingValue | None:
    said = yes_no(text)
    return None if said is None else SettingValue(said)


def _role(text: str, titles: Mapping[str, str]) -> SettingValue | None:
    if _wholly("no_reminder", text) or yes_no(text) is False:
        return SettingValue("")
    keys: Sequence[str] = tuple(titles)
    place = one_of(text, [titles[key] for key in keys])
    return None if place is None else SettingValue(keys[place])


def _wholly(section: str, text: str) -> bool:
    return re.fullmatch(rf"(?:{either(section)})\.?", fold(short(text))) is not None


_READERS: Mapping[SettingKind, Callable[[str], SettingValue | None]] = {
    SettingKind.LADDER: _ladder,
    SettingKind.HOUR: _hour,
    SettingKind.PAUSE: _pause,
    SettingKind.DAYS: _days,
    SettingKind.FLAG: _flag,
}
