"""A text as Telegram shows it: how it is counted, moments that a tap opens."""

from datetime import timedelta

from bot.clock import real_ms
from messages.moments import spoken_days

TEXT_LIMIT = 4096
"""Of one message, in UTF-16 units of the text without its tags."""

FURTHEST = timedelta(days=1000)
"""Telegram takes moments up to three years ahead."""


def size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def dated(html: str) -> str:
    """Every absolute moment as one that the member's own client can show, convert and remember."""
    until = real_ms() / 1000 + FURTHEST.total_seconds()
    parts, last = list[str](), 0
    for start, end, at in spoken_days(html):
        unix = int(at.timestamp())
        if 0 <= unix <= until:
            parts += [html[last:start], f'<tg-time unix="{unix}">{html[start:end]}</tg-time>']
            last = end
    return "".join((*parts, html[last:]))
