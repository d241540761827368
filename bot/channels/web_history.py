"""One phone's chat as a page draws it: what it said and what reached it, in order of time."""

from typing import Any

from bot.channels import web_body
from bot.channels.base import UnreadableError
from handlers.conversation import EventKind, IncomingFile, Outgoing, StoredFile
from storage import trial
from storage.database import Transaction
from storage.moments import to_ms

LIMIT = 300
"""How many messages a page is given of each side."""


async def history(tx: Transaction, address: str) -> list[dict[str, Any]]:
    """Oldest first; what was said stands before what came in the same millisecond."""
    said = await trial.said(tx, web_body.CHANNEL, address, LIMIT)
    shown = await trial.shown(tx, web_body.CHANNEL, address, LIMIT)
    messages = [_said(row, address) for row in said] + [_shown(row) for row in shown]
    return sorted((m for m in messages if m is not None), key=lambda message: int(message["at"]))


def event_key(address: str, key: str) -> str:
    """Keys are made by pages, so each phone has its own."""
    return f"{address}:{key}"


def content(reference: str, outgoing: Outgoing) -> dict[str, Any]:
    """A message of ours, as it is published and as it stands in the history."""
    return {
        "id": reference,
        "mine": False,
        "text": outgoing.text,
        "actions": [{"id": action.id, "label": action.label} for action in outgoing.actions],
        "files": [_file(file, kept=True) for file in outgoing.files],
    }


def _shown(row: trial.Shown) -> dict[str, Any] | None:
    try:
        outgoing = Outgoing.from_json(row.content)
    except (ValueError, KeyError, TypeError):
        return None  # its content was forgotten after the term
    if outgoing.commands is not None:
        return None
    return {**content(row.reference, outgoing), "at": to_ms(row.at)}


def _said(row: trial.Said, address: str) -> dict[str, Any] | None:
    try:
        event = web_body.parse(row.body, row.key, address)
        pressed = event.kind is EventKind.PRESS
        text = web_body.label_of(row.body) if pressed else event.text
    except UnreadableError:
        return None
    if pressed and not text:
        return None
    return {
        "id": row.key.removeprefix(event_key(address, "")),
        "mine": True,
        "press": pressed,
        "text": text,
        "files": [_file(file, kept=bool(file.handle)) for file in event.files],
        "at": to_ms(row.at),
    }


def _file(file: StoredFile | IncomingFile, *, kept: bool) -> dict[str, Any]:
    return {"name": file.name, "size": file.size, "kept": kept}
