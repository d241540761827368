"""Sending somebody instead: named, agreed to by the proxy, and decided by the chair."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from committee.attendance import Answer, Invitee, Part, require_answerable, unanswered
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


def require_free(
    person_id: int,
    principal: Invitee,
    invitees: tuple[Invitee, ...],
    others: tuple[Proxy, ...],
) -> None:
    """Who stands in is nobody who is invited already or was named by somebody else."""
    if _invited(person_id, principal, invitees):
        raise refuse(Reason.ATTENDS_ALREADY)
    if _named_elsewhere(person_id, principal, others):
        raise refuse(Reason.STANDS_IN_ALREADY)


def is_free(
    person_id: int,
    principal: Invitee,
    invitees: tuple[Invitee, ...],
    others: tuple[Proxy, ...],
) -> bool:
    """Whether this person can be named at all."""
    invited = _invited(person_id, principal, invitees)
    return not invited and not _named_elsewhere(person_id, principal, others)


def _invited(person_id: int, principal: Invitee, invitees: tuple[Invitee, ...]) -> bool:
    return any(i.person.id == person_id and i.stands_in_for != principal.id for i in invitees)


def _named_elsewhere(person_id: int, principal: Invitee, others: tuple[Proxy, ...]) -> bool:
    """A draft is nobody's business yet: only who has been asked is taken."""
    return any(
        other.proxy_id == person_id and other.invitee_id != principal.id and other.state in OPEN
        for other in others
    )


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


def accept(proxy: Proxy, meeting: Meeting, person_id: int, now: datetime) -> Proxy:
    """The proxy agrees to come; now the chair is asked."""
    _require_own(proxy, meeting, person_id, ProxyState.ASKED, now)
    return replace(proxy, state=ProxyState.ACCEPTED, accepted_at=now)


def decline(
    proxy: Proxy, principal: Invitee, meeting: Meeting, person_id: int, now: datetime
) -> tuple[Proxy, Invitee]:
    """The proxy cannot; the principal is asked anew."""
    _require_own(proxy, meeting, person_id, ProxyState.ASKED, now)
    return _ended(proxy, ProxyState.DECLINED, now), unanswered(principal)


def drop(
    proxy: Proxy, principal: Invitee, meeting: Meeting, person_id: int, now: datetime
) -> tuple[Proxy, Invitee]:
    """The proxy cannot come after all."""
    state = ProxyState.ACCEPTED if proxy.state is ProxyState.ACCEPTED else ProxyState.GRANTED
    _require_own(proxy, meeting, person_id, state, now)
    return _ended(proxy, ProxyState.DROPPED, now), unanswered(principal)


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


def revoke(proxy: Proxy, now: datetime) -> Proxy:
    """The principal takes it back, until the meeting begins; who calls has checked that."""
    if proxy.state not in LIVE:
        raise refuse(Reason.ALREADY_DONE, at=proxy.ended_at)
    return _ended(proxy, ProxyState.REVOKED, now)


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
    """Who was asked has no account yet, and sits in no committee.

    Whoever holds a seat's code could act in that seat: it is the secretariat's to hand out.
    """
    if linked or proxy.state is not ProxyState.ASKED:
        raise refuse(Reason.ALREADY_DONE, at=proxy.accepted_at)
    if seated:
        raise refuse(Reason.NOT_ALLOWED)


def _ended(proxy: Proxy, state: ProxyState, now: datetime) -> Proxy:
    return replace(proxy, state=state, ended_at=now)


def _require_own(
    proxy: Proxy, meeting: Meeting, person_id: int, state: ProxyState, now: datetime
) -> None:
    if proxy.proxy_id != person_id:
        raise refuse(Reason.NOT_FOUND)
    if proxy.state is not state:
        raise refuse(Reason.ALREADY_DONE, at=proxy.ended_at or proxy.accepted_at)
    require_standing(proxy, meeting, now)


def require_standing(proxy: Proxy, meeting: Meeting, now: datetime) -> None:
    """The meeting is still the one that the request was made for, and has not begun."""
    if proxy.revision != meeting.revision or not meeting.invitations_out(now):
        raise refuse(Reason.CHANGED_MEANWHILE)
    if now >= meeting.starts_at:
        raise refuse(Reason.TOO_LATE)
