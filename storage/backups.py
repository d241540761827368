"""Which copies were made of all that is kept, and how their trial restores went."""

from dataclasses import dataclass
from datetime import datetime

from storage import heartbeats, installation
from storage.database import Row, Transaction
from storage.moments import from_ms, to_ms

COPY = "copy"
TRIAL = "trial"

_RESTORED = "restored_from"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy, or one trial of it; `failed_why` is empty where all went well."""

    kind: str
    at: datetime
    name: str
    sha256: str
    size: int
    failed_why: str


async def note(tx: Transaction, backup: Backup) -> None:
    await tx.execute(
        "INSERT INTO backups (kind, at, name, sha256, size, failed_why)"
        " VALUES (:kind, :at, :name, :sha256, :size, :why)",
        kind=backup.kind,
        at=to_ms(backup.at),
        name=backup.name,
        sha256=backup.sha256,
        size=backup.size,
        why=backup.failed_why,
    )


async def last(tx: Transaction, kind: str) -> Backup | None:
    """The newest try of this kind, however it went."""
    row = await tx.one(
        "SELECT * FROM backups WHERE kind = :kind ORDER BY at DESC, id DESC LIMIT 1", kind=kind
    )
    return None if row is None else _backup(row)


async def last_good(tx: Transaction, kind: str) -> Backup | None:
    """The newest of this kind that went well."""
    row = await tx.one(
        "SELECT * FROM backups WHERE kind = :kind AND failed_why = ''"
        " ORDER BY at DESC, id DESC LIMIT 1",
        kind=kind,
    )
    return None if row is None else _backup(row)


async def begin_restored(tx: Transaction, copied_at: datetime) -> None:
    """Mark a restored database, so that its next start says so."""
    await heartbeats.forget(tx)
    await installation.keep(tx, _RESTORED, str(to_ms(copied_at)))


async def take_restored(tx: Transaction) -> datetime | None:
    """When the copy was made that this database was restored from, once; else None."""
    found = await installation.kept(tx, _RESTORED)
    if found is None:
        return None
    await tx.execute("DELETE FROM installation WHERE key = :key", key=_RESTORED)
    return from_ms(int(found))


def _backup(row: Row) -> Backup:
    return Backup(
        kind=row["kind"],
        at=from_ms(row["at"]),
        name=row["name"],
        sha256=row["sha256"],
        size=row["size"],
        failed_why=row["failed_why"],
    )
