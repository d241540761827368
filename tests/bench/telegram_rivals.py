"""Bare bots of two libraries: a press is acknowledged and its message edited, nothing else.

`python -m tests.bench.telegram_rivals NAME ADDRESS`.
"""

import asyncio
import sys

from tests.bench.telegram_load import LABELS, TEXT
from tests.botapi.server import TOKEN

AIOGRAM_AT_ONCE = 256
PTB_AT_ONCE = 4
"""Presses that each works on side by side, where it was fastest without latency: more than there
are chats for aiogram; python-telegram-bot did some 250 a second one by one, 330 with 4, 50 with
256."""


def after(data: str) -> tuple[str, str, str]:
    """What a press leads to: the text, and the label and data of the next button."""
    count = int(data.partition(":")[2]) + 1
    return TEXT.format(count), LABELS[count % len(LABELS)], f"a:{count}"


def python_telegram_bot(address: str) -> None:
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
    from telegram.ext import Application, CallbackQueryHandler, ContextTypes

    async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        text, label, data = after(query.data or "")
        await query.answer()
        keys = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])
        await query.edit_message_text(text, "HTML", reply_markup=keys)

    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{address}/bot")
        .concurrent_updates(PTB_AT_ONCE)
        .build()
    )
    application.add_handler(CallbackQueryHandler(press))
    application.run_polling()


async def aiogram(address: str) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

    async def press(query: CallbackQuery) -> None:
        text, label, data = after(query.data or "")
        await query.answer()
        button = InlineKeyboardButton(text=label, callback_data=data)
        keys = InlineKeyboardMarkup(inline_keyboard=[[button]])
        assert isinstance(query.message, Message)
        await query.message.edit_text(text, parse_mode="HTML", reply_markup=keys)

    session = AiohttpSession(api=TelegramAPIServer.from_base(address), limit=AIOGRAM_AT_ONCE)
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(press)
    await dispatcher.start_polling(Bot(TOKEN, session))


if __name__ == "__main__":
    if sys.argv[1] == "ptb":
        python_telegram_bot(sys.argv[2])
    else:
        asyncio.run(aiogram(sys.argv[2]))
