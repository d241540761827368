"""The files of a notice, and which of them may be sent by chat."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.moments import to_ms
from storage.papers import Disclosure

_SELECT = (
    "SELECT n.*, f.media_type, f.size FROM notice_files n LEFT JOIN files f ON f.sha256 = n.sha256"
)


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """A file of a notice; without content where only its name and number are kept."""

    id: int
    notice_id: int
    name: str
    sha256: str
    media_type: str
    size: int
    disclosure: Disclosure
    album: str
    """What came in one message has one label."""

    @property
    def sendable(self) -> bool:
        return self.disclosure is Disclosure.CHAT and bool(self.sha256)


async def add(
    tx: Transaction,
    notice_id: int,
    *,
    name: str,
    sha256: str | None,
    album: str,
    person_id: int,
    now: datetime,
) -> int:
    """A file, by name only until the secretariat says otherwise."""
    added = await tx.insert(
        "INSERT INTO notice_files (notice_id, name, sha256, disclosure, album, added_by, added_at)"
        " VALUES (:notice, :name, :sha256, 'summary', :album, :person, :now) RETURNING id",
        notice=notice_id,
        name=name,
        sha256=sha256,
        album=album,
        person=person_id,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("a file was not stored")
    return added


async def of_notice(tx: Transaction, notice_id: int) -> tuple[NoticeFile, ...]:
    """In the order they were added."""
    rows = await tx.all(
        _SELECT + " WHERE n.notice_id = :notice AND n.removed_at IS NULL ORDER BY n.id",
        notice=notice_id,
    )
    return tuple(_file(row) for row in rows)


async def by_id(tx: Transaction, file_id: int) -> NoticeFile | None:
    row = await tx.one(_SELECT + " WHERE n.id = :id AND n.removed_at IS NULL", id=file_id)
    return None if row is None else _file(row)


async def copy(tx: Transaction, from_notice: int, to_notice: int, now: datetime) -> None:
    """The same files, with the same labels, for another notice."""
    tx.later(
        "INSERT INTO notice_files (notice_id, name, sha256, disclosure, album, added_by, added_at)"
        " SELECT :other, name, sha256, disclosure, album, added_by, :now FROM notice_files"
        " WHERE notice_id = :notice AND removed_at IS NULL ORDER BY id",
        notice=from_notice,
        other=to_notice,
        now=to_ms(now),
    )


async def share(tx: Transaction, file: NoticeFile, disclosure: Disclosure) -> None:
    """Say whether a file, and all that came in the same album, may be sent by chat."""
    await tx.execute(
        "UPDATE notice_files SET disclosure = :disclosure"
        " WHERE notice_id = :notice AND album = :album AND removed_at IS NULL",
        notice=file.notice_id,
        album=file.album,
        disclosure=disclosure.value,
    )


async def remove_album(tx: Transaction, file: NoticeFile, now: datetime) -> None:
    """Take a file and all of its album off the notice; the contents are tidied away later."""
    await tx.execute(
        "UPDATE notice_files SET removed_at = :now WHERE notice_id = :notice"
        " AND album = :album AND removed_at IS NULL",
        notice=file.notice_id,
        album=file.album,
        now=to_ms(now),
    )


async def remove(tx: Transaction, file: NoticeFile, now: datetime) -> None:
    await tx.execute(
        "UPDATE notice_files SET removed_at = :now WHERE id = :id", id=file.id, now=to_ms(now)
    )


def _file(row: Row) -> NoticeFile:
    return NoticeFile(
        id=row["id"],
        notice_id=row["notice_id"],
        name=row["name"],
        sha256=row["sha256"] or "",
        media_type=row["media_type"] or "",
        size=row["size"] or 0,
        disclosure=Disclosure(row["disclosure"]),
        album=row["album"],
    )
