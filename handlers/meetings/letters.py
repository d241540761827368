"""Files that a meeting gives: the invitation as a document, the date for a calendar."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers.feature import Maker
from messages.render import render_text

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEETING_LENGTH = timedelta(hours=2)
"""What a calendar entry reserves; no regulation says how long a meeting takes."""


def letter(facts: Mapping[str, Any]) -> bytes:
    """The draft of the signed invitation; each line of the template is a paragraph."""
    from docx import Document

    document = Document()
    known = {
        **facts,
        "starts_at": datetime.fromisoformat(facts["starts_at"]),
        "reply_by": datetime.fromisoformat(facts["reply_by"]),
    }
    for line in render_text("meeting/letter", **known).splitlines():
        heading = line.startswith("# ")
        paragraph = document.add_paragraph()
        paragraph.add_run(line.removeprefix("# ")).bold = heading
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def calendar_entry(facts: Mapping[str, Any]) -> bytes:
    """The meeting for a phone's calendar; `uid` stays, so a later one replaces it."""
    from icalendar import Calendar, Event

    starts_at = datetime.fromisoformat(facts["starts_at"])
    event = Event()
    event.add("uid", facts["uid"])
    event.add("sequence", facts["revision"])
    event.add("dtstamp", datetime.fromisoformat(facts["made_at"]))
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + MEETING_LENGTH)
    event.add("summary", facts["summary"])
    event.add("location", facts["place"])
    calendar = Calendar()
    calendar.add("prodid", "-//bcd//VN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


LETTER = Maker(_DOCX, letter)
CALENDAR_ENTRY = Maker("text/calendar", calendar_entry, paper=False)
