"""Who may break the silence of nights and holidays, and what for.

No regulation speaks of urgent notices: that the head and the deputies may is a setting.
"""

from dataclasses import dataclass

from committee.people import LEADERS, Membership
from committee.refusal import Reason, refuse

REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Urgency:
    """The right to write to people at any hour, once; `break_silence` alone gives it."""

    by: int
    reason: str


def leads(membership: Membership | None) -> bool:
    """Whether this seat is the head's or a deputy's."""
    return membership is not None and any(role in LEADERS for role in membership.roles)


def break_silence(membership: Membership | None, reason: str) -> Urgency:
    """Let a leader write at once; without a reason nobody may."""
    if membership is None or not leads(membership):
        raise refuse(Reason.NOT_ALLOWED)
    if not reason.strip():
        raise refuse(Reason.INCOMPLETE)
    return Urgency(membership.person.id, reason.strip())
