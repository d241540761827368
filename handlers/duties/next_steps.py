"""What somebody who asked can do now: buttons of other features, offered by their ids."""

from committee.attendance import Answer, Invitee, Part
from committee.meeting import Meeting
from handlers.access import Ground
from handlers.answering import away_choices
from handlers.conversation import Choice, choice
from handlers.speaking import Context
from messages.render import label
from storage import invitees, meetings

_AWAY = frozenset(("absence", "proxy", "absence_deadline", "proxy_who", "proxy_form", "attend"))
"""Subjects after which staying away is the next thing to do."""
_HANDING_OVER = frozenset(("stand_in", "chair_stand_in"))
"""Subjects after which who chairs may give that to somebody else."""


async def after(context: Context, ground: Ground, key: str) -> list[Choice]:
    """What follows from a subject: asking for absence, sending somebody."""
    if key not in _AWAY | _HANDING_OVER:
        return []
    found = await _next_invitation(context, ground)
    if found is None or (key in _HANDING_OVER and found[0].part is not Part.CHAIR):
        return []
    return _away(ground, *found)


def _away(ground: Ground, invitee: Invitee, meeting: Meeting) -> list[Choice]:
    """How this invitee stays away; a guest says so in one tap."""
    if invitee.part is Part.GUEST:
        return [choice("attendance", "decline", invitee.id, meeting.revision)]
    if invitee.part is Part.PROXY:
        return []
    return away_choices(ground.regulation.rules, invitee, meeting)


async def to_come(context: Context, ground: Ground) -> list[Choice]:
    """An invitation that waits for its answer."""
    found = await _next_invitation(context, ground)
    if found is None:
        return []
    invitee, meeting = found
    if invitee.answer is not None or invitee.part not in (Part.MEMBER, Part.GUEST):
        return []
    attend = choice("attendance", "confirm", invitee.id, meeting.revision)
    return [Choice(attend.id, label=label("duty:attend", day=meeting.starts_at))]


async def _next_invitation(context: Context, ground: Ground) -> tuple[Invitee, Meeting] | None:
    """The nearest meeting of this committee that the asker is invited to."""
    for meeting in await meetings.coming_for(context.tx, context.person.id, context.now):
        here = meeting.committee_id == ground.committee.id
        if here and meeting.invitations_out(context.now):
            own = await invitees.of_person(context.tx, meeting.id, context.person.id)
            if own is not None and own.answer is not Answer.HANDED_OVER:
                return own, meeting
    return None
