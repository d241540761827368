"""From a neutral message to calls of the Bot API: one call a turn, faults told apart."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, cast

from telegram import Bot, BotCommand, BotCommandScopeChat, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels.base import (
    Capabilities,
    OpenFile,
    SendRefused,
    SendUnanswered,
    SendUnfinished,
    SendUnreachable,
    SendWrong,
)
from bot.channels.fitting import Piece, pieces
from bot.channels.parts import Parts
from bot.channels.telegram_faults import Floods, is_unchanged, is_unparsed, refusal
from bot.channels.telegram_in import CHANNEL
from bot.channels.telegram_keyboard import asks_phone, keyboard
from bot.channels.telegram_request import FloodError
from bot.channels.telegram_text import dated
from handlers.conversation import Outgoing, StoredFile

log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramOut:
    """Hands messages over, one call a turn."""

    def __init__(
        self,
        bot: Bot,
        open_file: OpenFile,
        capabilities: Capabilities,
        *,
        contact: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._open_file = open_file
        self._capabilities = capabilities
        self._contact = contact
        self._parts = Parts()
        self._floods = Floods(monotonic)
        self._moments = True

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        """The next piece; the reference of the part with the buttons when it was the last."""
        parts = pieces(outgoing, self._capabilities, CHANNEL, self._contact)
        if not parts or (edits and _cannot_edit(parts)):
            raise SendRefused("no edit") if parts else SendWrong("empty")

        async def hand_over(piece: Piece) -> str:
            return await self._hand_over(address, piece, edits)

        return await self._parts.send(key, parts, hand_over)

    async def _hand_over(self, address: str, piece: Piece, edits: str | None) -> str:
        chat = int(address)
        if piece.commands is not None:
            return await self._call(address, self._commands(chat, piece.commands))
        if piece.file is not None:
            return await self._call(address, self._document(chat, piece.file))
        if edits:
            return await self._call(address, self._edit(chat, piece, int(edits)), edits)
        return await self._call(address, self._message(chat, piece))

    async def _commands(self, chat: int, commands: tuple[tuple[str, str], ...]) -> str:
        scope = BotCommandScopeChat(chat)
        if commands:
            await self._bot.set_my_commands([BotCommand(*each) for each in commands], scope=scope)
        else:
            await self._bot.delete_my_commands(scope=scope)
        return ""

    async def _message(self, chat: int, piece: Piece) -> str:
        message = await self._text_call("sendMessage", chat, piece, message_id=None)
        return str(message["message_id"])

    async def _edit(self, chat: int, piece: Piece, message_id: int) -> str:
        await self._text_call("editMessageText", chat, piece, message_id=message_id)
        return str(message_id)

    async def _text_call(
        self, method: str, chat: int, piece: Piece, message_id: int | None
    ) -> dict[str, Any]:
        """Through the library's request, without reading the whole message that comes back."""
        given = {
            "chat_id": chat,
            "message_id": message_id,
            "text": self._marked(piece.text),
            "parse_mode": ParseMode.HTML,
            "reply_markup": keyboard(piece.actions),
            "link_preview_options": _NO_PREVIEW,
        }
        parameters = [RequestParameter.from_input(*each) for each in given.items()]
        url = f"{self._bot.base_url}/{method}"
        answer = await self._bot.request.post(url, RequestData(parameters))
        return cast("dict[str, Any]", answer)

    async def _document(self, chat: int, file: StoredFile) -> str:
        try:
            content = await asyncio.to_thread(self._open_file(file).open, "rb")
        except OSError:
            raise SendWrong("file is gone") from None
        try:
            upload = InputFile(content, filename=file.name, read_file_handle=False)
            message = await self._bot.send_document(chat, upload)
        finally:
            content.close()
        return str(message.message_id)

    def _marked(self, text: str) -> str:
        return dated(text) if self._moments else text

    async def _call(
        self, address: str, call: Coroutine[Any, Any, str], edits: str | None = None
    ) -> str:
        """Carry the call out; whatever is no passing trouble of the network is told apart here."""
        try:
            return await call
        except FloodError as flood:
            raise self._floods.delay(address, flood.seconds) from None
        except Forbidden:
            raise SendRefused("forbidden") from None
        except ChatMigrated:
            raise SendRefused("the group has another id now") from None
        except BadRequest as error:
            if edits and is_unchanged(error):
                return edits
            if is_unparsed(error) and self._moments:
                raise self._without_moments() from None
            raise refusal(error, editing=bool(edits)) from None
        except TimedOut:
            raise SendUnanswered from None
        except NetworkError:
            raise SendUnreachable from None

    def _without_moments(self) -> SendUnfinished:
        """A Bot API server of one's own may be too old to know moments: say it without."""
        self._moments = False
        log.warning("this Bot API server takes no moments; they are plain text from now on")
        return SendUnfinished()


def _cannot_edit(parts: list[Piece]) -> bool:
    """An edit is one text; more, or a keyboard that only a new message can bring, is said anew."""
    texts = [piece for piece in parts if piece.text]
    return len(texts) != 1 or asks_phone(texts[0].actions)
