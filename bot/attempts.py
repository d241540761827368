"""One attempt at one message: fitted to its chat, claimed, handed over, noted."""

import asyncio
from collections.abc import Callable, Mapping

from bot.channels.base import (
    Channel,
    SendDelayed,
    SendRefused,
    SendSpent,
    SendUnanswered,
    SendUnfinished,
    SendWrong,
)
from bot.marks import Marks
from bot.meter import Meter
from bot.plain import Plain
from bot.retries import Retries
from bot.turns import Turns
from bot.workshop import Workshop
from storage import sends

SEND_SECONDS = 30.0
UPLOAD_SECONDS = 150.0
"""For a message with files, on an office's slow line."""


class Attempts:
    """Hands a message to its channel and sees to what came of it."""

    def __init__(
        self,
        channels: Mapping[str, Channel],
        workshop: Workshop,
        plain: Plain,
        meter: Meter,
        turns: Turns,
        marks: Marks,
        retries: Retries,
        may_go: Callable[[], bool],
        wake: Callable[[], None],
    ) -> None:
        self._channels = channels
        self._workshop = workshop
        self._plain = plain
        self._meter = meter
        self._turns = turns
        self._marks = marks
        self._retries = retries
        self._may_go = may_go
        self._wake = wake

    async def attempt(self, send: sends.Send) -> bool:
        """Hand it over and note that; False where it has to be seen to again."""
        try:
            reference = await self._hand_over(send)
        except Exception as error:
            await self._see_to(send, error)
            return False
        if reference is None:
            return False
        self._retries.answered(send.channel)
        await self._marks.gone(send.id, reference)
        await self._count(send)
        return True

    async def _hand_over(self, send: sends.Send) -> str | None:
        """The chat service's reference; None where nothing may go any more."""
        channel = self._channels.get(send.channel)
        if channel is None:
            raise SendRefused(f"no channel {send.channel}")
        await self._meter.check(send.channel, send.address)
        outgoing = await self._plain.fit(send, await self._workshop.finish(send))
        if send.rank != sends.REPLY_RANK and not await self._marks.claim(send.id):
            return None
        if not self._may_go():
            return None
        edits = _edits(send, channel)
        async with asyncio.timeout(UPLOAD_SECONDS if outgoing.files else SEND_SECONDS):
            return await channel.send(send.address, send.key, outgoing, edits)

    async def _see_to(self, send: sends.Send, error: Exception) -> None:
        match error:
            case SendRefused():
                await self._retries.refused(send, str(error))
            case SendUnfinished():
                await self._count(send)  # still the first of its queue: the next turn is its own
            case SendSpent():
                seconds = await self._meter.hold(send.channel, send.address)
                await self._retries.later(send, seconds, "spent")
            case SendWrong():
                await self._retries.give_up(send, str(error))
            case SendDelayed():
                self._turns.hold(send, error)
                await self._retries.later(send, error.seconds, "delayed")
            case SendUnanswered() | TimeoutError():
                await self._retries.unanswered(send)
            case _:
                await self._retries.failed(send, error)

    async def _count(self, send: sends.Send) -> None:
        if await self._meter.count(send.channel, send.address):
            self._wake()  # somebody is owed a warning


def _edits(send: sends.Send, channel: Channel) -> str | None:
    """What to edit; None where the message never arrived or the chat cannot edit."""
    return (send.edits_reference or None) if channel.capabilities.editing else None
