"""What a sent notice still has to do, and when: a summary, and one reminder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from committee.calendar import Calendar, local, moment_of
from committee.settings import CommitteeSettings


class NoticeStep(StrEnum):
    SUMMARY = "summary"
    """To the secretariat: who has acknowledged."""
    REMINDER = "reminder"
    """To those who have not."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One step to come, at its moment."""

    step: NoticeStep
    at: datetime


@dataclass(frozen=True, slots=True)
class Now:
    """What to do now, and when to look again; None when nothing is left."""

    steps: tuple[Planned, ...]
    next_at: datetime | None


def plan_notice(
    sent_at: datetime, calendar: Calendar, settings: CommitteeSettings
) -> tuple[Planned, ...]:
    """The steps of a notice that goes out at `sent_at`, in order of time.

    The summary is due on the day of sending, or where its hour is over or the day is off, on the
    next working day; the reminder so many working days later.
    """
    day = local(sent_at).date()
    summary = moment_of(day, settings.acknowledgement_summary_hour)
    if summary <= sent_at or not calendar.is_working_day(day):
        next_day = calendar.next_working_day(day)
        summary = moment_of(next_day, settings.acknowledgement_summary_hour)
    for _ in range(settings.notice_working_days):
        day = calendar.next_working_day(day)
    reminder = moment_of(day, settings.task_hour)
    planned = [Planned(NoticeStep.SUMMARY, summary), Planned(NoticeStep.REMINDER, reminder)]
    return tuple(sorted(planned, key=lambda each: each.at))


def due_now(plan: Iterable[Planned], handled_until: datetime | None, now: datetime) -> Now:
    """What fell due after `handled_until` (exclusive; None: never looked at), up to `now`."""
    known = tuple(plan)
    steps = tuple(
        each
        for each in known
        if each.at <= now and (handled_until is None or each.at > handled_until)
    )
    return Now(steps, next((each.at for each in known if each.at > now), None))
