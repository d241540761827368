"""Which reminders a called meeting needs, and when; nothing here knows whom they go to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from committee.calendar import Calendar, local, moment_of
from committee.setting_values import Step
from committee.settings import CommitteeSettings


class ReminderKind(StrEnum):
    """What a reminder is about; the value opens the ids of its steps."""

    SEND_SUMMARY = "send_summary"
    """To the secretariat: how the invitations went out."""
    REPLY_REMINDER = "reply"
    """To those who have not answered."""
    REPLY_SUMMARY = "reply_summary"
    """To the secretariat, a little after each round of reply reminders."""
    REPLY_CLOSED = "reply_closed"
    """To the secretariat, when the time to answer is over."""
    MEETING_REMINDER = "meeting"
    MEETING_SUMMARY = "meeting_summary"
    """To the secretariat, a little after everybody was reminded: whom it did not reach."""
    TASK_ACKNOWLEDGE = "acknowledge"
    """To who has not said that a task was received."""
    TASK_ACKNOWLEDGED = "acknowledged"
    """To the secretariat, on the day of sending: who has."""
    TASK_STATUS = "status"
    """Asks once how a task goes."""
    TASK_DEADLINE = "deadline"
    """Before a task's deadline."""
    TASK_DUE = "due"
    """The deadline itself: nothing is sent, the task is overdue from then on."""
    TASK_OVERDUE = "overdue"
    """To the person, announcing when the superior is told."""
    TASK_ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message to come, at its moment; from `useful_until` on it is not sent any more."""

    kind: ReminderKind
    at: datetime
    useful_until: datetime

    @property
    def step(self) -> str:
        """Its stable id, with its date: "reply:2026-11-23T07:30"."""
        return f"{self.kind}:{self.at:%Y-%m-%dT%H:%M}"


@dataclass(frozen=True, slots=True)
class Due:
    """What to send now, and when to look again; None when nothing is left."""

    send: tuple[Reminder, ...]
    next_at: datetime | None


def plan_meeting(
    starts_at: datetime,
    reply_by: datetime,
    invited_at: datetime,
    calendar: Calendar,
    settings: CommitteeSettings,
) -> tuple[Reminder, ...]:
    """Every reminder of a called meeting, in order of time.

    Invitations signed off in quiet hours go out when those end, so time counts from then:
    steps already passed are not planned. Everything lies in hours when the assistant may write.
    """
    starts_at = local(starts_at)
    reply_by = min(local(reply_by), starts_at)
    out_at = calendar.next_allowed(invited_at)
    asking = rounds(settings.reply_ladder, reply_by, out_at, calendar)
    meeting = rounds(settings.meeting_ladder, starts_at, out_at, calendar)
    sent = calendar.next_allowed(out_at + settings.summary_after)
    told = [calendar.next_allowed(at + settings.summary_after) for at in asking]
    early = [at for at in meeting if at.date() < starts_at.date()]
    reminded = [calendar.next_allowed(at + settings.summary_after) for at in early]
    closed = [calendar.next_allowed(reply_by)] if out_at < reply_by else []
    kind = ReminderKind
    planned = [
        *_reminders(kind.SEND_SUMMARY, [sent], starts_at),
        *_reminders(kind.REPLY_REMINDER, asking, reply_by),
        *_reminders(kind.REPLY_SUMMARY, (at for at in told if at < reply_by), starts_at),
        *_reminders(kind.REPLY_CLOSED, closed, starts_at),
        *_reminders(kind.MEETING_REMINDER, meeting, starts_at),
        *_reminders(kind.MEETING_SUMMARY, reminded, starts_at),
    ]
    return tuple(sorted(planned, key=lambda reminder: reminder.at))


def due(plan: Iterable[Reminder], handled_until: datetime | None, now: datetime) -> Due:
    """What fell due after `handled_until` (exclusive; None: never handled), up to `now`.

    Of several of one kind only the last, and nothing that is of no more use: so a late start
    sends once what still helps. `now` may be a quiet hour; who sends waits for its end and
    asks again whether the reminder is still useful.
    """
    ordered = sorted(plan, key=lambda reminder: reminder.at)
    past = [each for each in ordered if each.at <= now]
    fresh = [each for each in past if handled_until is None or each.at > handled_until]
    last = {each.kind: each for each in fresh if now < each.useful_until}
    send = tuple(each for each in fresh if last.get(each.kind) is each)
    return Due(send, next((each.at for each in ordered if each.at > now), None))


def next_comes_that_day(reminder: Reminder, plan: Iterable[Reminder], goes_out: datetime) -> bool:
    """Whether a late one may be left out: its next follows on the day it would go out."""
    return any(
        other.kind is reminder.kind
        and other.at > goes_out
        and local(other.at).date() == local(goes_out).date()
        for other in plan
    )


def rounds(
    ladder: Iterable[Step], deadline: datetime, out_at: datetime, calendar: Calendar
) -> list[datetime]:
    """The moments of a ladder between two ends (both exclusive), at most one a day."""
    last_of_day = {}
    for at in sorted(_moment(step, deadline, calendar) for step in ladder):
        if out_at < at < deadline:
            last_of_day[at.date()] = at
    return list(last_of_day.values())


def _moment(step: Step, deadline: datetime, calendar: Calendar) -> datetime:
    day = calendar.working_days_before(deadline.date(), step.working_days_before)
    return calendar.next_allowed(moment_of(day, step.hour))


def _reminders(
    kind: ReminderKind, moments: Iterable[datetime], useful_until: datetime
) -> Iterator[Reminder]:
    """One reminder a moment: rounds whose summaries wait for the same morning share one."""
    for at in sorted(set(moments)):
        if at < useful_until:
            yield Reminder(kind, at, useful_until)
