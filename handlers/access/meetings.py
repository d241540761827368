"""Meetings, invitations and papers by their id."""

from datetime import datetime
from functools import partial

from committee.attendance import Invitee
from committee.meeting import Meeting, MeetingState
from committee.meeting_kinds import convening_rule
from committee.people import Membership
from committee.permission import clauses, require, require_secretariat
from committee.refusal import Reason, refuse
from committee.rules import Citation
from handlers.access.core import seat
from handlers.desk import Desk, lay_out
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from storage import changes, committees, invitees, meetings, papers, people
from storage.changes import Change
from storage.committees import Committee
from storage.database import Transaction
from storage.papers import Document


async def prepared_meeting(context: Context, meeting_id: int) -> Desk:
    """A meeting of a committee whose assistant the asker runs."""
    meeting = await meetings.by_id(context.tx, meeting_id)
    own = seat(context, meeting.committee_id) if meeting else None
    if meeting is None or own is None or not _known_to(own, meeting, context.now):
        raise refuse(Reason.NOT_FOUND)
    require_secretariat(own)
    return await lay_out(context.tx, meeting)


async def meeting_to_decide(context: Context, meeting_id: int) -> tuple[Desk, tuple[Citation, ...]]:
    """A meeting that the asker may convene, and the clauses that say so."""
    meeting = await meetings.by_id(context.tx, meeting_id)
    own = seat(context, meeting.committee_id) if meeting else None
    if meeting is None or own is None:
        raise refuse(Reason.NOT_FOUND)
    desk = await lay_out(context.tx, meeting)
    rules, name = desk.regulation.rules, convening_rule(meeting.kind)
    if not clauses(rules, name, own.roles) and not _known_to(own, meeting, context.now):
        raise refuse(Reason.NOT_FOUND)
    return desk, require(rules, name, own)


def _known_to(own: Membership, meeting: Meeting, now: datetime) -> bool:
    """What is being prepared is known to the secretariat, and to members once they are invited."""
    return own.secretariat or meeting.known_to_invitees(now)


async def own_invitation(context: Context, invitee_id: int) -> tuple[Invitee, Meeting]:
    """The asker's own invitation."""
    invitee = await invitees.by_id(context.tx, invitee_id)
    if invitee is None or invitee.person.id != context.person.id or invitee.has_left:
        raise refuse(Reason.NOT_FOUND)
    meeting = await meetings.by_id(context.tx, invitee.meeting_id)
    if meeting is None:
        raise refuse(Reason.NOT_FOUND)
    if not meeting.invitations_out(context.now):
        raise refuse(_why_closed(meeting))
    return invitee, meeting


def _why_closed(meeting: Meeting) -> Reason:
    """Why an invitation cannot be answered now; one that never went out is not known."""
    if meeting.state is MeetingState.CANCELLED:
        return Reason.CANCELLED
    return Reason.CHANGED_MEANWHILE if meeting.revision > 1 else Reason.NOT_FOUND


async def invitee_to_record(context: Context, invitee_id: int) -> tuple[Invitee, Desk]:
    """Somebody's invitation, for the secretariat that writes down the answer."""
    invitee = await invitees.by_id(context.tx, invitee_id)
    if invitee is None:
        raise refuse(Reason.NOT_FOUND)
    return invitee, await prepared_meeting(context, invitee.meeting_id)


async def document_to_edit(context: Context, document_id: int) -> tuple[Document, Desk]:
    """A document of a meeting that the asker prepares."""
    document = await papers.document_by_id(context.tx, document_id)
    if document is None:
        raise refuse(Reason.NOT_FOUND)
    return document, await prepared_meeting(context, document.meeting_id)


async def change_to_submit(context: Context, change_id: int) -> tuple[Change, Desk]:
    """A proposal about a meeting that the asker prepares."""
    change = await changes.by_id(context.tx, change_id)
    if change is None:
        raise refuse(Reason.NOT_FOUND)
    return change, await prepared_meeting(context, change.meeting_id)


async def change_to_decide(context: Context, change_id: int) -> tuple[Change, Desk]:
    """A proposal about a meeting that the asker may convene."""
    change = await changes.by_id(context.tx, change_id)
    if change is None:
        raise refuse(Reason.NOT_FOUND)
    desk, _ = await meeting_to_decide(context, change.meeting_id)
    return change, desk


async def owed_meeting(speaker: Speaker, owed: Owed) -> Desk | None:
    """The meeting that a delivery is about, at its revision; None where that is past."""
    kind, _, number = owed.subject.partition(":")
    if kind != "meeting":
        return None
    desk = await speaker.once(owed.subject, partial(_laid_out, speaker.tx, int(number)))
    return desk if desk is not None and desk.meeting.revision == owed.revision else None


async def _laid_out(tx: Transaction, meeting_id: int) -> Desk | None:
    meeting = await meetings.by_id(tx, meeting_id)
    return None if meeting is None else await lay_out(tx, meeting)


async def due_meeting(speaker: Speaker) -> tuple[Meeting, Committee, datetime | None] | None:
    """A meeting whose hour has come, with its committee; how far its reminders are handled."""
    found = await meetings.first_due(speaker.tx, speaker.now)
    return None if found is None else (found[0], await _of(speaker, found[0]), found[1])


async def meeting_due_soon(
    speaker: Speaker, meeting_id: int
) -> tuple[Meeting, Committee, datetime | None]:
    """The same before its hour, by an id that the schedule found."""
    found = await meetings.due_by_id(speaker.tx, meeting_id)
    if found is None:
        raise LookupError(f"meeting {meeting_id} is gone")
    return found[0], await _of(speaker, found[0]), found[1]


async def _of(speaker: Speaker, meeting: Meeting) -> Committee:
    committee = await committees.get(speaker.tx, meeting.committee_id)
    if committee is None:
        raise LookupError(f"meeting {meeting.id} hangs in the air")
    return committee


async def owed_to_secretariat(speaker: Speaker, owed: Owed) -> Desk | None:
    """The same for news to the secretariat; None for who no longer belongs to it."""
    desk = await owed_meeting(speaker, owed)
    if desk is None:
        return None
    own = await people.membership(speaker.tx, desk.committee.id, owed.person.id)
    return desk if own is not None and own.secretariat else None


async def owed_invitation(speaker: Speaker, owed: Owed) -> tuple[Desk, Invitee] | None:
    """The same with the invitation of the person it is owed to."""
    desk = await owed_meeting(speaker, owed)
    own = [i for i in desk.invitees if i.person.id == owed.person.id] if desk else []
    found = [invitee for invitee in own if not invitee.has_left]
    return (desk, found[0]) if desk and found else None


async def owed_change(speaker: Speaker, owed: Owed) -> tuple[Change, Desk] | None:
    """The open proposal that a delivery is about."""
    change = await changes.by_id(speaker.tx, int(owed.facts["change"]))
    desk = await owed_meeting(speaker, owed)
    if change is None or not change.open or desk is None:
        return None
    own = await people.membership(speaker.tx, desk.committee.id, owed.person.id)
    name = convening_rule(desk.meeting.kind)
    return (change, desk) if own and clauses(desk.regulation.rules, name, own.roles) else None
