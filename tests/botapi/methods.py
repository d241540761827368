"""What each method of the Bot API does here, and what it refuses as Telegram does."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.botapi.markup import utf16
from tests.botapi.refusals import ApiError, bad
from tests.botapi.words import TEXT_LIMIT, Params, caption, inline, markup, worded
from tests.botapi.world import BOT, Chat, File, World

TOAST_LIMIT = 200
UPLOAD_LIMIT, PHOTO_LIMIT, DOWNLOAD_LIMIT = 50 * 2**20, 10 * 2**20, 20 * 2**20
_ACTIONS = {"typing", "upload_photo", "upload_document", "upload_video", "record_voice"}


Uploads = Mapping[str, File]


class Methods:
    """The methods that need nothing but the world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.by_name: Mapping[str, Callable[[Params, Uploads], Any]] = {
            "getMe": lambda params, uploads: BOT,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete,
            "sendDocument": self._send_document,
            "sendPhoto": self._send_photo,
            "sendChatAction": self._chat_action,
            "answerCallbackQuery": self._answer_press,
            "getFile": self._get_file,
            "setMyCommands": self._set_commands,
            "deleteMyCommands": self._delete_commands,
            "getMyCommands": lambda params, uploads: self._world.commands.get(_scope(params), []),
        }

    def _send_message(self, params: Params, uploads: Uploads) -> Any:
        chat = self._open_chat(params)
        body = worded(params, "text", TEXT_LIMIT)
        if not body["text"]:
            raise bad("message text is empty")
        return self._say(chat, params, body)

    def _say(self, chat: Chat, params: Params, body: dict[str, Any]) -> dict[str, Any]:
        keys = markup(params) or {}
        if "keyboard" in keys:
            chat.keyboard = keys
        elif "remove_keyboard" in keys:
            chat.keyboard = None
        shown = keys if "inline_keyboard" in keys else None
        return self._world.say(chat, {**body, "reply_markup": shown})

    def _edit_text(self, params: Params, uploads: Uploads) -> Any:
        chat, message = self._own(params, "edit")
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        body = {"entities": None, **worded(params, "text", TEXT_LIMIT)}
        if not body["text"]:
            raise bad("message text is empty")
        return self._edited(chat, message, {**body, "reply_markup": inline(params)})

    def _edit_markup(self, params: Params, uploads: Uploads) -> Any:
        chat, message = self._own(params, "edit")
        return self._edited(chat, message, {"reply_markup": inline(params)})

    def _edited(self, chat: Chat, message: dict[str, Any], body: dict[str, Any]) -> Any:
        if all(message.get(key) == value for key, value in body.items()):
            raise bad(
                "message is not modified: specified new message content and reply markup are"
                " exactly the same as a current content and reply markup of the message"
            )
        return self._world.edit(chat, message, body)

    def _delete(self, params: Params, uploads: Uploads) -> bool:
        chat, message = self._own(params, "delete")
        del chat.shown[message["message_id"]]
        return True

    def _own(self, params: Params, verb: str) -> tuple[Chat, dict[str, Any]]:
        """The bot's message that is to be changed."""
        chat = self._open_chat(params)
        message = chat.shown.get(params.get("message_id", 0))
        if message is None:
            raise bad(f"message to {verb} not found")
        if message["from"]["id"] != BOT["id"] or message["message_id"] in chat.frozen:
            raise bad(f"message can't be {verb}{'d' if verb.endswith('e') else 'ed'}")
        return chat, message

    def _send_document(self, params: Params, uploads: Uploads) -> Any:
        chat = self._open_chat(params)
        file = self._file(params["document"], uploads, UPLOAD_LIMIT)
        about = {**file.json(), "file_name": file.name, "mime_type": file.media_type}
        return self._say(chat, params, {"document": about, **caption(params)})

    def _send_photo(self, params: Params, uploads: Uploads) -> Any:
        chat = self._open_chat(params)
        file = self._file(params["photo"], uploads, PHOTO_LIMIT)
        size = {**file.json(), "width": 1280, "height": 1280}
        return self._say(chat, params, {"photo": [size], **caption(params)})

    def _file(self, given: str, uploads: Uploads, limit: int) -> File:
        """What was uploaded, or a file that the service knows already."""
        file = uploads.get(given.removeprefix("attach://"))
        if file is None and given not in self._world.files:
            raise bad("wrong file identifier/HTTP URL specified")
        file = file or self._world.files[given]
        if not file.content:
            raise bad("file must be non-empty")
        if len(file.content) > limit:
            raise ApiError(413, "Request Entity Too Large")
        return file

    def _chat_action(self, params: Params, uploads: Uploads) -> bool:
        self._open_chat(params)
        if params["action"] not in _ACTIONS:
            raise bad("wrong parameter action in request")
        return True

    def _answer_press(self, params: Params, uploads: Uploads) -> bool:
        if utf16(params.get("text") or "") > TOAST_LIMIT:
            raise bad("MESSAGE_TOO_LONG")
        chat_id = self._world.presses.pop(params["callback_query_id"], None)
        if chat_id is None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self._world.chats[chat_id].toasts.append(params.get("text") or "")
        return True

    def _get_file(self, params: Params, uploads: Uploads) -> Any:
        file = self._world.files.get(params["file_id"])
        if file is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(file.content) > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        return {**file.json(), "file_path": file.path}

    def _set_commands(self, params: Params, uploads: Uploads) -> bool:
        commands = params["commands"]
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= utf16(command["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        self._world.commands[self._known_scope(params)] = commands
        return True

    def _delete_commands(self, params: Params, uploads: Uploads) -> bool:
        self._world.commands.pop(self._known_scope(params), None)
        return True

    def _known_scope(self, params: Params) -> str:
        scope = params.get("scope") or {}
        if "chat_id" in scope:
            self._open_chat(scope)
        return _scope(params)

    def _open_chat(self, params: Params) -> Chat:
        """The chat meant, where the bot may write."""
        chat = self._world.chats.get(params.get("chat_id", 0))
        if chat is None:
            raise bad("chat not found")
        if chat.migrated_to is not None:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, text, migrate_to_chat_id=chat.migrated_to)
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat


def _scope(params: Params) -> str:
    scope = params.get("scope") or {"type": "default"}
    return ":".join(str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)
