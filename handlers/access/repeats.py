"""Notices that return, for who prepares them and for what falls due."""

from committee.notice import Notice
from committee.notice_repeat import Repeat
from committee.refusal import Reason, refuse
from handlers.access.notices import lay_out_notice, prepared_notice
from handlers.notice_desk import NoticeDesk
from handlers.speaking import Context, Speaker
from storage import notice_repeats, notices


async def repeated_notice(context: Context, notice_id: int) -> tuple[Repeat, NoticeDesk]:
    """How a notice returns that the asker prepares, with the notice."""
    desk = await prepared_notice(context, notice_id)
    repeat = await notice_repeats.of_notice(context.tx, desk.notice.id)
    if repeat is None:
        raise refuse(Reason.NOT_FOUND)
    return repeat, desk


async def due_repeat(speaker: Speaker) -> tuple[Repeat, NoticeDesk] | None:
    """What is to return first now, with the notice that each time is made from."""
    repeat = await notice_repeats.first_due(speaker.tx, speaker.now)
    if repeat is None:
        return None
    return repeat, await drafted_notice(speaker, repeat.notice_id)


async def drafted_notice(speaker: Speaker, notice_id: int) -> NoticeDesk:
    """A notice that was just made, or that others are made from."""
    notice: Notice | None = await notices.by_id(speaker.tx, notice_id)
    if notice is None:
        raise LookupError(f"no notice {notice_id}")
    return await lay_out_notice(speaker.tx, notice)
