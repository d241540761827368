"""Another place for a convened meeting: previewed, then told; replies stand."""

from collections.abc import Sequence

from committee import meeting_steps as rules
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.meetings.desk_work import changeable, save, tell_everybody
from handlers.meetings.draft import PLACE_LENGTH, typed_line
from handlers.speaking import Context

NEW_PLACE = "meeting.new_place"


async def new_place(context: Context, arguments: Sequence[str]) -> None:
    desk = await changeable(context, access.row_id(arguments))
    await context.ask(NEW_PLACE, meeting=desk.meeting.id)
    context.reply("meeting/ask_place", starts_at=desk.meeting.starts_at)


async def new_place_given(context: Context, dialogue: Dialogue) -> None:
    """Preview the notice of another place; it goes out at the next tap."""
    desk = await changeable(context, int(dialogue.state["meeting"]))
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
        told=desk.meeting.invitations_out(context.now),
    )


async def tell_place(context: Context, arguments: Sequence[str]) -> None:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != NEW_PLACE or "place" not in dialogue.state:
        raise refuse(Reason.ALREADY_DONE)
    desk = await changeable(context, access.row_id(arguments))
    if int(dialogue.state["meeting"]) != desk.meeting.id:
        raise refuse(Reason.CHANGED_MEANWHILE)
    await context.done_asking()
    moved = rules.move(desk.meeting, str(dialogue.state["place"]), context.now)
    await save(context, "meeting_moved", desk.meeting, moved)
    told = desk.meeting.invitations_out(context.now)
    if told:
        await tell_everybody(context, desk, moved, "attendance.moved")
    context.replace(
        "meeting/place_told",
        [] if told else [choice("meeting", "preview", desk.meeting.id)],
        desk=desk,
        place=moved.place,
        told=told,
    )
