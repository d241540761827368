"""Which reminders a task needs, and when; every one of them is the secretariat's own setting."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from committee.calendar import Calendar, local, moment_of
from committee.reminders import Reminder, ReminderKind, rounds
from committee.settings import CommitteeSettings
from committee.task import Task, TaskSource, TaskState

ALWAYS = datetime.max.replace(tzinfo=UTC)
"""Until when something is useful that does not lose its use."""
LONG_TERM = 20
"""Working days; the status of a task with a longer term is asked at half of it."""


def plan_task(task: Task, calendar: Calendar, settings: CommitteeSettings) -> tuple[Reminder, ...]:
    """Every reminder of a task that is in its person's hands, in order of time.

    Nothing is planned for one that is reported, accepted or cancelled. The deadline itself may
    lie in quiet hours, as nothing is sent then; all other moments are allowed ones.
    """
    if task.state is not TaskState.ASSIGNED or task.sent_at is None:
        return ()
    out_at = calendar.next_allowed(task.sent_at)
    deadline = local(task.deadline)
    before = rounds(settings.task_ladder, deadline, out_at, calendar)
    planned = [
        *_acknowledge(task, out_at, calendar, settings),
        *_status(task, out_at, before, calendar, settings),
        *(Reminder(ReminderKind.TASK_DEADLINE, at, deadline) for at in before),
        Reminder(ReminderKind.TASK_DUE, deadline, ALWAYS),
        _late(task, calendar, settings),
    ]
    return tuple(sorted(planned, key=lambda reminder: reminder.at))


def plan_source(
    source: TaskSource, calendar: Calendar, settings: CommitteeSettings
) -> tuple[Reminder, ...]:
    """The one summary of who has acknowledged: on the day of sending, or the next working day."""
    if source.sent_at is None:
        return ()
    out_at = calendar.next_allowed(source.sent_at)
    at = moment_of(out_at.date(), settings.acknowledgement_summary_hour)
    if at <= out_at:
        at = moment_of(calendar.next_working_day(out_at.date()), at.time())
    return (Reminder(ReminderKind.TASK_ACKNOWLEDGED, at, ALWAYS),)


def escalation_moment(
    task: Task, announced_at: datetime, calendar: Calendar, settings: CommitteeSettings
) -> datetime:
    """When the superior is told, as the person is told at `announced_at`.

    On the overdue working day of the setting, that day counted; never before the working day
    after the announcement, so that a late one leaves as much time to answer.
    """
    days = max(settings.escalation_working_days, settings.overdue_working_days + 1)
    planned = working_days_after(_late_from(task), days, calendar)
    earliest = calendar.next_working_day(calendar.next_allowed(announced_at).date())
    return moment_of(max(planned, earliest), settings.task_hour)


def days_overdue(task: Task, now: datetime, calendar: Calendar) -> int:
    """Working days after the day of the deadline, today counted."""
    return calendar.working_days_between(local(task.deadline).date(), local(now).date())


def days_late(deadline: datetime, done_at: datetime, calendar: Calendar) -> int:
    """The same from one deadline to the day on which it was done; 0 where it was in time."""
    return calendar.working_days_between(local(deadline).date(), local(done_at).date())


def working_days_after(day: date, count: int, calendar: Calendar) -> date:
    """The working day `count` working days after `day`, which itself may be off."""
    for _ in range(count):
        day = calendar.next_working_day(day)
    return day


def _acknowledge(
    task: Task, out_at: datetime, calendar: Calendar, settings: CommitteeSettings
) -> Iterator[Reminder]:
    day = working_days_after(out_at.date(), settings.acknowledge_working_days, calendar)
    at = calendar.next_allowed(moment_of(day, settings.task_hour))
    if task.acknowledged_at is None and at < task.deadline:
        yield Reminder(ReminderKind.TASK_ACKNOWLEDGE, at, task.deadline)


def _status(
    task: Task,
    out_at: datetime,
    before: list[datetime],
    calendar: Calendar,
    settings: CommitteeSettings,
) -> Iterator[Reminder]:
    """Asked once, at a moment that an extension does not move."""
    term = calendar.working_days_between(out_at.date(), local(task.original_deadline).date())
    days = term // 2 if term > LONG_TERM else settings.status_working_days
    day = working_days_after(out_at.date(), days, calendar)
    first = min(before, default=local(task.deadline))
    if day < first.date():
        yield Reminder(ReminderKind.TASK_STATUS, _at(day, settings.task_hour, calendar), first)


def _late(task: Task, calendar: Calendar, settings: CommitteeSettings) -> Reminder:
    """The announcement, and once that was made the escalation that it announced."""
    if task.escalate_at is not None:
        return Reminder(ReminderKind.TASK_ESCALATION, local(task.escalate_at), ALWAYS)
    day = working_days_after(_late_from(task), settings.overdue_working_days, calendar)
    return Reminder(ReminderKind.TASK_OVERDUE, _at(day, settings.task_hour, calendar), ALWAYS)


def _late_from(task: Task) -> date:
    """The day from which being late counts: the deadline's, or when it came back after that."""
    return max(local(task.deadline), local(task.counted_from or task.deadline)).date()


def _at(day: date, hour: time, calendar: Calendar) -> datetime:
    return calendar.next_allowed(moment_of(day, hour))
