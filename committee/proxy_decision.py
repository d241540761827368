"""What whoever is to stand in answers, and what the chair decides."""

from dataclasses import replace
from datetime import datetime

from committee.attendance import Answer, Invitee, unanswered
from committee.meeting import Meeting
from committee.proxy import Proxy, ProxyState, ended, require_standing
from committee.refusal import Reason, refuse
from committee.rules import Citation


def accept(proxy: Proxy, meeting: Meeting, person_id: int, now: datetime) -> Proxy:
    """The proxy agrees to come; now the chair is asked."""
    _require_own(proxy, meeting, person_id, ProxyState.ASKED, now)
    return replace(proxy, state=ProxyState.ACCEPTED, accepted_at=now)


def decline(
    proxy: Proxy, principal: Invitee, meeting: Meeting, person_id: int, now: datetime
) -> tuple[Proxy, Invitee]:
    """The proxy cannot; the principal is asked anew."""
    _require_own(proxy, meeting, person_id, ProxyState.ASKED, now)
    return ended(proxy, ProxyState.DECLINED, now), unanswered(principal)


def drop(
    proxy: Proxy, principal: Invitee, meeting: Meeting, person_id: int, now: datetime
) -> tuple[Proxy, Invitee]:
    """The proxy cannot come after all."""
    state = ProxyState.ACCEPTED if proxy.state is ProxyState.ACCEPTED else ProxyState.GRANTED
    _require_own(proxy, meeting, person_id, state, now)
    return ended(proxy, ProxyState.DROPPED, now), unanswered(principal)


def decide(
    proxy: Proxy,
    principal: Invitee,
    meeting: Meeting,
    person_id: int,
    *,
    consents: bool,
    has_opinion: bool,
    remark: str,
    now: datetime,
    clauses: tuple[Citation, ...],
) -> tuple[Proxy, Invitee]:
    """The chair of that meeting, as of this moment; never a yes without a written opinion."""
    require_decidable(proxy, meeting, person_id, now)
    if consents and not has_opinion:
        raise refuse(Reason.NO_OPINION, *clauses)
    if not consents and not remark.strip():
        raise refuse(Reason.INCOMPLETE)
    decided = replace(
        proxy,
        state=ProxyState.GRANTED if consents else ProxyState.REFUSED,
        decided_at=now,
        decided_by=person_id,
        remark=remark.strip(),
    )
    if consents:
        return decided, replace(principal, answer=Answer.REPRESENTED)
    return decided, unanswered(principal)


def require_decidable(proxy: Proxy, meeting: Meeting, person_id: int, now: datetime) -> None:
    """It waits for a decision, and this person chairs the meeting it is about."""
    if meeting.chair_id != person_id:
        raise refuse(Reason.NOT_ALLOWED)
    if proxy.state is not ProxyState.ACCEPTED:
        raise refuse(Reason.ALREADY_DONE, at=proxy.decided_at)
    require_standing(proxy, meeting, now)


def _require_own(
    proxy: Proxy, meeting: Meeting, person_id: int, state: ProxyState, now: datetime
) -> None:
    if proxy.proxy_id != person_id:
        raise refuse(Reason.NOT_FOUND)
    if proxy.state is not state:
        raise refuse(Reason.ALREADY_DONE, at=proxy.ended_at or proxy.accepted_at)
    require_standing(proxy, meeting, now)
