"""Puts the pieces of an album together: a chat hands each file over as an event of its own.

Every piece is stored as its own row before it is confirmed, so none is lost; they are put together
when the first one is handled, and all are marked done in the transaction of that one handler.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.conversation import Event
from storage import inbox
from storage.database import Transaction

QUIET_SECONDS = 1.0
"""An album is whole when nothing of it has come for so long."""

MOST_PIECES = 10

Read = Callable[[inbox.Arrived], Event | None]
"""The event behind a row; None where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One event, and the further rows that it is made of."""

    event: Event
    rest: tuple[inbox.Arrived, ...] = ()

    async def mark_done(self, tx: Transaction, row: inbox.Arrived) -> bool:
        """Close the row with all that belongs to it; False where it was closed before."""
        if not await inbox.mark_done(tx, row.id, row.received_at):
            return False
        for piece in self.rest:
            await inbox.mark_done(tx, piece.id, piece.received_at)
        return True


async def whole(event: Event, behind: deque[inbox.Arrived], read: Read, quiet: float) -> Whole:
    """The event with all of its album that waits behind it, taken out of that queue."""
    rest: list[inbox.Arrived] = []
    while event.album:
        event = _joined(event, behind, read, rest)
        if behind or len(rest) + 1 >= MOST_PIECES:
            break  # what is next is something else, or there can be no more
        await asyncio.sleep(quiet)
        if not behind:
            break
    return Whole(event, tuple(rest))


def _joined(
    event: Event, behind: deque[inbox.Arrived], read: Read, rest: list[inbox.Arrived]
) -> Event:
    while behind and len(rest) + 1 < MOST_PIECES:
        piece = read(behind[0])
        if piece is None or piece.album != event.album or piece.kind is not event.kind:
            break
        rest.append(behind.popleft())
        event = replace(event, text=event.text or piece.text, files=(*event.files, *piece.files))
    return event
