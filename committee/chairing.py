"""Who chairs when the chair cannot: proposed by the clauses, done only when the chair says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from committee.attendance import PENDING, STAYING_AWAY, Answer, Invitee, Part, unanswered
from committee.meeting import Meeting
from committee.people import Role
from committee.refusal import Reason, refuse
from committee.rules import Citation, RuleBook, RuleName


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who may chair instead.

    `stands_in` are the clauses by which this role acts for the absent head, empty where the
    regulation has none; `chairs` those by which it may chair.
    """

    invitee: Invitee
    role: Role
    stands_in: tuple[Citation, ...]
    chairs: tuple[Citation, ...]


def stand_ins(rules: RuleBook, invitees: Iterable[Invitee]) -> tuple[StandIn, ...]:
    """Whom the regulation lets chair instead, who stands in for the head first.

    Somebody who stays away, or waits to hear whether that is agreed to, is not proposed.
    """
    return _able(rules, [i for i in invitees if i.part is Part.MEMBER and _comes(i)])


def away(rules: RuleBook, invitees: Iterable[Invitee]) -> tuple[StandIn, ...]:
    """Whom the regulation would let chair instead, but who stays away from this meeting."""
    return _able(rules, [i for i in invitees if i.part is Part.MEMBER and not _comes(i)])


def _able(rules: RuleBook, members: Sequence[Invitee]) -> tuple[StandIn, ...]:
    roles = dict.fromkeys((*_by(rules, RuleName.STAND_IN), *_by(rules, RuleName.CHAIR)))
    return tuple(
        StandIn(
            invitee,
            role,
            _clauses(rules, RuleName.STAND_IN, role),
            _clauses(rules, RuleName.CHAIR, role),
        )
        for role in roles
        if role is not Role.HEAD
        for invitee in members
        if role in invitee.roles
    )


def _comes(invitee: Invitee) -> bool:
    return invitee.answer not in (*STAYING_AWAY, *PENDING)


def _by(rules: RuleBook, name: RuleName) -> tuple[Role, ...]:
    rule = rules.find(name)
    return rule.by if rule else ()


def _clauses(rules: RuleBook, name: RuleName, role: Role) -> tuple[Citation, ...]:
    rule = rules.find(name)
    return rule.citations_for(role) if rule is not None and role in rule.by else ()


def hand_over(
    meeting: Meeting, chair: Invitee, successor: StandIn, person_id: int, now: datetime
) -> tuple[Meeting, Invitee, Invitee]:
    """The chair gives the meeting to somebody whom the regulation lets chair.

    From this moment the successor decides what the chair decides; what the successor had answered
    stays on record. The chair is on record as having handed over, which is no absence.
    """
    require_chair(meeting, person_id, now)
    away = replace(chair, part=Part.MEMBER, answer=Answer.HANDED_OVER)
    chairing = replace(successor.invitee, part=Part.CHAIR)
    return replace(meeting, chair_id=successor.invitee.person.id), away, chairing


def take_back(
    meeting: Meeting, former: Invitee, chair: Invitee, now: datetime
) -> tuple[Meeting, Invitee, Invitee]:
    """Who handed the chair over takes it back, until the meeting begins."""
    if former.answer is not Answer.HANDED_OVER:
        raise refuse(Reason.NOT_ALLOWED)
    _require_ahead(meeting, now)
    back = replace(unanswered(former), part=Part.CHAIR)
    return (
        replace(meeting, chair_id=former.person.id),
        back,
        replace(chair, part=Part.MEMBER),
    )


def require_chair(meeting: Meeting, person_id: int, now: datetime) -> None:
    """This person chairs the meeting, which is called and has not begun."""
    if meeting.chair_id != person_id:
        raise refuse(Reason.NOT_ALLOWED)
    _require_ahead(meeting, now)


def _require_ahead(meeting: Meeting, now: datetime) -> None:
    if not meeting.invitations_out(now):
        raise refuse(Reason.CHANGED_MEANWHILE)
    if now >= meeting.starts_at:
        raise refuse(Reason.TOO_LATE)
