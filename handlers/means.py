"""What a linking code is handed over with: its link, its picture, and until when it is good."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.attaching import Keep, attach
from handlers.conversation import StoredFile
from handlers.speaking import Context
from messages.wording import words
from storage import codes
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Means:
    """What an invitation is made with: the link of a code, its picture (PNG), its life."""

    link: Callable[[Transaction, str], Awaitable[str]]
    draw: Callable[[str], bytes]
    keep: Keep
    code_life: timedelta


@dataclass(frozen=True, slots=True)
class Pass:
    """A code as it is passed on; `link` is empty where a code can only be typed."""

    code: str
    link: str
    pictures: tuple[StoredFile, ...]
    until: datetime


async def make_out(context: Context, means: Means, person_id: int, committee_id: int) -> Pass:
    """A new code for this person; the older ones expire."""
    life = means.code_life
    code = await codes.issue(context.tx, person_id, context.person.id, context.now, life)
    # Without the code: the audit outlives it and may be read by others.
    await context.record("code.issued", f"person:{person_id}", committee_id)
    link = await means.link(context.tx, code)
    pictures = await _drawn(context, means, link)
    return Pass(code, link, pictures, context.now + life)


async def _drawn(context: Context, means: Means, link: str) -> tuple[StoredFile, ...]:
    """The link as a picture, where the asker's chat can show one."""
    if not link or context.event.typed_only:
        return ()
    name = words("invites")["picture"]
    return (await attach(context, means.keep, means.draw(link), name, "image/png"),)
