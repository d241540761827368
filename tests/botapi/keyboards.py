"""Keyboards as Telegram takes them: so many buttons, so many bytes, one purpose each."""

from typing import Any

MOST_BUTTONS, MOST_IN_A_ROW, DATA_BYTES = 100, 8, 64
_STYLES = {"danger", "success", "primary"}
_PURPOSES = {
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
}


def checked_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The markup without empty rows; None where nothing is left. ValueError is a refusal."""
    if not markup:
        return None
    for name in ("inline_keyboard", "keyboard"):
        if name in markup:
            rows = [row for row in markup[name] if row]
            _check_size(rows)
            for button in (button for row in rows for button in row):
                _check_button(button, inline=name == "inline_keyboard")
            return {**markup, name: rows} if rows else None
    return markup


def _check_size(rows: list[list[Any]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(r) > MOST_IN_A_ROW for r in rows):
        raise ValueError("reply markup is too long")


def _check_button(button: Any, *, inline: bool) -> None:
    if isinstance(button, str) and not inline:
        return
    if not str(button.get("text", "")).strip():
        raise ValueError("inline keyboard button text must be non-empty")
    if button.get("style") not in (None, *_STYLES):
        raise ValueError("BUTTON_STYLE_INVALID")
    if not inline:
        return
    if len(_PURPOSES & button.keys()) != 1:
        raise ValueError("text buttons are unallowed in the inline keyboard")
    if not 1 <= len(str(button.get("callback_data", "x")).encode()) <= DATA_BYTES:
        raise ValueError("BUTTON_DATA_INVALID")
