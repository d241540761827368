"""An opinion in writing from its author: typed as one text or by item, or sent as files."""

from collections.abc import Sequence
from typing import Any

from committee import opinion as rules
from committee.attendance import Invitee
from handlers import access
from handlers.conversation import Choice, Dialogue, FileRule, choice
from handlers.desk import Desk
from handlers.opinions import given
from handlers.speaking import Context
from messages.understand import yes_no
from storage import opinions

WHOLE = "opinion.whole"
ITEMS = "opinion.items"
CHECK = "opinion.check"
FILES = FileRule((".pdf", ".docx", ".doc", ".jpg", ".jpeg", ".png"))
TEXT_LENGTH = 1500
FILE_NAME_LENGTH = 120


async def write(context: Context, arguments: Sequence[str]) -> None:
    """How it comes: as a file or typed here."""
    invitee, desk = await _author(context, arguments)
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
    invitee, desk = await _author(context, arguments)
    await context.ask(WHOLE, **_place(invitee, desk))
    context.reply("opinion/ask_file", desk=desk)


async def type_here(context: Context, arguments: Sequence[str]) -> None:
    """By item where the meeting has an agenda."""
    invitee, desk = await _author(context, arguments)
    if desk.agenda:
        await _ask_item(context, invitee, desk, [])
    else:
        await _ask_whole(context, invitee, desk)


async def type_whole(context: Context, arguments: Sequence[str]) -> None:
    """One text on everything, agenda or not."""
    invitee, desk = await _author(context, arguments)
    await _ask_whole(context, invitee, desk)


async def _ask_whole(context: Context, invitee: Invitee, desk: Desk) -> None:
    await context.ask(WHOLE, **_place(invitee, desk))
    context.reply("opinion/ask_text", desk=desk, most=TEXT_LENGTH)


async def whole_given(context: Context, dialogue: Dialogue) -> None:
    invitee, desk = await _asked(context, dialogue)
    if context.files:
        await _take_files(context, invitee, desk)
        return
    text = _typed(context)
    if text:
        await _check(context, invitee, desk, [(None, text)])


async def item_given(context: Context, dialogue: Dialogue) -> None:
    """A text for the item that was asked about; files instead of all the typing."""
    invitee, desk = await _asked(context, dialogue)
    if context.files:
        await _take_files(context, invitee, desk)
        return
    text = _typed(context)
    if text:
        await _next_item(context, invitee, desk, [*dialogue.state["texts"], text])


async def skip(context: Context, arguments: Sequence[str]) -> None:
    """Nothing to say on this item."""
    invitee, desk = await _author(context, arguments)
    texts = await _texts_so_far(context, arguments)
    await _next_item(context, invitee, desk, [*texts, ""])


async def back(context: Context, arguments: Sequence[str]) -> None:
    """One item back; what was typed there is typed anew."""
    invitee, desk = await _author(context, arguments)
    texts = await _texts_so_far(context, arguments)
    await _ask_item(context, invitee, desk, texts[:-1])


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
        await _ask_item(context, invitee, desk, texts)
        return
    rules.require_said(texts)
    await _check(context, invitee, desk, list(enumerate(texts, start=1)))


async def _ask_item(context: Context, invitee: Invitee, desk: Desk, texts: list[str]) -> None:
    place = len(texts) + 1
    await context.ask(ITEMS, **_place(invitee, desk), texts=texts)
    own = (invitee.id, desk.meeting.revision)
    context.reply(
        "opinion/ask_item",
        [
            choice("opinion", "skip", *own, place),
            *([choice("opinion", "back", *own, place)] if texts else []),
            choice("opinion", "whole", *own),
        ],
        desk=desk,
        place=place,
        item=desk.agenda[place - 1],
        most=TEXT_LENGTH,
    )


async def _check(
    context: Context, invitee: Invitee, desk: Desk, texts: list[tuple[int | None, str]]
) -> None:
    """What will be kept and who will read it, before it goes."""
    await context.ask(CHECK, **_place(invitee, desk), texts=texts)
    await _show_check(context, invitee, desk, texts)


async def _show_check(
    context: Context, invitee: Invitee, desk: Desk, texts: Sequence[Sequence[Any]]
) -> None:
    context.reply(
        "opinion/check",
        _check_choices(invitee, desk),
        desk=desk,
        texts=[(item, text) for item, text in texts],
        request=await access.request_of(context.tx, desk, invitee),
    )


def _check_choices(invitee: Invitee, desk: Desk) -> list[Choice]:
    own = (invitee.id, desk.meeting.revision)
    return [choice("opinion", "send", *own), choice("opinion", "again", *own)]


async def checked(context: Context, dialogue: Dialogue) -> None:
    """A yes or a no typed instead of pressed; anything else shows it again."""
    invitee, desk = await _asked(context, dialogue)
    said = yes_no(context.event.text)
    if said is None:
        await _show_check(context, invitee, desk, dialogue.state["texts"])
    elif said:
        await _keep(context, invitee, desk, dialogue)
    else:
        await type_here(context, (str(invitee.id), str(desk.meeting.revision)))


async def send(context: Context, arguments: Sequence[str]) -> None:
    """What was checked is kept."""
    invitee, desk = await _author(context, arguments)
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


async def _take_files(context: Context, invitee: Invitee, desk: Desk) -> None:
    for each in context.files:
        await opinions.add_file(
            context.tx,
            desk.meeting.id,
            invitee.person.id,
            each.name[:FILE_NAME_LENGTH],
            each.sha256,
            context.now,
        )
    await given.by_author(context, invitee, desk)


def _typed(context: Context) -> str:
    """What was typed, line by line; empty, and said so, where it is too long."""
    lines = [" ".join(line.split()) for line in context.event.text.splitlines()]
    text = "\n".join(line for line in lines if line)
    if len(text) > TEXT_LENGTH:
        context.reply("opinion/too_long", most=TEXT_LENGTH, length=len(text))
        return ""
    return text


def _place(invitee: Invitee, desk: Desk) -> dict[str, int]:
    return {"invitee": invitee.id, "revision": desk.meeting.revision}


async def _asked(context: Context, dialogue: Dialogue) -> tuple[Invitee, Desk]:
    state = dialogue.state
    return await _author(context, (str(state["invitee"]), str(state["revision"])))


async def _author(context: Context, arguments: Sequence[str]) -> tuple[Invitee, Desk]:
    """The asker's own place at the meeting as it is now."""
    invitee, desk = await access.present_invitation(
        context, access.row_id(arguments), access.row_id(arguments, 1)
    )
    rules.require_giving(invitee, desk.meeting, context.now)
    return invitee, desk
