"""One request that somebody stand in for a member: all of it on the desk, and moved on."""

from dataclasses import dataclass, replace

from committee import proxy as rules
from committee.attendance import Invitee
from committee.people import Person
from committee.proxy import Proxy, ProxyState
from committee.rules import Citation
from handlers.answering import answer_choices
from handlers.conversation import Choice, Outgoing, choice
from handlers.desk import Desk
from handlers.requests import let_go
from handlers.speaking import Context
from storage import invitees, people, proxies
from storage.database import Transaction
from storage.opinions import Opinion

ASKED = "proxy.asked"
REQUEST = "proxy.request"
OPINION = "opinion.whole"
"""The question that hears an opinion, as files or in one text."""


@dataclass(frozen=True, slots=True)
class Request:
    """Who sends whom to which meeting, with the written opinion as far as there is one."""

    proxy: Proxy
    principal: Invitee
    stand_in: Person
    desk: Desk
    opinion: Opinion
    decider: Person | None
    """Who chaired when it was decided."""
    linked: bool
    """Whether whoever stands in can be reached by chat."""
    seated: bool
    """Whether a seat, a task or more is theirs: then the secretariat hands out the code."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The clauses that want the written opinion; empty where none does."""
        return rules.opinion_clauses(self.desk.regulation.rules, self.principal.roles)

    @property
    def title(self) -> str:
        """What the principal is in the committee."""
        roles = self.principal.roles
        return self.desk.regulation.titles.get(roles[0], "") if roles else ""

    @property
    def opinion_first(self) -> bool:
        """The committee's own setting: the opinion exists before anybody is asked."""
        return self.desk.committee.settings.opinion_before_submitting

    @property
    def own(self) -> tuple[int, int]:
        """How buttons name the principal's invitation at the present time."""
        return self.principal.id, self.desk.meeting.revision


def answers_of(request: Request) -> list[Choice]:
    """What the principal can answer when nobody stands in, the consenting one first."""
    return answer_choices(request.desk.regulation.rules, request.principal, request.desk.meeting)


async def named_now(tx: Transaction, desk: Desk) -> tuple[Proxy, ...]:
    """Whoever was named for the meeting's present time."""
    named = await proxies.of_meeting(tx, desk.meeting.id)
    return tuple(proxy for proxy in named if proxy.revision == desk.meeting.revision)


async def send(context: Context, request: Request) -> Request:
    """Ask whoever is to stand in; for the principal this is the answer to the invitation."""
    desk, meeting = request.desk, request.desk.meeting
    named = await named_now(context.tx, desk)
    rules.require_free(request.stand_in.id, request.principal, desk.invitees, named)
    asked, answered = rules.ask(
        request.proxy,
        request.principal,
        meeting,
        context.now,
        context.event.channel,
        has_opinion=request.opinion.exists,
        opinion_first=request.opinion_first,
        clauses=request.citations,
    )
    await let_go(context, meeting, request.principal, keeping=request.proxy)
    await save(context, "proxy_asked", request, asked, answered)
    await tell(context, request, [request.stand_in.id], ASKED)
    if request.seated and not request.linked:
        await tell_secretariat(context, request, "proxy.to_link")
    return replace(request, proxy=asked, principal=answered)


async def sent(context: Context, request: Request) -> Outgoing:
    """To the principal: whom the request went to, and what happens next."""
    link = not request.linked and not request.seated
    calendar = await context.calendar(request.desk.committee.id)
    return context.message(
        "proxy/sent",
        [
            *([choice("proxy", "link", request.proxy.id)] if link else []),
            choice("proxy", "revoke", request.proxy.id),
        ],
        request=request,
        told_at=calendar.next_allowed(context.now),
    )


async def save(
    context: Context, verb: str, request: Request, after: Proxy, answered: Invitee | None = None
) -> None:
    """Store how it stands and leave that in the audit, with what it makes the answer."""
    await proxies.save(context.tx, after)
    before: dict[str, object] = {"state": request.proxy.state}
    told: dict[str, object] = {"state": after.state}
    if answered is not None:
        await invitees.save_answer(context.tx, answered)
        before["answer"], told["answer"] = request.principal.answer, answered.answer
    await context.record(verb, after.subject, request.desk.committee.id, before=before, after=told)


async def tell(
    context: Context, request: Request, told: list[int], kind: str, step: str = ""
) -> None:
    """Owe these people this news, once a request."""
    meeting = request.desk.meeting
    for person_id in told:
        await context.tell(
            person_id,
            kind,
            committee_id=meeting.committee_id,
            subject=request.proxy.subject,
            revision=meeting.revision,
            step=step or kind,
            expires_at=meeting.starts_at,
        )


async def tell_secretariat(context: Context, request: Request, kind: str) -> None:
    seats = await people.secretariat(context.tx, request.desk.committee.id)
    concerned = (request.principal.person.id, request.stand_in.id)
    told = [seat.person.id for seat in seats if seat.person.id not in concerned]
    await tell(context, request, told, kind)


async def opinion_came(context: Context, request: Request) -> None:
    """The chair who has been asked without an opinion is asked again, now that there is one."""
    if request.proxy.state is ProxyState.ACCEPTED:
        chair_id = request.desk.meeting.chair_id
        await tell(context, request, [chair_id], REQUEST, f"{REQUEST}:{chair_id}:opinion")


async def tell_void(context: Context, desk: Desk, revision: int) -> None:
    """The meeting is put off or cancelled: who was asked to stand in hears that it is off.

    Whoever stands in already is invited, and hears of a cancellation like every invitee.
    """
    moved = revision != desk.meeting.revision
    for proxy in await named_now(context.tx, desk):
        invited = proxy.state is ProxyState.GRANTED and not moved
        if proxy.state not in rules.OPEN or invited:
            continue
        await context.tell(
            proxy.proxy_id,
            "proxy.void",
            committee_id=desk.committee.id,
            subject=proxy.subject,
            revision=revision,
            step="proxy.void",
            expires_at=desk.meeting.starts_at,
        )
