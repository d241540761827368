"""What others are told of a request to stand in, worded as it stands when it goes out."""

from typing import Any

from committee.meeting import MeetingState
from committee.proxy import OPEN, ProxyState
from handlers import access
from handlers.conversation import Choice, Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import Speaker
from handlers.substitution import ASKED, REQUEST, Request, answers_of
from storage import owed_steps, people


async def compose_asked(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Whoever is to stand in is asked, as long as nobody has answered."""
    request = await _in_state(speaker, owed, ProxyState.ASKED)
    if request is None or owed.person.id != request.stand_in.id:
        return None
    return speaker.message(
        "proxy/asked",
        [choice("proxy", "accept", request.proxy.id), choice("proxy", "decline", request.proxy.id)],
        request=request,
    )


async def compose_request(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """What the chair is asked, as long as it waits and this person chairs.

    Without a written opinion there is no yes to press: it would be refused.
    """
    request = await _in_state(speaker, owed, ProxyState.ACCEPTED)
    if request is None or not request.desk.chaired_by(owed.person.id):
        return None
    deny = choice("proxy", "deny", request.proxy.id)
    given = [
        choice("proxy", "grant", request.proxy.id),
        deny,
        choice("opinion", "read", request.principal.id),
    ]
    choices = given if request.opinion.exists else [deny]
    return speaker.message("proxy/request", choices, request=request)


async def compose_submitted(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The secretariat hears that the chair waits for an opinion, and may write down a paper."""
    request = await _in_state(speaker, owed, ProxyState.ACCEPTED)
    if request is None or request.opinion.exists or not await _runs(speaker, owed, request):
        return None
    paper = choice("opinion", "papernow", request.principal.id)
    return speaker.message("proxy/submitted", [paper], request=request)


async def compose_to_link(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Somebody with a seat is asked and cannot be reached: the secretariat hands out the code."""
    request = await _in_state(speaker, owed, ProxyState.ASKED)
    if request is None or request.linked or not await _runs(speaker, owed, request):
        return None
    person = request.stand_in
    give = choice("invites", "give", person.id, name=person.name, place=0)
    return speaker.message("proxy/to_link", [give], request=request)


async def compose_declined(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The principal may name somebody else, unless that is done already."""
    request = await _in_state(speaker, owed, ProxyState.DECLINED)
    if request is None or request.principal.answer is not None:
        return None
    return speaker.message("proxy/declined", _anew(request), request=request)


async def compose_dropped(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the principal with what can be done now, to the others for their information."""
    request = await _in_state(speaker, owed, ProxyState.DROPPED)
    if request is None:
        return None
    own = owed.person.id == request.principal.person.id
    if request.principal.answer is not None if own else not await _heard(speaker, owed, request):
        return None
    choices = _anew(request) if own else []
    return _to(speaker, owed, "proxy/dropped", choices, request)


async def compose_revoked(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Only who has heard of the request hears that it is taken back."""
    request = await _in_state(speaker, owed, ProxyState.REVOKED)
    if request is None or not await _heard(speaker, owed, request):
        return None
    return _to(speaker, owed, "proxy/revoked", [], request)


async def compose_granted(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Who stands in gets time, place and papers of this meeting; the others who decided."""
    request = await _in_state(speaker, owed, ProxyState.GRANTED)
    if request is None or not await _concerned(speaker, owed, request):
        return None
    choices = _papers(owed, request)
    if owed.person.id == request.principal.person.id:
        choices = [choice("proxy", "revoke", request.proxy.id)]
    elif owed.person.id != request.stand_in.id and request.opinion.exists:
        choices = [choice("opinion", "read", request.principal.id)]
    return _to(speaker, owed, "proxy/granted", choices, request)


def _papers(owed: Owed, request: Request) -> list[Choice]:
    """What whoever stands in may have and do; the invitation is their own."""
    desk = request.desk
    invited = desk.proxy_of(request.principal)
    if invited is None or invited.person.id != owed.person.id:
        return []
    count = len(desk.documents_for(invited.part))
    papers = [choice("attendance", "papers", invited.id, count=count)] if count else []
    return [*papers, choice("proxy", "drop", invited.id, desk.meeting.revision)]


async def compose_refused(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The chair's own words are for the principal and the secretariat."""
    request = await _in_state(speaker, owed, ProxyState.REFUSED)
    if request is None or not await _concerned(speaker, owed, request):
        return None
    own = owed.person.id == request.principal.person.id
    if own and request.principal.answer is not None:
        return None
    return _to(speaker, owed, "proxy/refused", answers_of(request) if own else [], request)


async def compose_void(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The meeting was put off or cancelled: nobody need stand in, as things are."""
    request = await access.owed_request(speaker, owed)
    if request is None or request.proxy.state not in OPEN:
        return None
    if owed.person.id != request.stand_in.id or not await _heard(speaker, owed, request):
        return None
    cancelled = request.desk.meeting.state is MeetingState.CANCELLED
    return speaker.message("proxy/void", request=request, cancelled=cancelled)


async def _heard(speaker: Speaker, owed: Owed, request: Request) -> bool:
    """Whether this person has read of the request, so that its end means something."""
    subject, reader = request.proxy.subject, owed.person.id
    if reader == request.stand_in.id:
        return await owed_steps.any_released(speaker.tx, subject, ASKED)
    if await owed_steps.any_released(speaker.tx, subject, f"{REQUEST}:{reader}"):
        return True
    granted = request.proxy.decided_at is not None
    return granted and await _runs(speaker, owed, request)


def _anew(request: Request) -> list[Choice]:
    """The same answers, naming somebody else first."""
    *others, instead = answers_of(request)
    return [instead, *others]


def _to(
    speaker: Speaker, owed: Owed, template: str, choices: list[Choice], request: Request
) -> Outgoing:
    """Worded for the reader: the principal, who stands in, the chair, or the secretariat."""
    parts = {
        request.principal.person.id: "principal",
        request.stand_in.id: "stand_in",
        request.desk.meeting.chair_id: "chair",
    }
    facts: dict[str, Any] = {"request": request, "to": parts.get(owed.person.id, "secretariat")}
    return speaker.message(template, choices, person=owed.person, **facts)


async def _in_state(speaker: Speaker, owed: Owed, state: ProxyState) -> Request | None:
    """The request, as long as it stands so and its meeting is called."""
    request = await access.owed_request(speaker, owed)
    if request is None or request.proxy.state is not state:
        return None
    return request if request.desk.meeting.invitations_out(speaker.now) else None


async def _concerned(speaker: Speaker, owed: Owed, request: Request) -> bool:
    own = owed.person.id in (request.principal.person.id, request.stand_in.id)
    return own or await _runs(speaker, owed, request)


async def _runs(speaker: Speaker, owed: Owed, request: Request) -> bool:
    """Whether this person runs the assistant of that committee now."""
    seat = await people.membership(speaker.tx, request.desk.committee.id, owed.person.id)
    return seat is not None and seat.secretariat
