"""Another time, or no meeting: decided by who convenes, told to everybody once."""

from collections.abc import Sequence
from datetime import datetime

from committee import meeting_steps as rules
from committee.refusal import Reason, refuse
from committee.settings import propose_reply_deadline
from handlers import access
from handlers.conversation import Dialogue, Outgoing, choice
from handlers.desk import Desk
from handlers.feature import Owed
from handlers.meetings import when
from handlers.meetings.desk_work import changeable, save, tell_everybody, tell_secretariat
from handlers.meetings.draft import typed_line
from handlers.speaking import Context, Speaker
from handlers.substitution import tell_void
from storage import changes, invitees, meetings
from storage.changes import ChangeKind

CANCEL_REASON = "meeting.cancel_reason"
CHANGE_REMARK = "meeting.change_remark"
REASON_LENGTH = 300


async def menu(context: Context, arguments: Sequence[str]) -> None:
    """What can still be changed of a meeting that is convened and not invited to yet."""
    desk = await changeable(context, access.row_id(arguments))
    meeting_id = desk.meeting.id
    context.reply(
        "meeting/edit",
        [choice("meeting", verb, meeting_id) for verb in ("newtime", "newplace", "cancel", "open")],
        desk=desk,
    )


async def new_time(context: Context, arguments: Sequence[str]) -> None:
    desk = await changeable(context, access.row_id(arguments))
    await when.ask(context, "new_time", meeting=desk.meeting.id)


@when.purpose("new_time")
async def new_time_given(context: Context, state: when.State, at: datetime) -> None:
    """Show what the other time means before it is put to the head."""
    desk = await changeable(context, int(state["meeting"]))
    reply_by = await _reply_by(context, desk, at)
    rules.reschedule(desk.meeting, at, reply_by, context.person.id, context.now)
    change = await _propose(context, desk, ChangeKind.TIME, at, "")
    context.reply(
        "meeting/new_time",
        [
            choice("meeting", "askchange", change, title=desk.head_title),
            choice("meeting", "open", desk.meeting.id),
        ],
        desk=desk,
        at=at,
        reply_by=reply_by,
    )


async def cancel(context: Context, arguments: Sequence[str]) -> None:
    desk = await changeable(context, access.row_id(arguments))
    await context.ask(CANCEL_REASON, meeting=desk.meeting.id)
    context.reply("meeting/ask_cancel_reason", desk=desk)


async def cancel_reason_given(context: Context, dialogue: Dialogue) -> None:
    desk = await changeable(context, int(dialogue.state["meeting"]))
    reason = typed_line(context, REASON_LENGTH)
    if not reason:
        return
    await context.done_asking()
    change = await _propose(context, desk, ChangeKind.CANCEL, None, reason)
    context.reply(
        "meeting/cancel_preview",
        [
            choice("meeting", "askchange", change, title=desk.head_title),
            choice("meeting", "open", desk.meeting.id),
        ],
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
    await tell_void(context, desk, moved.revision)
    await invitees.forget_answers(context.tx, moved.id)
    await meetings.set_due(context.tx, moved.id, None, None)
    if desk.meeting.known_to_invitees(context.now):
        # The new invitation waits for its number; nobody should come at the old time till then.
        await tell_everybody(context, desk, moved, "attendance.postponed")
    return await tell_secretariat(context, moved, "meeting.approved")


async def _cancel(context: Context, desk: Desk, reason: str) -> datetime:
    cancelled = rules.cancel(desk.meeting, context.now)
    await save(context, "meeting_cancelled", desk.meeting, cancelled)
    await tell_void(context, desk, cancelled.revision)
    await meetings.set_due(context.tx, cancelled.id, None, None)
    if desk.meeting.known_to_invitees(context.now):
        await tell_everybody(context, desk, cancelled, "attendance.cancelled", {"reason": reason})
    told = {"told": desk.meeting.known_to_invitees(context.now)}
    return await tell_secretariat(context, cancelled, "meeting.cancelled", told)


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
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None:
        return None
    return speaker.message("meeting/change_refused", desk=desk, remark=owed.facts["remark"])


async def compose_cancelled(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the secretariat: it is cancelled, and who must be called."""
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None:
        return None
    told = bool(owed.facts["told"])
    reached = await invitees.reachable(speaker.tx, desk.meeting.id)
    to_call = [i.person for i in desk.invitees if told and i.person.id not in reached]
    return speaker.message("meeting/cancelled", desk=desk, told=told, to_call=to_call)


async def _close(context: Context, change_id: int, state: str, remark: str) -> None:
    closed = await changes.decide(
        context.tx, change_id, state, context.person.id, remark, context.now
    )
    if not closed:
        raise refuse(Reason.ALREADY_DONE)


async def _reply_by(context: Context, desk: Desk, at: datetime) -> datetime:
    calendar = await context.calendar(desk.committee.id)
    return propose_reply_deadline(at, context.now, calendar, desk.committee.settings)
