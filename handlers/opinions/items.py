"""An opinion typed item by item, as the meeting's agenda has them."""

from collections.abc import Sequence

from committee import opinion as rules
from committee.attendance import Invitee
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.desk import Desk
from handlers.opinions.taking import (
    TEXT_LENGTH,
    asked,
    author,
    check,
    place,
    take_files,
    typed,
)
from handlers.speaking import Context
from messages.understand import nothing_to_say

ITEMS = "opinion.items"


async def ask_item(context: Context, invitee: Invitee, desk: Desk, texts: list[str]) -> None:
    number = len(texts) + 1
    await context.ask(ITEMS, **place(invitee, desk), texts=texts)
    own = (invitee.id, desk.meeting.revision)
    context.reply(
        "opinion/ask_item",
        [
            choice("opinion", "skip", *own, number, place=number),
            *([choice("opinion", "back", *own, number, place=len(texts))] if texts else []),
            choice("opinion", "whole", *own),
        ],
        desk=desk,
        place=number,
        item=desk.agenda[number - 1],
        most=TEXT_LENGTH,
    )


async def item_given(context: Context, dialogue: Dialogue) -> None:
    """A text for the item that was asked about; files instead of all the typing."""
    invitee, desk = await asked(context, dialogue)
    if context.files:
        await take_files(context, invitee, desk)
        return
    text = typed(context)
    if text:
        said = "" if nothing_to_say(text) else text
        await _next_item(context, invitee, desk, [*dialogue.state["texts"], said])


async def skip(context: Context, arguments: Sequence[str]) -> None:
    """Nothing to say on this item."""
    invitee, desk = await author(context, arguments)
    texts = await _texts_so_far(context, arguments)
    await _next_item(context, invitee, desk, [*texts, ""])


async def back(context: Context, arguments: Sequence[str]) -> None:
    """One item back; what was typed there is typed anew."""
    invitee, desk = await author(context, arguments)
    texts = await _texts_so_far(context, arguments)
    await ask_item(context, invitee, desk, texts[:-1])


async def _texts_so_far(context: Context, arguments: Sequence[str]) -> list[str]:
    """What was typed before the item of this button, if that is the one being asked about."""
    dialogue = await context.dialogue()
    state = dialogue.state if dialogue is not None and dialogue.kind == ITEMS else {}
    texts = list(state.get("texts", ()))
    rules.require_current_item(
        asked=len(texts) + 1 if state.get("invitee") == access.row_id(arguments) else 0,
        pressed=access.row_id(arguments, 2),
    )
    return texts


async def _next_item(context: Context, invitee: Invitee, desk: Desk, texts: list[str]) -> None:
    if len(texts) < len(desk.agenda):
        await ask_item(context, invitee, desk, texts)
        return
    rules.require_said(texts)
    await check(context, invitee, desk, list(enumerate(texts, start=1)))
