"""Another calendar or other settings: what moves of the reminders under way, and moving it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from committee.calendar import Calendar, local
from committee.meeting import Meeting
from committee.notice_repeat import to_come
from committee.notice_steps import plan_notice
from committee.reminders import Reminder, ReminderKind, due, plan_meeting
from committee.settings import CommitteeSettings
from committee.task import Task
from committee.task_reminders import plan_source, plan_task
from handlers.speaking import Speaker
from storage import meetings, notice_repeats, notices, owed_steps, task_sources, tasks

TO_PEOPLE = (
    ReminderKind.REPLY_REMINDER,
    ReminderKind.MEETING_REMINDER,
    ReminderKind.TASK_ACKNOWLEDGE,
    ReminderKind.TASK_STATUS,
    ReminderKind.TASK_DEADLINE,
    ReminderKind.TASK_OVERDUE,
)
ONCE_A_DAY = (
    ReminderKind.REPLY_REMINDER,
    ReminderKind.MEETING_REMINDER,
    ReminderKind.TASK_DEADLINE,
)
ONCE = (
    ReminderKind.SEND_SUMMARY,
    ReminderKind.REPLY_CLOSED,
    ReminderKind.TASK_ACKNOWLEDGE,
    ReminderKind.TASK_STATUS,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What reminders are planned by."""

    calendar: Calendar
    settings: CommitteeSettings


@dataclass(frozen=True, slots=True)
class Moved:
    """A reminder of a meeting or a task under other terms; None where it is not planned."""

    subject: Meeting | Task
    kind: ReminderKind
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """All that other terms change for people; meetings and deadlines themselves never move."""

    moved: tuple[Moved, ...]
    meetings_on: tuple[Meeting, ...]
    """Those called for one of the days that are off from now on."""
    tasks_on: int
    """Deadlines on one of them."""


async def consequences(
    speaker: Speaker, committee_id: int, before: Terms, after: Terms, off: Iterable[date] = ()
) -> Consequences:
    """What the secretariat should know before other terms are saved."""
    called = await meetings.called_in(speaker.tx, committee_id, speaker.now)
    assigned = await tasks.assigned_in(speaker.tx, committee_id, speaker.now)
    days, moved = set(off), list[Moved]()
    subjects: tuple[Meeting | Task, ...] = (*called, *assigned)
    for subject in subjects:
        old, new = (_plan(subject, terms, speaker.now) for terms in (before, after))
        moved += _moved(subject, old, new)
    return Consequences(
        tuple(moved),
        tuple(each for each in called if local(each.starts_at).date() in days),
        sum(local(each.deadline).date() in days for each in assigned),
    )


def _plan(subject: Meeting | Task, terms: Terms, now: datetime) -> list[Reminder]:
    """What is still to come for people; a reminder later on the same day is one too."""
    plan = _meeting(subject, terms) if isinstance(subject, Meeting) else _task(subject, terms)
    return [each for each in plan if each.kind in TO_PEOPLE and each.at > now]


def _meeting(meeting: Meeting, terms: Terms) -> tuple[Reminder, ...]:
    if meeting.invited_at is None:
        return ()
    return plan_meeting(
        meeting.starts_at, meeting.reply_by, meeting.invited_at, terms.calendar, terms.settings
    )


def _task(task: Task, terms: Terms) -> tuple[Reminder, ...]:
    return plan_task(task, terms.calendar, terms.settings)


def _moved(subject: Meeting | Task, old: list[Reminder], new: list[Reminder]) -> list[Moved]:
    """Of each kind the reminders that are only in one plan, paired in order of time."""
    found = []
    for kind in TO_PEOPLE:
        then = [each.at for each in old if each.kind is kind]
        now = [each.at for each in new if each.kind is kind]
        gone, come = [at for at in then if at not in now], [at for at in now if at not in then]
        for place in range(max(len(gone), len(come))):
            before = gone[place] if place < len(gone) else None
            after = come[place] if place < len(come) else None
            found.append(Moved(subject, kind, before, after))
    return found


async def plan_again(speaker: Speaker, committee_id: int, before: Terms, after: Terms) -> None:
    """From now on by other terms: steps that lie behind are neither caught up with nor repeated.

    What is due this very moment is left to the tick, which goes by the new terms too.
    """
    tx, now = speaker.tx, speaker.now
    for meeting in await meetings.called_in(tx, committee_id, now):
        await meetings.set_due(tx, meeting.id, now, due(_meeting(meeting, after), now, now).next_at)
    for task in await tasks.assigned_in(tx, committee_id, now):
        await tasks.set_due(tx, task.id, now, due(_task(task, after), now, now).next_at)
    for source in await task_sources.waiting_in(tx, committee_id, now):
        plan = plan_source(source, after.calendar, after.settings)
        await task_sources.set_due(tx, source.id, now, due(plan, now, now).next_at)
    await _notices(speaker, committee_id, before, after)
    await _repeats(speaker, committee_id, after)


async def _notices(speaker: Speaker, committee_id: int, before: Terms, after: Terms) -> None:
    """A notice has two steps, each once: the one that lies behind stays behind."""
    for notice in await notices.waiting_in(speaker.tx, committee_id, speaker.now):
        if notice.send_at is None:
            continue
        old = plan_notice(notice.send_at, before.calendar, before.settings)
        done = {each.step for each in old if each.at <= speaker.now}
        plan = plan_notice(notice.send_at, after.calendar, after.settings)
        left = [each.at for each in plan if each.step not in done and each.at > speaker.now]
        past = [
            each.at for each in plan if each.step in done and each.at < min(left, default=each.at)
        ]
        handled = max([speaker.now, *past])
        await notices.set_due(speaker.tx, notice.id, handled, min(left, default=None))


async def _repeats(speaker: Speaker, committee_id: int, after: Terms) -> None:
    """A notice that returns goes by the new days off from its next time on."""
    for repeat in await notice_repeats.running(speaker.tx, committee_id):
        coming = [each.at for each in to_come(repeat, after.calendar)]
        if not coming or coming[0] > speaker.now:
            next_at = min(coming, default=speaker.now)
            await notice_repeats.set_due(speaker.tx, repeat.id, repeat.handled_until, next_at)


async def told_already(speaker: Speaker, subject: str, revision: int, reminder: Reminder) -> bool:
    """Whether the same was told by another plan: a ladder once a day, the rest once at all."""
    if reminder.kind in ONCE_A_DAY:
        first = f"{reminder.kind}:{reminder.at:%Y-%m-%d}"
        last = f"{first}U"  # behind every "T" of that day
    elif reminder.kind in ONCE:
        first, last = f"{reminder.kind}:", f"{reminder.kind};"
    else:
        return False
    return await owed_steps.owed_between(speaker.tx, subject, revision, first, last, reminder.step)
