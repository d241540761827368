"""The notices of a committee, and how far one of them has come."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from committee.notice import NoticeState, Receiver
from handlers import access
from handlers.conversation import Choice, Making, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices import preview, repeat_showing
from handlers.notices.desk_work import facts, stop_asking
from handlers.speaking import Context, Speaker
from messages.moments import stamp
from messages.wording import words
from storage import leaves, notice_receivers, notice_repeats, notices, withdrawals
from storage.notice_receivers import Fate
from storage.withdrawals import Undone

SHOWN = 4
LONG_LIST = 10


async def recent(context: Context, arguments: Sequence[str]) -> None:
    """The committee's latest notices, drafts among them."""
    committee = await access.own_committee(context, access.row_id(arguments))
    repeats = await notice_repeats.running(context.tx, committee.id)
    known = await notices.recent(context.tx, committee.id, SHOWN - 1 if repeats else SHOWN)
    context.reply(
        "notice/recent",
        [
            *[choice("notice", "choose", each.id, place=n) for n, each in enumerate(known, 1)],
            *[choice("notice", "repeats", committee.id, page=0) for _ in repeats[:1]],
        ],
        notices=known,
        repeats={each.notice_id: each for each in repeats},
        committee=committee.name if len(access.secretariat_seats(context)) > 1 else "",
    )


async def open_notice(context: Context, arguments: Sequence[str]) -> None:
    """The notice as far as it has come, with what can be done next."""
    desk = await access.prepared_notice(context, access.row_id(arguments))
    await stop_asking(context)
    if desk.notice.state is NoticeState.DRAFT:
        await preview.show(context, desk)
        return
    if desk.notice.state is NoticeState.REPEATED:
        await repeat_showing.show(context, desk)
        return
    context.reply(
        "notice/status",
        _next_steps(context, desk),
        **await counted(context, context.person.id, desk),
    )


def _next_steps(context: Context, desk: NoticeDesk) -> list[Choice]:
    notice = desk.notice
    if notice.state is NoticeState.SUBMITTED:
        verbs: tuple[str, ...] = ("recall",)
    elif notice.state is not NoticeState.RELEASED:
        verbs = ("list",) if notice.state is NoticeState.WITHDRAWN else ()
    elif notice.is_out(context.now):
        verbs = ("list", *(("remind",) if desk.pending else ()), "correct", "withdraw")
    else:
        verbs = ("stop",)
    return [choice("notice", verb, notice.id) for verb in verbs]


async def counted(speaker: Speaker, person_id: int, desk: NoticeDesk) -> dict[str, Any]:
    """What a message with figures names; sent, waiting, failed and no channel make up all."""
    fates = await notice_receivers.fates(speaker.tx, desk.notice)
    counts = Counter(fates.get(each.person.id, Fate.WAITING).value for each in desk.receivers)
    return {
        "counts": {fate.value: counts[fate.value] for fate in Fate},
        "missed": [
            each
            for each in desk.receivers
            if fates.get(each.person.id) in (Fate.NO_CHANNEL, Fate.FAILED)
        ],
        "away": await leaves.away(speaker.tx, desk.committee.id, speaker.now),
        **await facts(speaker, person_id, desk),
    }


async def show_list(context: Context, arguments: Sequence[str]) -> None:
    """Everybody: whether it reached them, and who has acknowledged; a long list is a sheet too."""
    desk = await access.prepared_notice(context, access.row_id(arguments))
    if desk.notice.state is NoticeState.WITHDRAWN:
        await _show_withdrawn(context, desk)
        return
    long = len(desk.receivers) > LONG_LIST
    out = desk.notice.is_out(context.now)
    verbs = [*(["record", "remind"] if out and desk.pending else []), "open"]
    context.reply(
        "notice/list",
        [choice("notice", verb, desk.notice.id) for verb in verbs],
        making=[await _sheet(context, desk)] if long else (),
        **await counted(context, context.person.id, desk),
    )


async def _show_withdrawn(context: Context, desk: NoticeDesk) -> None:
    """Everybody: whether the message itself says it, or another one, or it never came."""
    undone = await _undone(context, desk)
    making = [_sheet_of(desk, "undone", undone)] if len(desk.receivers) > LONG_LIST else ()
    context.reply(
        "notice/list_withdrawn",
        [choice("notice", "open", desk.notice.id)],
        making=making,
        parts=[
            (part.value, [each for each in desk.receivers if undone[each.person.id] is part])
            for part in Undone
        ],
        **await facts(context, context.person.id, desk),
    )


async def _undone(context: Context, desk: NoticeDesk) -> Mapping[int, Undone]:
    """For each receiver; whoever has it and is not owed the news yet waits for it."""
    known = await withdrawals.undone(context.tx, desk.notice)
    fates = await notice_receivers.fates(context.tx, desk.notice)

    def of(each: Receiver) -> Undone:
        has_it = each.acknowledged_at is not None or fates.get(each.person.id) is Fate.SENT
        return Undone.WAITING if has_it else Undone.NEVER_HAD

    return {each.person.id: known.get(each.person.id) or of(each) for each in desk.receivers}


async def _sheet(context: Context, desk: NoticeDesk) -> Making:
    fates = await notice_receivers.fates(context.tx, desk.notice)
    return _sheet_of(
        desk, "fates", {e.person.id: fates.get(e.person.id, Fate.WAITING) for e in desk.receivers}
    )


def _sheet_of(desk: NoticeDesk, column: str, became: Mapping[int, Fate | Undone]) -> Making:
    """Everybody with what became of their copy, worded under this name."""
    known = words("notice")
    rows = [
        [
            each.person.name,
            each.person.position,
            each.person.phone,
            known[column][became[each.person.id].value],
            stamp(each.acknowledged_at) if each.acknowledged_at else known["not_yet"],
        ]
        for each in desk.receivers
    ]
    made: Mapping[str, Any] = {"headings": known["headings"], "rows": rows}
    return Making(known["file"], "attendance.sheet", made)
