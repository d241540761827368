"""Zalo's updates as the inbox keeps them, and the events that they stand for."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.channels import web_body
from bot.channels.base import Raw, UnreadableError
from handlers.conversation import Event, EventKind, IncomingFile

CHANNEL = "zalo"
GROUP = "group"
_UNSET = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_ID = 100
_UNKNOWN_SIZE = 1
"""A picture's size is held to the limit when it is fetched; zero would be an empty one."""

_TEXT = "message.text.received"
_PICTURE = "message.image.received"
_NO_TEXT = frozenset(
    {"message.sticker.received", "message.voice.received", "message.unsupported.received"}
)


def unwrapped(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The update itself: documented inside of `result`, seen without it."""
    inner = body.get("result")
    return inner if isinstance(inner, dict) else body


def is_update(body: Mapping[str, Any]) -> bool:
    update = unwrapped(body)
    return isinstance(update.get("event_name"), str) and isinstance(update.get("message"), dict)


def raw_of(body: Mapping[str, Any], bot: str) -> Raw:
    """What the inbox keeps; the key names the bot too, as every bot has messages of its own."""
    text = json.dumps(body).encode("ascii")
    message = unwrapped(body).get("message")
    number = _id(message if isinstance(message, dict) else {}, "message_id")
    key = number or f"sha256-{hashlib.sha256(text).hexdigest()}"
    return Raw(f"{bot}:{key}", _address(unwrapped(body), bot), text)


def upload_raw(link_id: int, address: str, files: tuple[IncomingFile, ...]) -> Raw:
    """Files that somebody left on our own page."""
    return Raw(f"upload:{link_id}", address, web_body.build(EventKind.MESSAGE, files=files))


def _address(update: Mapping[str, Any], bot: str) -> str:
    """The bot, the word "group" for a group, and the chat; empty where no chat is named."""
    message = update.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(chat, dict) or not (number := _id(chat, "id")):
        return ""
    group = str(chat.get("chat_type", "")).upper() == "GROUP"
    return ":".join((bot, GROUP, number) if group else (bot, number))


def is_group(address: str) -> bool:
    return address.split(":")[1:2] == [GROUP] and address.count(":") > 1


def chat_of(address: str) -> tuple[str, str]:
    """The bot that an address belongs to, and the chat as the service knows it."""
    bot, _, rest = address.partition(":")
    return bot, rest.removeprefix(f"{GROUP}:") if is_group(address) else rest


def parse(body: bytes, key: str, address: str) -> Event:
    """The event behind a stored update, or UnreadableError."""
    if key.startswith("upload:"):
        return replace(web_body.parse(body, key, address), channel=CHANNEL)
    update = unwrapped(web_body.read_object(body))
    message, name = update.get("message"), update.get("event_name")
    if not isinstance(message, dict) or not isinstance(name, str) or not address:
        raise UnreadableError("no update of ours")
    event = Event(key, CHANNEL, address, _UNSET, in_group=is_group(address))
    sender = message.get("from")
    if isinstance(sender, dict) and sender.get("is_bot") is True:
        return replace(event, kind=EventKind.OVERHEARD)
    return _message(event, name, message)


def _message(event: Event, name: str, message: Mapping[str, Any]) -> Event:
    if name == _TEXT:
        return replace(event, text=_string(message, "text"))
    if name == _PICTURE:
        files = _picture(message)
        text = _string(message, "caption") or _string(message, "text")
        kind = EventKind.MESSAGE if files or text else EventKind.UNSUPPORTED
        return replace(event, text=text, files=files, kind=kind)
    # An event that is not known yet is none that anybody waits for an answer to.
    return replace(event, kind=EventKind.UNSUPPORTED if name in _NO_TEXT else EventKind.OVERHEARD)


def _picture(message: Mapping[str, Any]) -> tuple[IncomingFile, ...]:
    """Its address expires soon; the file is called after the message, as it has no name."""
    url = _string(message, "photo") or _string(message, "photo_url")
    if not url:
        return ()
    number = _id(message, "message_id")
    name = f"photo-{number[:24]}.jpg" if number.isalnum() else "photo.jpg"
    return (IncomingFile(url, name, "image/jpeg", _UNKNOWN_SIZE),)


def _string(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _id(data: Mapping[str, Any], name: str) -> str:
    """An id as text; numbers are taken too."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and len(value) <= _LONGEST_ID else ""
