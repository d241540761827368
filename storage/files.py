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


async def unused(tx: Transaction, before: datetime, long_before: datetime) -> tuple[str, ...]:
    """Files of documents that were taken off, and old ones that were never a document.

    The second kind was made to be sent (a letter, an export): it may wait for its chat a while.
    """
    rows = await tx.all(
        "SELECT f.sha256 FROM files f WHERE (f.created_at < :long_before AND NOT EXISTS"
        " (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256))"
        " OR (f.created_at < :before AND EXISTS"
        " (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256) AND NOT EXISTS"
        " (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256 AND d.removed_at IS NULL))",
        before=to_ms(before),
        long_before=to_ms(long_before),
    )
    return tuple(row["sha256"] for row in rows)


async def remove(tx: Transaction, sha256: str) -> None:
    """Know the file no more; documents that were taken off let go of it."""
    await tx.execute(
        "UPDATE documents SET sha256 = NULL WHERE sha256 = :sha256 AND removed_at IS NOT NULL",
        sha256=sha256,
    )
    await tx.execute("DELETE FROM files WHERE sha256 = :sha256", sha256=sha256)
