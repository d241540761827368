"""From a neutral message to calls of the Bot API: one call a turn, faults told apart."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, cast

from telegram import Bot, BotCommand, BotCommandScopeChat, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels.base import (
    OpenFile,
    SendRefused,
    SendUnfinished,
    SendUnreachable,
    SendWrong,
)
from bot.channels.telegram_faults import Floods, is_unchanged, is_unparsed, refusal
from bot.channels.telegram_keyboard import asks_phone, keyboard
from bot.channels.telegram_request import FloodError
from bot.channels.telegram_text import dated, split
from handlers.conversation import Action, Outgoing, StoredFile
from messages.render import render

log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MOST_UNFINISHED = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """What one call sends: a stretch of text with its buttons, a file, or the commands."""

    text: str = ""
    actions: tuple[Action, ...] = ()
    file: StoredFile | None = None
    commands: tuple[tuple[str, str], ...] | None = None


@dataclass(slots=True)
class _Sent:
    count: int = 0
    reference: str = ""


class TelegramOut:
    """Hands messages over; what went of a long one is remembered until the rest has gone."""

    def __init__(
        self,
        bot: Bot,
        open_file: OpenFile,
        *,
        papers: bool,
        contact: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._open_file = open_file
        self._papers = papers
        self._contact = contact
        self._unfinished: OrderedDict[str, _Sent] = OrderedDict()
        self._floods = Floods(monotonic)
        self._moments = True

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        """The next piece; the reference of the part with the buttons when it was the last."""
        pieces = self._pieces(outgoing)
        sent = self._unfinished.get(key) or _Sent()
        if not pieces or (edits and _cannot_edit(pieces)):
            raise SendRefused("no edit") if pieces else SendWrong("empty")
        piece = pieces[min(sent.count, len(pieces) - 1)]
        try:
            reference = await self._hand_over(address, piece, edits)
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

    def _pieces(self, outgoing: Outgoing) -> list[Piece]:
        if outgoing.commands is not None:
            return [Piece(commands=outgoing.commands)]
        files = [file for file in outgoing.files if self._papers or not file.paper]
        *first, last = split(self._text(outgoing, len(outgoing.files) - len(files))) or [""]
        pieces = [Piece(text) for text in first]
        if last:
            pieces.append(Piece(last, outgoing.actions))
        return pieces + [Piece(file=file) for file in files]

    def _text(self, outgoing: Outgoing, withheld: int) -> str:
        if not withheld:
            return outgoing.text
        line = render("telegram/papers_elsewhere", count=withheld, contact=self._contact)
        return f"{outgoing.text}\n\n{line}".strip()

    def _remember(self, key: str, sent: _Sent) -> None:
        self._unfinished[key] = sent
        if len(self._unfinished) > _MOST_UNFINISHED:
            self._unfinished.popitem(last=False)

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
        except NetworkError:
            raise SendUnreachable from None

    def _without_moments(self) -> SendUnfinished:
        """A Bot API server of one's own may be too old to know moments: say it without."""
        self._moments = False
        log.warning("this Bot API server takes no moments; they are plain text from now on")
        return SendUnfinished()


def _cannot_edit(pieces: list[Piece]) -> bool:
    """An edit is one text; more, or a keyboard that only a new message can bring, is said anew."""
    texts = [piece for piece in pieces if piece.text]
    return len(texts) != 1 or asks_phone(texts[0].actions)
