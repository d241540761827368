"""The names of the chats, as people call them."""

from messages.wording import words


def channel_name(channel: str) -> str:
    """ "Telegram", "Zalo"; a chat without a name of its own is "kênh trò chuyện này"."""
    names = words("link")["channels"]
    return str(names.get(channel, names["other"]))
