"""Chats, messages and files as the service keeps them, each message in Telegram's own shape."""

import itertools
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from tests.botapi.markup import utf16
from tests.botapi.updates import Updates

BOT = {
    "id": 7_000_000_001,
    "is_bot": True,
    "first_name": "Trợ lý",
    "username": "tran_lieu_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
SENDER = {key: BOT[key] for key in ("id", "is_bot", "first_name", "username")}
"""The bot as it stands in the messages that it sent."""

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]+)?")
_MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{5,32}")


@dataclass(frozen=True, slots=True)
class File:
    """A file that was uploaded, by the bot or by a person."""

    id: str
    name: str
    media_type: str
    content: bytes

    @property
    def path(self) -> str:
        return f"documents/file_{self.id.rsplit('-', 1)[1]}{PurePath(self.name).suffix}"

    def json(self) -> dict[str, Any]:
        return {
            "file_id": self.id,
            "file_unique_id": self.id[::-1],
            "file_size": len(self.content),
        }


@dataclass(slots=True)
class Chat:
    """One chat; `shown` holds its messages by id, in the order they came."""

    id: int
    about: dict[str, Any]
    numbers: Iterator[int]
    started: bool = False
    """Whether the bot may write; a bot cannot speak first to somebody."""
    blocked: bool = False
    migrated_to: int | None = None
    shown: dict[int, dict[str, Any]] = field(default_factory=dict)
    frozen: set[int] = field(default_factory=set)
    """Messages that the service does not let anybody edit any more."""
    moments: dict[int, float] = field(default_factory=dict)
    """When a message was sent or edited last, by the world's clock."""
    log: list[tuple[int, dict[str, Any], float]] = field(default_factory=list)
    """(id, message as it read then, when) of everything that the bot sent or edited."""
    keyboard: dict[str, Any] | None = None
    """The keyboard in place of the person's own."""
    toasts: list[str] = field(default_factory=list)

    @property
    def private(self) -> bool:
        return bool(self.about["type"] == "private")


class World:
    """All that the service knows."""

    def __init__(self, updates: Updates) -> None:
        self.updates = updates
        self.clock: Callable[[], float] = time.time
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.presses: dict[str, int] = {}
        """The chat of each press that waits for its answer."""
        self.commands: dict[str, list[dict[str, str]]] = {}
        """The commands offered, by scope: "default" or "chat:ID"."""
        self._numbers = itertools.count(1)
        self._files = itertools.count(1)
        self._presses = itertools.count(4_382_000_000_000_000_001)

    def add_chat(self, chat_id: int, about: dict[str, Any]) -> Chat:
        """Private chats share one count of messages, as a bot sees them; a group has its own."""
        numbers = self._numbers if about["type"] == "private" else itertools.count(1)
        chat = Chat(chat_id, {"id": chat_id, **about}, numbers)
        self.chats[chat_id] = chat
        return chat

    def add_file(self, name: str, media_type: str, content: bytes) -> File:
        file = File(f"BQACAgUAAxk-{next(self._files)}", name, media_type, content)
        self.files[file.id] = file
        return file

    def say(self, chat: Chat, body: dict[str, Any]) -> dict[str, Any]:
        """The bot's message appears in the chat."""
        message = self._message(chat, {"from": SENDER}, body)
        self._log(chat, message)
        return message

    def edit(self, chat: Chat, message: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """What is given replaces what was; None takes it away."""
        edited = {**message, **body, "edit_date": int(self.clock())}
        edited = {key: value for key, value in edited.items() if value is not None}
        chat.shown[message["message_id"]] = edited
        self._log(chat, edited)
        return edited

    def _log(self, chat: Chat, message: dict[str, Any]) -> None:
        chat.moments[message["message_id"]] = self.clock()
        chat.log.append((message["message_id"], message, self.clock()))

    def heard(self, chat: Chat, sender: dict[str, Any], body: dict[str, Any]) -> int | None:
        """A person's message appears and goes to the bot; the update's id."""
        if chat.private:
            chat.started = True
        message = self._message(chat, {"from": sender}, body)
        return self.updates.add("message", message)

    def rewritten(self, chat: Chat, message: dict[str, Any], text: str) -> int | None:
        """A person's edit appears and goes to the bot."""
        edited = {**message, "text": text, "edit_date": int(self.clock())}
        edited.pop("entities", None)
        chat.shown[message["message_id"]] = edited
        return self.updates.add("edited_message", edited)

    def pressed(
        self, chat: Chat, sender: dict[str, Any], message: dict[str, Any], data: str
    ) -> int | None:
        press = str(next(self._presses))
        self.presses[press] = chat.id
        return self.updates.add(
            "callback_query",
            {
                "id": press,
                "from": sender,
                "message": message,
                "chat_instance": str(chat.id * 31),
                "data": data,
            },
        )

    def _message(self, chat: Chat, sender: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        number = next(chat.numbers)
        head = {"message_id": number, **sender, "chat": chat.about, "date": int(self.clock())}
        message = {**head, **{key: value for key, value in body.items() if value is not None}}
        chat.shown[number] = message
        chat.moments[number] = self.clock()
        return message


def typed(text: str) -> dict[str, Any]:
    """A text as a person's message, with the commands and mentions that clients mark."""
    commands = [("bot_command", found) for found in [_COMMAND.match(text)] if found]
    mentions = [("mention", found) for found in _MENTION.finditer(text)]
    entities = [
        {"type": kind, "offset": utf16(text[: found.start()]), "length": utf16(found[0])}
        for kind, found in commands + mentions
    ]
    return {"text": text, "entities": entities or None}
