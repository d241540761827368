"""The notice as its receiver reads it; one tap says that it was received."""

from collections.abc import Sequence
from datetime import datetime

from committee import notice as rules
from committee.notice import NoticeState, Receiver
from committee.urgent import leads
from handlers import access
from handlers.conversation import Outgoing, choice
from handlers.feature import InPlace, Owed
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import facts, sendable
from handlers.speaking import Context, Speaker
from messages.render import label
from storage import notice_receivers, owed_steps, people, withdrawals


async def compose_letter(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The notice, as long as it stands."""
    found = await access.owed_notice(speaker, owed)
    if found is None or not found[0].notice.is_out(speaker.now):
        return None
    return await letter(speaker, *found)


async def letter(speaker: Speaker, desk: NoticeDesk, receiver: Receiver) -> Outgoing:
    """Whole, and once acknowledged with the moment of the tap in the button's place."""
    own = await people.membership(speaker.tx, desk.committee.id, receiver.person.id)
    count = len(desk.files)
    seen = [] if receiver.acknowledged_at else [choice("notice", "seen", receiver.id)]
    files = [choice("notice", "files", receiver.id, count=count)] if count else []
    known = await facts(speaker, receiver.person.id, desk)
    return speaker.message(
        "notice/letter",
        [*seen, *files],
        summary=speaker.message("notice/letter_line", **known).text,
        receiver=receiver,
        person=receiver.person,
        upward=leads(own),
        **known,
    )


async def seen(context: Context, arguments: Sequence[str]) -> None:
    """One tap; the same tap again finds it noted and changes nothing."""
    receiver, desk = await access.own_notice(context, access.row_id(arguments))
    noted = rules.acknowledge(receiver, desk.notice, context.now, context.event.channel)
    if noted is not receiver:
        await notice_receivers.save(context.tx, noted)
        await context.record(
            "notice_acknowledged", desk.notice.subject, desk.committee.id, after={"by": "tap"}
        )
    context.replace_with(await letter(context, desk, noted))
    context.toast = label("notice:noted")


async def show(context: Context, arguments: Sequence[str]) -> None:
    """The notice again, from a reminder."""
    receiver, desk = await access.own_notice(context, access.row_id(arguments))
    context.reply_with(await letter(context, desk, receiver))


async def files(context: Context, arguments: Sequence[str]) -> None:
    """The files that may go by chat; the others by name and number."""
    receiver, desk = await access.own_notice(context, access.row_id(arguments))
    context.reply(
        "notice/files",
        files=sendable(desk.files),
        sent=[file for file in desk.files if file.sendable],
        named=[file for file in desk.files if not file.sendable],
        **await facts(context, receiver.person.id, desk),
    )


async def compose_withdrawn(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """It does not hold any more; only who has it, or is about to, is told so."""
    found = await _withdrawn_from(speaker, owed)
    if found is None:
        return None
    known = await facts(speaker, owed.person.id, found)
    text = speaker.message("notice/withdrawn", person=owed.person, **known).text
    return speaker.message("notice/withdrawn", summary=text, person=owed.person, **known)


async def withdrawn_in_place(speaker: Speaker, owed: Owed) -> InPlace | None:
    """The notice's own message, with that in the place of its words."""
    desk = await _withdrawn_from(speaker, owed)
    if desk is None or "at" not in owed.facts:
        return None
    letter = await owed_steps.of_step(
        speaker.tx, owed.subject, owed.revision, desk.notice.send_step, owed.person.id
    )
    if letter is None:
        return None
    at = datetime.fromisoformat(owed.facts["at"])
    known = await facts(speaker, owed.person.id, desk)
    outgoing = speaker.message("notice/withdrawn_in_place", person=owed.person, at=at, **known)
    return InPlace(letter, outgoing)


async def _withdrawn_from(speaker: Speaker, owed: Owed) -> NoticeDesk | None:
    """The notice that is withdrawn, as far as this person has it."""
    found = await access.owed_notice(speaker, owed)
    if found is None or found[0].notice.state is not NoticeState.WITHDRAWN:
        return None
    desk, receiver = found
    has_it = await withdrawals.has_it(speaker.tx, desk.notice, receiver.person.id)
    return desk if receiver.acknowledged_at or has_it else None


async def compose_reminder(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Only who has not acknowledged is asked again."""
    found = await access.owed_notice(speaker, owed)
    if found is None or not found[0].notice.is_out(speaker.now):
        return None
    desk, receiver = found
    if receiver.acknowledged_at is not None:
        return None
    known = await facts(speaker, receiver.person.id, desk)
    own = await people.membership(speaker.tx, desk.committee.id, receiver.person.id)
    return speaker.message(
        "notice/reminder",
        [choice("notice", "seen", receiver.id), choice("notice", "show", receiver.id)],
        summary=speaker.message("notice/reminder_line", **known).text,
        person=receiver.person,
        upward=leads(own),
        **known,
    )


async def compose_recorded(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The secretariat wrote it down for somebody who can read it here."""
    found = await access.owed_notice(speaker, owed)
    if found is None or found[1].recorded_by is None:
        return None
    desk, receiver = found
    known = await facts(speaker, receiver.person.id, desk)
    return speaker.message(
        "notice/recorded_for_you",
        [choice("notice", "show", receiver.id)],
        summary=speaker.message("notice/letter_line", **known).text,
        person=receiver.person,
        **known,
    )
