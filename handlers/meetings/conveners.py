"""The same question put to somebody else who may convene, for when the first one is away."""

from collections.abc import Sequence

from committee.meeting_kinds import convening_rule
from committee.meeting_steps import require_submitted
from committee.people import Person
from committee.permission import clauses
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Choice, choice
from handlers.desk import Desk
from handlers.speaking import Context

MOST_OFFERED = 2


def others(desk: Desk) -> list[Person]:
    """Who else may convene this meeting, by the regulation; the chair has been asked already."""
    rules, name = desk.regulation.rules, convening_rule(desk.meeting.kind)
    return [
        each.person
        for each in desk.members
        if each.person.id != desk.meeting.chair_id and clauses(rules, name, each.roles)
    ]


def choices(desk: Desk) -> list[Choice]:
    return [
        choice("meeting", "also", desk.meeting.id, person.id, person=person)
        for person in others(desk)[:MOST_OFFERED]
    ]


async def also(context: Context, arguments: Sequence[str]) -> None:
    """Whoever of them answers first decides."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    require_submitted(desk.meeting)
    chosen = {person.id: person for person in others(desk)}.get(access.row_id(arguments, 1))
    if chosen is None:
        raise refuse(Reason.NOT_FOUND)
    await ask_approval(context, desk, chosen.id)
    await context.record("meeting_submitted", desk.meeting.subject, desk.committee.id)
    context.reply("meeting/also_submitted", desk=desk, to=chosen)


async def ask_approval(context: Context, desk: Desk, person_id: int) -> None:
    meeting = desk.meeting
    await context.tell(
        person_id,
        "meeting.approval",
        committee_id=meeting.committee_id,
        subject=meeting.subject,
        revision=meeting.revision,
        step=f"approval:{context.now.isoformat()}",
    )
