"""Everything configurable, from `BCD_*` or a TOML file, validated once."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import DirectoryPath, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.backup.settings import BackupSettings, backup_faults
from bot.channels.telegram_settings import TelegramSettings, telegram_faults
from bot.channels.zalo_settings import ZaloSettings, zalo_faults

SETTINGS_FILE_VARIABLE = "BCD_SETTINGS"


class Settings(TelegramSettings, ZaloSettings, BackupSettings, BaseSettings):
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
    metrics: bool = Field(False, description="whether /metrics is served, for Prometheus")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    http_host: str = Field("127.0.0.1", min_length=1, description="where `bcd run` listens")
    http_port: int = Field(8080, ge=0, le=65535, description="its port; 0: any that is free")

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


def _unknown_variables() -> list[str]:
    known = {f"BCD_{name.upper()}" for name in Settings.model_fields} | {SETTINGS_FILE_VARIABLE}
    return sorted(name for name in os.environ if name.startswith("BCD_") and name not in known)


def _lines(error: ValidationError) -> tuple[str, ...]:
    return tuple(
        f"BCD_{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
        for fault in error.errors()
    )
