"""People with a phone: they type, press, send files, share contacts, block, and read."""

import itertools
import mimetypes
from pathlib import Path
from typing import Any

from tests.botapi.screen import Seen, screen, seen
from tests.botapi.world import SENDER, Chat, World, typed

_NOT_QUOTED = {"reply_markup", "reply_to_message"}
_albums = itertools.count(13_000_000_000_000_001)


class Group:
    """A chat of several people and the bot."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat

    @property
    def screen(self) -> list[Seen]:
        return screen(self.chat)

    def becomes(self, supergroup_id: int) -> None:
        """The group is upgraded; its old id is refused from now on."""
        self.chat.migrated_to = supergroup_id


class User:
    """One person; whatever is done returns the update's id, None where the bot is not told."""

    def __init__(self, world: World, user_id: int, first_name: str, phone: str) -> None:
        self.world = world
        self.id = user_id
        self.phone = phone
        self.about = {
            "id": user_id,
            "is_bot": False,
            "first_name": first_name,
            "language_code": "vi",
        }
        self.chat = world.add_chat(user_id, {"type": "private", "first_name": first_name})

    @property
    def screen(self) -> list[Seen]:
        """The bot's messages as they read now, oldest first."""
        return screen(self.chat)

    @property
    def log(self) -> list[Seen]:
        """Every message and every edit, as it read when it came."""
        return [seen(message, at) for _, message, at in self.chat.log]

    @property
    def toasts(self) -> list[str]:
        return self.chat.toasts

    @property
    def keyboard(self) -> list[str]:
        """The labels of the keyboard in place of the person's own."""
        rows = (self.chat.keyboard or {}).get("keyboard", [])
        return [key if isinstance(key, str) else key["text"] for row in rows for key in row]

    def types(self, text: str, *, into: Group | None = None, reply_to: int = 0) -> int | None:
        chat = into.chat if into else self.chat
        answered = chat.shown.get(reply_to)
        quoted = {k: v for k, v in (answered or {}).items() if k not in _NOT_QUOTED}
        return self._says({**typed(text), "reply_to_message": quoted or None}, into)

    def opens_deep_link(self, code: str) -> int | None:
        return self.types(f"/start {code}")

    def presses(self, label: str, *, on: int = 0, into: Group | None = None) -> int | None:
        """Press the newest button with this label, or the one on message `on`."""
        chat = into.chat if into else self.chat
        messages = [chat.shown[on]] if on else reversed(chat.shown.values())
        for message in messages:
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return self.presses_action(button["callback_data"], message, chat)
        raise AssertionError(f"no button {label!r}; there are {[s.buttons for s in screen(chat)]}")

    def presses_action(
        self, action: str, message: dict[str, Any], chat: Chat | None = None
    ) -> int | None:
        """Press what a message offered, be it as it was then."""
        return self.world.pressed(chat or self.chat, self.about, message, action)

    def sends(self, *paths: Path, caption: str = "") -> list[int | None]:
        """Send documents; several are an album, each still a message of its own."""
        album = str(next(_albums)) if len(paths) > 1 else None
        return [
            self._says(
                {
                    "document": self._document(path),
                    "media_group_id": album,
                    "caption": (caption if number == 0 else "") or None,
                }
            )
            for number, path in enumerate(paths)
        ]

    def sends_photo(self, path: Path) -> int | None:
        """Two sizes, the larger last."""
        content = path.read_bytes()
        sizes = []
        for width, part in ((90, content[:500]), (1280, content)):
            file = self.world.add_file("photo.jpg", "image/jpeg", part)
            sizes.append({**file.json(), "width": width, "height": width})
        return self._says({"photo": sizes})

    def _document(self, path: Path) -> dict[str, Any]:
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        file = self.world.add_file(path.name, media_type, path.read_bytes())
        return {**file.json(), "file_name": path.name, "mime_type": media_type}

    def sends_voice(self) -> int | None:
        file = self.world.add_file("voice.ogg", "audio/ogg", b"OggS")
        return self._says({"voice": {**file.json(), "duration": 3, "mime_type": "audio/ogg"}})

    def sends_location(self) -> int | None:
        return self._says({"location": {"longitude": 106.5, "latitude": 20.9}})

    def sends_sticker(self) -> int | None:
        file = self.world.add_file("sticker.webp", "image/webp", b"RIFF")
        kind = {"type": "regular", "is_animated": False, "is_video": False}
        return self._says({"sticker": {**file.json(), "width": 512, "height": 512, **kind}})

    def shares_contact(self, own: bool = True, phone: str = "84911111111") -> int | None:
        """One's own number as Telegram gives it, without +; or somebody else's card."""
        shared = self.phone.removeprefix("+") if own else phone
        contact = {"phone_number": shared, "first_name": self.about["first_name"]}
        return self._says({"contact": {**contact, "user_id": self.id if own else self.id + 1}})

    def edits(self, text: str) -> int | None:
        """Edit one's own last message."""
        own = [m for m in self.chat.shown.values() if m["from"]["id"] == self.id]
        return self.world.rewritten(self.chat, own[-1], text)

    def deletes(self, message_id: int) -> None:
        """Delete a message for both sides; the bot is not told."""
        del self.chat.shown[message_id]

    def blocks(self) -> int | None:
        return self._stands(blocked=True)

    def unblocks(self) -> int | None:
        return self._stands(blocked=False)

    def _stands(self, *, blocked: bool) -> int | None:
        self.chat.blocked = blocked
        bot = {"user": SENDER}
        member, kicked = {"status": "member", **bot}, {"status": "kicked", "until_date": 0, **bot}
        old, new = (member, kicked) if blocked else (kicked, member)
        return self.world.updates.add(
            "my_chat_member",
            {
                "chat": self.chat.about,
                "from": self.about,
                "date": int(self.world.clock()),
                "old_chat_member": old,
                "new_chat_member": new,
            },
        )

    def _says(self, body: dict[str, Any], into: Group | None = None) -> int | None:
        return self.world.heard(into.chat if into else self.chat, self.about, body)
