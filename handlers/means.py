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
    """A code as it is passed on."""

    code: str
    link: str
    picture: StoredFile
    until: datetime


async def make_out(context: Context, means: Means, person_id: int, committee_id: int) -> Pass:
    """A new code for this person; the older ones expire."""
    life = means.code_life
    code = await codes.issue(context.tx, person_id, context.person.id, context.now, life)
    # Without the code: the audit outlives it and may be read by others.
    await context.record("code.issued", f"person:{person_id}", committee_id)
    link = await means.link(context.tx, code)
    picture = await attach(
        context, means.keep, means.draw(link), words("invites")["picture"], "image/png"
    )
    return Pass(code, link, picture, context.now + life)
