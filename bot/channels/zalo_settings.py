"""What an office sets for Zalo, and what of it does not go together."""

import re
from typing import Literal

from pydantic import BaseModel, Field, SecretStr

PUBLIC_ZALO = "https://bot-api.zaloplatforms.com"
_HOOK = r"^(https?://[^\s/?#]+/zalo/[A-Za-z0-9_-]{1,100})?$"
_TOKEN = re.compile(r"[0-9]{1,30}:[A-Za-z0-9_-]{8,200}", re.ASCII)


class ZaloSettings(BaseModel):
    """The part of the settings that is about Zalo."""

    zalo_tokens: SecretStr = Field(
        SecretStr(""), description="the bots' tokens, separated by commas; empty: off"
    )
    zalo_api: str = Field(
        PUBLIC_ZALO, pattern=r"^https?://[^\s?#]+$", description="address of Zalo's bot service"
    )
    zalo_mode: Literal["webhook", "poll"] = Field(
        "webhook", description="how updates come in; poll is for trying out only"
    )
    zalo_webhook_url: str = Field(
        "", pattern=_HOOK, description="https://…/zalo/<path>, as Zalo reaches `bcd run`"
    )
    zalo_webhook_secret: SecretStr = Field(
        SecretStr(""), description="16 to 256 letters, digits, _ and -"
    )
    zalo_poll_seconds: int = Field(
        30, ge=1, le=60, description="how long one poll waits for something to arrive"
    )
    zalo_per_second: int = Field(10, ge=0, description="messages a second in all; 0: nobody counts")
    zalo_quota: int = Field(
        3000, ge=0, description="messages a month that each bot is allowed; 0: nobody counts"
    )
    zalo_documents: bool = Field(
        False, description="whether documents of the office may be offered to members on Zalo"
    )

    @property
    def zalo_bots(self) -> tuple[str, ...]:
        """The tokens one by one."""
        written = self.zalo_tokens.get_secret_value().split(",")
        return tuple(token.strip() for token in written if token.strip())


def zalo_faults(settings: ZaloSettings) -> tuple[str, ...]:
    """What of the settings for Zalo does not go together."""
    bots, url = settings.zalo_bots, settings.zalo_webhook_url
    hook = bool(bots) and settings.zalo_mode == "webhook"
    public = settings.zalo_api.rstrip("/") == PUBLIC_ZALO
    secret = settings.zalo_webhook_secret.get_secret_value()
    numbers = [token.partition(":")[0] for token in bots]
    faults = {
        "BCD_ZALO_TOKENS: not as Zalo writes them": not all(map(_TOKEN.fullmatch, bots)),
        "BCD_ZALO_TOKENS: two of the same bot": len(set(numbers)) < len(numbers),
        "BCD_ZALO_WEBHOOK_URL: needed for BCD_ZALO_MODE=webhook": hook and not url,
        "BCD_ZALO_WEBHOOK_URL: https, unless the service is the office's own": (
            public and url.startswith("http:")
        ),
        "BCD_ZALO_WEBHOOK_SECRET: 16 to 256 letters, digits, _ and -": hook
        and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret),
    }
    return tuple(line for line, wrong in faults.items() if wrong)
