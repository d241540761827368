"""An urgent notice and why it cannot wait, in the words of the secretariat or of a leader."""

from collections.abc import Sequence
from dataclasses import replace

from committee import notice as rules
from committee.notice import TEXT_LENGTH
from committee.people import Membership
from committee.refusal import Reason, refuse
from committee.urgent import REASON_LENGTH, leads
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.notices import audience, preview, urgent_release
from handlers.notices.desk_work import again, save, stop_asking
from handlers.notices.words import fitting, one_line
from handlers.speaking import Context
from messages.understand import one_of
from storage import notices
from storage.committees import Committee

COMMITTEE = "notice.urgent_committee"
TEXT = "notice.urgent_text"
REASON = "notice.reason"
MOST_SHOWN = 3


async def begin(context: Context) -> None:
    """`/khan`: what waits to be let go, else words of the leader's own."""
    led = [seat for seat in context.sender.memberships if leads(seat)]
    if not led:
        raise refuse(Reason.NOT_ALLOWED)
    waiting = [
        notice.id
        for seat in led
        for notice in await notices.submitted(context.tx, seat.committee_id)
    ]
    for notice_id in waiting[-MOST_SHOWN:]:
        await urgent_release.show(context, notice_id)
    if not waiting:
        await _begin_new(context, led)


async def _begin_new(context: Context, led: Sequence[Membership]) -> None:
    if len(led) == 1:
        await _ask_text(context, await access.led_committee(context, led[0].committee_id))
        return
    own = [await access.led_committee(context, seat.committee_id) for seat in led[:4]]
    await context.ask(COMMITTEE)
    context.reply(
        "notice/ask_committee",
        [choice("notice", "urgentfor", each.id, place=n) for n, each in enumerate(own, 1)],
        committees=[each.name for each in own],
    )


async def choose_committee(context: Context, arguments: Sequence[str]) -> None:
    await _ask_text(context, await access.led_committee(context, access.row_id(arguments)))


async def committee_typed(context: Context, dialogue: Dialogue) -> None:
    led = [seat for seat in context.sender.memberships if leads(seat)]
    own = [await access.led_committee(context, seat.committee_id) for seat in led]
    place = one_of(context.event.text, [each.name for each in own])
    if place is None:
        context.reply("conversation/not_understood")
        return
    await _ask_text(context, own[place])


async def _ask_text(context: Context, committee: Committee) -> None:
    await context.ask(TEXT, committee=committee.id)
    context.reply("notice/ask_urgent_text", person=context.person, most=TEXT_LENGTH)


async def text_given(context: Context, dialogue: Dialogue) -> None:
    committee = await access.led_committee(context, int(dialogue.state["committee"]))
    text = fitting(context, context.event.text)
    if not text:
        return
    notice_id = await notices.add(
        context.tx,
        committee_id=committee.id,
        text=text,
        corrects=None,
        made_by=context.person.id,
        now=context.now,
    )
    await context.record("notice_drafted", f"notice:{notice_id}", committee.id)
    await ask_reason(context, (str(notice_id),))


async def ask_reason(context: Context, arguments: Sequence[str]) -> None:
    """Why it cannot wait; nothing breaks the silence without that."""
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_draft(desk.notice)
    await context.ask(REASON, notice=desk.notice.id)
    back = [choice("notice", "preview", desk.notice.id)] if desk.receivers else []
    context.reply("notice/ask_reason", back, desk=desk)


async def reason_given(context: Context, dialogue: Dialogue) -> None:
    desk = await access.prepared_notice(context, int(dialogue.state["notice"]))
    rules.require_draft(desk.notice)
    reason = one_line(context, REASON_LENGTH)
    if not reason:
        return
    await stop_asking(context)
    await save(context, "notice_urgent", desk.notice, replace(desk.notice, urgent_reason=reason))
    desk = await again(context, desk)
    if desk.receivers:
        await preview.show(context, desk)
    else:
        await audience.ask(context, desk)
