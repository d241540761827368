"""What goes out, to whom, through which chat; only from here a notice can be sent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from committee import notice as rules
from committee.refusal import Reason, refuse
from committee.urgent import leads
from handlers import access
from handlers.conversation import Choice, Making, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import again, facts, save, stop_asking
from handlers.notices.letter import letter
from handlers.speaking import Context
from messages.channels import channel_name
from messages.wording import words
from storage import notice_receivers

LONG_LIST = 10


async def preview(context: Context, arguments: Sequence[str]) -> None:
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_draft(desk.notice)
    await stop_asking(context)
    await show(context, desk)


async def show(context: Context, desk: NoticeDesk) -> None:
    """The notice as its first receiver will read it, then the list that it goes to."""
    if desk.receivers:
        sample = await letter(context, desk, desk.receivers[0])
        context.reply_with(replace(sample, actions=(), summary=""))
    channels = await notice_receivers.reachable(context.tx, desk.notice.id)
    unlinked = [each for each in desk.receivers if each.person.id not in channels]
    context.reply(
        "notice/preview",
        _choices(context, desk, len(desk.receivers) - len(unlinked)),
        making=[_sheet(desk, channels)] if len(desk.receivers) > LONG_LIST else (),
        channels=Counter(channels.values()).most_common(),
        unlinked=unlinked,
        most=LONG_LIST,
        **await facts(context, context.person.id, desk),
    )


def _choices(context: Context, desk: NoticeDesk, reached: int) -> list[Choice]:
    """The next step first: what is missing, or the sending of exactly this."""
    notice_id = desk.notice.id
    return [
        *_next_step(context, desk, reached),
        choice("notice", "papers", notice_id, count=len(desk.files)),
        choice("notice", "edit", notice_id),
    ]


def _next_step(context: Context, desk: NoticeDesk, reached: int) -> list[Choice]:
    notice, own = desk.notice, access.seat(context, desk.committee.id)
    if not desk.receivers:
        return [choice("notice", "towhom", notice.id)]
    if notice.with_document and not notice.number:
        return [choice("notice", "number", notice.id)]
    if notice.urgent and leads(own):
        return [choice("notice", "sendnow", notice.id, desk.fingerprint)]
    if notice.urgent:
        return [choice("notice", "submit", notice.id, desk.fingerprint)]
    if own is None or not own.secretariat:
        return [choice("notice", "reason", notice.id)]
    return [
        choice("notice", "send", notice.id, desk.fingerprint, count=reached),
        choice("notice", "sendat", notice.id, desk.fingerprint),
    ]


def _sheet(desk: NoticeDesk, channels: Mapping[int, str]) -> Making:
    """Everybody it goes to, with the channel."""
    known = words("notice")
    rows = [
        [
            each.person.name,
            each.person.position,
            channel_name(channels[each.person.id])
            if each.person.id in channels
            else known["fates"]["no_channel"],
        ]
        for each in desk.receivers
    ]
    made: dict[str, Any] = {"headings": known["preview_headings"], "rows": rows}
    return Making(known["preview_file"], "attendance.sheet", made)


async def previewed(context: Context, arguments: Sequence[str]) -> NoticeDesk:
    """The draft, if it still is what was previewed."""
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_draft(desk.notice)
    require_previewed(desk, arguments)
    return desk


def require_previewed(desk: NoticeDesk, arguments: Sequence[str]) -> None:
    if len(arguments) < 2 or arguments[1] != desk.fingerprint:
        raise refuse(Reason.PREVIEW_CHANGED)


async def edit(context: Context, arguments: Sequence[str]) -> None:
    """What can be changed; the list of a correction stands."""
    desk = await _draft(context, arguments)
    verbs = ["text", "number", *([] if desk.notice.corrects else ["towhom"]), "more"]
    context.reply("notice/edit", [choice("notice", verb, desk.notice.id) for verb in verbs])


async def more(context: Context, arguments: Sequence[str]) -> None:
    desk = await _draft(context, arguments)
    urgency = "calm" if desk.notice.urgent else "reason"
    context.reply(
        "notice/edit",
        [choice("notice", verb, desk.notice.id) for verb in (urgency, "drop", "preview")],
    )


async def drop(context: Context, arguments: Sequence[str]) -> None:
    """Ask before a draft is dropped."""
    desk = await _draft(context, arguments)
    context.reply(
        "notice/drop",
        [choice("notice", "dropped", desk.notice.id), choice("notice", "preview", desk.notice.id)],
        **await facts(context, context.person.id, desk),
    )


async def dropped(context: Context, arguments: Sequence[str]) -> None:
    desk = await _draft(context, arguments)
    await stop_asking(context)
    await save(context, "notice_dropped", desk.notice, rules.drop(desk.notice))
    context.replace("notice/dropped")


async def calm(context: Context, arguments: Sequence[str]) -> None:
    """Not urgent after all: it waits for allowed hours like everything."""
    desk = await _draft(context, arguments)
    await save(context, "notice_calmed", desk.notice, replace(desk.notice, urgent_reason=""))
    await show(context, await again(context, desk))


async def _draft(context: Context, arguments: Sequence[str]) -> NoticeDesk:
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_draft(desk.notice)
    return desk
