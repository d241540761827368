"""What follows once an opinion is there: a request that waited for it goes on, readers are told."""

from committee.attendance import Invitee
from committee.proxy import ProxyState
from handlers import access
from handlers.conversation import Outgoing, choice
from handlers.desk import Desk
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.substitution import Request, opinion_came, send, sent
from storage import opinions, people

GIVEN = "opinion.given"
RECORDED = "opinion.recorded"


async def by_author(context: Context, invitee: Invitee, desk: Desk) -> None:
    """Kept; a request that waited for it is sent by the same step, as its author was told."""
    await context.done_asking()
    await context.record("opinion_given", subject(invitee), desk.committee.id)
    request = await access.request_of(context.tx, desk, invitee)
    if request is not None and request.proxy.state is ProxyState.DRAFT:
        context.reply_with(await sent(context, await send(context, request)))
        return
    told = await tell_readers(context, invitee, desk, request)
    context.reply(
        "opinion/saved",
        [
            choice("opinion", "read", invitee.id),
            choice("opinion", "rewrite", invitee.id, desk.meeting.revision),
        ],
        desk=desk,
        opinion=await opinions.of_person(context.tx, desk.meeting.id, invitee.person.id),
        told=told,
    )


def subject(invitee: Invitee) -> str:
    """How deliveries and the audit name somebody's opinion."""
    return f"opinion:{invitee.id}"


async def tell_readers(
    context: Context, invitee: Invitee, desk: Desk, request: Request | None
) -> bool:
    """Chair and secretariat hear of an opinion; a chair who is being asked is asked with it."""
    if request is not None:
        await opinion_came(context, request)
        return False
    seats = await people.secretariat(context.tx, desk.committee.id)
    readers = dict.fromkeys([desk.meeting.chair_id, *(seat.person.id for seat in seats)])
    for person_id in readers:
        if person_id not in (invitee.person.id, context.person.id):
            await tell(context, invitee, desk, person_id, GIVEN)
    return True


async def tell(context: Context, invitee: Invitee, desk: Desk, person_id: int, kind: str) -> None:
    """Owe this person the news; an opinion may come in several steps."""
    await context.tell(
        person_id,
        kind,
        committee_id=desk.committee.id,
        subject=subject(invitee),
        revision=desk.meeting.revision,
        step=f"{kind}:{context.now.isoformat()}",
        expires_at=desk.meeting.starts_at,
    )


async def compose_given(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the chair and the secretariat, who may read it."""
    found = await access.owed_opinion(speaker, owed)
    if found is None:
        return None
    invitee, desk = found
    opinion = await opinions.of_person(speaker.tx, desk.meeting.id, invitee.person.id)
    seat = await people.membership(speaker.tx, desk.committee.id, owed.person.id)
    runs = seat is not None and seat.secretariat
    chairs = desk.chaired_by(owed.person.id)
    if not opinion.exists or not (runs or chairs):
        return None
    return speaker.message(
        "opinion/given",
        [choice("opinion", "read", invitee.id)],
        person=owed.person,
        chairs=chairs,
        invitee=invitee,
        desk=desk,
        opinion=opinion,
    )


async def compose_recorded(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the author: a paper was noted down; a request that waited may go now."""
    found = await access.owed_opinion(speaker, owed)
    if found is None or found[0].person.id != owed.person.id:
        return None
    invitee, desk = found
    opinion = await opinions.of_person(speaker.tx, desk.meeting.id, invitee.person.id)
    if not opinion.papers:
        return None
    request = await access.request_of(speaker.tx, desk, invitee)
    waits = request if request and request.proxy.state is ProxyState.DRAFT else None
    return speaker.message(
        "opinion/recorded_for_you",
        [
            *([choice("proxy", "send", waits.proxy.id)] if waits else []),
            choice("opinion", "read", invitee.id),
        ],
        invitee=invitee,
        desk=desk,
        opinion=opinion,
        request=waits,
    )
