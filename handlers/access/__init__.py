"""The only door to a row by its id: who asks, and may they.

Whoever may not know of a row is told the same as if there were none.
"""

from handlers.access.core import own_committee, row_id, seat, secretariat_seats
from handlers.access.meetings import (
    change_to_decide,
    change_to_submit,
    document_to_edit,
    invitee_to_record,
    meeting_to_decide,
    owed_change,
    owed_invitation,
    owed_meeting,
    owed_to_secretariat,
    own_invitation,
    prepared_meeting,
)

__all__ = [
    "change_to_decide",
    "change_to_submit",
    "document_to_edit",
    "invitee_to_record",
    "meeting_to_decide",
    "owed_change",
    "owed_invitation",
    "owed_meeting",
    "owed_to_secretariat",
    "own_committee",
    "own_invitation",
    "prepared_meeting",
    "row_id",
    "seat",
    "secretariat_seats",
]
