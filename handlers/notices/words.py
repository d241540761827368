"""Words that somebody typed for a notice, as they can go out; what cannot is said politely."""

from committee.notice import TEXT_LENGTH
from handlers.speaking import Context
from messages.secrecy import marked_text


def fitting(context: Context, words: str) -> str:
    """The words line by line; empty, and said so, where they cannot go out as they are."""
    lines = [" ".join(line.split()) for line in words.strip().splitlines()]
    text = "\n".join(line for line in lines if line)
    if marked_text(text):
        context.reply("notice/secret")
        return ""
    return text if _short_enough(context, text, TEXT_LENGTH) else ""


def one_line(context: Context, most: int) -> str:
    """What was typed in one line; empty, and said so, where it is too long."""
    line = " ".join(context.event.text.split())
    return line if _short_enough(context, line, most) else ""


def _short_enough(context: Context, text: str, most: int) -> bool:
    if len(text) > most:
        context.reply("notice/too_long", length=len(text), most=most)
    return len(text) <= most
