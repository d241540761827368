"""The secretariat notes down an opinion that came on paper: whose it is, and which paper."""

from collections.abc import Sequence

from committee import opinion as rules
from committee.attendance import PENDING, STAYING_AWAY, Invitee, Part
from handlers import access
from handlers.conversation import Choice, Dialogue, choice
from handlers.desk import Desk
from handlers.opinions import given
from handlers.speaking import Context
from messages.understand import names
from storage import opinions

WHO = "opinion.paper_who"
NOTE = "opinion.paper_note"
NOTE_LENGTH = 200
SHOWN = 3
MOST_NAMESAKES = 4


async def record(context: Context, arguments: Sequence[str]) -> None:
    """Whose paper: those who stay away first, or a typed name."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    rules.require_open(desk.meeting, context.now)
    away = [i for i in _members(desk) if i.answer in (*PENDING, *STAYING_AWAY)]
    await context.ask(WHO, meeting=desk.meeting.id)
    context.reply("opinion/ask_who", _choices(away[:SHOWN]), desk=desk)


async def named(context: Context, dialogue: Dialogue) -> None:
    desk = await access.prepared_meeting(context, int(dialogue.state["meeting"]))
    members = _members(desk)
    found = [members[p] for p in names(context.event.text, [i.person.name for i in members])]
    if len(found) == 1:
        await _ask_note(context, found[0], desk)
    else:
        context.reply("opinion/who_unclear", _choices(found[:MOST_NAMESAKES]), found=len(found))


def _members(desk: Desk) -> list[Invitee]:
    return [invitee for invitee in desk.invitees if invitee.part is Part.MEMBER]


def _choices(offered: Sequence[Invitee]) -> list[Choice]:
    return [choice("opinion", "paperfor", i.id, person=i.person) for i in offered]


async def record_for(context: Context, arguments: Sequence[str]) -> None:
    invitee, desk = await access.invitee_to_record(context, access.row_id(arguments))
    await _ask_note(context, invitee, desk)


async def _ask_note(context: Context, invitee: Invitee, desk: Desk) -> None:
    rules.require_giving(invitee, desk.meeting, context.now)
    await context.ask(NOTE, invitee=invitee.id)
    context.reply("opinion/ask_note", invitee=invitee, desk=desk, most=NOTE_LENGTH)


async def note_given(context: Context, dialogue: Dialogue) -> None:
    """Which paper it is; the author hears that it was noted."""
    invitee, desk = await access.invitee_to_record(context, int(dialogue.state["invitee"]))
    rules.require_giving(invitee, desk.meeting, context.now)
    note = " ".join(context.event.text.split())
    if len(note) > NOTE_LENGTH:
        context.reply("opinion/too_long", most=NOTE_LENGTH, length=len(note))
        return
    await opinions.add_paper(
        context.tx, desk.meeting.id, invitee.person.id, note, context.person.id, context.now
    )
    await context.done_asking()
    await context.record("opinion_recorded", given.subject(invitee), desk.committee.id)
    await given.tell(context, invitee, desk, invitee.person.id, given.RECORDED)
    request = await access.request_of(context.tx, desk, invitee)
    await given.tell_readers(context, invitee, desk, request)
    context.reply(
        "opinion/recorded",
        [choice("opinion", "read", invitee.id)],
        invitee=invitee,
        desk=desk,
        by=context.person,
        note=note,
    )
