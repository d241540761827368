"""What an invitee can answer, as buttons: taps, and the ways to stay away under the regulation."""

from committee.absence import Way, way
from committee.attendance import ANSWERS, Answer, Invitee, Part
from committee.meeting import Meeting
from committee.proxy import may_send_proxy
from committee.rules import RuleBook
from handlers.conversation import Choice, choice

_VERBS = {Answer.ATTENDING: "confirm", Answer.DECLINED: "decline"}


def answer_choices(rules: RuleBook, invitee: Invitee, meeting: Meeting) -> list[Choice]:
    """Everything this invitee may answer, the consenting one first."""
    own = (invitee.id, meeting.revision)
    taps = [choice("attendance", _VERBS[answer], *own) for answer in ANSWERS[invitee.part]]
    return taps + away_choices(rules, invitee, meeting)


def away_choices(rules: RuleBook, invitee: Invitee, meeting: Meeting) -> list[Choice]:
    """How this invitee stays away: asks or reports, sends somebody, hands the chair over.

    A guest does it in one tap, which is among the answers already.
    """
    own = (invitee.id, meeting.revision)
    match invitee.part:
        case Part.PROXY:
            return [choice("proxy", "drop", *own)]
        case Part.CHAIR:
            return [choice("chairing", "propose", meeting.id)]
        case Part.GUEST:
            return []
    asks = way(rules, invitee.part, invitee.roles) is Way.CONSENT
    ways = [choice("absence", "ask", *own, asks=asks)]
    if may_send_proxy(rules, invitee.part, invitee.roles):
        ways.append(choice("proxy", "ask", *own))
    return ways
