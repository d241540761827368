"""People with Zalo on their phone: they type, send pictures, block, and read."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Deliver = Callable[[dict[str, Any]], None]
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot's on a screen."""

    message_id: str
    text: str
    at: float

    def __contains__(self, part: str) -> bool:
        return part in self.text


@dataclass
class User:
    """One person's chat with one bot; `wrote` once, the bot may write back.

    Documented: ids are opaque text, the chat's id is what is answered to, `date` is in ms.
    """

    id: str
    name: str
    deliver: Deliver
    picture_address: Callable[[bytes], str]
    group: bool = False
    wrote: bool = False
    blocked: bool = False
    log: list[Seen] = field(default_factory=list)
    clock: Callable[[], float] = lambda: 0.0

    @property
    def last(self) -> Seen:
        return self.log[-1]

    def types(self, text: str, *, message_id: str = "") -> str:
        """What was typed arrives at the bot; the message's id."""
        return self._says("message.text.received", {"text": text}, message_id)

    def sends_picture(self, content: bytes, caption: str = "", *, named: str = "photo") -> str:
        """`named`: documented as `photo`, seen as `photo_url`."""
        address = self.picture_address(content)
        return self._says("message.image.received", {named: address, "caption": caption})

    def sends_document(self) -> str:
        """Reported: documents arrive as an event without content."""
        return self._says("message.unsupported.received", {})

    def sends_sticker(self) -> str:
        return self._says("message.sticker.received", {"sticker": "x", "url": "https://zalo.me"})

    def sends_voice(self) -> str:
        return self._says("message.voice.received", {"voice_url": "https://zalo.me/v.aac"})

    def _says(self, event: str, content: dict[str, Any], message_id: str = "") -> str:
        self.wrote = True
        message_id = message_id or f"{next(_numbers):020x}"
        message = {
            "from": {"id": self.id, "display_name": self.name, "is_bot": False},
            "chat": {"id": self.id, "chat_type": "GROUP" if self.group else "PRIVATE"},
            "message_id": message_id,
            "date": round(self.clock() * 1000),
            **content,
        }
        self.deliver({"event_name": event, "message": message})
        return message_id
