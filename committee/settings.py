"""What a committee's secretariat may set: ladders of reminders, deadlines, pauses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from typing import Self

from committee.calendar import Calendar, local, moment_of
from committee.people import COMMITTEE_ROLES, Role
from committee.setting_values import (
    MOST_DAYS_BEFORE,
    Reader,
    Step,
    any_hour,
    decoded,
    flag,
    ladder,
    one_of,
    read_object,
    seconds,
    whole_number,
    writing_hour,
)

TIME_TO_ANSWER = timedelta(hours=1)
"""The least that a proposed reply deadline leaves."""


@dataclass(frozen=True, slots=True)
class CommitteeSettings:
    """One committee's settings; none of them comes from a regulation."""

    reply_ladder: tuple[Step, ...] = (Step(1, time(7, 30)), Step(0, time(9)))
    meeting_ladder: tuple[Step, ...] = (Step(1, time(14)), Step(0, time(7, 30)))
    summary_after: timedelta = timedelta(minutes=5)
    reply_deadline_working_days: int = 2
    reply_deadline_hour: time = time(17)
    stop_window: timedelta = timedelta(seconds=60)
    opinion_before_submitting: bool = True
    """Whether a proxy's written opinion must exist before the chair is asked."""
    task_ladder: tuple[Step, ...] = (Step(1, time(8)), Step(0, time(8)))
    task_hour: time = time(8)
    """When tasks are reminded of that have no ladder step: acknowledgement, status, overdue."""
    overdue_working_days: int = 1
    escalation_working_days: int = 3
    """The overdue working day, that day counted, on which the superior is told."""
    escalate_to: Role | None = Role.DEPUTY
    """Who is told of overdue tasks besides the secretariat; None: the secretariat alone."""
    issues_copied_to: Role | None = None
    """Who gets a copy of a reported difficulty besides whom the clause names."""
    status_working_days: int = 5
    """How long after a task was assigned its status is asked for."""
    acknowledge_working_days: int = 1
    acknowledgement_summary_hour: time = time(17)
    """When the secretariat is told, on the day of sending, who has acknowledged."""
    notice_working_days: int = 2
    """How long after a notice who has not acknowledged it is reminded."""

    def to_json(self) -> str:
        """Hours as "HH:MM", durations in whole seconds."""
        return json.dumps({each.name: _plain(getattr(self, each.name)) for each in fields(self)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read settings; what is not given keeps its default. Raise SettingsError."""
        return cls(**read_object("", decoded(text), _READERS))


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
        case None:
            return ""
        case timedelta():
            return int(value.total_seconds())
        case Step():
            return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        case tuple():
            return [_plain(each) for each in value]
        case _:
            return value


_ROLES = one_of("", *(role.value for role in COMMITTEE_ROLES))


def _role(key: str, value: object) -> Role | None:
    found = _ROLES(key, value)
    return Role(found) if found else None


_READERS: Mapping[str, Reader] = {
    "reply_ladder": ladder,
    "meeting_ladder": ladder,
    "summary_after": seconds(60, 3600),
    "reply_deadline_working_days": whole_number(0, MOST_DAYS_BEFORE),
    "reply_deadline_hour": any_hour,
    "stop_window": seconds(0, 600),
    "opinion_before_submitting": flag,
    "task_ladder": ladder,
    "task_hour": writing_hour,
    "overdue_working_days": whole_number(1, MOST_DAYS_BEFORE),
    "escalation_working_days": whole_number(2, MOST_DAYS_BEFORE),
    "escalate_to": _role,
    "issues_copied_to": _role,
    "status_working_days": whole_number(1, MOST_DAYS_BEFORE),
    "acknowledge_working_days": whole_number(1, MOST_DAYS_BEFORE),
    "acknowledgement_summary_hour": writing_hour,
    "notice_working_days": whole_number(1, MOST_DAYS_BEFORE),
}
