"""Splits a text at the ends of sentences, so that each part fits into a message."""

import re
from collections.abc import Callable, Iterator
from html import unescape

Size = Callable[[str], int]
"""How a chat service counts the characters of a text."""

_TOKEN = re.compile(r"<(/?)([bi])>|&(?:[a-z]+|#\d+);|.", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…:;]\s")


def split(html: str, limit: int, size: Size) -> list[str]:
    """The text in parts that each fit, whole sentences where they can be; tags stay balanced."""
    if size(html) <= limit or size(plain(html)) <= limit:
        return [html]
    parts, opened = list[str](), list[str]()
    for piece in _pieces(html, limit, size):
        before = "".join(f"<{tag}>" for tag in opened)
        for slash, tag in re.findall(r"<(/?)([bi])>", piece):
            if not slash:
                opened.append(tag)
            elif tag in opened:
                opened.remove(tag)
        after = "".join(f"</{tag}>" for tag in reversed(opened))
        parts.append(f"{before}{piece.strip()}{after}")
    return [part for part in parts if plain(part).strip()]


def _pieces(html: str, limit: int, size: Size) -> Iterator[str]:
    """Stretches of the source, none longer than the limit as it is read."""
    start, length, cut = 0, 0, _Cut()
    for token in _TOKEN.finditer(html):
        shown = "" if token[2] else unescape(token[0])
        if length + size(shown) > limit:
            end = cut.best(start) or token.start()
            yield html[start:end]
            start, length = end, size(plain(html[end : token.start()]))
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


def plain(html: str) -> str:
    """The text as it is read: without tags, entities resolved."""
    return unescape(re.sub(r"</?[bi]>", "", html))
