"""The signed document that a notice goes with: whether there is one, its number and date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from committee import notice as rules
from committee.calendar import local
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices import audience, preview
from handlers.notices.desk_work import again, save, stop_asking
from handlers.speaking import Context
from messages.understand import DayReading, signed_number, yes_no
from messages.understand import day as understand_day

NUMBER = "notice.number"
SIGNED_ON = "notice.signed_on"


async def ask(context: Context, arguments: Sequence[str]) -> None:
    """Whether a signed document goes with it, and which: the chat signs and numbers nothing."""
    desk = await _draft(context, arguments)
    notice_id = desk.notice.id
    await context.ask(NUMBER, notice=notice_id)
    context.reply(
        "notice/ask_number",
        [choice("notice", "alone", notice_id), choice("notice", "later", notice_id)],
        desk=desk,
    )


async def alone(context: Context, arguments: Sequence[str]) -> None:
    """No signed document goes with it."""
    desk = await _draft(context, arguments)
    await save(context, "notice_edited", desk.notice, rules.without_document(desk.notice))
    await _go_on(context, desk)


async def later(context: Context, arguments: Sequence[str]) -> None:
    """There is a document, whose number comes later; until then nothing can be sent."""
    desk = await _draft(context, arguments)
    noted = replace(desk.notice, with_document=True, number="", signed_on=None)
    await save(context, "notice_edited", desk.notice, noted)
    await _go_on(context, desk)


async def number_given(context: Context, dialogue: Dialogue) -> None:
    desk = await _draft(context, (str(dialogue.state["notice"]),))
    signed = signed_number(context.event.text, context.now)
    if signed is None and yes_no(context.event.text) is False:
        await alone(context, (str(desk.notice.id),))
    elif signed is None:
        context.reply("notice/number_unclear")
    elif signed.day is None:
        await context.ask(SIGNED_ON, notice=desk.notice.id, number=signed.number)
        today = local(context.now).date()
        context.reply(
            "notice/ask_signed_on",
            [
                choice("notice", "signedtoday", desk.notice.id, day=today),
                choice("notice", "number", desk.notice.id),
            ],
            number=signed.number,
        )
    else:
        await _number(context, desk, signed.number, signed.day)


async def signed_today(context: Context, arguments: Sequence[str]) -> None:
    dialogue = await context.dialogue()
    desk = await _draft(context, arguments)
    asked = dialogue if dialogue and dialogue.kind == SIGNED_ON else None
    if asked is None or asked.state["notice"] != desk.notice.id:
        raise refuse(Reason.ALREADY_DONE)
    await _number(context, desk, str(asked.state["number"]), local(context.now).date())


async def signed_on_given(context: Context, dialogue: Dialogue) -> None:
    desk = await _draft(context, (str(dialogue.state["notice"]),))
    reading = understand_day(context.event.text, context.now)
    if not isinstance(reading, DayReading) or not reading.weekday_fits:
        context.reply("notice/number_unclear")
        return
    await _number(context, desk, str(dialogue.state["number"]), reading.day)


async def _number(context: Context, desk: NoticeDesk, number: str, signed_on: date) -> None:
    if not rules.may_be_signed_on(signed_on, context.now):
        context.reply("notice/signed_ahead", day=signed_on)
        return
    numbered = rules.number(desk.notice, number, signed_on, context.now)
    await save(context, "notice_numbered", desk.notice, numbered)
    await _go_on(context, desk)


async def _go_on(context: Context, desk: NoticeDesk) -> None:
    """To whom, where that was not said yet; else the preview."""
    await stop_asking(context)
    desk = await again(context, desk)
    if desk.receivers:
        await preview.show(context, desk)
    else:
        await audience.ask(context, desk)


async def _draft(context: Context, arguments: Sequence[str]) -> NoticeDesk:
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_draft(desk.notice)
    return desk
