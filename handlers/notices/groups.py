"""The meetings whose invitees a notice may go to."""

from datetime import timedelta

from committee.meeting import Meeting
from handlers.notice_desk import NoticeDesk
from handlers.speaking import Context
from storage import meetings

MEETING_AGE = timedelta(days=60)
"""How long a meeting that is over is offered."""


async def called_meetings(context: Context, desk: NoticeDesk) -> tuple[Meeting, ...]:
    """Meetings invited to, the latest first; those long over are left out."""
    since = context.now - MEETING_AGE
    coming = await meetings.open_in(context.tx, desk.committee.id, since)
    return tuple(each for each in reversed(coming) if each.invitations_out(context.now))
