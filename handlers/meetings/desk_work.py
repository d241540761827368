"""What every step of a meeting's way does: write it down, tell the secretariat, hand out files."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from committee.meeting import Meeting, MeetingState
from committee.refusal import Reason, refuse
from handlers import access, rounds
from handlers.conversation import StoredFile
from handlers.desk import Desk
from handlers.speaking import Context
from messages.render import render_text
from storage import meetings, people
from storage.fan_outs import Whom
from storage.papers import Document


async def save(context: Context, verb: str, before: Meeting, after: Meeting) -> None:
    """Store the change and leave it in the audit."""
    await meetings.save(context.tx, after)
    await context.record(
        verb, after.subject, after.committee_id, before=_told(before), after=_told(after)
    )


def _told(meeting: Meeting) -> dict[str, str]:
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "reply_by": meeting.reply_by.isoformat(),
        "state": meeting.state.value,
        "number": meeting.number,
    }


async def tell_secretariat(
    context: Context, meeting: Meeting, kind: str, facts: Mapping[str, Any] | None = None
) -> datetime:
    """Owe this news to everybody who runs the assistant; when it goes out."""
    calendar = await context.calendar(meeting.committee_id)
    for member in await people.secretariat(context.tx, meeting.committee_id):
        await context.tell(
            member.person.id,
            kind,
            committee_id=meeting.committee_id,
            subject=meeting.subject,
            revision=meeting.revision,
            step=f"{kind}:{context.now.isoformat()}",
            facts=facts,
        )
    return calendar.next_allowed(context.now)


def sendable(documents: Iterable[Document]) -> tuple[StoredFile, ...]:
    """The files among the documents that may go by chat."""
    return tuple(
        StoredFile(document.sha256, document.name, document.media_type, document.size)
        for document in documents
        if document.sendable
    )


async def changeable(context: Context, meeting_id: int) -> Desk:
    """A convened meeting before it begins, whose invitations are not just on their way."""
    desk = await access.prepared_meeting(context, meeting_id)
    waiting = desk.meeting.state is MeetingState.APPROVED
    if not waiting and not desk.meeting.invitations_out(context.now):
        raise refuse(Reason.NOT_APPROVED)
    if desk.meeting.starts_at <= context.now:
        raise refuse(Reason.TOO_LATE)
    return desk


async def tell_everybody(
    context: Context,
    desk: Desk,
    meeting: Meeting,
    kind: str,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Owe this news about `meeting`, as it is now, to all invitees; once."""
    step = f"{kind}:{context.now.isoformat()}"
    await tell_invitees(context, desk, meeting, kind, step, facts)


async def tell_invitees(
    context: Context,
    desk: Desk,
    meeting: Meeting,
    kind: str,
    step: str,
    facts: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
) -> None:
    """Owe it some hundreds a step, and show the secretariat how a large round goes out."""
    at = await rounds.tell_all(
        context,
        Whom.INVITED,
        meeting.id,
        kind,
        committee_id=meeting.committee_id,
        subject=meeting.subject,
        revision=meeting.revision,
        step=step,
        facts=facts,
        not_before=not_before,
        expires_at=meeting.starts_at,
    )
    await rounds.watch(
        context,
        committee_id=meeting.committee_id,
        subject=meeting.subject,
        revision=meeting.revision,
        step=step,
        what=render_text("meeting/watched", kind=kind, starts_at=meeting.starts_at),
        opens=f"attendance:list:{meeting.id}",
        total=len(desk.invitees),
        begins_at=at,
    )
