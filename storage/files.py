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


async def unused(tx: Transaction, before: datetime) -> tuple[str, ...]:
    """Files that somebody sent and no document holds any more."""
    rows = await tx.all(
        "SELECT f.sha256 FROM files f WHERE f.created_by IS NOT NULL AND f.created_at < :before"
        " AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256)",
        before=to_ms(before),
    )
    return tuple(row["sha256"] for row in rows)


async def remove(tx: Transaction, sha256: str) -> None:
    await tx.execute("DELETE FROM files WHERE sha256 = :sha256", sha256=sha256)
