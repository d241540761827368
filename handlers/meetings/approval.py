"""The draft goes to who may convene, and comes back agreed or with a remark."""

from collections.abc import Sequence

from committee import meeting_steps as rules
from committee.meeting import MeetingState
from committee.meeting_kinds import convening_rule
from committee.permission import clauses
from committee.refusal import Reason, refuse
from committee.rules import Citation
from handlers import access
from handlers.conversation import Choice, Dialogue, Outgoing, choice
from handlers.desk import Desk
from handlers.feature import Owed
from handlers.meetings import conveners, draft
from handlers.meetings.desk_work import save, sendable, tell_secretariat
from handlers.speaking import Context, Speaker
from storage import people

REMARK = "meeting.remark"
REMARK_LENGTH = 500


async def submit(context: Context, arguments: Sequence[str]) -> None:
    """Submit, but say first what the regulation wants and what is missing."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    if desk.report_missing and rules.can_edit(desk.meeting):
        meeting_id = desk.meeting.id
        context.reply(
            "meeting/report_missing",
            [choice("meeting", "attach", meeting_id), choice("meeting", "submitnow", meeting_id)],
            desk=desk,
        )
        return
    await submit_now(context, arguments)


async def submit_now(context: Context, arguments: Sequence[str]) -> None:
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    submitted = rules.submit(desk.meeting, context.now)
    await save(context, "meeting_submitted", desk.meeting, submitted)
    await conveners.ask_approval(context, desk, submitted.chair_id)
    recall = choice("meeting", "recall", desk.meeting.id)
    context.replace(
        "meeting/submitted",
        [recall, *conveners.choices(desk)],
        desk=desk,
        others=conveners.others(desk),
    )


async def recall(context: Context, arguments: Sequence[str]) -> None:
    """Take the draft back to mend it; the head's question stands no more."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    await save(context, "meeting_recalled", desk.meeting, rules.recall(desk.meeting))
    await draft.show(context, desk)


async def compose_approval(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """What the head is asked; only while it waits for an answer."""
    desk = await access.owed_meeting(speaker, owed)
    if desk is None or desk.meeting.state is not MeetingState.SUBMITTED:
        return None
    convening = await _convening(speaker, desk, owed.person.id)
    if not convening:
        return None
    proposer = await access.proposer(speaker.tx, desk.committee.id, desk.meeting.made_by)
    return speaker.message(
        "meeting/approval",
        _approval_choices(desk),
        summary=speaker.message("meeting/approval_line", desk=desk).text,
        desk=desk,
        person=owed.person,
        citations=convening,
        proposer=proposer.title if proposer else "",
        proposes=proposer.citations if proposer else (),
    )


def _approval_choices(desk: Desk) -> list[Choice]:
    papers = [choice("meeting", "read", desk.meeting.id, count=len(desk.documents))]
    return [*_decisions(desk), *(papers if desk.documents else [])]


def _decisions(desk: Desk) -> list[Choice]:
    own = (desk.meeting.id, desk.question)
    return [choice("meeting", "approve", *own), choice("meeting", "return", *own)]


async def _convening(speaker: Speaker, desk: Desk, person_id: int) -> tuple[Citation, ...]:
    """The first clause by which this person convenes such a meeting."""
    own = await people.membership(speaker.tx, desk.committee.id, person_id)
    name = convening_rule(desk.meeting.kind)
    return clauses(desk.regulation.rules, name, own.roles)[:1] if own else ()


async def read(context: Context, arguments: Sequence[str]) -> None:
    """The papers, for who decides."""
    desk, _ = await access.meeting_to_decide(context, access.row_id(arguments))
    asked = desk.meeting.state is MeetingState.SUBMITTED
    context.reply(
        "meeting/read",
        _decisions(desk) if asked else (),
        files=sendable(desk.documents),
        desk=desk,
    )


async def approve(context: Context, arguments: Sequence[str]) -> None:
    desk, _ = await access.meeting_to_decide(context, access.row_id(arguments))
    approved = rules.approve(desk.meeting, context.person.id, context.now)
    _require_asked(desk, arguments)
    await save(context, "meeting_approved", desk.meeting, approved)
    at = await tell_secretariat(context, approved, "meeting.approved")
    context.replace(
        "meeting/approved_reply",
        [choice("meeting", "withdraw", desk.meeting.id)],
        desk=desk,
        told_at=at,
    )


def _require_asked(desk: Desk, arguments: Sequence[str]) -> None:
    """The button is of the question as it stands: what was changed since is asked anew."""
    if len(arguments) < 2 or arguments[1] != desk.question:
        raise refuse(Reason.CHANGED_MEANWHILE)


async def withdraw(context: Context, arguments: Sequence[str]) -> None:
    """The approval is taken back; the question stands again."""
    desk, _ = await access.meeting_to_decide(context, access.row_id(arguments))
    submitted = rules.withdraw_approval(desk.meeting, context.person.id)
    await save(context, "approval_withdrawn", desk.meeting, submitted)
    await tell_secretariat(context, submitted, "meeting.approval_withdrawn")
    context.replace("meeting/approval_withdrawn_reply", _approval_choices(desk), desk=desk)


async def send_back(context: Context, arguments: Sequence[str]) -> None:
    """A remark is asked for: nothing goes back without a reason."""
    desk, _ = await access.meeting_to_decide(context, access.row_id(arguments))
    if desk.meeting.state is not MeetingState.SUBMITTED:
        rules.send_back(desk.meeting, "-")  # says why not
    _require_asked(desk, arguments)
    await context.ask(REMARK, meeting=desk.meeting.id, question=desk.question)
    context.reply("meeting/ask_remark", desk=desk)


async def remark_given(context: Context, dialogue: Dialogue) -> None:
    desk, _ = await access.meeting_to_decide(context, int(dialogue.state["meeting"]))
    _require_asked(desk, ("", str(dialogue.state["question"])))
    remark = draft.typed_line(context, REMARK_LENGTH)
    if not remark:
        return
    returned = rules.send_back(desk.meeting, remark)
    await context.done_asking()
    await save(context, "meeting_returned", desk.meeting, returned)
    at = await tell_secretariat(context, returned, "meeting.returned")
    context.reply("meeting/returned_reply", desk=desk, told_at=at)


async def compose_approved(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The secretariat may go on: number, preview, send."""
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or desk.meeting.state is not MeetingState.APPROVED:
        return None
    meeting_id = desk.meeting.id
    return speaker.message(
        "meeting/approved",
        [
            choice("meeting", "number", meeting_id),
            choice("meeting", "preview", meeting_id),
            choice("meeting", "letter", meeting_id),
        ],
        summary=speaker.message("meeting/approved_line", desk=desk).text,
        desk=desk,
    )


async def compose_returned(speaker: Speaker, owed: Owed) -> Outgoing | None:
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or desk.meeting.state is not MeetingState.RETURNED:
        return None
    return speaker.message(
        "meeting/returned",
        [choice("meeting", "open", desk.meeting.id)],
        summary=speaker.message("meeting/returned_line", desk=desk).text,
        desk=desk,
    )


async def compose_withdrawn(speaker: Speaker, owed: Owed) -> Outgoing | None:
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or desk.meeting.state is not MeetingState.SUBMITTED:
        return None
    return speaker.message("meeting/approval_withdrawn", desk=desk)
