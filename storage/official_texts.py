"""The official wording of regulations, unit by unit, from the documents that offices brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.moments import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Version:
    """The document that a wording is from; `sha256` is of the file."""

    id: int
    sha256: str
    file: str
    imported_at: datetime


async def save(
    tx: Transaction,
    *,
    regulation: str,
    sha256: str,
    file: str,
    texts: Mapping[str, str],
    now: datetime,
) -> Version:
    """Put this document's wording, by ref, into use; one brought again replaces its own alone."""
    await tx.execute(
        "INSERT INTO official_versions (regulation, sha256, file, imported_at)"
        " VALUES (:regulation, :sha256, :file, :now)"
        " ON CONFLICT (regulation, sha256) DO UPDATE SET"
        " file = excluded.file, imported_at = excluded.imported_at",
        regulation=regulation,
        sha256=sha256,
        file=file,
        now=to_ms(now),
    )
    version = await tx.value(
        "SELECT id FROM official_versions WHERE regulation = :regulation AND sha256 = :sha256",
        regulation=regulation,
        sha256=sha256,
    )
    await tx.execute("DELETE FROM official_texts WHERE version_id = :version", version=version)
    for ref, wording in texts.items():
        tx.later(
            "INSERT INTO official_texts (version_id, ref, wording)"
            " VALUES (:version, :ref, :wording)",
            version=version,
            ref=ref,
            wording=wording,
        )
    return Version(version, sha256, file, now)


async def current(tx: Transaction, slug: str) -> Version | None:
    """The document in use, None where none was brought."""
    row = await tx.one(
        "SELECT id, sha256, file, imported_at FROM official_versions"
        " WHERE regulation = :regulation ORDER BY imported_at DESC, id DESC LIMIT 1",
        regulation=slug,
    )
    if row is None:
        return None
    return Version(row["id"], row["sha256"], row["file"], from_ms(row["imported_at"]))


async def official_text(tx: Transaction, slug: str, ref: str) -> str | None:
    """The wording of one unit by the ref of its encoding; None where it was not brought."""
    version = await current(tx, slug)
    if version is None:
        return None
    found = await tx.value(
        "SELECT wording FROM official_texts WHERE version_id = :version AND ref = :ref",
        version=version.id,
        ref=ref,
    )
    return None if found is None else str(found)


async def official_texts(tx: Transaction, slug: str) -> dict[str, str]:
    """The wording of every unit by ref; empty where no document was brought."""
    version = await current(tx, slug)
    if version is None:
        return {}
    rows = await tx.all(
        "SELECT ref, wording FROM official_texts WHERE version_id = :version", version=version.id
    )
    return {row["ref"]: row["wording"] for row in rows}
