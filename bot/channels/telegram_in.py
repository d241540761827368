"""Telegram's updates as the inbox keeps them, and the events that they stand for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from telegram import ChatMemberUpdated, Contact, Document, Message, Update

from bot.channels.base import Raw, UnreadableError
from handlers.conversation import Event, EventKind, IncomingFile
from storage.phones import normal_phone

CHANNEL = "telegram"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_UNSET = datetime(1970, 1, 1, tzinfo=UTC)
_UNSUPPORTED = (
    *("voice", "audio", "video", "video_note", "sticker", "location", "venue", "animation"),
    *("poll", "dice", "game", "story", "paid_media", "checklist", "contact"),
)
_GONE = frozenset({"kicked", "left"})
_UNKNOWN_SIZE = 1
"""A file of unknown size is held to the limit when it is fetched; zero would be an empty one."""


@dataclass(slots=True)
class Me:
    """The bot as its chats know it; the name is empty until Telegram told it once."""

    id: int
    username: str = ""


def is_group(address: str) -> bool:
    """Groups and channels have negative ids."""
    return address.startswith("-")


def number_of(update: object) -> int | None:
    """The update's number, by which it is confirmed; None for what is no update at all."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def raw_of(update: Mapping[str, Any], bot_id: int) -> Raw:
    """What the inbox keeps; the key names the bot too, as every bot has its own count."""
    body = json.dumps(update).encode("ascii")
    return Raw(f"{bot_id}:{update['update_id']}", _chat_of(update), body)


def _chat_of(update: Mapping[str, Any]) -> str:
    """Whose turn it is; empty where no chat is named, and then it will be set aside."""
    for kind in ALLOWED_UPDATES:
        part = update.get(kind)
        if kind == "callback_query" and isinstance(part, dict):
            part = part.get("message")
        chat = part.get("chat") if isinstance(part, dict) else None
        number = chat.get("id") if isinstance(chat, dict) else None
        if isinstance(number, int) and not isinstance(number, bool):
            return str(number)
    return ""


def parse(body: bytes, key: str, address: str, me: Me) -> Event:
    """The event behind a stored update, or UnreadableError."""
    event = Event(key, CHANNEL, address, _UNSET, in_group=is_group(address))
    try:
        update = json.loads(body)
        if update.get("callback_query"):
            return _press(update["callback_query"], event)
        return _event(Update.de_json(update, None), event, me)
    except Exception:  # the library raises whatever a wrong shape makes it stumble on
        raise UnreadableError("no update of ours") from None


def _event(update: Update, event: Event, me: Me) -> Event:
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, event)
    if update.edited_message is not None:
        return _edited(update.edited_message, event)
    if update.message is not None:
        return _message(update.message, event, me)
    raise UnreadableError("kind")


def _press(query: Mapping[str, Any], event: Event) -> Event:
    """Read without the library, which would read the whole message that was pressed as well."""
    press_id, action = query["id"], query.get("data", "")
    number = query["message"]["message_id"]
    if (type(press_id), type(action), type(number)) != (str, str, int):
        raise UnreadableError("a press of a wrong shape")
    return replace(
        event, kind=EventKind.PRESS, action=action, pressed=str(number), press_id=press_id
    )


def _membership(change: ChatMemberUpdated, event: Event) -> Event:
    gone = change.new_chat_member.status in _GONE
    return replace(event, kind=EventKind.LEFT if gone else EventKind.BACK)


def _edited(message: Message, event: Event) -> Event:
    # A shared live location is "edited" every few seconds.
    silent = event.in_group or message.location is not None
    return replace(event, kind=EventKind.OVERHEARD if silent else EventKind.EDITED)


def _message(message: Message, event: Event, me: Me) -> Event:
    if event.in_group and not _addressed(message, me):
        return replace(event, kind=EventKind.OVERHEARD)
    if message.contact is not None and _is_own(message, message.contact, event):
        phone = _phone(message.contact)
        return replace(
            event, phone=phone, kind=EventKind.MESSAGE if phone else EventKind.UNSUPPORTED
        )
    if any(getattr(message, name, None) for name in _UNSUPPORTED):
        return replace(event, kind=EventKind.UNSUPPORTED)
    text, files = message.text or message.caption or "", _files(message)
    if not text and not files:
        return replace(event, kind=EventKind.OVERHEARD)  # a pin, a title, somebody who joined
    return replace(event, text=text, files=files, album=message.media_group_id or "")


def _addressed(message: Message, me: Me) -> bool:
    """In a group: a command for us, our name, or an answer to us."""
    if message.from_user is not None and message.from_user.is_bot:
        return False
    answered = message.reply_to_message.from_user if message.reply_to_message else None
    if answered is not None and answered.id == me.id:
        return True
    text = (message.text or message.caption or "").casefold()
    name = f"@{me.username}".casefold() if me.username else ""
    if text.startswith("/"):
        _, at, named = text.split(maxsplit=1)[0].partition("@")
        return not at or f"@{named}" == name
    return bool(name) and name in text


def _is_own(message: Message, contact: Contact, event: Event) -> bool:
    """Telegram vouches for a number only where the contact is its sender."""
    sender = message.from_user
    return not event.in_group and sender is not None and contact.user_id == sender.id


def _phone(contact: Contact) -> str:
    """E.164; some clients leave the plus sign out, some write as in Viet Nam."""
    written = contact.phone_number.strip()
    return normal_phone(f"+{written.lstrip('+')}") or normal_phone(written) or ""


def _files(message: Message) -> tuple[IncomingFile, ...]:
    if message.document is not None:
        return (_document(message.document, message.message_id),)
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        name = f"photo-{message.message_id}.jpg"
        size = largest.file_size or _UNKNOWN_SIZE
        return (IncomingFile(largest.file_id, name, "image/jpeg", size),)
    return ()


def _document(document: Document, number: int) -> IncomingFile:
    return IncomingFile(
        handle=document.file_id,
        name=document.file_name or f"file-{number}",
        media_type=document.mime_type or "application/octet-stream",
        size=_UNKNOWN_SIZE if document.file_size is None else document.file_size,
    )
