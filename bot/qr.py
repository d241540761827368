"""The picture of a linking code, and the address that it leads to."""

import io

from bot.settings import Settings
from storage import installation
from storage.database import Transaction

TELEGRAM_USERNAME = "telegram_username"
"""Under what the bot's name is kept, as Telegram told it at the last start."""

SCALE = 8
"""Pixels for one module: sharp on paper and on a phone, some 400 bytes."""


async def invite_link(settings: Settings, tx: Transaction, code: str) -> str:
    """What opens the chat with the code filled in: Telegram's, or our own page's.

    Empty where there is only Zalo, in which a code is typed.
    """
    if settings.telegram_token.get_secret_value():
        username = await installation.kept(tx, TELEGRAM_USERNAME)
        if username:
            return f"https://t.me/{username}?start={code}"
    return "" if settings.zalo_bots else f"{settings.base_url}/?ma={code}"


def qr_png(text: str) -> bytes:
    """A QR code as PNG; some ten milliseconds."""
    # Imported here: a start without an invitation need not pay for it.
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=SCALE)
    return drawn.getvalue()
