"""When a called meeting's hour has come: who is owed which reminder, some hundreds a step."""

from datetime import datetime, timedelta

from committee.meeting import Meeting, MeetingState
from committee.reminders import Reminder, ReminderKind, due, next_comes_that_day, plan_meeting
from handlers import access
from handlers.attendance.reminders import TO_SECRETARIAT
from handlers.replanning import told_already
from handlers.speaking import DIGEST, Speaker
from storage import fan_out, meetings, people
from storage.fan_out import Round

PAUSE = timedelta(minutes=15)
"""How long a meeting whose reminders cannot be worked out waits for the next try."""


async def run_due(speaker: Speaker) -> int:
    """Owe what one meeting has due, and set when it is looked at next.

    A meeting with more people than a step takes stays due, and goes on where it stopped.
    """
    found = await access.due_meeting(speaker)
    if found is None:
        return 0
    meeting, committee, handled_until = found
    if meeting.state is not MeetingState.INVITED or meeting.invited_at is None:
        await meetings.set_due(speaker.tx, meeting.id, None, None)
        return 1
    calendar = await speaker.calendar(meeting.committee_id)
    plan = plan_meeting(
        meeting.starts_at, meeting.reply_by, meeting.invited_at, calendar, committee.settings
    )
    now_due = due(plan, handled_until, speaker.now)
    goes_out = calendar.next_allowed(speaker.now)
    for reminder in now_due.send:
        if next_comes_that_day(reminder, plan, goes_out) or await _told(speaker, meeting, reminder):
            continue
        if not await _owe(speaker, meeting, reminder):
            return 1
    await meetings.set_due(speaker.tx, meeting.id, speaker.now, now_due.next_at)
    return 1


async def owe_ahead(speaker: Speaker, meeting_id: int, until: datetime) -> bool:
    """Owe its people what the meeting reminds them of until then; whether that is all.

    The meeting stays due at its own hour, and then finds them owed.
    """
    meeting, committee, handled_until = await access.meeting_due_soon(speaker, meeting_id)
    if meeting.state is not MeetingState.INVITED or meeting.invited_at is None:
        return True
    calendar = await speaker.calendar(meeting.committee_id)
    plan = plan_meeting(
        meeting.starts_at, meeting.reply_by, meeting.invited_at, calendar, committee.settings
    )
    for reminder in due(plan, max(handled_until or speaker.now, speaker.now), until).send:
        if reminder.kind in TO_SECRETARIAT or await _told(speaker, meeting, reminder):
            continue
        if not await _owe_people(speaker, meeting, reminder, reminder.at):
            return False
    return True


async def put_off(speaker: Speaker) -> None:
    """Look at the meeting that is due first again in a while."""
    found = await meetings.first_due(speaker.tx, speaker.now)
    if found is not None:
        meeting, handled_until = found
        await meetings.set_due(speaker.tx, meeting.id, handled_until, speaker.now + PAUSE)


async def _told(speaker: Speaker, meeting: Meeting, reminder: Reminder) -> bool:
    return await told_already(speaker, meeting.subject, meeting.revision, reminder)


async def _owe(speaker: Speaker, meeting: Meeting, reminder: Reminder) -> bool:
    """Owe it to the next people; whether everybody has it now."""
    if reminder.kind in TO_SECRETARIAT:
        await _tell_secretariat(speaker, meeting, reminder)
        return True
    calendar = await speaker.calendar(meeting.committee_id)
    at = calendar.next_allowed(speaker.now)
    return await _owe_people(speaker, meeting, reminder, at)


async def _owe_people(speaker: Speaker, meeting: Meeting, reminder: Reminder, at: datetime) -> bool:
    each = Round(
        meeting_id=meeting.id,
        committee_id=meeting.committee_id,
        subject=meeting.subject,
        revision=meeting.revision,
        step=reminder.step,
        kind=f"attendance.{reminder.kind.value}",
        merge=DIGEST,
        not_before=at,
        expires_at=reminder.useful_until,
    )
    speaker.owes = True
    if reminder.kind is ReminderKind.REPLY_REMINDER:
        return await fan_out.owe_silent(speaker.tx, each, speaker.now)
    return await fan_out.owe_coming(speaker.tx, each, speaker.now)


async def _tell_secretariat(speaker: Speaker, meeting: Meeting, reminder: Reminder) -> None:
    for seat in await people.secretariat(speaker.tx, meeting.committee_id):
        await speaker.tell(
            seat.person.id,
            f"attendance.{reminder.kind.value}",
            committee_id=meeting.committee_id,
            subject=meeting.subject,
            revision=meeting.revision,
            step=reminder.step,
            merge=DIGEST,
            expires_at=reminder.useful_until,
        )
