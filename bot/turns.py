"""Whose turn it is to be written to, within what each chat service allows."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

from bot.channels.base import Channel, SendDelayed
from bot.pacing import Pace
from storage import sends

MOST_AT_ONCE = 64
"""Accounts written to side by side in what the bot writes first; replies come besides."""
PACE_SECONDS = 2.0
"""Where a chat is paced, no more is taken than goes in that time."""


class Turns:
    """One pace for each channel that has limits; on the others anybody may go at once."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels
        self._paces = {
            name: Pace(channel.limits) for name, channel in channels.items() if channel.limits
        }
        self._in_line: dict[int, sends.Send] = {}
        """What waits for its turn, by account."""
        self.most_at_once = most_at_once(channels.values())

    def paced(self, channel: str) -> bool:
        return channel in self._paces

    @asynccontextmanager
    async def turn(self, send: sends.Send) -> AsyncIterator[int]:
        """Wait until the chat service's limits allow one more of the rank that is given."""
        pace = self._paces.get(send.channel)
        if pace is None:
            yield send.rank
            return
        group = self._channels[send.channel].is_group(send.address)
        self._in_line[send.account_id] = send
        try:
            async with pace.turn(send.address, group=group, rank=send.rank) as rank:
                yield rank
        finally:
            del self._in_line[send.account_id]

    def hurry(self, account_id: int) -> None:
        """A reply has come for this account, which may be waiting for its turn."""
        if waiting := self._in_line.get(account_id):
            self._paces[waiting.channel].hurry(waiting.address)

    def hold(self, send: sends.Send, delayed: SendDelayed) -> None:
        """The service wants a pause."""
        pace = self._paces.get(send.channel)
        if pace is not None:
            pace.hold(None if delayed.everywhere else send.address, delayed.seconds)


def most_at_once(channels: Iterable[Channel]) -> int:
    """Accounts that may be under way: two seconds of the pace of all channels together."""
    paces = [channel.limits.a_second if channel.limits else None for channel in channels]
    paced = [round(pace * PACE_SECONDS) for pace in paces if pace is not None]
    return max(1, sum(paced)) if paced and len(paced) == len(paces) else MOST_AT_ONCE
