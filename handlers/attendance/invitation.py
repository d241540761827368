"""The invitation as its receiver reads it, and as it stands after an answer."""

from committee.attendance import Answer, Invitee, Part
from committee.meeting import Meeting, MeetingState
from handlers import access
from handlers.answering import answer_choices
from handlers.conversation import Choice, Outgoing, choice
from handlers.desk import Desk
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from storage import papers
from storage.papers import Audience


def answers_of(desk: Desk, invitee: Invitee) -> list[Choice]:
    """What this invitee may answer, the consenting one first."""
    return answer_choices(desk.regulation.rules, invitee, desk.meeting)


def papers_choice(invitee: Invitee, count: int) -> list[Choice]:
    return [choice("attendance", "papers", invitee.id, count=count)] if count else []


async def compose_invitation(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The invitation, as long as the meeting is called at this time."""
    found = await access.owed_invitation(speaker, owed)
    if found is None or not found[0].meeting.invitations_out(speaker.now):
        return None
    return await invitation(speaker, *found)


async def invitation(speaker: Speaker, desk: Desk, invitee: Invitee) -> Outgoing:
    """The chair's copy is for information; guests are told no more than they need."""
    count = len(desk.documents_for(invitee.part))
    answers = [] if invitee.part is Part.CHAIR else answers_of(desk, invitee)
    return speaker.message(
        f"attendance/invitation_{invitee.part.value}",
        [*answers, *papers_choice(invitee, count)],
        summary=speaker.message("attendance/invitation_line", desk=desk).text,
        desk=desk,
        invitee=invitee,
        person=invitee.person,
        title=title(desk, invitee),
        principal=desk.invitee(invitee.stands_in_for),
        documents=count,
    )


def title(desk: Desk, invitee: Invitee) -> str:
    """What the receiver is called: the regulation's title, or a guest's own office."""
    if not invitee.roles:
        return invitee.person.position
    return desk.regulation.titles.get(invitee.roles[0], "")


async def confirmed(context: Context, invitee: Invitee, meeting: Meeting) -> Outgoing:
    """The invitation after an answer, in its place: what was noted, until when it can change."""
    return context.message(
        "attendance/noted",
        [
            choice("attendance", "change", invitee.id, meeting.revision),
            *_calendar_choice(invitee),
            *papers_choice(invitee, await _document_count(context, invitee)),
        ],
        invitee=invitee,
        meeting=meeting,
        person=invitee.person,
        late=context.now > meeting.reply_by,
    )


def _calendar_choice(invitee: Invitee) -> list[Choice]:
    coming = invitee.answer is Answer.ATTENDING
    return [choice("attendance", "calendar", invitee.id)] if coming else []


async def _document_count(context: Context, invitee: Invitee) -> int:
    found = await papers.documents(context.tx, invitee.meeting_id)
    guest = invitee.part is Part.GUEST
    return sum(1 for d in found if not guest or d.audience is Audience.EVERYONE)


async def compose_moved(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Another place: the answer stands."""
    found = await access.owed_invitation(speaker, owed)
    if found is None or not found[0].meeting.invitations_out(speaker.now):
        return None
    desk, invitee = found
    return speaker.message(
        "attendance/moved",
        answers_of(desk, invitee) if invitee.answer is None else (),
        summary=speaker.message("attendance/moved", desk=desk, person=owed.person).text,
        desk=desk,
        person=owed.person,
    )


async def compose_postponed(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The new time, until the new invitation is out and says it itself."""
    found = await access.owed_invitation(speaker, owed)
    if found is None or found[0].meeting.state is not MeetingState.APPROVED:
        return None
    desk = found[0]
    text = speaker.message("attendance/postponed", desk=desk, person=owed.person).text
    return speaker.message("attendance/postponed", summary=text, desk=desk, person=owed.person)


async def compose_cancelled(speaker: Speaker, owed: Owed) -> Outgoing | None:
    found = await access.owed_invitation(speaker, owed)
    if found is None:
        return None
    desk, _ = found
    text = {"desk": desk, "person": owed.person, "reason": owed.facts["reason"]}
    summary = speaker.message("attendance/cancelled", **text).text
    return speaker.message("attendance/cancelled", summary=summary, **text)


async def compose_recorded(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The secretariat wrote an answer down for somebody who can read it here."""
    found = await access.owed_invitation(speaker, owed)
    if found is None or found[1].recorded_by is None:
        return None
    desk, invitee = found
    return speaker.message(
        "attendance/recorded_for_you",
        [choice("attendance", "change", invitee.id, desk.meeting.revision)],
        summary=speaker.message("attendance/invitation_line", desk=desk).text,
        desk=desk,
        invitee=invitee,
        person=owed.person,
    )
