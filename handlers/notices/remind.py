"""The secretariat reminds those who have not acknowledged, by hand and after a look at them."""

from collections.abc import Sequence

from committee import notice as rules
from committee.meeting import fingerprint
from committee.notice import Receiver
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import REVISION, facts, watch_round
from handlers.notices.follow import owe_reminders, reminder_step
from handlers.speaking import Context
from storage import notice_receivers, owed_steps

NAMES_SHOWN = 10


async def remind(context: Context, arguments: Sequence[str]) -> None:
    """Whom a reminder would go to now: nobody is reminded of one notice twice a day."""
    desk, reached = await _to_remind(context, arguments)
    sent = [choice("notice", "remindnow", desk.notice.id, _mark(reached), count=len(reached))]
    context.reply(
        "notice/remind",
        [*(sent if reached else []), choice("notice", "list", desk.notice.id)],
        reached=reached,
        others=len(desk.pending) - len(reached),
        most=NAMES_SHOWN,
        **await facts(context, context.person.id, desk),
    )


async def remind_now(context: Context, arguments: Sequence[str]) -> None:
    desk, reached = await _to_remind(context, arguments)
    if not reached:
        raise refuse(Reason.ALREADY_DONE)
    if len(arguments) < 2 or arguments[1] != _mark(reached):
        raise refuse(Reason.PREVIEW_CHANGED)
    await owe_reminders(context, desk.notice)
    await watch_round(
        context, desk, "notice/watched_reminder", await reminder_step(context, desk.notice)
    )
    await context.record(
        "notice_reminded", desk.notice.subject, desk.committee.id, after={"count": len(reached)}
    )
    calendar = await context.calendar(desk.committee.id)
    context.replace(
        "notice/reminded",
        [choice("notice", "list", desk.notice.id)],
        count=len(reached),
        told_at=calendar.next_allowed(context.now),
    )


async def _to_remind(
    context: Context, arguments: Sequence[str]
) -> tuple[NoticeDesk, list[Receiver]]:
    """Those who can be reached and were not reminded that day."""
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_out(desk.notice, context.now)
    channels = await notice_receivers.reachable(context.tx, desk.notice.id)
    step = await reminder_step(context, desk.notice)
    today = await owed_steps.outcome(context.tx, desk.notice.subject, REVISION, step)
    return desk, [
        each for each in desk.pending if each.person.id in channels and each.person.id not in today
    ]


def _mark(receivers: Sequence[Receiver]) -> str:
    return fingerprint(sorted(each.id for each in receivers))
