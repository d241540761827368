"""The chair of that meeting decides on an absence; a no comes with its reason."""

from collections.abc import Sequence
from typing import Any

from committee import absence as rules
from committee.absence import Absence, AbsenceState, consent_clauses
from committee.attendance import Answer, Invitee
from committee.proxy import may_send_proxy
from committee.refusal import Reason, refuse
from handlers import access
from handlers.absence.agenda import items_about
from handlers.conversation import Choice, Dialogue, Outgoing, StoredFile, choice
from handlers.desk import Desk
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from storage import absences, invitees

REMARK = "absence.remark"
REMARK_LENGTH = 300
MOST_PENDING = 4


async def compose_request(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """What the chair is asked, as long as it waits and this person chairs."""
    found = await access.owed_absence(speaker, owed)
    if found is None or found[0].state is not AbsenceState.SUBMITTED:
        return None
    if not found[2].chaired_by(owed.person.id):
        return None
    return await _request(speaker, *found)


async def _request(speaker: Speaker, absence: Absence, invitee: Invitee, desk: Desk) -> Outgoing:
    """The facts only; the assistant advises neither yes nor no."""
    files = await absences.files(speaker.tx, absence.id)
    read = [choice("absence", "files", absence.id, count=len(files))] if files else []
    return speaker.message(
        "absence/request",
        [*_decisions(absence), *read],
        absence=absence,
        attached=len(files),
        items=items_about(desk.agenda, invitee.person),
        **_facts(desk, invitee),
    )


def _decisions(absence: Absence) -> list[Choice]:
    return [choice("absence", "grant", absence.id), choice("absence", "deny", absence.id)]


def _facts(desk: Desk, invitee: Invitee) -> dict[str, Any]:
    titles = desk.regulation.titles
    return {
        "desk": desk,
        "invitee": invitee,
        "title": titles.get(invitee.roles[0], "") if invitee.roles else "",
        "citations": consent_clauses(desk.regulation.rules, invitee.roles),
    }


async def compose_reported(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """For the chair to know: no clause asks for consent here."""
    found = await access.owed_absence(speaker, owed)
    if found is None or found[0].state is not AbsenceState.REPORTED:
        return None
    absence, invitee, desk = found
    if not desk.chaired_by(owed.person.id):
        return None
    files = await absences.files(speaker.tx, absence.id)
    read = [choice("absence", "files", absence.id, count=len(files))] if files else []
    return speaker.message("absence/reported", read, absence=absence, **_facts(desk, invitee))


async def pending(context: Context, arguments: Sequence[str]) -> None:
    """What waits for the chair's decision, once more."""
    desk = await access.absences_to_read(context, access.row_id(arguments))
    if not desk.chaired_by(context.person.id):
        raise refuse(Reason.NOT_ALLOWED)
    waiting = await absences.of_meeting(context.tx, desk.meeting.id, AbsenceState.SUBMITTED)
    shown = [a for a in waiting if a.revision == desk.meeting.revision][:MOST_PENDING]
    if not shown:
        raise refuse(Reason.ALREADY_DONE)
    for absence in shown:
        invitee = desk.invitee(absence.invitee_id)
        if invitee is not None:
            context.reply_with(await _request(context, absence, invitee, desk))


async def grant(context: Context, arguments: Sequence[str]) -> None:
    absence, invitee, desk = await access.absence_to_decide(context, access.row_id(arguments))
    await _decide(context, absence, invitee, desk, consents=True, remark="")


async def deny(context: Context, arguments: Sequence[str]) -> None:
    """A reason is asked for: nobody is told no without one."""
    absence, invitee, desk = await access.absence_to_decide(context, access.row_id(arguments))
    rules.require_decidable(absence, desk.meeting, context.person.id, context.now)
    await context.ask(REMARK, absence=absence.id)
    context.reply("absence/ask_remark", invitee=invitee)


async def remark_given(context: Context, dialogue: Dialogue) -> None:
    absence_id = int(dialogue.state["absence"])
    absence, invitee, desk = await access.absence_to_decide(context, absence_id)
    remark = " ".join(context.event.text.split())
    if len(remark) > REMARK_LENGTH:
        context.reply("absence/too_long", most=REMARK_LENGTH, length=len(remark))
        return
    await _decide(context, absence, invitee, desk, consents=False, remark=remark)
    await context.done_asking()


async def _decide(
    context: Context,
    absence: Absence,
    invitee: Invitee,
    desk: Desk,
    *,
    consents: bool,
    remark: str,
) -> None:
    decided, answered = rules.decide(
        absence,
        invitee,
        desk.meeting,
        context.person.id,
        consents=consents,
        remark=remark,
        now=context.now,
    )
    await absences.save(context.tx, decided)
    await invitees.save_answer(context.tx, answered)
    await context.record(
        "absence_decided",
        absence.subject,
        desk.committee.id,
        before={"state": absence.state, "answer": invitee.answer},
        after={"state": decided.state, "answer": answered.answer},
    )
    kind = "absence.granted" if consents else "absence.refused"
    await context.tell(
        invitee.person.id,
        kind,
        committee_id=desk.committee.id,
        subject=absence.subject,
        revision=desk.meeting.revision,
        step=kind,
        expires_at=desk.meeting.starts_at,
    )
    calendar = await context.calendar(desk.committee.id)
    outgoing = context.message(
        "absence/decided_reply",
        absence=decided,
        invitee=invitee,
        told_at=calendar.next_allowed(context.now),
    )
    if consents:
        context.replace_with(outgoing)
    else:
        context.reply_with(outgoing)


async def files(context: Context, arguments: Sequence[str]) -> None:
    """What was sent along with the reason."""
    absence, invitee, desk = await access.absence_to_read(context, access.row_id(arguments))
    found = await absences.files(context.tx, absence.id)
    asked = absence.state is AbsenceState.SUBMITTED and desk.chaired_by(context.person.id)
    context.reply(
        "absence/files",
        _decisions(absence) if asked else (),
        files=[StoredFile(f.sha256, f.name, f.media_type, f.size) for f in found],
        invitee=invitee,
        count=len(found),
    )


async def compose_granted(speaker: Speaker, owed: Owed) -> Outgoing | None:
    found = await access.owed_absence(speaker, owed)
    if found is None or found[0].state is not AbsenceState.GRANTED:
        return None
    absence, invitee, desk = found
    own = (invitee.id, desk.meeting.revision)
    return speaker.message(
        "absence/granted",
        [choice("opinion", "write", *own), choice("attendance", "confirm", *own)],
        absence=absence,
        **_facts(desk, invitee),
    )


async def compose_refused(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Not agreed to, with the chair's own words, and what can be done now."""
    found = await access.owed_absence(speaker, owed)
    if found is None or found[0].state is not AbsenceState.REFUSED:
        return None
    absence, invitee, desk = found
    if invitee.answer is not None:
        return None
    own = (invitee.id, desk.meeting.revision)
    instead = may_send_proxy(desk.regulation.rules, invitee.part, invitee.roles)
    return speaker.message(
        "absence/refused",
        [
            choice("attendance", "confirm", *own),
            *([choice("proxy", "ask", *own)] if instead else []),
            choice("absence", "again", absence.id),
        ],
        absence=absence,
        **_facts(desk, invitee),
    )


async def compose_withdrawn(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the chair: it needs no decision any more, or the person comes after all."""
    found = await access.owed_absence(speaker, owed)
    if found is None or not found[2].chaired_by(owed.person.id):
        return None
    absence, invitee, desk = found
    again = invitee.answer in (Answer.ABSENCE_ASKED, Answer.ABSENT)
    if absence.state is not AbsenceState.WITHDRAWN or again:
        return None
    return speaker.message("absence/withdrawn", absence=absence, **_facts(desk, invitee))
