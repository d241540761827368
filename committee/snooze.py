"""When somebody may be reminded again of what they put off; the deadline stays where it is."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from committee.calendar import Calendar, local, moment_of

AFTERNOON = time(14)
MORNING = time(7, 30)
LAST_CALL = time(13, 30)
"""From then on this afternoon's hour is too near to be of use."""


class Part(StrEnum):
    AFTERNOON = "afternoon"
    """The same working day's."""
    MORNING = "morning"
    """The next working day's."""


@dataclass(frozen=True, slots=True)
class Again:
    """A moment that a reminder may be put off to."""

    part: Part
    at: datetime


def moments(now: datetime, until: datetime | None, calendar: Calendar) -> tuple[Again, ...]:
    """Those that come before `until`, exclusive; None: it has no end. Empty where it is too late.

    No regulation speaks of this: the hours are a setting.
    """
    here = local(now)
    found = []
    if calendar.is_working_day(here.date()) and here.time() < LAST_CALL:
        found.append(Again(Part.AFTERNOON, moment_of(here.date(), AFTERNOON)))
    next_day = calendar.next_working_day(here.date())
    found.append(Again(Part.MORNING, moment_of(next_day, MORNING)))
    return tuple(each for each in found if in_time(each.at, until))


def in_time(at: datetime, until: datetime | None) -> bool:
    """Whether a reminder at this moment is still of use."""
    return until is None or at < until
