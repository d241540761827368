"""Moments as storage keeps them: Unix milliseconds, converted here and nowhere else."""

from datetime import UTC, datetime


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970; `moment` must know its zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be stored")
    return round(moment.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    """The moment in UTC; who shows it converts it to the committee's zone."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def maybe_from_ms(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_ms(milliseconds)


def maybe_to_ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)
