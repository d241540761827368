"""What a browser says, as the inbox keeps it, and the event that it stands for."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.channels.base import UnreadableError
from bot.channels.cleaning import UNSPEAKABLE, clean_name, clean_text, visible
from handlers.conversation import ACTION_BYTES, Event, EventKind, IncomingFile

CHANNEL = "web"
TEXT_LIMIT = 4096
MAX_FILES = 10
_REFERENCE_LIMIT = 200
_LABEL_LIMIT = 64
_UNSET = datetime(1970, 1, 1, tzinfo=UTC)

_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}", re.ASCII)


def build(
    kind: EventKind,
    *,
    text: str = "",
    action: str = "",
    pressed: str = "",
    label: str = "",
    files: Sequence[IncomingFile] = (),
) -> bytes:
    """The body that is stored; `label` is what the pressed button read, for the history."""
    body = {
        "kind": kind.value,
        "text": text,
        "action": action,
        "pressed": pressed,
        "label": label,
        "files": [asdict(file) for file in files],
    }
    return json.dumps(body).encode("ascii")


def parse(body: bytes, key: str, address: str) -> Event:
    """The event behind a stored body; UnreadableError for anything that we would not build."""
    data = read_object(body)
    try:
        kind = EventKind(_string(data, "kind"))
    except ValueError as error:
        raise UnreadableError("kind") from error
    return Event(
        key=key,
        channel=CHANNEL,
        address=address,
        received_at=_UNSET,
        kind=kind,
        text=clean_text(_string(data, "text")),
        action=clean_action(_string(data, "action")),
        pressed=clean_reference(_string(data, "pressed")),
        files=_files(data),
    )


def label_of(body: bytes) -> str:
    """What the pressed button read; empty where nobody said."""
    label = read_object(body).get("label", "")
    return visible(label)[:_LABEL_LIMIT] if isinstance(label, str) else ""


def read_object(body: bytes) -> Mapping[str, Any]:
    """A JSON object, or UnreadableError; deep nesting and bad UTF-8 included."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not JSON") from error
    if not isinstance(data, dict):
        raise UnreadableError("not an object")
    return data


def clean_action(action: str) -> str:
    if UNSPEAKABLE.search(action) or len(action.encode()) > ACTION_BYTES:
        raise UnreadableError("action")
    return action


def clean_reference(reference: str) -> str:
    if UNSPEAKABLE.search(reference) or len(reference) > _REFERENCE_LIMIT:
        raise UnreadableError("pressed")
    return reference


def clean_media_type(media_type: str) -> str:
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"


def _string(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise UnreadableError(name)
    return value


def _files(data: Mapping[str, Any]) -> tuple[IncomingFile, ...]:
    files = data.get("files", [])
    if not isinstance(files, list) or len(files) > MAX_FILES:
        raise UnreadableError("files")
    return tuple(_file(file) for file in files)


def _file(data: object) -> IncomingFile:
    if not isinstance(data, dict):
        raise UnreadableError("files")
    size = data.get("size")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise UnreadableError("size")
    return IncomingFile(
        handle=_string(data, "handle"),
        name=clean_name(_string(data, "name")),
        media_type=clean_media_type(_string(data, "media_type")),
        size=size,
    )
