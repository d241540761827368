"""What an office sets for Telegram, and what of it does not go together."""

import re
from typing import Literal

from pydantic import BaseModel, Field, SecretStr

PUBLIC_TELEGRAM = "https://api.telegram.org"
_AS_WRITTEN = r"^(\d{1,20}:[A-Za-z0-9_-]{20,100})?$"
_HOOK = r"^(https?://[^\s/?#]+/telegram/[A-Za-z0-9_-]{1,100})?$"


class TelegramSettings(BaseModel):
    """The part of the settings that is about Telegram."""

    telegram_token: SecretStr = Field(SecretStr(""), description="the bot's token; empty: off")
    telegram_api: str = Field(
        PUBLIC_TELEGRAM,
        pattern=r"^https?://[^\s?#]+$",
        description="address of the Bot API server, for an office that runs its own",
    )
    telegram_mode: Literal["poll", "webhook"] = Field("poll", description="how updates come in")
    telegram_webhook_url: str = Field(
        "", pattern=_HOOK, description="https://…/telegram/<path>, as Telegram reaches `bcd run`"
    )
    telegram_webhook_secret: SecretStr = Field(
        SecretStr(""), description="16 to 256 letters, digits, _ and -"
    )
    telegram_poll_seconds: int = Field(
        50, ge=1, le=300, description="how long one poll waits for something to arrive"
    )
    telegram_per_second: int = Field(
        28, ge=0, description="messages a second in all; 0: nobody counts"
    )
    telegram_per_chat: int = Field(
        1, ge=1, description="messages a second for one chat, of what the assistant says first"
    )
    telegram_reply_burst: int = Field(3, ge=1, description="the same where it replies")
    telegram_group_per_minute: int = Field(20, ge=1, description="messages a minute for a group")
    telegram_documents: bool = Field(
        False, description="whether documents of the office may go over Telegram"
    )


def telegram_faults(settings: TelegramSettings) -> tuple[str, ...]:
    """What of the settings for Telegram does not go together."""
    token = settings.telegram_token.get_secret_value()
    hook = settings.telegram_mode == "webhook"
    url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret
    public = settings.telegram_api.rstrip("/") == PUBLIC_TELEGRAM
    faults = {
        "BCD_TELEGRAM_TOKEN: not as Telegram writes it": not re.fullmatch(_AS_WRITTEN, token),
        "BCD_TELEGRAM_TOKEN: needed for BCD_TELEGRAM_MODE=webhook": hook and not token,
        "BCD_TELEGRAM_WEBHOOK_URL: needed for BCD_TELEGRAM_MODE=webhook": hook and not url,
        "BCD_TELEGRAM_WEBHOOK_URL: https, unless the Bot API server is the office's own": (
            public and url.startswith("http:")
        ),
        "BCD_TELEGRAM_WEBHOOK_SECRET: 16 to 256 letters, digits, _ and -": hook
        and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()),
        "BCD_TELEGRAM_PER_CHAT: more than BCD_TELEGRAM_PER_SECOND": (
            0 < settings.telegram_per_second < settings.telegram_per_chat
        ),
        "BCD_TELEGRAM_REPLY_BURST: less than BCD_TELEGRAM_PER_CHAT": (
            settings.telegram_reply_burst < settings.telegram_per_chat
        ),
    }
    return tuple(line for line, wrong in faults.items() if wrong)
