"""Fits a text into Telegram: split at the ends of sentences, moments that a tap opens."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

from bot.clock import real_ms
from messages.moments import spoken_days

TEXT_LIMIT = 4096
"""Of one message, in UTF-16 units of the text without its tags."""

FURTHEST = timedelta(days=1000)
"""Telegram takes moments up to three years ahead."""

_TOKEN = re.compile(r"<(/?)([bi])>|&(?:[a-z]+|#\d+);|.", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…:;]\s")


def size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(html: str, limit: int = TEXT_LIMIT) -> list[str]:
    """The text in parts that each fit, whole sentences where they can be; tags stay balanced."""
    if size(html) <= limit:
        return [html]
    parts, opened = list[str](), list[str]()
    for piece in _pieces(html, limit):
        before = "".join(f"<{tag}>" for tag in opened)
        for slash, tag in re.findall(r"<(/?)([bi])>", piece):
            if not slash:
                opened.append(tag)
            elif tag in opened:
                opened.remove(tag)
        after = "".join(f"</{tag}>" for tag in reversed(opened))
        parts.append(f"{before}{piece.strip()}{after}")
    return [part for part in parts if re.sub(r"</?[bi]>", "", part).strip()]


def _pieces(html: str, limit: int) -> Iterator[str]:
    """Stretches of the source, none longer than the limit as it is read."""
    start, length, cut = 0, 0, _Cut()
    for token in _TOKEN.finditer(html):
        shown = "" if token[2] else unescape(token[0])
        if length + size(shown) > limit:
            end = cut.best(start) or token.start()
            yield html[start:end]
            start, length = end, size(_plain(html[end : token.start()]))
        length += size(shown)
        cut.pass_by(html, token.end(), shown)
    yield html[start:]


class _Cut:
    """The last good places to cut: behind a line, else a sentence, else a word."""

    def __init__(self) -> None:
        self._line = self._sentence = self._word = 0

    def pass_by(self, html: str, end: int, shown: str) -> None:
        if shown == "\n":
            self._line = end
        if shown.isspace():
            self._word = end
            if _SENTENCE_END.fullmatch(html[end - 2 : end]):
                self._sentence = end

    def best(self, start: int) -> int:
        """0 where there is none behind `start`."""
        sentence = max(self._line, self._sentence)
        return next((place for place in (sentence, self._word) if place > start), 0)


def _plain(html: str) -> str:
    return unescape(re.sub(r"</?[bi]>", "", html))


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
