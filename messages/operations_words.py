"""What the parts of the running program and the reasons of a failed copy are called."""

from messages.channels import channel_name
from messages.wording import words


def part_name(part: str) -> str:
    """ "Nhắc việc"; for "channel:telegram", "Nhận tin từ Telegram"."""
    kind, _, channel = part.partition(":")
    names = words("operations")["parts"]
    return f"{names['poll']} {channel_name(channel)}" if channel else str(names[kind])


def why_failed(why: str) -> str:
    """The reason in the middle of a sentence; KeyError for one that is none."""
    return str(words("operations")["why"][why])
