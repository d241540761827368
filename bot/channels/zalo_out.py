"""From a neutral message to calls of Zalo's bot service: one call a turn, faults told apart."""

from collections.abc import Mapping

from bot.channels.base import (
    Capabilities,
    SendDelayed,
    SendRefused,
    SendSpent,
    SendUnanswered,
    SendUnreachable,
    SendWrong,
)
from bot.channels.fitting import Piece, pieces
from bot.channels.parts import Parts
from bot.channels.zalo_api import (
    IDLE,
    SPENT,
    ZaloApi,
    ZaloError,
    ZaloUnansweredError,
    ZaloUnreachableError,
)
from bot.channels.zalo_in import CHANNEL, chat_of
from handlers.conversation import Outgoing

TOKEN_REFUSED_SECONDS = 600.0
_TOKEN_REFUSED = (401, 404)
_FORBIDDEN = 403
_WRONG = 400
_GONE = ("chat not found", "user not found", "invalid chat", "invalid user", "blocked", "not allow")


class ZaloOut:
    """Hands messages over, each through the bot that its account wrote to."""

    def __init__(
        self, bots: Mapping[str, ZaloApi], capabilities: Capabilities, contact: str
    ) -> None:
        self._bots = bots
        self._capabilities = capabilities
        self._contact = contact
        self._parts = Parts()

    async def send(self, address: str, key: str, outgoing: Outgoing) -> str:
        if outgoing.commands is not None:
            return ""  # this chat has no menu of commands
        bot, chat = chat_of(address)
        if bot not in self._bots:
            raise SendRefused("no such bot any more")
        parts = pieces(outgoing, self._capabilities, CHANNEL, self._contact)
        if not parts:
            raise SendWrong("empty")

        async def hand_over(piece: Piece) -> str:
            return await _hand_over(self._bots[bot], chat, piece.text)

        return await self._parts.send(key, parts, hand_over)


async def _hand_over(api: ZaloApi, chat: str, text: str) -> str:
    try:
        return (await api.send_message(chat, text)).message_id
    except ZaloUnreachableError:
        fault: Exception = SendUnreachable()
    except ZaloUnansweredError:
        fault = SendUnanswered()
    except ZaloError as error:
        fault = _fault(error)
    raise fault


def _fault(error: ZaloError) -> Exception:
    """What a refusal means for the message: for good, for a while, or for this one only."""
    said = error.description.lower()
    if error.code == SPENT:
        return SendSpent()
    if error.code == _FORBIDDEN or (error.code == _WRONG and any(w in said for w in _GONE)):
        return SendRefused("forbidden")
    if error.code in _TOKEN_REFUSED:
        return SendDelayed(TOKEN_REFUSED_SECONDS)
    if error.code == IDLE or error.code >= 500:
        return SendUnreachable()
    return SendWrong(f"error {error.code}")
