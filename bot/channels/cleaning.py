"""Makes what a chat service hands over safe to keep and to show."""

import re
import unicodedata
from dataclasses import replace

from handlers.conversation import Event, IncomingFile

TEXT_LIMIT = 4096
_NAME_LIMIT = 150

UNSPEAKABLE = re.compile("[\x00\ud800-\udfff]")
_UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""Nothing to read: controls, what turns the direction of others' words, blanks of no width."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def cleaned(event: Event) -> Event:
    """The event as handlers may see it, whatever its channel let through."""
    return replace(
        event,
        text=clean_text(event.text),
        action=UNSPEAKABLE.sub("", event.action),
        pressed=UNSPEAKABLE.sub("", event.pressed),
        files=tuple(_clean_file(file) for file in event.files),
    )


def _clean_file(file: IncomingFile) -> IncomingFile:
    media_type = UNSPEAKABLE.sub("", file.media_type)
    return replace(file, name=clean_name(file.name), media_type=media_type)


def clean_text(text: str) -> str:
    """NFC, nothing that cannot be seen, no lone surrogates, at most TEXT_LIMIT characters.

    Cut before it is normalised too: long runs of combining marks take quadratic time.
    """
    text = _UNSEEN.sub("", UNSPEAKABLE.sub("", text[: 4 * TEXT_LIMIT]))
    return unicodedata.normalize("NFC", text)[:TEXT_LIMIT]


def clean_name(name: str) -> str:
    """A file's own name: no folders, nothing invisible; the suffix survives shortening."""
    name = visible(name.replace("\\", "/").rpartition("/")[2])
    stem, dot, suffix = name.rpartition(".")
    if len(name) > _NAME_LIMIT and dot and len(suffix) <= 10:
        return f"{stem[: _NAME_LIMIT - len(suffix) - 1]}.{suffix}"
    return name[:_NAME_LIMIT]


def visible(text: str) -> str:
    return unicodedata.normalize("NFC", _CONTROL.sub("", text[:1000])).strip()
