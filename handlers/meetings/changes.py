"""Another time, another place, no meeting: decided by who convenes, told to everybody once."""

from collections.abc import Sequence
from datetime import datetime

from committee import meeting as rules
from committee.meeting import Meeting
from committee.refusal import Reason, refuse
from committee.settings import propose_reply_deadline
from handlers import access
from handlers.conversation import Dialogue, Outgoing, Owed, choice
from handlers.desk import Desk
from handlers.meetings import when
from handlers.meetings.desk_work import save, tell_secretariat
from handlers.meetings.draft import PLACE_LENGTH, typed_line
from handlers.speaking import Context, Speaker
from storage import changes, invitees, meetings
from storage.changes import ChangeKind

NEW_PLACE = "meeting.new_place"
CANCEL_REASON = "meeting.cancel_reason"
CHANGE_REMARK = "meeting.change_remark"
REASON_LENGTH = 300


async def new_time(context: Context, arguments: Sequence[str]) -> None:
    desk = await _called(context, access.row_id(arguments))
    await when.ask(context, "new_time", meeting=desk.meeting.id)


@when.purpose("new_time")
async def new_time_given(context: Context, state: when.State, at: datetime) -> None:
    """Show what the other time means before it is put to the head."""
    desk = await _called(context, int(state["meeting"]))
    reply_by = await _reply_by(context, desk, at)
    rules.reschedule(desk.meeting, at, reply_by, context.person.id, context.now)
    change = await _propose(context, desk, ChangeKind.TIME, at, "")
    context.reply(
        "meeting/new_time",
        [choice("meeting", "askchange", change), choice("meeting", "open", desk.meeting.id)],
        desk=desk,
        at=at,
        reply_by=reply_by,
    )


async def cancel(context: Context, arguments: Sequence[str]) -> None:
    desk = await _called(context, access.row_id(arguments))
    await context.ask(CANCEL_REASON, meeting=desk.meeting.id)
    context.reply("meeting/ask_cancel_reason", desk=desk)


async def cancel_reason_given(context: Context, dialogue: Dialogue) -> None:
    desk = await _called(context, int(dialogue.state["meeting"]))
    reason = typed_line(context, REASON_LENGTH)
    if not reason:
        return
    await context.done_asking()
    change = await _propose(context, desk, ChangeKind.CANCEL, None, reason)
    context.reply(
        "meeting/cancel_preview",
        [choice("meeting", "askchange", change), choice("meeting", "open", desk.meeting.id)],
        desk=desk,
        reason=reason,
    )


async def _propose(
    context: Context, desk: Desk, kind: ChangeKind, at: datetime | None, reason: str
) -> int:
    return await changes.propose(
        context.tx,
        desk.meeting.id,
        kind=kind,
        starts_at=at,
        reason=reason,
        made_by=context.person.id,
        now=context.now,
    )


async def ask_change(context: Context, arguments: Sequence[str]) -> None:
    """Put the proposal to who convenes."""
    change, desk = await access.change_to_submit(context, access.row_id(arguments))
    if not change.open:
        raise refuse(Reason.ALREADY_DONE)
    meeting = desk.meeting
    new = await context.tell(
        meeting.chair_id,
        "meeting.change",
        committee_id=meeting.committee_id,
        subject=meeting.subject,
        revision=meeting.revision,
        step=f"change:{change.id}",
        facts={"change": change.id},
        expires_at=meeting.starts_at,
    )
    if not new:
        raise refuse(Reason.ALREADY_DONE)
    await context.record("change_submitted", meeting.subject, meeting.committee_id)
    context.replace("meeting/change_submitted", desk=desk)


async def compose_change(speaker: Speaker, owed: Owed) -> Outgoing | None:
    found = await access.owed_change(speaker, owed)
    if found is None:
        return None
    change, desk = found
    return speaker.message(
        "meeting/change",
        [
            choice("meeting", "agreechange", change.id, kind=change.kind.value),
            choice("meeting", "refusechange", change.id),
        ],
        summary=speaker.message("meeting/change_line", desk=desk).text,
        desk=desk,
        change=change,
        person=owed.person,
    )


async def agree(context: Context, arguments: Sequence[str]) -> None:
    """The head agrees: a new time is invited to anew, a cancellation told to everybody."""
    change, desk = await access.change_to_decide(context, access.row_id(arguments))
    await _close(context, change.id, "agreed", "")
    if change.kind is ChangeKind.CANCEL or change.starts_at is None:
        told_at = await _cancel(context, desk, change.reason)
    else:
        told_at = await _reschedule(context, desk, change.starts_at)
    context.replace("meeting/change_agreed_reply", desk=desk, change=change, told_at=told_at)


async def _reschedule(context: Context, desk: Desk, at: datetime) -> datetime:
    reply_by = await _reply_by(context, desk, at)
    moved = rules.reschedule(desk.meeting, at, reply_by, context.person.id, context.now)
    await save(context, "meeting_rescheduled", desk.meeting, moved)
    await invitees.forget_answers(context.tx, moved.id)
    await meetings.set_due(context.tx, moved.id, None, None)
    return await tell_secretariat(context, moved, "meeting.approved")


async def _cancel(context: Context, desk: Desk, reason: str) -> datetime:
    cancelled = rules.cancel(desk.meeting, context.now)
    await save(context, "meeting_cancelled", desk.meeting, cancelled)
    await meetings.set_due(context.tx, cancelled.id, None, None)
    await _tell_everybody(context, desk, "attendance.cancelled", "cancelled", {"reason": reason})
    return await tell_secretariat(context, cancelled, "meeting.cancelled")


async def refuse_change(context: Context, arguments: Sequence[str]) -> None:
    change, desk = await access.change_to_decide(context, access.row_id(arguments))
    if not change.open:
        raise refuse(Reason.ALREADY_DONE)
    await context.ask(CHANGE_REMARK, change=change.id)
    context.reply("meeting/ask_remark", desk=desk)


async def change_remark_given(context: Context, dialogue: Dialogue) -> None:
    change, desk = await access.change_to_decide(context, int(dialogue.state["change"]))
    remark = typed_line(context, REASON_LENGTH)
    if not remark:
        return
    await _close(context, change.id, "refused", remark)
    await context.done_asking()
    await context.record("change_refused", desk.meeting.subject, desk.committee.id)
    told_at = await tell_secretariat(
        context, desk.meeting, "meeting.change_refused", {"remark": remark}
    )
    context.reply("meeting/returned_reply", desk=desk, told_at=told_at)


async def compose_refused(speaker: Speaker, owed: Owed) -> Outgoing | None:
    desk = await access.owed_meeting(speaker, owed)
    if desk is None:
        return None
    return speaker.message("meeting/change_refused", desk=desk, remark=owed.facts["remark"])


async def compose_cancelled(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the secretariat: it is cancelled, and who must be called."""
    desk = await access.owed_meeting(speaker, owed)
    if desk is None:
        return None
    reached = await invitees.reachable(speaker.tx, desk.meeting.id)
    to_call = [i.person for i in desk.invitees if i.person.id not in reached]
    return speaker.message("meeting/cancelled", desk=desk, to_call=to_call)


async def new_place(context: Context, arguments: Sequence[str]) -> None:
    desk = await _called(context, access.row_id(arguments))
    await context.ask(NEW_PLACE, meeting=desk.meeting.id)
    context.reply("meeting/ask_place", starts_at=desk.meeting.starts_at)


async def new_place_given(context: Context, dialogue: Dialogue) -> None:
    """Preview the notice of another place; it goes out at the next tap."""
    desk = await _called(context, int(dialogue.state["meeting"]))
    place = typed_line(context, PLACE_LENGTH)
    if not place:
        return
    rules.move(desk.meeting, place, context.now)
    await context.ask(NEW_PLACE, meeting=desk.meeting.id, place=place)
    context.reply(
        "meeting/new_place",
        [
            choice("meeting", "tellplace", desk.meeting.id),
            choice("meeting", "open", desk.meeting.id),
        ],
        desk=desk,
        place=place,
    )


async def tell_place(context: Context, arguments: Sequence[str]) -> None:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != NEW_PLACE or "place" not in dialogue.state:
        raise refuse(Reason.ALREADY_DONE)
    desk = await _called(context, access.row_id(arguments))
    if int(dialogue.state["meeting"]) != desk.meeting.id:
        raise refuse(Reason.CHANGED_MEANWHILE)
    await context.done_asking()
    moved = rules.move(desk.meeting, str(dialogue.state["place"]), context.now)
    await save(context, "meeting_moved", desk.meeting, moved)
    step = f"place:{context.now.isoformat()}"
    await _tell_everybody(context, desk, "attendance.moved", step, {})
    context.replace("meeting/place_told", desk=desk, place=moved.place)


async def _tell_everybody(
    context: Context, desk: Desk, kind: str, step: str, facts: dict[str, str]
) -> None:
    for invitee in desk.invitees:
        await context.tell(
            invitee.person.id,
            kind,
            committee_id=desk.committee.id,
            subject=desk.meeting.subject,
            revision=desk.meeting.revision,
            step=step,
            facts=facts,
            expires_at=desk.meeting.starts_at,
        )


async def _close(context: Context, change_id: int, state: str, remark: str) -> None:
    closed = await changes.decide(
        context.tx, change_id, state, context.person.id, remark, context.now
    )
    if not closed:
        raise refuse(Reason.ALREADY_DONE)


async def _reply_by(context: Context, desk: Desk, at: datetime) -> datetime:
    calendar = await context.calendar(desk.committee.id)
    return propose_reply_deadline(at, context.now, calendar, desk.committee.settings)


async def _called(context: Context, meeting_id: int) -> Desk:
    """A meeting whose invitations are out or on their way, before it begins."""
    desk = await access.prepared_meeting(context, meeting_id)
    _require_called(desk.meeting, context.now)
    return desk


def _require_called(meeting: Meeting, now: datetime) -> None:
    if not meeting.invitations_out(now):
        raise refuse(Reason.NOT_APPROVED)
    if meeting.starts_at <= now:
        raise refuse(Reason.TOO_LATE)
