"""The buttons under a message as Telegram shows them."""

from collections.abc import Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.constants import KeyboardButtonStyle

from handlers.conversation import Action

SHARE_PHONE = "link:phone"
"""The one action that is no button of a message: only a keyboard can hand a number over."""

SHORT = 14
"""Characters of a label of which two fit into a row on a narrow phone."""


def asks_phone(actions: Sequence[Action]) -> bool:
    return any(action.id == SHARE_PHONE for action in actions)


def keyboard(actions: Sequence[Action]) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """One button a row, two where both are short; the first of several is the one consenting."""
    if not actions:
        return None
    if asks_phone(actions):
        return _phone_keyboard(actions)
    buttons = [
        InlineKeyboardButton(
            action.label,
            callback_data=action.id,
            style=KeyboardButtonStyle.PRIMARY if place == 0 and len(actions) > 1 else None,
        )
        for place, action in enumerate(actions)
    ]
    return InlineKeyboardMarkup(_rows(buttons))


def _phone_keyboard(actions: Sequence[Action]) -> ReplyKeyboardMarkup:
    shared = [action for action in actions if action.id == SHARE_PHONE]
    rows = [[KeyboardButton(action.label, request_contact=True)] for action in shared]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


def _rows(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        before = rows[-1] if rows else []
        if len(before) == 1 and max(len(before[0].text), len(button.text)) <= SHORT:
            before.append(button)
        else:
            rows.append([button])
    return rows
