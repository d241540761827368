"""Invitations answered, reminded of, written down for others, and counted."""

from handlers.attendance import answers, due, invitation, record, reminders, sheets
from handlers.feature import Ahead, Command, DialogueRule, Due, Feature
from messages.understand import asks_schedule, wants_papers
from storage import meetings

FEATURE = Feature(
    name="attendance",
    commands=(Command("lichhop", answers.schedule),),
    texts=(
        (wants_papers, answers.papers_typed),
        (asks_schedule, answers.schedule_asked),
    ),
    dialogues={record.RECORD: DialogueRule(record.named)},
    actions={
        "attendance:confirm": answers.confirm,
        "attendance:decline": answers.decline,
        "attendance:change": answers.change,
        "attendance:withdraw": answers.withdraw,
        "attendance:keep": answers.keep,
        "attendance:open": answers.open_invitation,
        "attendance:papers": answers.papers,
        "attendance:calendar": answers.calendar,
        "attendance:list": record.show_list,
        "attendance:phones": record.phones,
        "attendance:record": record.record,
        "attendance:recordfor": record.record_for,
        "attendance:says_yes": record.says_yes,
        "attendance:says_no": record.says_no,
        "attendance:undo": record.undo,
    },
    compose={
        "attendance.invitation": invitation.compose_invitation,
        "attendance.moved": invitation.compose_moved,
        "attendance.postponed": invitation.compose_postponed,
        "attendance.cancelled": invitation.compose_cancelled,
        "attendance.recorded": invitation.compose_recorded,
        "attendance.reply": reminders.compose_reply,
        "attendance.meeting": reminders.compose_meeting,
        "attendance.send_summary": reminders.compose_send_summary,
        "attendance.reply_summary": reminders.compose_reply_summary,
        "attendance.reply_closed": reminders.compose_reply_closed,
        "attendance.meeting_summary": reminders.compose_meeting_summary,
    },
    reminders=frozenset({"attendance.reply", "attendance.meeting"}),
    makers={"attendance.sheet": sheets.ANSWERS},
    due=Due(
        meetings.next_due,
        due.run_due,
        due.put_off,
        Ahead(meetings.due_between, due.owe_ahead),
    ),
)
