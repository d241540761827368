"""Why something is refused: an enum and a citation; `messages/` words it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from committee.rules import Citation


class Reason(StrEnum):
    """What stood in the way. Each has a template `refusal/<reason>.j2`."""

    NOT_FOUND = "not_found"
    """There is no such thing, or the asker may not know that there is."""
    NOT_ALLOWED = "not_allowed"
    ALREADY_DONE = "already_done"
    TOO_LATE = "too_late"
    IN_THE_PAST = "in_the_past"
    NOT_APPROVED = "not_approved"
    NO_NUMBER = "no_number"
    NO_ACTIVE_MEETING = "no_active_meeting"
    INCOMPLETE = "incomplete"
    AFTER_START = "after_start"
    """A reply deadline must not lie after the meeting's beginning."""
    CANCELLED = "cancelled"
    CHANGED_MEANWHILE = "changed_meanwhile"
    PREVIEW_CHANGED = "preview_changed"
    """What was previewed is not what would go out now."""
    WITHDRAWN = "withdrawn"
    """The notice does not hold any more."""
    NO_DOCUMENT_NUMBER = "no_document_number"
    NO_RECEIVERS = "no_receivers"
    TASK_CANCELLED = "task_cancelled"
    TASK_CHANGED = "task_changed"
    """The task is no longer what the button was about."""
    NO_OPINION = "no_opinion"
    """Who sends somebody instead has not given a written opinion."""
    ATTENDS_ALREADY = "attends_already"
    """Whoever is invited in person cannot stand in for somebody."""
    STANDS_IN_ALREADY = "stands_in_already"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal as a value: the clauses it rests on, and when the thing was done, if known."""

    reason: Reason
    citations: tuple[Citation, ...] = ()
    at: datetime | None = None


class Refused(Exception):
    """A refusal on its way out of a handler: nothing is changed, the asker is told why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def refuse(reason: Reason, *citations: Citation, at: datetime | None = None) -> Refused:
    return Refused(Refusal(reason, citations, at))
