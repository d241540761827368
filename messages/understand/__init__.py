"""Typed Vietnamese, with or without diacritics, becomes values; nothing that is typed raises."""

from messages.understand.choices import (
    asks_schedule,
    greeting,
    names,
    nothing_to_say,
    number,
    one_of,
    thanks,
    yes_no,
)
from messages.understand.citations import CitationsReading, citations
from messages.understand.day_sheets import DaySheet, day_sheet, headings
from messages.understand.days import DayReading, Impossible, day
from messages.understand.documents import DocumentReading, document
from messages.understand.hours import MomentReading, hour, moment
from messages.understand.lines import (
    MeetingKindWord,
    MeetingLine,
    SignedNumber,
    begins_meeting,
    meeting_line,
    signed_number,
)
from messages.understand.office_days import DayFault, DayKind, OfficeDay, office_days
from messages.understand.papers import PapersWanted, named_item, papers_wanted, wants_papers
from messages.understand.persons import PersonLine, person_line
from messages.understand.recipients import Recipients, list_called, list_name, recipients, with_word
from messages.understand.repeats import ReturnReading, returning
from messages.understand.setting_values import SettingKind, SettingValue, setting_value
from messages.understand.tasks import TaskReading, task
from messages.understand.units import unit_key, units, units_meant

__all__ = [
    "CitationsReading",
    "DayFault",
    "DayKind",
    "DayReading",
    "DaySheet",
    "DocumentReading",
    "Impossible",
    "MeetingKindWord",
    "MeetingLine",
    "MomentReading",
    "OfficeDay",
    "PapersWanted",
    "PersonLine",
    "Recipients",
    "ReturnReading",
    "SettingKind",
    "SettingValue",
    "SignedNumber",
    "TaskReading",
    "asks_schedule",
    "begins_meeting",
    "citations",
    "day",
    "day_sheet",
    "document",
    "greeting",
    "headings",
    "hour",
    "list_called",
    "list_name",
    "meeting_line",
    "moment",
    "named_item",
    "names",
    "nothing_to_say",
    "number",
    "office_days",
    "one_of",
    "papers_wanted",
    "person_line",
    "recipients",
    "returning",
    "setting_value",
    "signed_number",
    "task",
    "thanks",
    "unit_key",
    "units",
    "units_meant",
    "wants_papers",
    "with_word",
    "yes_no",
]
