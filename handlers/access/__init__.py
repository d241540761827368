"""The only door to a row by its id: who asks, and may they.

Whoever may not know of a row is told the same as if there were none.
"""

from handlers.access.absences import (
    absence_to_decide,
    absence_to_read,
    absence_to_send,
    absences_to_read,
    owed_absence,
)
from handlers.access.chairing import chaired_meeting, invited_meeting
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
from handlers.access.tasks import (
    evidence_to_read,
    extension_to_decide,
    issue_to_answer,
    owed_extension,
    owed_issue,
    owed_own_task,
    owed_task,
    owed_tasks,
    own_task,
    run_task,
    runs_assistant,
    task_source,
    task_to_advise,
    task_to_decide,
    task_to_look_at,
)

__all__ = [
    "absence_to_decide",
    "absence_to_read",
    "absence_to_send",
    "absences_to_read",
    "chaired_meeting",
    "change_to_decide",
    "change_to_submit",
    "document_to_edit",
    "evidence_to_read",
    "extension_to_decide",
    "invited_meeting",
    "invitee_to_record",
    "issue_to_answer",
    "meeting_to_decide",
    "owed_absence",
    "owed_change",
    "owed_extension",
    "owed_invitation",
    "owed_issue",
    "owed_meeting",
    "owed_own_task",
    "owed_task",
    "owed_tasks",
    "owed_to_secretariat",
    "own_committee",
    "own_invitation",
    "own_task",
    "prepared_meeting",
    "row_id",
    "run_task",
    "runs_assistant",
    "seat",
    "secretariat_seats",
    "task_source",
    "task_to_advise",
    "task_to_decide",
    "task_to_look_at",
]
