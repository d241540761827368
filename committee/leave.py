"""Approved leave: whom the assistant does not write to first, and from when it does again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from committee.calendar import Calendar, moment_of

LONGEST = timedelta(days=366)
APPROVAL_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Leave:
    """Days of leave, both ends included; `approved_by` names who agreed or the document.

    Why somebody is on leave is nobody's business here and is not kept.
    """

    id: int
    committee_id: int
    person_id: int
    first: date
    last: date
    approved_by: str
    ended_at: datetime | None = None


def sensible(first: date, last: date, today: date) -> bool:
    """Whether such a leave can be recorded: in order, not over yet, at most a year long."""
    return first <= last and last >= today and last - first <= LONGEST


def back_at(last: date, calendar: Calendar) -> datetime:
    """The first moment after the leave at which the assistant may write first again."""
    return calendar.next_allowed(moment_of(last + timedelta(days=1), calendar.quiet_until))
