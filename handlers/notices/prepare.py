"""A new notice: for which committee, in what words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from committee import notice as rules
from committee.notice import TEXT_LENGTH
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Choice, Dialogue, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices import number, preview
from handlers.notices.desk_work import again, save, stop_asking
from handlers.notices.words import fitting
from handlers.speaking import Context
from messages.understand import one_of
from storage import notice_receivers, notices

COMMITTEE = "notice.committee"
TEXT = "notice.text"

State = Mapping[str, Any]


async def begin(context: Context) -> None:
    """`/thongbao`, with or without the words behind it."""
    seats = access.secretariat_seats(context)
    _, *words = context.event.text.split(maxsplit=1)
    if len(seats) == 1:
        await _with_words(context, seats[0].committee_id, "".join(words))
        return
    await context.ask(COMMITTEE, words="".join(words))
    own = [await access.own_committee(context, seat.committee_id) for seat in seats[:4]]
    context.reply(
        "notice/ask_committee",
        [choice("notice", "committee", each.id, place=n) for n, each in enumerate(own, 1)],
        committees=[each.name for each in own],
    )


async def choose_committee(context: Context, arguments: Sequence[str]) -> None:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != COMMITTEE:
        raise refuse(Reason.ALREADY_DONE)
    committee = await access.own_committee(context, access.row_id(arguments))
    await _with_words(context, committee.id, str(dialogue.state["words"]))


async def committee_typed(context: Context, dialogue: Dialogue) -> None:
    """A name typed where buttons were offered."""
    own = [
        await access.own_committee(context, seat.committee_id)
        for seat in access.secretariat_seats(context)
    ]
    place = one_of(context.event.text, [each.name for each in own])
    if place is None:
        context.reply("conversation/not_understood")
        return
    await _with_words(context, own[place].id, str(dialogue.state["words"]))


async def _with_words(context: Context, committee_id: int, words: str) -> None:
    if words:
        await ask_words(context, silent=True, committee=committee_id)
        await _take(context, {"committee": committee_id}, words)
        return
    await ask_words(context, committee=committee_id)


async def ask_words(context: Context, *, silent: bool = False, **state: Any) -> None:
    """Wait for the words of a notice; `silent` where they are there already."""
    await context.ask(TEXT, **state)
    if not silent:
        context.reply(
            "notice/ask_text",
            [_other_way(state)],
            most=TEXT_LENGTH,
            corrects="corrects" in state,
        )


def _other_way(state: State) -> Choice:
    """Back to where the words were asked for; from a new notice to those there are."""
    if "notice" in state:
        return choice("notice", "preview", state["notice"])
    if "corrects" in state:
        return choice("notice", "open", state["corrects"])
    return choice("notice", "recent", state["committee"])


async def text_given(context: Context, dialogue: Dialogue) -> None:
    await _take(context, dialogue.state, context.event.text)


async def _take(context: Context, state: State, words: str) -> None:
    text = fitting(context, words)
    if not text:
        return
    if "notice" in state:
        await _edit(context, int(state["notice"]), text)
    else:
        await _create(context, state, text)


async def _edit(context: Context, notice_id: int, text: str) -> None:
    desk = await access.prepared_notice(context, notice_id)
    rules.require_draft(desk.notice)
    await stop_asking(context)
    await save(context, "notice_edited", desk.notice, replace(desk.notice, text=text))
    await preview.show(context, await again(context, desk))


async def _create(context: Context, state: State, text: str) -> None:
    """A correction goes to exactly those who have what it puts right."""
    corrected = await _to_correct(context, state)
    committee_id = corrected.committee.id if corrected else int(state["committee"])
    if corrected is None:
        await access.own_committee(context, committee_id)
    notice_id = await notices.add(
        context.tx,
        committee_id=committee_id,
        text=text,
        corrects=corrected.notice.id if corrected else None,
        made_by=context.person.id,
        now=context.now,
    )
    await context.record("notice_drafted", f"notice:{notice_id}", committee_id)
    if corrected is not None:
        have_it = await notice_receivers.reached(context.tx, corrected.notice)
        await notice_receivers.add(context.tx, notice_id, have_it)
    await number.ask(context, (str(notice_id),))


async def _to_correct(context: Context, state: State) -> NoticeDesk | None:
    if "corrects" not in state:
        return None
    desk = await access.prepared_notice(context, int(state["corrects"]))
    rules.require_out(desk.notice, context.now)
    return desk


async def edit_text(context: Context, arguments: Sequence[str]) -> None:
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_draft(desk.notice)
    await ask_words(context, committee=desk.committee.id, notice=desk.notice.id)
