"""What every way of writing an opinion shares: whose it is, what was typed, the last look."""

from collections.abc import Sequence
from typing import Any

from committee import opinion as rules
from committee.attendance import Invitee
from handlers import access
from handlers.conversation import Choice, Dialogue, FileRule, choice
from handlers.desk import Desk
from handlers.opinions import given
from handlers.speaking import Context
from storage import opinions

CHECK = "opinion.check"
FILES = FileRule((".pdf", ".docx", ".doc", ".jpg", ".jpeg", ".png"))
TEXT_LENGTH = 1500
FILE_NAME_LENGTH = 120


async def author(context: Context, arguments: Sequence[str]) -> tuple[Invitee, Desk]:
    """The asker's own place at the meeting as it is now."""
    invitee, desk = await access.present_invitation(
        context, access.row_id(arguments), access.row_id(arguments, 1)
    )
    rules.require_giving(invitee, desk.meeting, context.now)
    return invitee, desk


async def asked(context: Context, dialogue: Dialogue) -> tuple[Invitee, Desk]:
    state = dialogue.state
    return await author(context, (str(state["invitee"]), str(state["revision"])))


def place(invitee: Invitee, desk: Desk) -> dict[str, int]:
    return {"invitee": invitee.id, "revision": desk.meeting.revision}


def typed(context: Context) -> str:
    """What was typed, line by line; empty, and said so, where it is too long."""
    lines = [" ".join(line.split()) for line in context.event.text.splitlines()]
    text = "\n".join(line for line in lines if line)
    if len(text) > TEXT_LENGTH:
        context.reply("opinion/too_long", most=TEXT_LENGTH, length=len(text))
        return ""
    return text


async def take_files(context: Context, invitee: Invitee, desk: Desk) -> None:
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


async def check(
    context: Context, invitee: Invitee, desk: Desk, texts: list[tuple[int | None, str]]
) -> None:
    """What will be kept and who will read it, before it goes."""
    await context.ask(CHECK, **place(invitee, desk), texts=texts)
    await show_check(context, invitee, desk, texts)


async def show_check(
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
