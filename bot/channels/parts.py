"""What went of a message that takes several calls, remembered until the rest has gone."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.channels.base import SendRefused, SendUnfinished
from bot.channels.fitting import Piece

_MOST_UNFINISHED = 1000

HandOver = Callable[[Piece], Awaitable[str]]
"""Sends one piece; its reference."""


@dataclass(slots=True)
class _Sent:
    count: int = 0
    reference: str = ""


class Parts:
    """The messages of one channel that are under way, by their keys."""

    def __init__(self) -> None:
        self._unfinished: OrderedDict[str, _Sent] = OrderedDict()

    async def send(self, key: str, pieces: Sequence[Piece], hand_over: HandOver) -> str:
        """The next piece; the reference of the part with the buttons when it was the last."""
        sent = self._unfinished.get(key) or _Sent()
        piece = pieces[min(sent.count, len(pieces) - 1)]
        try:
            reference = await hand_over(piece)
        except SendRefused:
            self._unfinished.pop(key, None)
            raise
        if piece.text or not sent.reference:
            sent.reference = reference
        sent.count += 1
        if sent.count < len(pieces):
            self._remember(key, sent)
            raise SendUnfinished
        self._unfinished.pop(key, None)
        return sent.reference

    def _remember(self, key: str, sent: _Sent) -> None:
        self._unfinished[key] = sent
        if len(self._unfinished) > _MOST_UNFINISHED:
            self._unfinished.popitem(last=False)
