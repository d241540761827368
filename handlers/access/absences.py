"""Absences by their id: for who asked, who decides, and who keeps the records."""

from committee.absence import Absence
from committee.attendance import Answer, Invitee
from committee.refusal import Reason, refuse
from handlers.access.core import known, seat
from handlers.desk import Desk, lay_out
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from storage import absences, meetings

Found = tuple[Absence, Invitee, Desk]


async def absence_to_send(context: Context, absence_id: int) -> Found:
    """The asker's own, or one that the asker writes down for somebody."""
    found = await _found(context, absence_id)
    absence, _, desk = found
    recorder = absence.recorded_by
    own = absence.person_id == context.person.id if recorder is None else False
    if not own and not (recorder == context.person.id and _keeps_records(context, desk)):
        raise refuse(Reason.NOT_FOUND)
    return found


async def absence_to_decide(context: Context, absence_id: int) -> Found:
    """For who chairs that meeting at this moment."""
    found = await _found(context, absence_id)
    desk = found[2]
    if not desk.chaired_by(context.person.id):
        raise refuse(_why_not_chair(context, desk))
    return found


def _why_not_chair(context: Context, desk: Desk) -> Reason:
    """Who handed the chair over knows of the request; nobody else is told that there is one."""
    handed_over = any(
        i.person.id == context.person.id and i.answer is Answer.HANDED_OVER for i in desk.invitees
    )
    return Reason.CHANGED_MEANWHILE if handed_over else Reason.NOT_FOUND


async def absence_to_read(context: Context, absence_id: int) -> Found:
    """Reason and files: for who asked, who chairs, and the secretariat."""
    found = await _found(context, absence_id)
    absence, _, desk = found
    own = absence.person_id == context.person.id
    if not own and not _reads_all(context, desk):
        raise refuse(Reason.NOT_FOUND)
    return found


async def absences_to_read(context: Context, meeting_id: int) -> Desk:
    """All reasons of a meeting: for who chairs it and the secretariat."""
    meeting = await meetings.by_id(context.tx, meeting_id)
    if meeting is None:
        raise refuse(Reason.NOT_FOUND)
    desk = await lay_out(context.tx, meeting)
    if not _reads_all(context, desk):
        raise refuse(Reason.NOT_FOUND)
    return desk


async def owed_absence(speaker: Speaker, owed: Owed) -> Found | None:
    """The absence that a delivery is about; None where its meeting has moved since."""
    kind, _, number = owed.subject.partition(":")
    absence = await absences.by_id(speaker.tx, int(number)) if kind == "absence" else None
    if absence is None:
        return None
    meeting = await meetings.by_id(speaker.tx, absence.meeting_id)
    if meeting is None or meeting.revision != owed.revision or speaker.now >= meeting.starts_at:
        return None
    if not await known(speaker.tx, meeting.committee_id, owed.person.id):
        return None
    desk = await lay_out(speaker.tx, meeting)
    invitee = desk.invitee(absence.invitee_id)
    return None if invitee is None else (absence, invitee, desk)


async def _found(context: Context, absence_id: int) -> Found:
    absence = await absences.by_id(context.tx, absence_id)
    meeting = await meetings.by_id(context.tx, absence.meeting_id) if absence else None
    if absence is None or meeting is None:
        raise refuse(Reason.NOT_FOUND)
    desk = await lay_out(context.tx, meeting)
    invitee = desk.invitee(absence.invitee_id)
    if invitee is None:
        raise refuse(Reason.NOT_FOUND)
    return absence, invitee, desk


def _reads_all(context: Context, desk: Desk) -> bool:
    return desk.chaired_by(context.person.id) or _keeps_records(context, desk)


def _keeps_records(context: Context, desk: Desk) -> bool:
    own = seat(context, desk.committee.id)
    return own is not None and own.secretariat
