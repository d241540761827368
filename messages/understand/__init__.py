"""Typed Vietnamese, with or without diacritics, becomes values; nothing that is typed raises."""

from messages.understand.choices import names, number, one_of, yes_no
from messages.understand.days import DayReading, Impossible, day
from messages.understand.hours import MomentReading, hour, moment
from messages.understand.lines import (
    MeetingKindWord,
    MeetingLine,
    SignedNumber,
    begins_meeting,
    meeting_line,
    signed_number,
)

__all__ = [
    "DayReading",
    "Impossible",
    "MeetingKindWord",
    "MeetingLine",
    "MomentReading",
    "SignedNumber",
    "begins_meeting",
    "day",
    "hour",
    "meeting_line",
    "moment",
    "names",
    "number",
    "one_of",
    "signed_number",
    "yes_no",
]
