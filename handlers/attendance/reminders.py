"""What a called meeting reminds of, and what the secretariat is told after each round."""

from collections.abc import Mapping
from typing import Any

from committee.attendance import STAYING_AWAY, Invitee, Part
from committee.calendar import local
from committee.people import LEADERS
from committee.reminders import ReminderKind
from handlers import access
from handlers.attendance.invitation import answers_of, papers_choice, title
from handlers.conversation import Choice, Outgoing, choice
from handlers.desk import Desk
from handlers.feature import Owed
from handlers.speaking import Speaker
from storage import deliveries, leaves, owed_steps, rounds

TO_SECRETARIAT = (
    ReminderKind.SEND_SUMMARY,
    ReminderKind.REPLY_SUMMARY,
    ReminderKind.REPLY_CLOSED,
    ReminderKind.MEETING_SUMMARY,
)
MOST_CHOICES = 4


async def compose_reply(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Only who has not answered is asked again, and only while there is time."""
    found = await access.owed_invitation(speaker, owed)
    if found is None or not _stands(speaker, found[0]):
        return None
    desk, invitee = found
    if invitee.answer is not None or speaker.now >= desk.meeting.reply_by:
        return None
    return await _to_invitee(speaker, desk, invitee, "reply_reminder", answers_of(desk, invitee))


async def compose_meeting(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The meeting is near; who has not said no is told."""
    found = await access.owed_invitation(speaker, owed)
    if found is None or not _stands(speaker, found[0]):
        return None
    desk, invitee = found
    if invitee.answer in STAYING_AWAY:
        return None
    choices = papers_choice(invitee, len(desk.documents_for(invitee.part)))
    if invitee.answer is None and invitee.part is not Part.PROXY:
        choices = (answers_of(desk, invitee) + choices)[:MOST_CHOICES]
    else:
        no = [c for c in answers_of(desk, invitee) if ":confirm:" not in c.id]
        choices = choices + no[:1]
    return await _to_invitee(speaker, desk, invitee, "meeting_reminder", choices)


async def _to_invitee(
    speaker: Speaker, desk: Desk, invitee: Invitee, template: str, choices: list[Choice]
) -> Outgoing:
    facts: dict[str, Any] = {
        "desk": desk,
        "invitee": invitee,
        "person": invitee.person,
        "title": title(desk, invitee),
        "upward": any(role in LEADERS for role in invitee.roles),
        "today": local(speaker.now).date(),
    }
    summary = speaker.message(f"attendance/{template}_line", **facts).text
    return speaker.message(f"attendance/{template}", choices, summary=summary, **facts)


async def compose_send_summary(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """How the invitations went out, and who must be called."""
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or not _stands(speaker, desk):
        return None
    meeting = desk.meeting
    outcome = await owed_steps.outcome(
        speaker.tx, meeting.subject, meeting.revision, meeting.invitation_step
    )
    missed = [i for i in desk.invitees if outcome.get(i.person.id) not in ("sent", "waiting")]
    unlinked = [i for i in missed if outcome.get(i.person.id) == deliveries.NO_ACCOUNT]
    on_leave = await _held(speaker, desk, outcome)
    sent = sum(1 for what in outcome.values() if what == "sent")
    return await _to_secretariat(
        speaker,
        desk,
        "send_summary",
        ("record", "phones", "list"),
        sent=sent,
        sendable=len(desk.invitees) - len(unlinked) - len(on_leave),
        to_call=unlinked,
        failed=[invitee for invitee in missed if invitee not in unlinked],
        on_leave=on_leave,
    )


async def compose_reply_summary(speaker: Speaker, owed: Owed) -> Outgoing | None:
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or not _stands(speaker, desk) or speaker.now >= desk.meeting.reply_by:
        return None
    return await _to_secretariat(speaker, desk, "reply_summary", ("list", "phones"))


async def compose_reply_closed(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The time is over: silence is written down as silence, never as an absence."""
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or not _stands(speaker, desk):
        return None
    return await _to_secretariat(speaker, desk, "reply_closed", ("phones", "record", "list"))


async def compose_meeting_summary(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Whom the reminder of the meeting reached, by which way, and who must be called."""
    desk = await access.owed_to_secretariat(speaker, owed)
    if desk is None or not _stands(speaker, desk):
        return None
    place = (desk.meeting.subject, desk.meeting.revision)
    step = await rounds.last_step(speaker.tx, *place, "attendance.meeting")
    outcome = await owed_steps.outcome(speaker.tx, *place, step)
    around = await rounds.detours(speaker.tx, *place, step)
    sent = [person_id for person_id, what in outcome.items() if what == "sent"]
    known = {i.person.id: i for i in desk.invitees}
    on_leave = await _held(speaker, desk, outcome)
    waiting = sum(1 for what in outcome.values() if what == "waiting") - len(on_leave)
    return await _to_secretariat(
        speaker,
        desk,
        "meeting_summary",
        ("list", "phones"),
        sent=len(sent),
        direct=sum(1 for person_id in sent if person_id not in {d.person_id for d in around}),
        around=[(known[d.person_id], d) for d in around if d.person_id in known],
        waiting=waiting,
        on_leave=on_leave,
        to_call=[
            known[who]
            for who, what in outcome.items()
            if what not in ("sent", "waiting") and who in known
        ],
    )


async def _held(speaker: Speaker, desk: Desk, outcome: Mapping[int, str]) -> list[Invitee]:
    """For whom it waits until their leave is over."""
    away = await leaves.away(speaker.tx, desk.committee.id, speaker.now)
    held = {who for who, what in outcome.items() if what == "waiting"} & away
    return [invitee for invitee in desk.invitees if invitee.person.id in held]


async def _to_secretariat(
    speaker: Speaker, desk: Desk, template: str, verbs: tuple[str, ...], **facts: Any
) -> Outgoing:
    choices = [choice("attendance", verb, desk.meeting.id) for verb in verbs]
    away = await leaves.away(speaker.tx, desk.committee.id, speaker.now)
    known: dict[str, Any] = {"desk": desk, "tally": desk.tally, "away": away, **facts}
    summary = speaker.message("attendance/summary_line", **known).text
    return speaker.message(f"attendance/{template}", choices, summary=summary, **known)


def _stands(speaker: Speaker, desk: Desk) -> bool:
    return desk.meeting.invitations_out(speaker.now) and speaker.now < desk.meeting.starts_at
