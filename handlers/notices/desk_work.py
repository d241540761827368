"""What every step of a notice's way does: write it down, tell the others, name the committee."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from committee.notice import Notice
from committee.people import Membership
from committee.urgent import leads
from handlers import access, rounds
from handlers.conversation import StoredFile
from handlers.notice_desk import NoticeDesk
from handlers.speaking import Context, Speaker
from messages.render import render_text
from storage import fan_out, linking, notices, people
from storage.notice_files import NoticeFile

REVISION = 1
"""A notice is never sent anew: another wording is another notice, a correction."""


async def save(context: Context, verb: str, before: Notice, after: Notice) -> None:
    """Store the change and leave it in the audit."""
    await notices.save(context.tx, after, context.now)
    await context.record(
        verb, after.subject, after.committee_id, before=_told(before), after=_told(after)
    )


def _told(notice: Notice) -> dict[str, str]:
    return {
        "state": notice.state.value,
        "text": notice.text,
        "number": notice.number,
        "send_at": notice.send_at.isoformat() if notice.send_at else "",
        "urgent_reason": notice.urgent_reason,
    }


async def tell_about(
    context: Context, notice: Notice, kind: str, seats: Iterable[Membership]
) -> datetime:
    """Owe this news to these people; when it goes out."""
    for seat in seats:
        await context.tell(
            seat.person.id,
            kind,
            committee_id=notice.committee_id,
            subject=notice.subject,
            revision=REVISION,
            step=f"{kind}:{context.now.isoformat()}",
        )
    return (await context.calendar(notice.committee_id)).next_allowed(context.now)


async def owe_next(speaker: Speaker, notice: Notice) -> bool:
    """Owe a released notice to the next of its receivers; whether everybody has it now."""
    speaker.owes = True
    return await fan_out.owe_receivers(
        speaker.tx, notice.id, notice.subject, REVISION, notice.send_step, speaker.now
    )


async def watch_round(
    context: Context,
    desk: NoticeDesk,
    template: str,
    step: str,
    begins_at: datetime | None = None,
    people: int | None = None,
) -> None:
    """Show how this round of a notice goes out, where it is large; to all that wait by default."""
    notice = desk.notice
    calendar = await context.calendar(notice.committee_id)
    await rounds.watch(
        context,
        committee_id=notice.committee_id,
        subject=notice.subject,
        revision=REVISION,
        step=step,
        what=render_text(template, notice=notice),
        opens=f"notice:list:{notice.id}",
        total=len(desk.pending) if people is None else people,
        begins_at=begins_at or calendar.next_allowed(context.now),
    )


async def stop_asking(context: Context) -> None:
    """A question about a notice waits no more; one about something else does."""
    dialogue = await context.dialogue()
    if dialogue is not None and dialogue.kind.startswith("notice."):
        await context.done_asking()


async def again(context: Context, desk: NoticeDesk) -> NoticeDesk:
    """The same notice as the transaction has it now."""
    return await access.prepared_notice(context, desk.notice.id)


async def leaders(speaker: Speaker, committee_id: int) -> list[Membership]:
    """Those who may break the silence in this committee."""
    return [seat for seat in await people.members(speaker.tx, committee_id) if leads(seat)]


async def committee_named(speaker: Speaker, person_id: int, desk: NoticeDesk) -> str:
    """The committee's name for who belongs to several; empty for who knows only this one."""
    seats = await people.memberships_of(speaker.tx, person_id)
    contacts = await linking.contacts_of(speaker.tx, person_id)
    known = {seat.committee_id for seat in seats} | {each.committee_id for each in contacts}
    return desk.committee.name if len(known) > 1 else ""


def sendable(files: Iterable[NoticeFile]) -> tuple[StoredFile, ...]:
    """The files that may go by chat."""
    return tuple(
        StoredFile(file.sha256, file.name, file.media_type, file.size)
        for file in files
        if file.sendable
    )


async def facts(speaker: Speaker, person_id: int, desk: NoticeDesk) -> Mapping[str, Any]:
    """What every message about a notice to its desk names."""
    return {
        "desk": desk,
        "notice": desk.notice,
        "committee": await committee_named(speaker, person_id, desk),
    }
