"""What a person sees of a chat: texts, buttons and files of the bot's messages."""

from dataclasses import dataclass
from typing import Any

from tests.botapi.world import BOT, Chat


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot's as it reads on a screen."""

    message_id: int
    text: str
    buttons: tuple[str, ...]
    actions: tuple[str, ...]
    files: tuple[str, ...]
    edited: bool
    at: float

    def __contains__(self, part: str) -> bool:
        return part in self.text


def seen(message: dict[str, Any], at: float) -> Seen:
    """A message in Telegram's shape as a person reads it."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    name = message.get("document", {}).get("file_name")
    return Seen(
        message["message_id"],
        message.get("text", message.get("caption", "")),
        tuple(button["text"] for button in buttons),
        tuple(button.get("callback_data", "") for button in buttons),
        (name,) if name else ("photo",) if "photo" in message else (),
        "edit_date" in message,
        at,
    )


def screen(chat: Chat) -> list[Seen]:
    """The bot's messages as they read now, oldest first."""
    return [
        seen(message, chat.moments[number])
        for number, message in chat.shown.items()
        if message["from"]["id"] == BOT["id"]
    ]
