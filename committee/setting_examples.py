"""What a setting means in dates: the moments that it gives a meeting, a task, a notice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from committee.calendar import Calendar, local, moment_of
from committee.reminders import rounds
from committee.settings import CommitteeSettings, propose_reply_deadline
from committee.task_reminders import working_days_after

TWO_WEEKS = timedelta(days=14)
_HOUR_OF_MEETING, _HOUR_OF_DEADLINE = 14, 17


@dataclass(frozen=True, slots=True)
class Anchor:
    """A meeting and a deadline to count from; `real` says which of them exist."""

    starts_at: datetime
    reply_by: datetime
    deadline: datetime
    real_meeting: bool = False
    real_task: bool = False


def made_up(now: datetime, calendar: Calendar, settings: CommitteeSettings) -> Anchor:
    """For a committee that has nothing ahead: the first working day from two weeks ahead."""
    day = calendar.next_working_day(local(now + TWO_WEEKS).date() - timedelta(days=1))
    midnight = moment_of(day, datetime.min.time())
    starts_at = midnight + timedelta(hours=_HOUR_OF_MEETING)
    reply_by = propose_reply_deadline(starts_at, now, calendar, settings)
    return Anchor(starts_at, reply_by, midnight + timedelta(hours=_HOUR_OF_DEADLINE))


def example(
    key: str, settings: CommitteeSettings, calendar: Calendar, anchor: Anchor, now: datetime
) -> tuple[datetime, ...]:
    """The moments still to come that this setting gives; none where it gives no moment."""
    match key:
        case "reply_ladder":
            return tuple(rounds(settings.reply_ladder, anchor.reply_by, now, calendar))
        case "meeting_ladder":
            return tuple(rounds(settings.meeting_ladder, anchor.starts_at, now, calendar))
        case "task_ladder":
            return tuple(rounds(settings.task_ladder, local(anchor.deadline), now, calendar))
        case "reply_deadline_working_days" | "reply_deadline_hour":
            return (propose_reply_deadline(anchor.starts_at, now, calendar, settings),)
    return _counted(key, settings, calendar, anchor, now)


def _counted(
    key: str, settings: CommitteeSettings, calendar: Calendar, anchor: Anchor, now: datetime
) -> tuple[datetime, ...]:
    """So many working days after a deadline, or after something that is sent today."""
    today, deadline = local(calendar.next_allowed(now)).date(), local(anchor.deadline).date()
    counted = {
        "overdue_working_days": deadline,
        "escalation_working_days": deadline,
        "status_working_days": today,
        "acknowledge_working_days": today,
        "notice_working_days": today,
    }
    if key not in counted:
        return ()
    days = int(getattr(settings, key))
    return (moment_of(working_days_after(counted[key], days, calendar), settings.task_hour),)
