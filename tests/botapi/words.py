"""Texts, captions and keyboards of a request, read and held to Telegram's limits."""

from collections.abc import Mapping
from typing import Any

from tests.botapi.keyboards import checked_markup
from tests.botapi.markup import MarkupError, read_html, utf16
from tests.botapi.refusals import bad

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024

Params = Mapping[str, Any]


def worded(params: Params, name: str, limit: int) -> dict[str, Any]:
    """The text and its entities, read from HTML where the request says so."""
    given, mode = params.get(name) or "", params.get("parse_mode")
    if mode not in (None, "HTML"):
        raise bad("unsupported parse_mode")
    entities_name = "entities" if name == "text" else "caption_entities"
    try:
        text, entities = read_html(given) if mode else (given.strip(), params.get(entities_name))
    except MarkupError as error:
        raise bad(f"can't parse entities: {error}") from None
    if utf16(text) > limit:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return {name: text, entities_name: entities or None}


def caption(params: Params) -> dict[str, Any]:
    return {k: v or None for k, v in worded(params, "caption", CAPTION_LIMIT).items()}


def markup(params: Params) -> dict[str, Any] | None:
    try:
        return checked_markup(params.get("reply_markup"))
    except ValueError as error:
        raise bad(str(error)) from None


def inline(params: Params) -> dict[str, Any] | None:
    keys = markup(params)
    if keys is not None and "inline_keyboard" not in keys:
        raise bad("inline keyboard expected")
    return keys
