"""From "I cannot come" to the request: a reason, a look at it, and it goes."""

from collections.abc import Sequence
from typing import Any

from committee import absence as rules
from committee.absence import Absence, AbsenceState, Way, way
from committee.attendance import Answer, Invitee, require_answerable
from committee.meeting import Meeting
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Choice, Dialogue, FileRule, choice
from handlers.desk import Desk, lay_out
from handlers.requests import let_go, tell_chair
from handlers.speaking import Context
from messages.wording import words
from storage import absences, invitees

REASON = "absence.reason"
PREVIEW = "absence.preview"
REASON_LENGTH = 200
MOST_FILES = 5
FILES = FileRule((".pdf", ".docx", ".doc", ".jpg", ".jpeg", ".png"))


async def ask(context: Context, arguments: Sequence[str]) -> None:
    """Nothing is sent yet: a reason is chosen or typed, or it was a slip."""
    invitee, desk = await _own(context, arguments)
    if invitee.answer in (Answer.ABSENCE_ASKED, Answer.ABSENT):
        raise refuse(Reason.ALREADY_DONE, at=invitee.answered_at)
    await context.ask(REASON, invitee=invitee.id, revision=desk.meeting.revision, again_of=None)
    own = (invitee.id, desk.meeting.revision)
    context.reply(
        "absence/ask",
        [
            *[choice("absence", "because", *own, key, reason=text) for key, text in _reasons()],
            choice("absence", "type", *own),
            choice("absence", "back", *own),
        ],
        **_facts(desk, invitee),
    )


def _reasons() -> list[tuple[str, str]]:
    return list(words("absence")["reasons"].items())


async def because(context: Context, arguments: Sequence[str]) -> None:
    """A reason off the list."""
    invitee, desk = await _own(context, arguments)
    text = dict(_reasons()).get(arguments[2] if len(arguments) > 2 else "")
    if text is None:
        raise refuse(Reason.NOT_FOUND)
    await _draft(context, desk, invitee, text, None)


async def ask_reason(context: Context, arguments: Sequence[str]) -> None:
    invitee, desk = await _own(context, arguments)
    await context.ask(REASON, invitee=invitee.id, revision=desk.meeting.revision, again_of=None)
    context.reply("absence/ask_reason", most=REASON_LENGTH, **_facts(desk, invitee))


async def ask_again(context: Context, arguments: Sequence[str]) -> None:
    """The chair did not consent; one more word to the chair."""
    absence, invitee, desk = await access.absence_to_send(context, access.row_id(arguments))
    if absence.state is not AbsenceState.REFUSED or invitee.answer is not None:
        raise refuse(Reason.ALREADY_DONE)
    await context.ask(
        REASON, invitee=invitee.id, revision=desk.meeting.revision, again_of=absence.id
    )
    context.reply("absence/ask_again", most=REASON_LENGTH, **_facts(desk, invitee))


async def reason_typed(context: Context, dialogue: Dialogue) -> None:
    arguments = (str(dialogue.state["invitee"]), str(dialogue.state["revision"]))
    invitee, desk = await _own(context, arguments)
    reason = await typed_reason(context)
    if reason:
        await _draft(context, desk, invitee, reason, dialogue.state["again_of"])


async def typed_reason(context: Context) -> str:
    """The message as a reason, or a word about its length and nothing."""
    reason = " ".join(context.event.text.split())
    if len(reason) > REASON_LENGTH:
        context.reply("absence/too_long", most=REASON_LENGTH, length=len(reason))
        return ""
    return reason


async def _draft(
    context: Context, desk: Desk, invitee: Invitee, reason: str, again_of: int | None
) -> None:
    absence_id = await absences.add(
        context.tx,
        meeting_id=desk.meeting.id,
        invitee_id=invitee.id,
        person_id=invitee.person.id,
        revision=desk.meeting.revision,
        reason=reason,
        again_of=again_of,
        recorded_by=None,
        now=context.now,
    )
    await show(context, absence_id)


async def show(context: Context, absence_id: int) -> None:
    """What will be sent, to whom; files may be added until it goes."""
    absence, invitee, desk = await access.absence_to_send(context, absence_id)
    attached = await absences.files(context.tx, absence_id)
    await context.ask(PREVIEW, absence=absence_id)
    context.reply(
        "absence/preview",
        [choice("absence", verb, absence_id) for verb in ("send", "edit", "cancel")],
        absence=absence,
        attached=len(attached),
        **_facts(desk, invitee),
    )


async def preview_answered(context: Context, dialogue: Dialogue) -> None:
    """A file goes with it; a text is a better reason."""
    absence, _, _ = await access.absence_to_send(context, int(dialogue.state["absence"]))
    _require_draft(absence)
    if context.files:
        attached = await absences.files(context.tx, absence.id)
        for file in context.files[: MOST_FILES - len(attached)]:
            await absences.add_file(context.tx, absence.id, file.name, file.sha256)
        await show(context, absence.id)
        return
    reason = await typed_reason(context)
    if reason:
        await absences.save_reason(context.tx, absence.id, reason)
        await show(context, absence.id)


async def edit(context: Context, arguments: Sequence[str]) -> None:
    """Another reason, or files, in place of what was written."""
    absence, invitee, desk = await access.absence_to_send(context, access.row_id(arguments))
    _require_draft(absence)
    await context.ask(PREVIEW, absence=absence.id)
    context.reply("absence/ask_reason", most=REASON_LENGTH, **_facts(desk, invitee))


async def cancel(context: Context, arguments: Sequence[str]) -> None:
    """The draft is dropped; the invitation waits for an answer as before."""
    absence, invitee, desk = await access.absence_to_send(context, access.row_id(arguments))
    _require_draft(absence)
    await absences.save(context.tx, rules.withdraw(absence))
    await context.done_asking()
    context.replace("absence/not_sent", _answers(desk, invitee), **_facts(desk, invitee))


async def back(context: Context, arguments: Sequence[str]) -> None:
    """It was a slip: nothing was sent, nothing changed."""
    invitee, desk = await _own(context, arguments)
    await context.done_asking()
    context.replace("absence/not_sent", _answers(desk, invitee), **_facts(desk, invitee))


def _answers(desk: Desk, invitee: Invitee) -> list[Choice]:
    own = (invitee.id, desk.meeting.revision)
    if invitee.answer is None:
        return [
            choice("attendance", "confirm", *own),
            choice("attendance", "open", invitee.id, day=desk.meeting.starts_at),
        ]
    return [choice("attendance", "change", *own)]


async def send(context: Context, arguments: Sequence[str]) -> None:
    """It goes to the chair; from now on it is the answer to the invitation."""
    absence, invitee, desk = await access.absence_to_send(context, access.row_id(arguments))
    how = way(desk.regulation.rules, invitee.part, invitee.roles)
    source = context.event.channel if absence.recorded_by is None else BY_PHONE
    submitted, answered = rules.submit(absence, invitee, desk.meeting, how, context.now, source)
    await let_go(context, desk.meeting, invitee)
    await absences.save(context.tx, submitted)
    await invitees.save_answer(context.tx, answered)
    await context.record(
        "absence_sent",
        absence.subject,
        desk.committee.id,
        before={"answer": invitee.answer},
        after={"answer": answered.answer, "late": context.now > desk.meeting.reply_by},
    )
    await context.done_asking()
    kind = "absence.request" if how is Way.CONSENT else "absence.reported"
    told_at = await tell_chair(context, desk, submitted.subject, kind)
    context.replace(
        "absence/sent",
        [choice("attendance", "change", invitee.id, desk.meeting.revision)]
        if absence.recorded_by is None
        else [],
        absence=submitted,
        told_at=told_at,
        **_facts(desk, invitee),
    )


BY_PHONE = "phone"


def _require_draft(absence: Absence) -> None:
    if absence.state is not AbsenceState.DRAFT:
        raise refuse(Reason.ALREADY_DONE, at=absence.submitted_at)


def _facts(desk: Desk, invitee: Invitee) -> dict[str, Any]:
    rules_here = desk.regulation.rules
    return {
        "desk": desk,
        "invitee": invitee,
        "person": invitee.person,
        "asks": way(rules_here, invitee.part, invitee.roles) is Way.CONSENT,
        "citations": rules.consent_clauses(rules_here, invitee.roles),
        "title": desk.regulation.titles.get(invitee.roles[0], "") if invitee.roles else "",
    }


async def _own(context: Context, arguments: Sequence[str]) -> tuple[Invitee, Desk]:
    """The asker's own invitation at the meeting's present time; one who may stay away so."""
    invitee, meeting = await access.own_invitation(context, access.row_id(arguments))
    _require_present(arguments, meeting)
    require_answerable(invitee, meeting, context.now)
    desk = await lay_out(context.tx, meeting)
    if way(desk.regulation.rules, invitee.part, invitee.roles) not in (Way.CONSENT, Way.REPORT):
        raise refuse(Reason.NOT_ALLOWED)
    return invitee, desk


def _require_present(arguments: Sequence[str], meeting: Meeting) -> None:
    if access.row_id(arguments, 1) != meeting.revision:
        raise refuse(Reason.CHANGED_MEANWHILE)
