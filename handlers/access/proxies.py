"""Requests to stand in, and opinions in writing, by their id: for who has a part in them."""

from committee.attendance import Answer, Invitee
from committee.people import Person
from committee.proxy import Proxy
from committee.refusal import Reason, refuse
from handlers.access.core import known, seat
from handlers.access.meetings import own_invitation
from handlers.desk import Desk, lay_out
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.substitution import Request
from storage import accounts, invitees, linking, meetings, opinions, people, proxies
from storage.database import Transaction


async def present_invitation(
    context: Context, invitee_id: int, revision: int
) -> tuple[Invitee, Desk]:
    """The asker's own invitation, if the button is of the meeting's present time."""
    invitee, meeting = await own_invitation(context, invitee_id)
    if revision != meeting.revision:
        raise refuse(Reason.CHANGED_MEANWHILE)
    return invitee, await lay_out(context.tx, meeting)


async def nominee(context: Context, desk: Desk, person_id: int) -> Person:
    """Somebody on the committee's roster."""
    known = await linking.roster(context.tx, desk.committee.id)
    found = [each.person for each in known if each.person.id == person_id]
    if not found:
        raise refuse(Reason.NOT_FOUND)
    return found[0]


async def own_request(context: Context, proxy_id: int) -> Request:
    """The asker names who stands in."""
    request = await _found(context, proxy_id)
    if request.proxy.person_id != context.person.id:
        raise refuse(Reason.NOT_FOUND)
    return request


async def request_to_stand_in(context: Context, proxy_id: int) -> Request:
    """The asker is to stand in, and has been told so."""
    request = await _found(context, proxy_id)
    if request.proxy.proxy_id != context.person.id or request.proxy.asked_at is None:
        raise refuse(Reason.NOT_FOUND)
    if not await known(context.tx, request.desk.committee.id, context.person.id):
        raise refuse(Reason.NOT_FOUND)
    return request


async def request_to_decide(context: Context, proxy_id: int) -> Request:
    """For who chairs that meeting at this moment.

    Who handed the chair over knows of the request; nobody else is told that there is one.
    """
    request = await _found(context, proxy_id)
    if not request.desk.chaired_by(context.person.id):
        gave = any(
            i.person.id == context.person.id and i.answer is Answer.HANDED_OVER
            for i in request.desk.invitees
        )
        raise refuse(Reason.CHANGED_MEANWHILE if gave else Reason.NOT_FOUND)
    return request


async def request_of(tx: Transaction, desk: Desk, invitee: Invitee) -> Request | None:
    """What this invitee, whom access let somebody have, has open."""
    proxy = await proxies.live(tx, invitee.id)
    return await _laid(tx, desk, proxy) if proxy else None


async def owed_request(speaker: Speaker, owed: Owed) -> Request | None:
    """The request that a delivery is about; None where its meeting has moved since, or begun."""
    kind, _, number = owed.subject.partition(":")
    proxy = await proxies.by_id(speaker.tx, int(number)) if kind == "proxy" else None
    meeting = await meetings.by_id(speaker.tx, proxy.meeting_id) if proxy else None
    if proxy is None or meeting is None or meeting.revision != owed.revision:
        return None
    if speaker.now >= meeting.starts_at:
        return None
    if not await known(speaker.tx, meeting.committee_id, owed.person.id):
        return None
    return await _laid(speaker.tx, await lay_out(speaker.tx, meeting), proxy)


async def opinion_to_read(context: Context, invitee_id: int) -> tuple[Invitee, Desk]:
    """For its author, who chairs that meeting, and the secretariat."""
    invitee = await invitees.by_id(context.tx, invitee_id)
    meeting = await meetings.by_id(context.tx, invitee.meeting_id) if invitee else None
    if invitee is None or meeting is None:
        raise refuse(Reason.NOT_FOUND)
    desk = await lay_out(context.tx, meeting)
    if context.person.id != invitee.person.id and not _reads_all(context, desk):
        raise refuse(Reason.NOT_FOUND)
    return invitee, desk


async def opinions_to_read(context: Context, meeting_id: int) -> Desk:
    """All opinions for a meeting: for who chairs it and the secretariat."""
    meeting = await meetings.by_id(context.tx, meeting_id)
    desk = await lay_out(context.tx, meeting) if meeting else None
    if desk is None or not _reads_all(context, desk):
        raise refuse(Reason.NOT_FOUND)
    return desk


def _reads_all(context: Context, desk: Desk) -> bool:
    own = seat(context, desk.committee.id)
    return desk.chaired_by(context.person.id) or (own is not None and own.secretariat)


async def owed_opinion(speaker: Speaker, owed: Owed) -> tuple[Invitee, Desk] | None:
    """The author of the opinion that a delivery is about; None once the meeting has begun."""
    kind, _, number = owed.subject.partition(":")
    invitee = await invitees.by_id(speaker.tx, int(number)) if kind == "opinion" else None
    meeting = await meetings.by_id(speaker.tx, invitee.meeting_id) if invitee else None
    if invitee is None or meeting is None or speaker.now >= meeting.starts_at:
        return None
    if not meeting.invitations_out(speaker.now):
        return None
    if not await known(speaker.tx, meeting.committee_id, owed.person.id):
        return None
    return invitee, await lay_out(speaker.tx, meeting)


async def _found(context: Context, proxy_id: int) -> Request:
    proxy = await proxies.by_id(context.tx, proxy_id)
    meeting = await meetings.by_id(context.tx, proxy.meeting_id) if proxy else None
    if proxy is None or meeting is None:
        raise refuse(Reason.NOT_FOUND)
    request = await _laid(context.tx, await lay_out(context.tx, meeting), proxy)
    if request is None:
        raise refuse(Reason.NOT_FOUND)
    return request


async def _laid(tx: Transaction, desk: Desk, proxy: Proxy) -> Request | None:
    principal = desk.invitee(proxy.invitee_id)
    stand_in = await people.person(tx, proxy.proxy_id)
    if principal is None or stand_in is None:
        return None
    decided_by = proxy.decided_by
    return Request(
        proxy=proxy,
        principal=principal,
        stand_in=stand_in,
        desk=desk,
        opinion=await opinions.of_person(tx, desk.meeting.id, proxy.person_id),
        decider=None if decided_by is None else await people.person(tx, decided_by),
        linked=bool(await accounts.accounts_of(tx, proxy.proxy_id)),
        seated=await linking.has_a_place(tx, proxy.proxy_id, desk.committee.id),
    )
