"""The secretariat sees who answered, and writes down what came by phone."""

from collections.abc import Mapping, Sequence
from typing import Any

from committee import attendance as rules
from committee.absence import Way, way
from committee.attendance import ANSWERS, PENDING, STAYING_AWAY, Answer, Invitee, Part
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, Making, choice
from handlers.desk import Desk, refresh
from handlers.requests import let_go
from handlers.speaking import Context
from messages.understand import names
from messages.wording import words
from storage import invitees, leaves
from storage.moments import to_ms

RECORD = "attendance.record"
BY_PHONE = "phone"
SHOWN = 3
LONG_LIST = 10


async def show_list(context: Context, arguments: Sequence[str]) -> None:
    """Everybody by answer; a long list comes as a sheet as well."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    long = len(desk.invitees) > LONG_LIST
    absent = any(i.answer is not Answer.ATTENDING for i in desk.members if i.part is Part.MEMBER)
    away = any(i.answer in (*STAYING_AWAY, *PENDING) for i in desk.members)
    context.reply(
        "attendance/list",
        [
            choice("attendance", "record", desk.meeting.id),
            choice("attendance", "phones", desk.meeting.id),
            *([choice("absence", "reasons", desk.meeting.id)] if away else []),
            *([choice("opinion", "paper", desk.meeting.id)] if absent else []),
        ],
        making=[_sheet(desk)] if long else (),
        desk=desk,
        tally=desk.tally,
        away=await leaves.away(context.tx, desk.committee.id, context.now),
        most=LONG_LIST,
    )


def _sheet(desk: Desk) -> Making:
    answers = words("attendance")["answers"]
    rows = [
        [
            i.person.name,
            i.person.position,
            i.person.phone,
            answers[i.answer.value if i.answer else i.part.value],
        ]
        for i in desk.invitees
    ]
    facts: Mapping[str, Any] = {"headings": words("attendance")["headings"], "rows": rows}
    return Making("Tra-loi-du-hop.xlsx", "attendance.sheet", facts)


async def phones(context: Context, arguments: Sequence[str]) -> None:
    """Whom to call: who has not answered, and who cannot be reached by chat."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    reached = await invitees.reachable(context.tx, desk.meeting.id)
    context.reply(
        "attendance/phones",
        [choice("attendance", "record", desk.meeting.id)],
        silent=desk.tally.silent,
        reached=reached,
        away=await leaves.away(context.tx, desk.committee.id, context.now),
        most=LONG_LIST,
    )


async def record(context: Context, arguments: Sequence[str]) -> None:
    """For whom something is written down: those without an answer first, or a typed name."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    reached = await invitees.reachable(context.tx, desk.meeting.id)
    silent = sorted(desk.tally.silent, key=lambda i: i.person.id in reached)
    await context.ask(RECORD, meeting=desk.meeting.id)
    context.reply(
        "attendance/record",
        [choice("attendance", "recordfor", i.id, person=i.person) for i in silent[:SHOWN]],
        silent=silent,
    )


async def named(context: Context, dialogue: Dialogue) -> None:
    """The name that was typed."""
    desk = await access.prepared_meeting(context, int(dialogue.state["meeting"]))
    asked = [i for i in desk.invitees if ANSWERS[i.part]]
    found = names(context.event.text, [i.person.name for i in asked])
    if len(found) == 1:
        await _ask_answer(context, asked[found[0]], desk)
        return
    context.reply(
        "attendance/record_unclear",
        [
            choice("attendance", "recordfor", asked[place].id, person=asked[place].person)
            for place in found[: SHOWN + 1]
        ],
        found=len(found),
    )


async def record_for(context: Context, arguments: Sequence[str]) -> None:
    invitee, desk = await access.invitee_to_record(context, access.row_id(arguments))
    await _ask_answer(context, invitee, desk)


async def _ask_answer(context: Context, invitee: Invitee, desk: Desk) -> None:
    verbs = {Answer.ATTENDING: "says_yes", Answer.DECLINED: "says_no"}
    revision = desk.meeting.revision
    how = way(desk.regulation.rules, invitee.part, invitee.roles)
    away = choice("absence", "record", invitee.id, revision, asks=how is Way.CONSENT)
    context.reply(
        "attendance/record_answer",
        [
            *[choice("attendance", verbs[a], invitee.id, revision) for a in ANSWERS[invitee.part]],
            *([away] if how in (Way.CONSENT, Way.REPORT) else []),
        ],
        desk=desk,
        invitee=invitee,
    )


async def says_yes(context: Context, arguments: Sequence[str]) -> None:
    await _recorded(context, arguments, Answer.ATTENDING)


async def says_no(context: Context, arguments: Sequence[str]) -> None:
    await _recorded(context, arguments, Answer.DECLINED)


async def _recorded(context: Context, arguments: Sequence[str], given: Answer) -> None:
    """Written down with its source and who wrote it; can be undone."""
    invitee, desk = await access.invitee_to_record(context, access.row_id(arguments))
    if access.row_id(arguments, 1) != desk.meeting.revision:
        raise refuse(Reason.CHANGED_MEANWHILE)
    answered = rules.answer(invitee, desk.meeting, given, context.now, BY_PHONE, context.person.id)
    if answered is invitee:
        raise refuse(Reason.ALREADY_DONE)
    await context.done_asking()
    await let_go(context, desk.meeting, invitee)
    await _save(context, desk, invitee, answered)
    await context.tell(
        invitee.person.id,
        "attendance.recorded",
        committee_id=desk.committee.id,
        subject=desk.meeting.subject,
        revision=desk.meeting.revision,
        step=f"recorded:{context.now.isoformat()}",
        expires_at=desk.meeting.starts_at,
    )
    context.replace(
        "attendance/recorded",
        [choice("attendance", "undo", invitee.id, to_ms(context.now))],
        invitee=answered,
        by=context.person,
    )


async def undo(context: Context, arguments: Sequence[str]) -> None:
    """Take back what was written down, unless something else came since."""
    invitee, desk = await access.invitee_to_record(context, access.row_id(arguments))
    written_at = invitee.answered_at
    own = invitee.recorded_by == context.person.id
    if not own or written_at is None or to_ms(written_at) != access.row_id(arguments, 1):
        raise refuse(Reason.ALREADY_DONE)
    without = rules.withdraw(invitee, desk.meeting, context.now)
    await let_go(context, desk.meeting, invitee)
    await _save(context, desk, invitee, without)
    context.replace(
        "attendance/undone",
        [choice("attendance", "recordfor", invitee.id, person=invitee.person)],
        invitee=invitee,
        desk=await refresh(context.tx, desk),
    )


async def _save(context: Context, desk: Desk, before: Invitee, after: Invitee) -> None:
    await invitees.save_answer(context.tx, after)
    await context.record(
        "answer_recorded",
        f"invitee:{after.id}",
        desk.committee.id,
        before={"answer": before.answer},
        after={"answer": after.answer, "source": after.source},
    )
