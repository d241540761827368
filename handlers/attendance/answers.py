"""The receiver of an invitation answers it, changes the answer, takes the papers."""

from collections.abc import Sequence

from committee import attendance as rules
from committee.attendance import Answer, Invitee, Part
from committee.calendar import local
from committee.meeting import Meeting
from committee.refusal import Reason, refuse
from handlers import access
from handlers.attendance.invitation import answers_of, confirmed, invitation
from handlers.conversation import Choice, Making, StoredFile, choice
from handlers.desk import Desk, lay_out
from handlers.feature import NotMeant
from handlers.requests import let_go
from handlers.speaking import Context
from messages.render import label, render_text
from messages.understand import papers_wanted
from storage import invitees, meetings

SHOWN = 4
MOST_CHOICES = 4
_SAME = {
    Answer.ATTENDING: "attendance:confirm",
    Answer.ABSENCE_ASKED: "absence:ask",
    Answer.ABSENT: "absence:ask",
    Answer.PROXY_ASKED: "proxy:ask",
    Answer.REPRESENTED: "proxy:ask",
}
"""What would give the same answer again is not offered."""


async def confirm(context: Context, arguments: Sequence[str]) -> None:
    await _answer(context, arguments, Answer.ATTENDING)


async def decline(context: Context, arguments: Sequence[str]) -> None:
    await _answer(context, arguments, Answer.DECLINED)


async def _answer(context: Context, arguments: Sequence[str], given: Answer) -> None:
    """One tap; the same tap again finds it noted and changes nothing."""
    invitee, meeting = await _current(context, arguments)
    answered = rules.answer(invitee, meeting, given, context.now, context.event.channel)
    if answered is not invitee:
        await let_go(context, meeting, invitee)
        await _save(context, meeting, invitee, answered)
    context.replace_with(await confirmed(context, answered, meeting))
    context.toast = label("attendance:noted")


async def change(context: Context, arguments: Sequence[str]) -> None:
    """The other answers there are, and the way back."""
    invitee, meeting = await _current(context, arguments)
    desk = await lay_out(context.tx, meeting)
    same = _SAME.get(invitee.answer, "") if invitee.answer else ""
    choices = [c for c in answers_of(desk, invitee) if not c.id.startswith(same or "-")]
    if invitee.answer is not None:
        choices.append(choice("attendance", "withdraw", invitee.id, meeting.revision))
        choices.append(choice("attendance", "keep", invitee.id, meeting.revision))
    context.replace("attendance/change", choices[-MOST_CHOICES:], invitee=invitee, meeting=meeting)


async def withdraw(context: Context, arguments: Sequence[str]) -> None:
    """Back to no answer: nothing is taken for an absence."""
    invitee, meeting = await _current(context, arguments)
    without = rules.withdraw(invitee, meeting, context.now)
    if invitee.answer is not None:
        await let_go(context, meeting, invitee)
        await _save(context, meeting, invitee, without)
    context.replace(
        "attendance/withdrawn",
        answers_of(await lay_out(context.tx, meeting), without),
        meeting=meeting,
        person=invitee.person,
    )


async def keep(context: Context, arguments: Sequence[str]) -> None:
    invitee, meeting = await _current(context, arguments)
    if invitee.answer is None:
        context.reply_with(await invitation(context, await lay_out(context.tx, meeting), invitee))
    else:
        context.replace_with(await confirmed(context, invitee, meeting))


async def open_invitation(context: Context, arguments: Sequence[str]) -> None:
    """The invitation again, with the answer so far."""
    invitee, meeting = await access.own_invitation(context, access.row_id(arguments))
    if invitee.answer is None:
        context.reply_with(await invitation(context, await lay_out(context.tx, meeting), invitee))
    else:
        context.reply_with(await confirmed(context, invitee, meeting))


async def papers(context: Context, arguments: Sequence[str]) -> None:
    """The documents that this receiver may have; the others by name and number."""
    invitee, meeting = await access.own_invitation(context, access.row_id(arguments))
    _hand_out(context, await lay_out(context.tx, meeting), invitee, None)


async def papers_typed(context: Context) -> None:
    """Papers asked for in words, of the next meeting; of one item where one is named."""
    wanted = papers_wanted(context.event.text)
    for meeting in await meetings.coming_for(context.tx, context.person.id, context.now):
        own = await invitees.of_person(context.tx, meeting.id, context.person.id)
        if own is not None and not own.has_left and meeting.invitations_out(context.now):
            item = wanted.item if wanted else None
            _hand_out(context, await lay_out(context.tx, meeting), own, item)
            return
    raise refuse(Reason.NO_ACTIVE_MEETING)


def _hand_out(context: Context, desk: Desk, invitee: Invitee, item: int | None) -> None:
    visible = [d for d in desk.documents_for(invitee.part) if item in (None, d.item)]
    sent = [document for document in visible if document.sendable]
    everything = [
        choice("attendance", "papers", invitee.id, count=len(desk.documents_for(invitee.part)))
    ]
    context.reply(
        "attendance/papers",
        everything if item is not None else [],
        files=[StoredFile(d.sha256, d.name, d.media_type, d.size) for d in sent],
        desk=desk,
        agenda=() if item is not None else desk.agenda,
        item=item,
        sent=sent,
        named=[document for document in visible if not document.sendable],
    )


async def calendar(context: Context, arguments: Sequence[str]) -> None:
    """The meeting for the phone's own calendar."""
    _, meeting = await access.own_invitation(context, access.row_id(arguments))
    desk = await lay_out(context.tx, meeting)
    context.reply("attendance/calendar", making=[_entry(context, desk, meeting)], meeting=meeting)


def _entry(context: Context, desk: Desk, meeting: Meeting) -> Making:
    facts = {
        "uid": f"meeting-{meeting.id}@bcd",
        "revision": meeting.revision,
        "made_at": context.now.isoformat(),
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "summary": render_text("attendance/calendar_title", desk=desk, meeting=meeting),
    }
    return Making(f"Hop-{local(meeting.starts_at):%d-%m-%Y}.ics", "meeting.calendar", facts)


async def schedule(context: Context) -> None:
    """`/lichhop`: the meetings the asker is invited to."""
    coming = await meetings.coming_for(context.tx, context.person.id, context.now)
    shown: list[tuple[Desk, Invitee]] = []
    for meeting in coming[:SHOWN]:
        own = await invitees.of_person(context.tx, meeting.id, context.person.id)
        if own is not None and not own.has_left:
            shown.append((await lay_out(context.tx, meeting), own))
    out = [(d, own) for d, own in shown if d.meeting.invitations_out(context.now)]
    context.reply(
        "attendance/schedule",
        [
            *_chairing(out),
            *[choice("attendance", "open", own.id, day=d.meeting.starts_at) for d, own in out],
        ][:MOST_CHOICES],
        shown=shown,
        more=len(coming) - len(shown),
        several=len(context.sender.memberships) > 1,
        chairs=[own.id for _, own in shown if own.part is Part.CHAIR],
        runs=bool(access.secretariat_seats(context)),
    )


async def schedule_asked(context: Context) -> None:
    """In plain words; who is invited to nothing asks about the regulation."""
    if not await meetings.coming_for(context.tx, context.person.id, context.now):
        raise NotMeant
    await schedule(context)


def _chairing(shown: list[tuple[Desk, Invitee]]) -> list[Choice]:
    """Who chairs may hand the nearest meeting over, and take back what was handed over."""
    for desk, own in shown:
        if own.part is Part.CHAIR:
            return [choice("chairing", "propose", desk.meeting.id)]
        if own.answer is Answer.HANDED_OVER:
            return [choice("chairing", "takeback", desk.meeting.id)]
    return []


async def _current(context: Context, arguments: Sequence[str]) -> tuple[Invitee, Meeting]:
    """The asker's invitation, if the button is of the meeting's present time."""
    invitee, meeting = await access.own_invitation(context, access.row_id(arguments))
    if access.row_id(arguments, 1) != meeting.revision:
        raise refuse(Reason.CHANGED_MEANWHILE)
    return invitee, meeting


async def _save(context: Context, meeting: Meeting, before: Invitee, after: Invitee) -> None:
    await invitees.save_answer(context.tx, after)
    await context.record(
        "answered",
        f"invitee:{after.id}",
        meeting.committee_id,
        before={"answer": before.answer},
        after={"answer": after.answer, "late": context.now > meeting.reply_by},
    )
