"""When the secretariat hears whom the assistant could not reach."""

from datetime import datetime, time

from committee.calendar import Calendar, local, moment_of

LIST_HOUR = time(7, 30)


def list_moment(calendar: Calendar, now: datetime) -> datetime:
    """The next half past seven of a working day: one list a morning."""
    day = local(now).date()
    if not calendar.is_working_day(day) or moment_of(day, LIST_HOUR) <= now:
        day = calendar.next_working_day(day)
    return moment_of(day, LIST_HOUR)
