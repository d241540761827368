"""An opinion in writing from its author: as files, or typed and looked at before it goes."""

from collections.abc import Sequence

from committee import opinion as rules
from committee.attendance import Invitee
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.desk import Desk
from handlers.opinions import given
from handlers.opinions.items import ask_item
from handlers.opinions.taking import (
    CHECK,
    TEXT_LENGTH,
    asked,
    author,
    check,
    place,
    show_check,
    take_files,
    typed,
)
from handlers.speaking import Context
from messages.understand import yes_no
from storage import opinions

WHOLE = "opinion.whole"


async def write(context: Context, arguments: Sequence[str]) -> None:
    """How it comes: as a file or typed here; a file sent at once counts."""
    invitee, desk = await author(context, arguments)
    await context.ask(WHOLE, **place(invitee, desk))
    known = await opinions.of_person(context.tx, desk.meeting.id, invitee.person.id)
    own = (invitee.id, desk.meeting.revision)
    read = [choice("opinion", "read", invitee.id)] if known.exists else []
    context.reply(
        "opinion/how",
        [choice("opinion", "file", *own), choice("opinion", "type", *own), *read],
        desk=desk,
        opinion=known,
        request=await access.request_of(context.tx, desk, invitee),
    )


async def file(context: Context, arguments: Sequence[str]) -> None:
    invitee, desk = await author(context, arguments)
    await context.ask(WHOLE, **place(invitee, desk))
    context.reply("opinion/ask_file", desk=desk)


async def type_here(context: Context, arguments: Sequence[str]) -> None:
    """By item where the meeting has an agenda."""
    invitee, desk = await author(context, arguments)
    if desk.agenda:
        await ask_item(context, invitee, desk, [])
    else:
        await _ask_whole(context, invitee, desk)


async def type_whole(context: Context, arguments: Sequence[str]) -> None:
    """One text on everything, agenda or not."""
    invitee, desk = await author(context, arguments)
    await _ask_whole(context, invitee, desk)


async def _ask_whole(context: Context, invitee: Invitee, desk: Desk) -> None:
    await context.ask(WHOLE, **place(invitee, desk))
    context.reply("opinion/ask_text", desk=desk, most=TEXT_LENGTH)


async def whole_given(context: Context, dialogue: Dialogue) -> None:
    invitee, desk = await asked(context, dialogue)
    if context.files:
        await take_files(context, invitee, desk)
        return
    text = typed(context)
    if text:
        await check(context, invitee, desk, [(None, text)])


async def checked(context: Context, dialogue: Dialogue) -> None:
    """A yes or a no typed instead of pressed; anything else shows it again."""
    invitee, desk = await asked(context, dialogue)
    said = yes_no(context.event.text)
    if said is None:
        await show_check(context, invitee, desk, dialogue.state["texts"])
    elif said:
        await _keep(context, invitee, desk, dialogue)
    else:
        await type_here(context, (str(invitee.id), str(desk.meeting.revision)))


async def send(context: Context, arguments: Sequence[str]) -> None:
    """What was checked is kept."""
    invitee, desk = await author(context, arguments)
    dialogue = await context.dialogue()
    rules.require_checked(
        dialogue is not None and dialogue.kind == CHECK and dialogue.state["invitee"] == invitee.id
    )
    if dialogue is not None:
        await _keep(context, invitee, desk, dialogue)


async def _keep(context: Context, invitee: Invitee, desk: Desk, dialogue: Dialogue) -> None:
    texts = [(item, str(text)) for item, text in dialogue.state["texts"]]
    await opinions.set_texts(context.tx, desk.meeting.id, invitee.person.id, texts, context.now)
    await given.by_author(context, invitee, desk)
