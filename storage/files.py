"""Which files are known; their content lies in a folder keyed by the same hash."""

from datetime import datetime

from storage.database import Transaction
from storage.moments import to_ms


async def add(
    tx: Transaction, sha256: str, media_type: str, size: int, person_id: int | None, now: datetime
) -> None:
    """Know a file; the same content is known once."""
    await tx.execute(
        "INSERT INTO files (sha256, media_type, size, created_at, created_by)"
        " VALUES (:sha256, :media_type, :size, :now, :person)"
        " ON CONFLICT (sha256) DO NOTHING",
        sha256=sha256,
        media_type=media_type,
        size=size,
        now=to_ms(now),
        person=person_id,
    )
