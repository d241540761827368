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


# Every table that names a file is in here; a row that was removed wants it no more.
_UNUSED = (
    "SELECT f.sha256 FROM files f LEFT JOIN (SELECT sha256,"
    " SUM(CASE WHEN removed_at IS NULL THEN 1 ELSE 0 END) AS wanted FROM ("
    "SELECT sha256, removed_at FROM documents"
    " UNION ALL SELECT sha256, NULL AS removed_at FROM absence_files"
    " UNION ALL SELECT sha256, removed_at FROM opinions"
    " UNION ALL SELECT sha256, removed_at FROM task_evidence"
    ") naming GROUP BY sha256) h ON h.sha256 = f.sha256"
    " WHERE (h.wanted IS NULL AND f.created_at < :long_before)"
    " OR (h.wanted = 0 AND f.created_at < :before)"
)


async def unused(tx: Transaction, before: datetime, long_before: datetime) -> tuple[str, ...]:
    """Files that everything let go of, and old ones that nothing ever named.

    The second kind was made to be sent (a letter, an export): it may wait for its chat a while.
    """
    rows = await tx.all(_UNUSED, before=to_ms(before), long_before=to_ms(long_before))
    return tuple(row["sha256"] for row in rows)


async def remove(tx: Transaction, sha256: str) -> None:
    """Know the file no more; what let go of it forgets its hash."""
    await tx.execute("UPDATE documents SET sha256 = NULL WHERE sha256 = :sha256", sha256=sha256)
    await tx.execute("UPDATE opinions SET sha256 = NULL WHERE sha256 = :sha256", sha256=sha256)
    await tx.execute("UPDATE notice_files SET sha256 = NULL WHERE sha256 = :sha256", sha256=sha256)
    await tx.execute("UPDATE task_evidence SET sha256 = NULL WHERE sha256 = :sha256", sha256=sha256)
    await tx.execute("DELETE FROM files WHERE sha256 = :sha256", sha256=sha256)
