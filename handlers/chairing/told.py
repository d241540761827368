"""What each one hears when somebody else chairs, and what the new chair finds on the desk."""

from collections.abc import Sequence

from committee.absence import AbsenceState
from committee.attendance import Answer, Part
from committee.proxy import ProxyState
from handlers import access
from handlers.conversation import Choice, Outgoing, StoredFile, choice
from handlers.desk import Desk
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from storage import absences, invitees, opinions, people, proxies

MOST_READ = 2


async def compose_appointed(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To who chairs now: since when, what waits, what lies on the desk."""
    desk = await _standing(speaker, owed)
    if desk is None or not desk.chaired_by(owed.person.id):
        return None
    return speaker.message(
        "chairing/appointed",
        [
            choice("chairing", "dossier", desk.meeting.id),
            choice("chairing", "mend", desk.meeting.id),
        ],
        desk=desk,
        person=owed.person,
        title=_title(desk, owed.person.id),
        former=_former(desk),
        pending=await _pending(speaker, desk),
        opinions=len(await opinions.authors(speaker.tx, desk.meeting.id)),
    )


async def compose_relieved(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To who chaired till now, when the chair was taken back."""
    desk = await _standing(speaker, owed)
    if desk is None or owed.person.id == desk.meeting.chair_id:
        return None
    if await access.owed_invitation(speaker, owed) is None:
        return None
    return speaker.message("chairing/relieved", desk=desk, person=owed.person)


async def compose_changed(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To everybody else: who chairs; time, place and answers stand."""
    found = await access.owed_invitation(speaker, owed)
    if found is None or await _standing(speaker, owed) is None:
        return None
    desk, invitee = found
    if invitee.part is Part.CHAIR or invitee.answer is Answer.HANDED_OVER:
        return None
    return speaker.message(
        "chairing/changed",
        [choice("chairing", "clear", desk.meeting.id)],
        desk=desk,
        person=owed.person,
        title=_title(desk, desk.meeting.chair_id),
    )


async def compose_to_call(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the secretariat: who chairs, and whom the assistant could not tell."""
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or await _standing(speaker, owed) is None:
        return None
    reached = await invitees.reachable(speaker.tx, desk.meeting.id)
    to_call = [i for i in desk.invitees if i.person.id not in reached]
    done = [choice("chairing", "called", desk.meeting.id)] if to_call else []
    return speaker.message("chairing/to_call", done, desk=desk, to_call=to_call)


async def compose_postpone(speaker: Speaker, owed: Owed) -> Outgoing | None:
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or await _standing(speaker, owed) is None:
        return None
    return speaker.message(
        "chairing/postpone",
        [choice("meeting", "newtime", desk.meeting.id), choice("meeting", "open", desk.meeting.id)],
        desk=desk,
    )


async def compose_mend(speaker: Speaker, owed: Owed) -> Outgoing | None:
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None:
        return None
    return speaker.message("chairing/mend", [choice("meeting", "open", desk.meeting.id)], desk=desk)


async def dossier(context: Context, arguments: Sequence[str]) -> None:
    """All that the chair may read of this meeting."""
    desk, _ = await access.chaired_meeting(context, access.row_id(arguments))
    sendable = [d for d in desk.documents if d.sendable]
    context.reply(
        "chairing/dossier",
        await _reading(context, desk),
        files=[StoredFile(d.sha256, d.name, d.media_type, d.size) for d in sendable],
        desk=desk,
        tally=desk.tally,
        sent=sendable,
        opinions=len(await opinions.authors(context.tx, desk.meeting.id)),
    )


async def _reading(context: Context, desk: Desk) -> list[Choice]:
    meeting_id = desk.meeting.id
    waiting = await absences.of_meeting(context.tx, meeting_id, AbsenceState.SUBMITTED)
    choices = [choice("absence", "pending", meeting_id, count=len(waiting))] if waiting else []
    wrote = await opinions.authors(context.tx, meeting_id)
    authors = [i for i in desk.members if i.person.id in wrote][:MOST_READ]
    choices += [choice("opinion", "read_of", i.id, person=i.person) for i in authors]
    return [*choices, choice("absence", "reasons", meeting_id)]


async def mend(context: Context, arguments: Sequence[str]) -> None:
    """The new chair wants something changed: the secretariat is asked to get in touch."""
    desk, _ = await access.chaired_meeting(context, access.row_id(arguments))
    calendar = await context.calendar(desk.committee.id)
    for seat in await people.secretariat(context.tx, desk.committee.id):
        await context.tell(
            seat.person.id,
            "chairing.mend",
            committee_id=desk.committee.id,
            subject=desk.meeting.subject,
            revision=desk.meeting.revision,
            step=f"mend:{context.now.isoformat()}",
            expires_at=desk.meeting.starts_at,
        )
    context.reply("chairing/mend_reply", desk=desk, told_at=calendar.next_allowed(context.now))


async def clear(context: Context, arguments: Sequence[str]) -> None:
    """Read and understood; a courtesy that changes nothing."""
    desk, own = await access.invited_meeting(context, access.row_id(arguments))
    await context.record("chair_noted", f"invitee:{own.id}", desk.committee.id)
    context.replace("chairing/clear", desk=desk, person=context.person)


async def called(context: Context, arguments: Sequence[str]) -> None:
    """The secretariat called who has no chat."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    await context.record("called", desk.meeting.subject, desk.committee.id)
    context.replace("chairing/called", desk=desk, by=context.person)


async def _standing(speaker: Speaker, owed: Owed) -> Desk | None:
    """The meeting, as long as it is the same chair that this was about."""
    desk = await access.owed_meeting(speaker, owed)
    if desk is None or speaker.now >= desk.meeting.starts_at:
        return None
    same = desk.meeting.chair_id == owed.facts["chair"]
    return desk if same and desk.meeting.invitations_out(speaker.now) else None


async def _pending(speaker: Speaker, desk: Desk) -> int:
    meeting = desk.meeting
    waiting = await absences.of_meeting(speaker.tx, meeting.id, AbsenceState.SUBMITTED)
    named = await proxies.of_meeting(speaker.tx, meeting.id)
    return sum(1 for a in waiting if a.revision == meeting.revision) + sum(
        1 for p in named if p.revision == meeting.revision and p.state is ProxyState.ACCEPTED
    )


def _title(desk: Desk, person_id: int) -> str:
    own = next((i for i in desk.invitees if i.person.id == person_id), None)
    return desk.regulation.titles.get(own.roles[0], "") if own and own.roles else ""


def _former(desk: Desk) -> str:
    """The title of who handed the chair over, if somebody did."""
    former = next((i for i in desk.invitees if i.answer is Answer.HANDED_OVER), None)
    return _title(desk, former.person.id) if former else ""
