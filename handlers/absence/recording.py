"""The secretariat writes down an absence that was said by phone, and reads the reasons."""

from collections.abc import Sequence

from committee.absence import AbsenceState, Way, way
from committee.attendance import Invitee, require_answerable
from committee.refusal import Reason, refuse
from handlers import access
from handlers.absence import asking
from handlers.conversation import Dialogue
from handlers.desk import Desk
from handlers.speaking import Context
from storage import absences

REASON = "absence.recorded_reason"
MOST_REASONS = 10


async def record(context: Context, arguments: Sequence[str]) -> None:
    """The reason as it was said; it goes to the chair like any other."""
    invitee, desk = await _to_record(context, access.row_id(arguments), access.row_id(arguments, 1))
    await context.ask(REASON, invitee=invitee.id, revision=desk.meeting.revision)
    context.reply("absence/ask_recorded", invitee=invitee, desk=desk)


async def reason_typed(context: Context, dialogue: Dialogue) -> None:
    place = dialogue.state
    invitee, desk = await _to_record(context, int(place["invitee"]), int(place["revision"]))
    reason = await asking.typed_reason(context)
    if not reason:
        return
    absence_id = await absences.add(
        context.tx,
        meeting_id=desk.meeting.id,
        invitee_id=invitee.id,
        person_id=invitee.person.id,
        revision=desk.meeting.revision,
        reason=reason,
        again_of=None,
        recorded_by=context.person.id,
        now=context.now,
    )
    await asking.show(context, absence_id)


async def _to_record(context: Context, invitee_id: int, revision: int) -> tuple[Invitee, Desk]:
    invitee, desk = await access.invitee_to_record(context, invitee_id)
    if revision != desk.meeting.revision:
        raise refuse(Reason.CHANGED_MEANWHILE)
    require_answerable(invitee, desk.meeting, context.now)
    if way(desk.regulation.rules, invitee.part, invitee.roles) not in (Way.CONSENT, Way.REPORT):
        raise refuse(Reason.NOT_ALLOWED)
    return invitee, desk


async def reasons(context: Context, arguments: Sequence[str]) -> None:
    """For the chair and the secretariat only."""
    desk = await access.absences_to_read(context, access.row_id(arguments))
    states = (AbsenceState.SUBMITTED, AbsenceState.GRANTED, AbsenceState.REPORTED)
    found = [
        (desk.invitee(absence.invitee_id), absence)
        for state in states
        for absence in await absences.of_meeting(context.tx, desk.meeting.id, state)
        if absence.revision == desk.meeting.revision
    ]
    context.reply("absence/reasons", found=found[:MOST_REASONS], more=len(found) - MOST_REASONS)
