"""A notice put right by another, or withdrawn: told to exactly those whom it reached."""

from collections.abc import Sequence

from committee import notice as rules
from handlers import access
from handlers.conversation import choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import REVISION, facts, save, watch_round
from handlers.notices.lists import counted
from handlers.notices.prepare import ask_words
from handlers.rounds import tell_all
from handlers.speaking import Context
from storage import notices, owed_steps, send_attempts, watched_rounds, withdrawals
from storage.fan_outs import Whom
from storage.withdrawals import WITHDRAWN


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
    """Who has not got it does not get it; whose message can be changed finds it withdrawn."""
    desk = await _out(context, arguments)
    withdrawn = rules.withdraw(desk.notice, context.now)
    step = desk.notice.send_step
    await owed_steps.withdraw(context.tx, desk.notice.subject, step, context.now)
    await send_attempts.call_back(context.tx, desk.notice.subject, step, context.now)
    await watched_rounds.expect_no_more(context.tx, desk.notice.subject, step)
    await notices.set_due(context.tx, desk.notice.id, None, None)
    await save(context, "notice_withdrawn", desk.notice, withdrawn)
    at = await tell_all(
        context,
        Whom.HOLDING,
        desk.notice.id,
        "notice.withdrawn",
        committee_id=desk.committee.id,
        subject=desk.notice.subject,
        revision=REVISION,
        step=WITHDRAWN,
        of_step=step,
        facts={"at": context.now.isoformat()},
    )
    holding = await withdrawals.holding(context.tx, desk.notice)
    await watch_round(context, desk, "notice/watched_withdrawal", WITHDRAWN, people=holding)
    context.replace(
        "notice/withdrawn_reply",
        [choice("notice", "list", desk.notice.id)],
        told_at=at,
        holding=holding,
        **await facts(context, context.person.id, desk),
    )


async def _out(context: Context, arguments: Sequence[str]) -> NoticeDesk:
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_out(desk.notice, context.now)
    return desk
