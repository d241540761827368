"""The draft on the secretary's desk: looked at, changed, dropped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from committee.attendance import Part
from committee.meeting import Meeting
from committee.meeting_steps import cancel, check_times, require_editable
from committee.settings import propose_reply_deadline
from handlers import access
from handlers.conversation import Dialogue, Outgoing, choice
from handlers.desk import Desk, refresh
from handlers.meetings import when
from handlers.meetings.desk_work import save
from handlers.speaking import Context
from messages.understand import names
from storage import invitees, papers, people

EDIT_PLACE = "meeting.edit_place"
EDIT_AGENDA = "meeting.edit_agenda"
EDIT_GUESTS = "meeting.edit_guests"

PLACE_LENGTH = 120
AGENDA_ITEMS = 20
AGENDA_LENGTH = 200


async def show_new(context: Context, meeting_id: int) -> None:
    """A fresh draft: first what the regulation wants at every meeting, if it is missing."""
    desk = await access.prepared_meeting(context, meeting_id)
    if desk.report_missing:
        context.reply(
            "meeting/report_missing",
            [choice("meeting", "attach", meeting_id), choice("meeting", "submitnow", meeting_id)],
            desk=desk,
        )
    else:
        context.reply_with(draft_message(context, desk))


def draft_message(context: Context, desk: Desk) -> Outgoing:
    """The draft with what can be done to it."""
    meeting_id = desk.meeting.id
    return context.message(
        "meeting/draft",
        [
            choice("meeting", "submit", meeting_id, title=desk.head_title),
            choice("meeting", "papers", meeting_id, count=len(desk.documents)),
            choice("meeting", "agenda", meeting_id, count=len(desk.agenda)),
            choice("meeting", "edit", meeting_id),
        ],
        desk=desk,
    )


async def show(context: Context, desk: Desk) -> None:
    """The draft as it stands now."""
    context.reply_with(draft_message(context, await refresh(context.tx, desk)))


async def edit(context: Context, arguments: Sequence[str]) -> None:
    """What can be changed."""
    desk = await _editable(context, arguments)
    meeting_id = desk.meeting.id
    context.reply(
        "meeting/edit",
        [
            choice("meeting", "edittime", meeting_id),
            choice("meeting", "editplace", meeting_id),
            choice("meeting", "editdeadline", meeting_id),
            choice("meeting", "more", meeting_id),
        ],
        desk=desk,
    )


async def more(context: Context, arguments: Sequence[str]) -> None:
    desk = await _editable(context, arguments)
    meeting_id = desk.meeting.id
    context.reply(
        "meeting/edit",
        [
            choice("meeting", "guests", meeting_id, count=len(desk.guests)),
            choice("meeting", "drop", meeting_id),
            choice("meeting", "open", meeting_id),
        ],
        desk=desk,
    )


async def edit_time(context: Context, arguments: Sequence[str]) -> None:
    desk = await _editable(context, arguments)
    await when.ask(context, "edit_time", meeting=desk.meeting.id)


@when.purpose("edit_time")
async def time_given(context: Context, state: when.State, at: datetime) -> None:
    """Another time also proposes another deadline for replies."""
    desk = await _editable(context, (str(state["meeting"]),))
    calendar = await context.calendar(desk.committee.id)
    reply_by = propose_reply_deadline(at, context.now, calendar, desk.committee.settings)
    await _change(context, desk, replace(desk.meeting, starts_at=at, reply_by=reply_by))


async def edit_deadline(context: Context, arguments: Sequence[str]) -> None:
    desk = await _editable(context, arguments)
    await when.ask(context, "edit_deadline", meeting=desk.meeting.id)


@when.purpose("edit_deadline")
async def deadline_given(context: Context, state: when.State, at: datetime) -> None:
    desk = await _editable(context, (str(state["meeting"]),))
    check_times(desk.meeting.starts_at, at, context.now)
    await _change(context, desk, replace(desk.meeting, reply_by=at))


async def edit_place(context: Context, arguments: Sequence[str]) -> None:
    desk = await _editable(context, arguments)
    await context.ask(EDIT_PLACE, meeting=desk.meeting.id)
    context.reply("meeting/ask_place", starts_at=desk.meeting.starts_at)


async def place_given(context: Context, dialogue: Dialogue) -> None:
    desk = await _editable(context, (str(dialogue.state["meeting"]),))
    place = typed_line(context, PLACE_LENGTH)
    if place:
        await context.done_asking()
        await _change(context, desk, replace(desk.meeting, place=place))


def typed_line(context: Context, most: int) -> str:
    """What was typed in one line; empty, and said so, where it is too long."""
    line = " ".join(context.event.text.split())
    if len(line) > most:
        context.reply("meeting/too_long", most=most)
        return ""
    return line


async def edit_agenda(context: Context, arguments: Sequence[str]) -> None:
    desk = await _editable(context, arguments)
    await context.ask(EDIT_AGENDA, meeting=desk.meeting.id)
    context.reply("meeting/ask_agenda", desk=desk, most=AGENDA_ITEMS)


async def agenda_given(context: Context, dialogue: Dialogue) -> None:
    """Each line is an item; numbers typed before them are dropped."""
    desk = await _editable(context, (str(dialogue.state["meeting"]),))
    lines = [line.strip().lstrip("0123456789.)-• ") for line in context.event.text.splitlines()]
    items = [line for line in lines if line]
    if not items or len(items) > AGENDA_ITEMS or max(map(len, items)) > AGENDA_LENGTH:
        context.reply("meeting/agenda_unclear", most=AGENDA_ITEMS, length=AGENDA_LENGTH)
        return
    await context.done_asking()
    await papers.set_agenda(context.tx, desk.meeting.id, items)
    await context.record("agenda_set", desk.meeting.subject, desk.committee.id)
    await show(context, desk)


async def guests(context: Context, arguments: Sequence[str]) -> None:
    """Who is invited besides the members; a name typed next is added or taken off."""
    desk = await _editable(context, arguments)
    await context.ask(EDIT_GUESTS, meeting=desk.meeting.id)
    context.reply("meeting/guests", [choice("meeting", "open", desk.meeting.id)], desk=desk)


async def guest_named(context: Context, dialogue: Dialogue) -> None:
    desk = await _editable(context, (str(dialogue.state["meeting"]),))
    known = [contact.person for contact in await people.contacts(context.tx, desk.committee.id)]
    found = names(context.event.text, [person.name for person in known])
    if len(found) != 1:
        context.reply(
            "meeting/guest_unclear",
            found=[known[place].name for place in found],
            group=desk.group_name,
        )
        return
    person = known[found[0]]
    added = await invitees.add(context.tx, desk.meeting.id, person.id, Part.GUEST)
    if not added:
        await invitees.remove(context.tx, desk.meeting.id, person.id)
    verb = "guest_added" if added else "guest_removed"
    await context.record(verb, desk.meeting.subject, desk.committee.id, after={"guest": person.id})
    context.reply(
        "meeting/guests",
        [choice("meeting", "open", desk.meeting.id)],
        desk=await refresh(context.tx, desk),
    )


async def drop(context: Context, arguments: Sequence[str]) -> None:
    """Ask before a draft is dropped."""
    desk = await _editable(context, arguments)
    context.reply(
        "meeting/drop",
        [choice("meeting", "dropped", desk.meeting.id), choice("meeting", "open", desk.meeting.id)],
        desk=desk,
    )


async def dropped(context: Context, arguments: Sequence[str]) -> None:
    desk = await _editable(context, arguments)
    await save(context, "meeting_dropped", desk.meeting, cancel(desk.meeting, context.now))
    context.replace("meeting/dropped", desk=desk)


async def _change(context: Context, desk: Desk, meeting: Meeting) -> None:
    await save(context, "meeting_edited", desk.meeting, meeting)
    await show(context, desk)


async def _editable(context: Context, arguments: Sequence[str]) -> Desk:
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    require_editable(desk.meeting)
    return desk
