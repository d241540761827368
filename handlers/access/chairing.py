"""Meetings by their id for who chairs them, or did."""

from committee.attendance import Answer, Invitee
from committee.refusal import Reason, refuse
from handlers.desk import Desk, lay_out
from handlers.speaking import Context
from storage import meetings


async def chaired_meeting(context: Context, meeting_id: int) -> tuple[Desk, Invitee]:
    """A called meeting that the asker chairs at this moment, and the asker's own invitation."""
    desk, own = await invited_meeting(context, meeting_id)
    if not desk.chaired_by(context.person.id):
        handed_over = own.answer is Answer.HANDED_OVER
        raise refuse(Reason.CHANGED_MEANWHILE if handed_over else Reason.NOT_ALLOWED)
    return desk, own


async def invited_meeting(context: Context, meeting_id: int) -> tuple[Desk, Invitee]:
    """A called meeting that the asker is invited to; who chaired and left is invited no more."""
    meeting = await meetings.by_id(context.tx, meeting_id)
    if meeting is None:
        raise refuse(Reason.NOT_FOUND)
    desk = await lay_out(context.tx, meeting)
    own = next((i for i in desk.invitees if i.person.id == context.person.id), None)
    if own is None or own.has_left or not meeting.known_to_invitees(context.now):
        raise refuse(Reason.NOT_FOUND)
    return desk, own
