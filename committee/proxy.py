"""Sending somebody instead: who may, whom, what must be there first, and taking it back."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from committee.attendance import Answer, Invitee, Part, require_answerable
from committee.meeting import Meeting
from committee.people import Role
from committee.refusal import Reason, refuse
from committee.rules import Citation, RuleBook, RuleName


class ProxyState(StrEnum):
    DRAFT = "draft"
    """Named; the written opinion is still missing or the principal has not sent it."""
    ASKED = "asked"
    """The proxy has been asked and has not answered."""
    ACCEPTED = "accepted"
    """The proxy agreed; the chair has not decided."""
    GRANTED = "granted"
    REFUSED = "refused"
    DECLINED = "declined"
    """The proxy said no."""
    REVOKED = "revoked"
    """The principal took it back."""
    DROPPED = "dropped"
    """The proxy cannot come after having agreed."""


OPEN = (ProxyState.ASKED, ProxyState.ACCEPTED, ProxyState.GRANTED)
"""States in which somebody else counts on the proxy."""
LIVE = (ProxyState.DRAFT, *OPEN)


@dataclass(frozen=True, slots=True)
class Proxy:
    """One person standing in for one invitee; `revision` is the meeting's when it was made."""

    id: int
    meeting_id: int
    invitee_id: int
    person_id: int
    proxy_id: int
    revision: int
    state: ProxyState
    made_at: datetime
    asked_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    decided_by: int | None
    ended_at: datetime | None
    remark: str

    @property
    def subject(self) -> str:
        """How deliveries and the audit name it."""
        return f"proxy:{self.id}"


def may_send_proxy(rules: RuleBook, part: Part, roles: tuple[Role, ...]) -> bool:
    """Whether this invitee may send somebody instead.

    By the clause where the regulation has one for this role. Where it says nothing of proxies at
    all, a committee member who is not one of its leaders may, as the secretariat's own practice.
    """
    if part is not Part.MEMBER:
        return False
    if rules.find(RuleName.PROXY_OPINION) is not None:
        return rules.binds(RuleName.PROXY_OPINION, roles)
    return any(role in (Role.COMMISSIONER, Role.SECRETARY) for role in roles)


def require_may_send(rules: RuleBook, principal: Invitee, meeting: Meeting, now: datetime) -> None:
    """This invitee may send somebody, and there is still time to."""
    if not may_send_proxy(rules, principal.part, principal.roles):
        raise refuse(Reason.NOT_ALLOWED)
    require_answerable(principal, meeting, now)


def opinion_clauses(rules: RuleBook, roles: tuple[Role, ...]) -> tuple[Citation, ...]:
    """The clauses that want a written opinion of who sends somebody; empty where none does."""
    if not rules.binds(RuleName.PROXY_OPINION, roles):
        return ()
    rule = rules.find(RuleName.PROXY_OPINION)
    return rule.citations if rule else ()


def why_not(
    person_id: int, principal: Invitee, invitees: tuple[Invitee, ...], others: tuple[Proxy, ...]
) -> Reason | None:
    """Why this person cannot stand in: invited already, or asked by somebody else.

    A draft is nobody's business yet.
    """
    if any(i.person.id == person_id and i.stands_in_for != principal.id for i in invitees):
        return Reason.ATTENDS_ALREADY
    if any(
        other.proxy_id == person_id and other.invitee_id != principal.id and other.state in OPEN
        for other in others
    ):
        return Reason.STANDS_IN_ALREADY
    return None


def require_free(
    person_id: int, principal: Invitee, invitees: tuple[Invitee, ...], others: tuple[Proxy, ...]
) -> None:
    """Whoever stands in is free to."""
    reason = why_not(person_id, principal, invitees, others)
    if reason is not None:
        raise refuse(reason)


def ask(
    proxy: Proxy,
    principal: Invitee,
    meeting: Meeting,
    now: datetime,
    source: str,
    *,
    has_opinion: bool,
    opinion_first: bool,
    clauses: tuple[Citation, ...],
) -> tuple[Proxy, Invitee]:
    """Ask the proxy; from now on the principal has answered, as of now.

    `opinion_first` is the committee's setting: the written opinion must exist by now.
    """
    require_answerable(principal, meeting, now)
    if proxy.state is not ProxyState.DRAFT:
        raise refuse(Reason.ALREADY_DONE, at=proxy.asked_at)
    if proxy.revision != meeting.revision:
        raise refuse(Reason.CHANGED_MEANWHILE)
    if opinion_first and not has_opinion:
        raise refuse(Reason.NO_OPINION, *clauses)
    answered = replace(
        principal,
        answer=Answer.PROXY_ASKED,
        answered_at=now,
        source=source,
        recorded_by=None,
    )
    return replace(proxy, state=ProxyState.ASKED, asked_at=now), answered


def revoke(proxy: Proxy, now: datetime) -> Proxy:
    """The principal takes it back, until the meeting begins; who calls has checked that."""
    if proxy.state not in LIVE:
        raise refuse(Reason.ALREADY_DONE, at=proxy.ended_at)
    return ended(proxy, ProxyState.REVOKED, now)


def require_draft(proxy: Proxy, meeting: Meeting, now: datetime) -> None:
    """Nobody has been asked yet, and there is still time to."""
    if proxy.state is not ProxyState.DRAFT:
        raise refuse(Reason.ALREADY_DONE, at=proxy.asked_at or proxy.ended_at)
    require_standing(proxy, meeting, now)


def require_free_to_name(proxy: Proxy | None) -> None:
    """Somebody who has asked a person already takes that back before asking another."""
    if proxy is not None and proxy.state in OPEN:
        raise refuse(Reason.ALREADY_DONE, at=proxy.asked_at)


def require_open(proxy: Proxy, meeting: Meeting, now: datetime) -> None:
    """Somebody has been asked and the meeting has not begun."""
    if proxy.state not in OPEN:
        raise refuse(Reason.ALREADY_DONE, at=proxy.ended_at or proxy.decided_at)
    require_standing(proxy, meeting, now)


def require_code(proxy: Proxy, *, linked: bool, seated: bool) -> None:
    """Who was asked has no account yet, and nothing but this meeting for one to open.

    Whoever holds the code of a seat or of somebody's task could act as that person: it is the
    secretariat's to hand out.
    """
    if linked or proxy.state is not ProxyState.ASKED:
        raise refuse(Reason.ALREADY_DONE, at=proxy.accepted_at)
    if seated:
        raise refuse(Reason.NOT_ALLOWED)


def ended(proxy: Proxy, state: ProxyState, now: datetime) -> Proxy:
    """Over, in this state."""
    return replace(proxy, state=state, ended_at=now)


def require_standing(proxy: Proxy, meeting: Meeting, now: datetime) -> None:
    """The meeting is still the one that the request was made for, and has not begun."""
    if proxy.revision != meeting.revision or not meeting.invitations_out(now):
        raise refuse(Reason.CHANGED_MEANWHILE)
    if now >= meeting.starts_at:
        raise refuse(Reason.TOO_LATE)
