"""A notice put right by another, or withdrawn: told to exactly those whom it reached."""

from collections.abc import Sequence

from committee import notice as rules
from handlers import access
from handlers.conversation import choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import REVISION, facts, save
from handlers.notices.lists import counted
from handlers.notices.prepare import ask_words
from handlers.speaking import Context
from storage import deliveries, notice_receivers, notices
from storage.notice_receivers import Fate


async def correct(context: Context, arguments: Sequence[str]) -> None:
    """The words of the correction; its list is those who have the first."""
    desk = await _out(context, arguments)
    await ask_words(context, committee=desk.committee.id, corrects=desk.notice.id)


async def withdraw(context: Context, arguments: Sequence[str]) -> None:
    """What withdrawing means for whom, before it is done."""
    desk = await _out(context, arguments)
    context.reply(
        "notice/withdraw",
        [
            choice("notice", "withdrawnow", desk.notice.id),
            choice("notice", "open", desk.notice.id),
        ],
        **await counted(context, context.person.id, desk),
    )


async def withdraw_now(context: Context, arguments: Sequence[str]) -> None:
    """Who has not got it does not get it; who has is told that it does not hold."""
    desk = await _out(context, arguments)
    withdrawn = rules.withdraw(desk.notice, context.now)
    fates = await notice_receivers.fates(context.tx, desk.notice)
    await deliveries.withdraw(context.tx, desk.notice.subject, desk.notice.send_step, context.now)
    await notices.set_due(context.tx, desk.notice.id, None, None)
    await save(context, "notice_withdrawn", desk.notice, withdrawn)
    told = [
        each.person.id
        for each in desk.receivers
        if fates.get(each.person.id) in (Fate.SENT, Fate.WAITING)
    ]
    for person_id in told:
        await context.tell(
            person_id,
            "notice.withdrawn",
            committee_id=desk.committee.id,
            subject=desk.notice.subject,
            revision=REVISION,
            step="withdrawn",
        )
    context.replace("notice/withdrawn_reply", **await facts(context, context.person.id, desk))


async def _out(context: Context, arguments: Sequence[str]) -> NoticeDesk:
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_out(desk.notice, context.now)
    return desk
