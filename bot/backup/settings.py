"""What an office sets for its copies, and keys that neither seal nor open anything."""

from pathlib import Path

from pydantic import BaseModel, Field

from bot.backup.sealing import SealError, identity_in, recipient_of


class BackupSettings(BaseModel):
    """The part of the settings that is about copies."""

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


def backup_faults(settings: BackupSettings) -> tuple[str, ...]:
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
