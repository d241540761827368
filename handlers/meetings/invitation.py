"""From the approval to the invitations: number, preview, send, and a minute to stop."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from committee import meeting_steps as rules
from committee.attendance import Invitee, Part
from committee.calendar import local
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, Making, choice
from handlers.desk import Desk, refresh
from handlers.meetings import when
from handlers.meetings.desk_work import save, tell_invitees
from handlers.speaking import Context
from messages.understand import DayReading, signed_number
from messages.understand import day as understand_day
from storage import invitees, meetings, owed_steps

NUMBER = "meeting.number"
SIGNED_ON = "meeting.signed_on"


async def ask_number(context: Context, arguments: Sequence[str]) -> None:
    """The number and date of the invitation that the office signed."""
    desk = await _approved(context, arguments)
    await context.ask(NUMBER, meeting=desk.meeting.id)
    context.reply("meeting/ask_number", desk=desk)


async def number_given(context: Context, dialogue: Dialogue) -> None:
    desk = await _approved(context, (str(dialogue.state["meeting"]),))
    signed = signed_number(context.event.text, context.now)
    if signed is None:
        context.reply("meeting/number_unclear")
    elif signed.day is None:
        await context.ask(SIGNED_ON, meeting=desk.meeting.id, number=signed.number)
        today = local(context.now).date()
        context.reply(
            "meeting/ask_signed_on",
            [choice("meeting", "signedtoday", day=today)],
            number=signed.number,
        )
    else:
        await _number(context, desk, signed.number, signed.day)


async def signed_today(context: Context, _arguments: Sequence[str]) -> None:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != SIGNED_ON:
        raise refuse(Reason.ALREADY_DONE)
    desk = await _approved(context, (str(dialogue.state["meeting"]),))
    await _number(context, desk, str(dialogue.state["number"]), local(context.now).date())


async def signed_on_given(context: Context, dialogue: Dialogue) -> None:
    desk = await _approved(context, (str(dialogue.state["meeting"]),))
    reading = understand_day(context.event.text, context.now)
    if not isinstance(reading, DayReading) or not reading.weekday_fits:
        context.reply("meeting/number_unclear")
        return
    await _number(context, desk, str(dialogue.state["number"]), reading.day)


async def _number(context: Context, desk: Desk, number: str, signed_on: date) -> None:
    numbered = rules.enter_number(desk.meeting, number, signed_on, context.now)
    await context.done_asking()
    await save(context, "number_entered", desk.meeting, numbered)
    await _preview(context, await refresh(context.tx, desk))


async def preview(context: Context, arguments: Sequence[str]) -> None:
    """What goes out, to whom, through which chat; only from here it can be sent."""
    await _preview(context, await _approved(context, arguments))


async def _preview(context: Context, desk: Desk) -> None:
    meeting_id = desk.meeting.id
    channels = await invitees.reachable(context.tx, meeting_id)
    unlinked = [i for i in desk.invitees if i.person.id not in channels]
    reached = len(desk.invitees) - len(unlinked)
    mark = desk.fingerprint
    ready = [
        choice("meeting", "send", meeting_id, mark, count=reached),
        choice("meeting", "sendat", meeting_id, mark),
    ]
    context.reply(
        "meeting/preview",
        [
            *(ready if desk.meeting.number else [choice("meeting", "number", meeting_id)]),
            choice("meeting", "letter", meeting_id),
            choice("meeting", "papers", meeting_id, count=len(desk.documents)),
        ],
        desk=desk,
        sample=_sample(desk),
        channels=Counter(channels.values()).most_common(),
        unlinked=unlinked,
    )


def _sample(desk: Desk) -> Invitee:
    """Somebody to show the invitation of: the first member who is not the chair."""
    return next((i for i in desk.invitees if i.part is Part.MEMBER), desk.invitees[0])


async def send(context: Context, arguments: Sequence[str]) -> None:
    """Send what was previewed, after the minute in which it can be stopped."""
    desk = await _previewed(context, arguments)
    await _send(context, desk, context.now + desk.committee.settings.stop_window)


async def send_at(context: Context, arguments: Sequence[str]) -> None:
    desk = await _previewed(context, arguments)
    await when.ask(context, "send", meeting=desk.meeting.id, mark=desk.fingerprint)


@when.purpose("send")
async def send_time(context: Context, state: when.State, at: datetime) -> None:
    desk = await _previewed(context, (str(state["meeting"]), str(state["mark"])))
    await _send(context, desk, at)


async def _send(context: Context, desk: Desk, at: datetime) -> None:
    calendar = await context.calendar(desk.committee.id)
    allowed = calendar.next_allowed_hour(at)
    invited = rules.invite(desk.meeting, allowed, context.now)
    await save(context, "invitations_released", desk.meeting, invited)
    await tell_invitees(
        context,
        desk,
        invited,
        "attendance.invitation",
        invited.invitation_step,
        not_before=invited.invited_at,
    )
    await meetings.set_due(context.tx, invited.id, None, invited.invited_at)
    context.replace(
        "meeting/sending",
        [choice("meeting", "stop", invited.id)],
        desk=desk,
        at=allowed,
        asked=at,
    )


async def stop(context: Context, arguments: Sequence[str]) -> None:
    """Call the invitations back before they go."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    stopped = rules.stop_inviting(desk.meeting, context.now)
    step = desk.meeting.invitation_step
    if await owed_steps.any_released(context.tx, desk.meeting.subject, step):
        raise refuse(Reason.TOO_LATE)
    await owed_steps.withdraw(
        context.tx, desk.meeting.subject, desk.meeting.invitation_step, context.now
    )
    await meetings.set_due(context.tx, desk.meeting.id, None, None)
    await save(context, "invitations_stopped", desk.meeting, stopped)
    context.replace("meeting/stopped", [choice("meeting", "preview", desk.meeting.id)], desk=desk)


async def letter(context: Context, arguments: Sequence[str]) -> None:
    """The invitation as a document, for signing in the office's own system."""
    desk = await _approved(context, arguments)
    context.reply("meeting/letter_reply", making=[_letter(desk)], desk=desk)


def _letter(desk: Desk) -> Making:
    meeting = desk.meeting
    facts = {
        "committee": desk.committee.name,
        "kind": meeting.kind.value,
        "quarter": meeting.quarter,
        "year": meeting.year,
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "reply_by": meeting.reply_by.isoformat(),
        "chair": desk.chair.name,
        "group": desk.group_name,
        "head": desk.head_title,
        "deputy": desk.deputy_title,
        "agenda": list(desk.agenda),
        "members": [[i.person.name, i.person.position] for i in desk.members],
        "guests": [[i.person.name, i.person.position] for i in desk.guests],
    }
    return Making(f"Giay-moi-{local(meeting.starts_at):%d-%m-%Y}.docx", "meeting.letter", facts)


async def _approved(context: Context, arguments: Sequence[str]) -> Desk:
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    rules.require_approved(desk.meeting)
    return desk


async def _previewed(context: Context, arguments: Sequence[str]) -> Desk:
    """The meeting, if it still is what was previewed."""
    desk = await _approved(context, arguments)
    if len(arguments) < 2 or arguments[1] != desk.fingerprint:
        raise refuse(Reason.CHANGED_MEANWHILE)
    return desk
