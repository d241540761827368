"""Reads the HTML of a message as Telegram does: plain text and entities, or a refusal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

_ENTITY_OF_TAG: Mapping[str, str] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_TAG = re.compile(
    r"<(/?)([a-z0-9-]*)((?:\s+[a-z-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?)*)\s*>", re.I
)
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?", re.I)
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);", re.I)
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


class MarkupError(ValueError):
    """The text is no HTML that Telegram takes."""


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: Mapping[str, str]
    offset: int
    byte: int


def utf16(text: str) -> int:
    """Telegram counts in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities, or MarkupError."""
    text, entities = "", list[dict[str, Any]]()
    opened: list[_Open] = []
    at = 0
    while (start := html.find("<", at)) >= 0:
        text += _plain(html[at:start])
        byte = len(html[:start].encode())
        tag = _TAG.match(html, start)
        if tag is None:
            raise MarkupError(f'Unsupported start tag "{html[start + 1 : start + 9]}" at {byte}')
        closing, name, attributes = tag[1], tag[2].lower(), tag[3]
        if closing:
            entities.append(_close(opened, name, byte, utf16(text)))
        else:
            opened.append(_open(name, attributes, utf16(text), byte))
        at = tag.end()
    text += _plain(html[at:])
    if opened:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    return _trimmed(text, [entity for entity in entities if entity["length"]])


def _plain(part: str) -> str:
    """Only the references that Telegram knows are read; any other & stays."""
    return _REFERENCE.sub(lambda found: unescape(found[0]), part)


def _open(name: str, attributes: str, offset: int, byte: int) -> _Open:
    if name not in _ENTITY_OF_TAG:
        raise MarkupError(f'Unsupported start tag "{name}" at byte offset {byte}')
    read = {
        key.lower(): _plain(double or single or bare)
        for key, double, single, bare in _ATTRIBUTE.findall(attributes)
    }
    if name == "span" and read.get("class") != "tg-spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
    return _Open(name, read, offset, byte)


def _close(opened: list[_Open], name: str, byte: int, offset: int) -> dict[str, Any]:
    if not opened:
        raise MarkupError(f"Unexpected end tag at byte offset {byte}")
    last = opened.pop()
    if last.tag != name:
        raise MarkupError(
            f'Unmatched end tag at byte offset {byte}, expected "</{last.tag}>", found "</{name}>"'
        )
    entity = {"type": _ENTITY_OF_TAG[name], "offset": last.offset, "length": offset - last.offset}
    if name == "a":
        entity["url"] = last.attributes.get("href", "")
    elif name == "tg-emoji":
        entity["custom_emoji_id"] = last.attributes.get("emoji-id", "")
    elif name == "tg-time":
        entity |= _moment(last)
    return entity


def _moment(opened: _Open) -> dict[str, Any]:
    unix, style = opened.attributes.get("unix", ""), opened.attributes.get("format", "")
    if not unix.isdigit() or not _TIME_FORMAT.fullmatch(style):
        raise MarkupError(f"Invalid date and time at byte offset {opened.byte}")
    return {"unix_time": int(unix)} | ({"date_time_format": style} if style else {})


def _trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """White space around a text is taken away, and entities move with it."""
    lead = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    size, kept = utf16(text), list[dict[str, Any]]()
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    kept.reverse()  # the outer of two that cover the same was closed last, and comes first
    return text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))
