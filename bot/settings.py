"""Everything configurable, from `BCD_*` or a TOML file, validated once."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import DirectoryPath, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.backup.sealing import SealError, identity_in, recipient_of

SETTINGS_FILE_VARIABLE = "BCD_SETTINGS"
PUBLIC_TELEGRAM = "https://api.telegram.org"
_AS_WRITTEN = r"^(\d{1,20}:[A-Za-z0-9_-]{20,100})?$"
PUBLIC_ZALO = "https://bot-api.zaloplatforms.com"
_ZALO_HOOK = r"^(https?://[^\s/?#]+/zalo/[A-Za-z0-9_-]{1,100})?$"
_HOOK = r"^(https?://[^\s/?#]+/telegram/[A-Za-z0-9_-]{1,100})?$"

_ZALO_TOKEN = re.compile(r"[0-9]{1,30}:[A-Za-z0-9_-]{8,200}", re.ASCII)


class Settings(BaseSettings):
    """One installation's settings; each is documented by its own description."""

    model_config = SettingsConfigDict(env_prefix="BCD_", extra="forbid", frozen=True)

    data: Path = Field(Path("data"), description="folder of the database and the files")
    regulations_dir: DirectoryPath | None = Field(
        None, description="folder of the office's own regulations, one .yaml each"
    )
    base_url: str = Field(
        "http://127.0.0.1:8080", pattern=r"^https?://[^\s/]+$", description="where members reach us"
    )
    tick_seconds: float = Field(
        15.0, gt=0, le=300, description="how often the schedule looks for what is due"
    )
    lease_seconds: float = Field(
        30.0, ge=1, le=600, description="how long a process elsewhere is waited for, once silent"
    )
    code_days: int = Field(7, ge=1, le=60, description="how long a linking code is valid, in days")
    inbox_days: int = Field(30, ge=1, description="how long the bodies of what arrived are kept")
    sends_days: int = Field(365, ge=1, description="how long the contents of messages are kept")
    reasons_days: int = Field(
        90, ge=1, description="how long reasons for absence are kept after the meeting"
    )
    reply_wait_seconds: float = Field(
        10.0, gt=0, le=60, description="how long a reply is tried before the outbox takes over"
    )
    fetch_seconds: float = Field(60.0, gt=0, description="how long fetching one file may take")
    link_hours: int = Field(
        72, ge=1, le=720, description="how long the link to a file is valid, in hours"
    )
    contact: str = Field("", description="who answers questions about personal data")
    backup_folder: Path | None = Field(
        None, description="where a copy of all that is kept goes every day; empty: none is made"
    )
    backup_hour: int = Field(2, ge=0, le=23, description="the hour of the day when it is made")
    backup_days: int = Field(30, ge=1, le=3650, description="how long copies are kept, in days")
    backup_recipient: str = Field(
        "", pattern="^(age1[0-9a-z]{58})?$", description="age key that copies are encrypted for"
    )
    backup_identity: Path | None = Field(
        None, description="file with the age key that opens copies, for the monthly trial"
    )
    metrics: bool = Field(False, description="whether /metrics is served, for Prometheus")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    http_host: str = Field("127.0.0.1", min_length=1, description="where `bcd run` listens")
    http_port: int = Field(8080, ge=0, le=65535, description="its port; 0: any that is free")

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
        "", pattern=_ZALO_HOOK, description="https://…/zalo/<path>, as Zalo reaches `bcd run`"
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

    @property
    def link_life(self) -> timedelta:
        return timedelta(hours=self.link_hours)

    @field_validator("backup_folder", "backup_identity", "regulations_dir", mode="before")
    @classmethod
    def _empty_is_none(cls, given: object) -> object:
        """An empty path would be the folder that the program happens to be started in."""
        return None if given == "" else given

    @property
    def database_path(self) -> Path:
        return self.data / "bcd.sqlite3"

    @property
    def code_life(self) -> timedelta:
        return timedelta(days=self.code_days)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = os.environ.get(SETTINGS_FILE_VARIABLE)
        if file and not Path(file).is_file():  # else it would be as if nothing were set
            raise FileNotFoundError(file)
        toml = TomlConfigSettingsSource(settings_cls, Path(file)) if file else None
        return (init_settings, env_settings) + ((toml,) if toml else ())


class WrongSettingsError(ValueError):
    """Settings that cannot be used; `faults` has one line for each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load_settings(**given: Any) -> Settings:
    """Read the settings, or raise WrongSettingsError naming every fault at once."""
    unknown = [f"{name}: unknown setting" for name in _unknown_variables()]
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise WrongSettingsError((*unknown, *_lines(error))) from None
    except (OSError, ValueError) as error:
        unread = f"{SETTINGS_FILE_VARIABLE}: not a readable TOML file: {error}"
        raise WrongSettingsError((*unknown, unread)) from None
    faults = (
        *unknown,
        *telegram_faults(settings),
        *zalo_faults(settings),
        *backup_faults(settings),
    )
    if faults:
        raise WrongSettingsError(faults)
    return settings


def telegram_faults(settings: Settings) -> tuple[str, ...]:
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


def zalo_faults(settings: Settings) -> tuple[str, ...]:
    """What of the settings for Zalo does not go together."""
    bots, url = settings.zalo_bots, settings.zalo_webhook_url
    hook = bool(bots) and settings.zalo_mode == "webhook"
    public = settings.zalo_api.rstrip("/") == PUBLIC_ZALO
    secret = settings.zalo_webhook_secret.get_secret_value()
    numbers = [token.partition(":")[0] for token in bots]
    faults = {
        "BCD_ZALO_TOKENS: not as Zalo writes them": not all(map(_ZALO_TOKEN.fullmatch, bots)),
        "BCD_ZALO_TOKENS: two of the same bot": len(set(numbers)) < len(numbers),
        "BCD_ZALO_WEBHOOK_URL: needed for BCD_ZALO_MODE=webhook": hook and not url,
        "BCD_ZALO_WEBHOOK_URL: https, unless the service is the office's own": (
            public and url.startswith("http:")
        ),
        "BCD_ZALO_WEBHOOK_SECRET: 16 to 256 letters, digits, _ and -": hook
        and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret),
    }
    return tuple(line for line, wrong in faults.items() if wrong)


def backup_faults(settings: Settings) -> tuple[str, ...]:
    """Keys that neither seal nor open anything."""
    faults = []
    try:
        if settings.backup_recipient:
            recipient_of(settings.backup_recipient)
    except SealError:
        faults.append("BCD_BACKUP_RECIPIENT: not an age recipient")
    try:
        if settings.backup_identity is not None:
            identity_in(settings.backup_identity)
    except (OSError, SealError):
        faults.append("BCD_BACKUP_IDENTITY: not a file with one age key")
    return tuple(faults)


def _unknown_variables() -> list[str]:
    known = {f"BCD_{name.upper()}" for name in Settings.model_fields} | {SETTINGS_FILE_VARIABLE}
    return sorted(name for name in os.environ if name.startswith("BCD_") and name not in known)


def _lines(error: ValidationError) -> tuple[str, ...]:
    return tuple(
        f"BCD_{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
        for fault in error.errors()
    )
