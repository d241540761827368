"""The chair hands the meeting over, by a tap and never by itself; and may take it back."""

from collections.abc import Sequence

from committee import chairing as rules
from committee.absence import AbsenceState
from committee.attendance import Invitee
from committee.chairing import StandIn
from committee.meeting import Meeting
from committee.proxy import ProxyState
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import choice
from handlers.desk import Desk, refresh
from handlers.requests import tell_chair
from handlers.speaking import Context
from storage import absences, invitees, meetings, people, proxies

MOST_PROPOSED = 2


async def propose(context: Context, arguments: Sequence[str]) -> None:
    """Whom the clauses let chair instead; nothing moves before the tap."""
    desk, _ = await access.chaired_meeting(context, access.row_id(arguments))
    rules.require_chair(desk.meeting, context.person.id, context.now)
    found = rules.stand_ins(desk.regulation.rules, desk.invitees)[:MOST_PROPOSED]
    meeting_id = desk.meeting.id
    context.reply(
        "chairing/propose",
        [
            *[
                choice(
                    "chairing",
                    "agree",
                    meeting_id,
                    s.invitee.person.id,
                    person=s.invitee.person,
                    several=len(found) > 1,
                )
                for s in found
            ],
            choice("chairing", "postpone", meeting_id),
            choice("chairing", "later", meeting_id),
        ],
        desk=desk,
        found=found,
        away=rules.away(desk.regulation.rules, desk.invitees)[:MOST_PROPOSED],
        titles=desk.regulation.titles,
    )


async def agree(context: Context, arguments: Sequence[str]) -> None:
    """The chair, the right to decide and what waits for a decision go to the successor."""
    desk, own = await access.chaired_meeting(context, access.row_id(arguments))
    successor = _chosen(desk, access.row_id(arguments, 1))
    handed, away, chairing = rules.hand_over(
        desk.meeting, own, successor, context.person.id, context.now
    )
    await _save(context, desk, handed, (away, chairing))
    await _tell(context, desk, handed)
    context.replace(
        "chairing/handed_over",
        [choice("chairing", "takeback", handed.id)],
        desk=desk,
        chair=chairing.person,
        told_at=(await context.calendar(desk.committee.id)).next_allowed(context.now),
    )


def _chosen(desk: Desk, person_id: int) -> StandIn:
    for found in rules.stand_ins(desk.regulation.rules, desk.invitees):
        if found.invitee.person.id == person_id:
            return found
    raise refuse(Reason.CHANGED_MEANWHILE)


async def take_back(context: Context, arguments: Sequence[str]) -> None:
    desk, own = await access.invited_meeting(context, access.row_id(arguments))
    chair = next((i for i in desk.invitees if i.person.id == desk.meeting.chair_id), None)
    if chair is None or chair.id == own.id:
        raise refuse(Reason.ALREADY_DONE)
    taken, back, relieved = rules.take_back(desk.meeting, own, chair, context.now)
    await _save(context, desk, taken, (back, relieved))
    if chair.has_left:
        person_id = chair.person.id
        await invitees.uninvite(context.tx, desk.committee.id, person_id, context.now)
    await _tell(context, desk, taken)
    context.replace("chairing/taken_back", desk=desk, person=context.person)


async def _save(
    context: Context, before: Desk, meeting: Meeting, changed: tuple[Invitee, Invitee]
) -> None:
    await meetings.save_chair(context.tx, meeting)
    for invitee in changed:
        await invitees.save_part(context.tx, invitee)
        await invitees.save_answer(context.tx, invitee)
    await context.record(
        "chair_changed",
        meeting.subject,
        meeting.committee_id,
        before={"chair": before.meeting.chair_id},
        after={"chair": meeting.chair_id},
    )


async def _tell(context: Context, before: Desk, meeting: Meeting) -> None:
    """The new chair, what waits for a decision, everybody else, and the secretariat; once each."""
    desk = await refresh(context.tx, before)
    kinds = {i.person.id: "chairing.changed" for i in desk.invitees}
    kinds[meeting.chair_id] = "chairing.appointed"
    kinds[before.meeting.chair_id] = "chairing.relieved"
    kinds.pop(context.person.id, None)
    for person_id, kind in kinds.items():
        await _owe(context, meeting, person_id, kind)
    await _hand_on(context, desk)
    for seat in await people.secretariat(context.tx, meeting.committee_id):
        if seat.person.id not in kinds:
            await _owe(context, meeting, seat.person.id, "chairing.to_call")


async def _hand_on(context: Context, desk: Desk) -> None:
    """Requests that nobody has decided are put to the new chair."""
    for absence in await absences.of_meeting(context.tx, desk.meeting.id, AbsenceState.SUBMITTED):
        if absence.revision == desk.meeting.revision:
            await tell_chair(context, desk, absence.subject, "absence.request")
    for proxy in await proxies.of_meeting(context.tx, desk.meeting.id):
        if proxy.revision == desk.meeting.revision and proxy.state is ProxyState.ACCEPTED:
            await tell_chair(context, desk, proxy.subject, "proxy.request")


async def _owe(context: Context, meeting: Meeting, person_id: int, kind: str) -> None:
    await context.tell(
        person_id,
        kind,
        committee_id=meeting.committee_id,
        subject=meeting.subject,
        revision=meeting.revision,
        step=f"{kind}:{context.now.isoformat()}",
        facts={"chair": meeting.chair_id},
        expires_at=meeting.starts_at,
    )


async def postpone(context: Context, arguments: Sequence[str]) -> None:
    """The chair would rather hold it another day: the secretariat prepares that."""
    desk, _ = await access.chaired_meeting(context, access.row_id(arguments))
    rules.require_chair(desk.meeting, context.person.id, context.now)
    for seat in await people.secretariat(context.tx, desk.committee.id):
        await _owe(context, desk.meeting, seat.person.id, "chairing.postpone")
    await context.record("postponement_asked", desk.meeting.subject, desk.committee.id)
    context.replace(
        "chairing/postpone_reply", [choice("chairing", "propose", desk.meeting.id)], desk=desk
    )


async def later(context: Context, arguments: Sequence[str]) -> None:
    desk, _ = await access.chaired_meeting(context, access.row_id(arguments))
    context.replace("chairing/later", [choice("chairing", "propose", desk.meeting.id)], desk=desk)
