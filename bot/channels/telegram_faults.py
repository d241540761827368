"""What Telegram's refusals mean for a message: for good, for a while, or for this one only."""

import time
from collections.abc import Callable

from telegram.error import BadRequest

from bot.channels.base import SendDelayed, SendRefused, SendWrong

_SAME_FLOOD_SECONDS = 1.0

_NOT_MODIFIED = "message is not modified"
_UNPARSED = "can't parse entities"
_UNEDITABLE = (
    *("message to edit not found", "message can't be edited", "message_id_invalid"),
    "message identifier is not specified",
)
_GONE = (
    *("chat not found", "user not found", "peer_id_invalid", "user is deactivated"),
    *("bot was kicked", "not enough rights", "have no rights", "group chat was"),
)


def is_unchanged(error: BadRequest) -> bool:
    """The message reads so already."""
    return _NOT_MODIFIED in error.message.lower()


def is_unparsed(error: BadRequest) -> bool:
    return _UNPARSED in error.message.lower()


def refusal(error: BadRequest, *, editing: bool) -> SendRefused | SendWrong:
    """Is the chat (or the message to edit) gone, or is it this one message that is wrong?"""
    said = error.message.lower()
    if any(words in said for words in (*_GONE, *(_UNEDITABLE if editing else ()))):
        return SendRefused("gone")
    # What stands before the colon are Telegram's own words, never a member's.
    return SendWrong(said.partition(":")[0][:60])


class Floods:
    """Tells the limit of one chat from that of the whole token."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = monotonic
        self._last = ("", float("-inf"))

    def delay(self, address: str, seconds: float) -> SendDelayed:
        """One chat's, unless another chat was refused within a second."""
        now = self._now()
        before, at = self._last
        self._last = (address, now)
        everywhere = before not in ("", address) and now - at <= _SAME_FLOOD_SECONDS
        return SendDelayed(seconds, everywhere=everywhere)
