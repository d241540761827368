"""What the secretariat has on its desk, and one meeting opened from it."""

from collections.abc import Sequence

from committee.meeting import MeetingState
from handlers import access
from handlers.conversation import choice
from handlers.desk import Desk, lay_out
from handlers.meetings import conveners, draft
from handlers.speaking import Context
from storage import meetings

SHOWN = 4


async def desk_list(context: Context) -> None:
    """`/phienhop`: meetings being prepared or called, the nearest first."""
    desks: list[Desk] = []
    for seat in access.secretariat_seats(context):
        for meeting in await meetings.open_in(context.tx, seat.committee_id, context.now):
            desks.append(await lay_out(context.tx, meeting))
    desks.sort(key=lambda desk: desk.meeting.starts_at)
    context.reply(
        "meeting/list",
        [
            choice("meeting", "openday", desk.meeting.id, day=desk.meeting.starts_at)
            for desk in desks[:SHOWN]
        ],
        desks=desks[:SHOWN],
        more=max(0, len(desks) - SHOWN),
        several=len(access.secretariat_seats(context)) > 1,
    )


async def open_meeting(context: Context, arguments: Sequence[str]) -> None:
    """The meeting as far as it has come, with what can be done next."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    meeting_id, state = desk.meeting.id, desk.meeting.state
    if state in (MeetingState.DRAFT, MeetingState.RETURNED):
        context.reply_with(draft.draft_message(context, desk))
    elif state is MeetingState.APPROVED:
        context.reply(
            "meeting/approved",
            [
                choice("meeting", "number", meeting_id),
                choice("meeting", "preview", meeting_id),
                choice("meeting", "letter", meeting_id),
                choice("meeting", "change", meeting_id),
            ],
            desk=desk,
        )
    elif desk.meeting.invitations_out(context.now):
        context.reply(
            "meeting/called",
            [
                choice("attendance", "list", meeting_id),
                choice("meeting", "newtime", meeting_id),
                choice("meeting", "newplace", meeting_id),
                choice("meeting", "cancel", meeting_id),
            ],
            desk=desk,
        )
    elif state is MeetingState.INVITED:
        context.reply("meeting/waiting", [choice("meeting", "stop", meeting_id)], desk=desk)
    elif state is MeetingState.SUBMITTED:
        recall = choice("meeting", "recall", meeting_id)
        context.reply("meeting/waiting", [recall, *conveners.choices(desk)], desk=desk)
    else:
        context.reply("meeting/waiting", desk=desk)
