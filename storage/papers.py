"""A meeting's agenda and documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Row, Transaction
from storage.moments import to_ms


class Audience(StrEnum):
    MEMBERS = "members"
    EVERYONE = "everyone"
    """Members and guests."""


class Disclosure(StrEnum):
    CHAT = "chat"
    """The file itself may be sent by chat."""
    SUMMARY = "summary"
    """Only its name and number; the default."""


class DocumentKind(StrEnum):
    REPORT = "report"
    """The report that the regulation wants at every meeting, where it wants one."""
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a meeting; without a file where only its name and number are kept."""

    id: int
    meeting_id: int
    kind: DocumentKind
    name: str
    sha256: str
    media_type: str
    size: int
    audience: Audience
    disclosure: Disclosure
    album: str
    """What came in one message has one label."""
    item: int | None = None
    """The item of the agenda that it is about, from 1."""

    @property
    def sendable(self) -> bool:
        return self.disclosure is Disclosure.CHAT and bool(self.sha256)


async def add_document(
    tx: Transaction,
    meeting_id: int,
    *,
    kind: DocumentKind,
    name: str,
    sha256: str | None,
    album: str,
    person_id: int,
    now: datetime,
    item: int | None = None,
) -> int:
    """A document, for members and by name only until the secretariat says otherwise."""
    added = await tx.insert(
        "INSERT INTO documents (meeting_id, kind, name, sha256, audience, disclosure, album,"
        " item, added_by, added_at) VALUES (:meeting, :kind, :name, :sha256, 'members', 'summary',"
        " :album, :item, :person, :now)"
        " RETURNING id",
        meeting=meeting_id,
        kind=kind.value,
        name=name,
        sha256=sha256,
        album=album,
        item=item,
        person=person_id,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("a document was not stored")
    return added


async def documents(tx: Transaction, meeting_id: int) -> tuple[Document, ...]:
    """The meeting's documents in the order they were added."""
    rows = await tx.all(
        "SELECT d.*, f.media_type, f.size FROM documents d LEFT JOIN files f"
        " ON f.sha256 = d.sha256 WHERE d.meeting_id = :meeting AND d.removed_at IS NULL"
        " ORDER BY d.id",
        meeting=meeting_id,
    )
    return tuple(_document(row) for row in rows)


async def document_by_id(tx: Transaction, document_id: int) -> Document | None:
    row = await tx.one(
        "SELECT d.*, f.media_type, f.size FROM documents d LEFT JOIN files f"
        " ON f.sha256 = d.sha256 WHERE d.id = :id AND d.removed_at IS NULL",
        id=document_id,
    )
    return None if row is None else _document(row)


async def share(
    tx: Transaction, document: Document, audience: Audience, disclosure: Disclosure
) -> int:
    """Say who may see a document and all that came in the same album; how many."""
    return await tx.execute(
        "UPDATE documents SET audience = :audience, disclosure = :disclosure"
        " WHERE meeting_id = :meeting AND album = :album AND removed_at IS NULL",
        meeting=document.meeting_id,
        album=document.album,
        audience=audience.value,
        disclosure=disclosure.value,
    )


async def set_item(tx: Transaction, document_id: int, item: int | None) -> None:
    """Say which item of the agenda a document is about."""
    await tx.execute("UPDATE documents SET item = :item WHERE id = :id", id=document_id, item=item)


async def remove_album(tx: Transaction, document: Document, now: datetime) -> int:
    """Take a document and all of its album off the meeting; the files are tidied away later."""
    return await tx.execute(
        "UPDATE documents SET removed_at = :now WHERE meeting_id = :meeting"
        " AND album = :album AND removed_at IS NULL",
        meeting=document.meeting_id,
        album=document.album,
        now=to_ms(now),
    )


async def remove_document(tx: Transaction, document: Document, now: datetime) -> None:
    await tx.execute(
        "UPDATE documents SET removed_at = :now WHERE id = :id",
        id=document.id,
        now=to_ms(now),
    )


async def agenda(tx: Transaction, meeting_id: int) -> tuple[str, ...]:
    """The items in order."""
    rows = await tx.all(
        "SELECT title FROM agenda_items WHERE meeting_id = :meeting ORDER BY position",
        meeting=meeting_id,
    )
    return tuple(row["title"] for row in rows)


async def set_agenda(tx: Transaction, meeting_id: int, items: Sequence[str]) -> None:
    """Replace the agenda."""
    tx.later("DELETE FROM agenda_items WHERE meeting_id = :meeting", meeting=meeting_id)
    for place, title in enumerate(items, start=1):
        tx.later(
            "INSERT INTO agenda_items (meeting_id, position, title)"
            " VALUES (:meeting, :place, :title)",
            meeting=meeting_id,
            place=place,
            title=title,
        )


def _document(row: Row) -> Document:
    return Document(
        id=row["id"],
        meeting_id=row["meeting_id"],
        kind=DocumentKind(row["kind"]),
        name=row["name"],
        sha256=row["sha256"] or "",
        media_type=row["media_type"] or "",
        size=row["size"] or 0,
        audience=Audience(row["audience"]),
        disclosure=Disclosure(row["disclosure"]),
        album=row["album"],
        item=row["item"],
    )
