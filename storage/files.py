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


_HOLDERS = {
    "documents": "h.removed_at IS NULL",
    "absence_files": "h.id IS NOT NULL",
    "opinions": "h.removed_at IS NULL",
}
"""Every table that names a file, and when a row `h` of it still wants the file."""


def _named(*, wanted: bool) -> str:
    """SQL: whether any table names the file `f`, or still wants it."""
    row = "EXISTS (SELECT 1 FROM {} h WHERE h.sha256 = f.sha256 AND {})"
    rows = [row.format(table, when if wanted else "1 = 1") for table, when in _HOLDERS.items()]
    return "(" + " OR ".join(rows) + ")"


_UNUSED = "SELECT f.sha256 FROM files f WHERE NOT {} AND (f.created_at < :long_before".format(
    _named(wanted=True)
) + " OR (f.created_at < :before AND {}))".format(_named(wanted=False))


async def unused(tx: Transaction, before: datetime, long_before: datetime) -> tuple[str, ...]:
    """Files that everything let go of, and old ones that nothing ever named.

    The second kind was made to be sent (a letter, an export): it may wait for its chat a while.
    """
    rows = await tx.all(_UNUSED, before=to_ms(before), long_before=to_ms(long_before))
    return tuple(row["sha256"] for row in rows)


async def remove(tx: Transaction, sha256: str) -> None:
    """Know the file no more; what let go of it forgets its hash."""
    for table in _HOLDERS:
        forget = "UPDATE {} SET sha256 = NULL WHERE sha256 = :sha256"
        if table != "absence_files":
            await tx.execute(forget.format(table), sha256=sha256)
    await tx.execute("DELETE FROM files WHERE sha256 = :sha256", sha256=sha256)
