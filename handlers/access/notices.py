"""Notices, their receivers and their files by id."""

from dataclasses import replace
from datetime import datetime

from committee.notice import Notice, NoticeState, Receiver, require_out
from committee.people import Membership
from committee.refusal import Reason, refuse
from committee.urgent import leads
from handlers.access.core import known, seat
from handlers.feature import Owed
from handlers.notice_desk import NoticeDesk
from handlers.speaking import Context, Speaker
from regulations.load import load
from storage import committees, notice_files, notice_receivers, notices, people
from storage.committees import Committee
from storage.database import Transaction
from storage.notice_files import NoticeFile


async def lay_out_notice(tx: Transaction, notice: Notice) -> NoticeDesk:
    """Fetch all that belongs to a notice that somebody may have."""
    desk = await _for_one_reader(tx, notice)
    return replace(desk, receivers=await notice_receivers.of_notice(tx, notice.id))


async def _for_one_reader(tx: Transaction, notice: Notice) -> NoticeDesk:
    """The same without its receivers, who may be thousands; none of them hears of the others."""
    committee = await committees.get(tx, notice.committee_id)
    if committee is None:
        raise LookupError(f"notice {notice.id} hangs in the air")
    return NoticeDesk(
        notice=notice,
        committee=committee,
        regulation=load(committee.regulation),
        receivers=(),
        files=await notice_files.of_notice(tx, notice.id),
        corrected=await notices.by_id(tx, notice.corrects) if notice.corrects else None,
        leader=await people.person(tx, notice.released_by) if notice.released_by else None,
    )


async def due_notice(speaker: Speaker) -> tuple[Notice, Committee, datetime | None] | None:
    """A notice whose hour has come, with its committee; how far its steps are handled."""
    found = await notices.first_due(speaker.tx, speaker.now)
    if found is None:
        return None
    committee = await committees.get(speaker.tx, found[0].committee_id)
    if committee is None:
        raise LookupError(f"notice {found[0].id} hangs in the air")
    return found[0], committee, found[1]


async def prepared_notice(context: Context, notice_id: int) -> NoticeDesk:
    """A notice of a committee whose assistant the asker runs, or that the asker made or let go."""
    notice = await notices.by_id(context.tx, notice_id)
    own = seat(context, notice.committee_id) if notice else None
    if notice is None or own is None or not _may_prepare(own, notice):
        raise refuse(Reason.NOT_FOUND)
    return await lay_out_notice(context.tx, notice)


def _may_prepare(own: Membership, notice: Notice) -> bool:
    mine = own.person.id in (notice.made_by, notice.released_by)
    return own.secretariat or (leads(own) and mine)


async def notice_to_release(
    context: Context, notice_id: int
) -> tuple[NoticeDesk, Membership | None]:
    """An urgent notice for who may let it go; the rule looks at the seat again."""
    notice = await notices.by_id(context.tx, notice_id)
    own = seat(context, notice.committee_id) if notice else None
    if notice is None or own is None or not (leads(own) or own.secretariat):
        raise refuse(Reason.NOT_FOUND)
    if not leads(own):
        raise refuse(Reason.NOT_ALLOWED)
    if notice.state is NoticeState.DRAFT and not _may_prepare(own, notice):
        raise refuse(Reason.NOT_FOUND)
    return await lay_out_notice(context.tx, notice), own


async def led_committee(context: Context, committee_id: int) -> Committee:
    """A committee of which the asker is the head or a deputy."""
    own = seat(context, committee_id)
    found = await committees.get(context.tx, committee_id) if leads(own) else None
    if found is None:
        raise refuse(Reason.NOT_FOUND)
    return found


async def own_notice(context: Context, receiver_id: int) -> tuple[Receiver, NoticeDesk]:
    """A notice that went out to the asker."""
    receiver = await notice_receivers.by_id(context.tx, receiver_id)
    if receiver is None or receiver.person.id != context.person.id:
        raise refuse(Reason.NOT_FOUND)
    notice = await notices.by_id(context.tx, receiver.notice_id)
    if notice is None or not await known(context.tx, notice.committee_id, context.person.id):
        raise refuse(Reason.NOT_FOUND)
    require_out(notice, context.now)
    return receiver, await _for_one_reader(context.tx, notice)


async def receiver_to_record(context: Context, receiver_id: int) -> tuple[Receiver, NoticeDesk]:
    """Somebody's copy, for who writes down that it was acknowledged."""
    receiver = await notice_receivers.by_id(context.tx, receiver_id)
    if receiver is None:
        raise refuse(Reason.NOT_FOUND)
    return receiver, await prepared_notice(context, receiver.notice_id)


async def notice_file_to_edit(context: Context, file_id: int) -> tuple[NoticeFile, NoticeDesk]:
    """A file of a notice that the asker prepares."""
    file = await notice_files.by_id(context.tx, file_id)
    if file is None:
        raise refuse(Reason.NOT_FOUND)
    return file, await prepared_notice(context, file.notice_id)


async def owed_notice(speaker: Speaker, owed: Owed) -> tuple[NoticeDesk, Receiver] | None:
    """The notice that a delivery is about, with the copy of the person it is owed to."""
    notice = await _owed(speaker, owed)
    if notice is None or not await known(speaker.tx, notice.committee_id, owed.person.id):
        return None
    desk = await speaker.once(("notice", notice.id), lambda: _for_one_reader(speaker.tx, notice))
    own = await notice_receivers.of_person(speaker.tx, notice.id, owed.person.id)
    return (desk, own) if own else None


async def owed_notice_news(speaker: Speaker, owed: Owed) -> NoticeDesk | None:
    """The same for news to who prepared it; None for who no longer may know."""
    notice = await _owed(speaker, owed)
    own = await _owed_seat(speaker, owed, notice)
    if notice is None or own is None:
        return None
    if not own.secretariat and owed.person.id != notice.released_by:
        return None
    return await lay_out_notice(speaker.tx, notice)


async def owed_notice_release(speaker: Speaker, owed: Owed) -> NoticeDesk | None:
    """The same for who may let an urgent one go."""
    notice = await _owed(speaker, owed)
    own = await _owed_seat(speaker, owed, notice)
    if notice is None or not leads(own):
        return None
    return await lay_out_notice(speaker.tx, notice)


async def _owed(speaker: Speaker, owed: Owed) -> Notice | None:
    kind, _, number = owed.subject.partition(":")
    return await notices.by_id(speaker.tx, int(number)) if kind == "notice" else None


async def _owed_seat(speaker: Speaker, owed: Owed, notice: Notice | None) -> Membership | None:
    if notice is None:
        return None
    return await people.membership(speaker.tx, notice.committee_id, owed.person.id)
