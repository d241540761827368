"""The notices of a committee that return, and stopping one at any time."""

from collections.abc import Sequence

from committee import notice_repeat as rules
from committee.notice_repeat import Repeat
from handlers import access
from handlers.conversation import choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import facts, save, stop_asking
from handlers.notices.repeat_words import addressed
from handlers.speaking import Context
from storage import notice_repeats

SHOWN = 3
"""Those with a button; one more leads on."""


async def show_all(context: Context, arguments: Sequence[str]) -> None:
    """All that still return, some at a time."""
    committee = await access.own_committee(context, access.row_id(arguments))
    page = access.row_id(arguments, 1) if len(arguments) > 1 else 0
    every = await notice_repeats.running(context.tx, committee.id)
    shown = every[page * SHOWN : (page + 1) * SHOWN]
    more = len(every) > (page + 1) * SHOWN
    context.reply(
        "notice/repeats",
        [
            *[
                choice("notice", "choose", each.notice_id, place=place)
                for place, each in enumerate(shown, 1)
            ],
            *([choice("notice", "repeats", committee.id, page + 1, page=1)] if more else []),
        ],
        repeats=shown,
        texts=await notice_repeats.texts(context.tx, committee.id),
        committee=committee.name if len(access.secretariat_seats(context)) > 1 else "",
    )


async def show(context: Context, desk: NoticeDesk) -> None:
    """How a notice returns, and when next; one whose last day has come can become a draft."""
    repeat, _ = await access.repeated_notice(context, desk.notice.id)
    coming = await _coming(context, repeat)
    over = repeat.ended_at is not None
    context.reply(
        "notice/repeat_status",
        [choice("notice", "unrepeat", desk.notice.id, over=over)],
        repeat=repeat,
        next_at=coming[0].at if coming else None,
        left=len(coming),
        addressed=await addressed(context, desk),
        **await facts(context, context.person.id, desk),
    )


async def _coming(context: Context, repeat: Repeat) -> Sequence[rules.Occurrence]:
    if repeat.ended_at is not None:
        return ()
    left = rules.to_come(repeat, await context.calendar(repeat.committee_id))
    return [each for each in left if each.at > context.now]


async def stop(context: Context, arguments: Sequence[str]) -> None:
    """It returns no more; what went out stands, and the words are a draft again."""
    repeat, desk = await access.repeated_notice(context, access.row_id(arguments))
    draft = rules.end(desk.notice)
    await stop_asking(context)
    await notice_repeats.end(context.tx, repeat.id, context.person.id, context.now)
    await save(context, "notice_repeat_stopped", desk.notice, draft)
    context.replace(
        "notice/repeat_stopped",
        [choice("notice", "preview", desk.notice.id)],
        over=repeat.ended_at is not None,
        **await facts(context, context.person.id, desk),
    )
