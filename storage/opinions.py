"""What somebody who will not be at a meeting has to say in writing: typed, a file, or a paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.moments import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of an opinion, on an item of the agenda or on the whole meeting.

    A file has its hash; a paper has who wrote it down, and its text describes it. A text that is
    empty says that there is nothing to say on its item.
    """

    id: int
    item: int | None
    text: str
    name: str
    sha256: str
    media_type: str
    size: int
    recorded_by: str
    given_at: datetime

    @property
    def is_file(self) -> bool:
        return bool(self.name)

    @property
    def is_paper(self) -> bool:
        return bool(self.recorded_by)


@dataclass(frozen=True, slots=True)
class Opinion:
    """All that one person gave in writing for one meeting."""

    pieces: tuple[Piece, ...] = ()

    @property
    def files(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.is_file)

    @property
    def papers(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.is_paper)

    @property
    def typed(self) -> tuple[Piece, ...]:
        return tuple(p for p in self.pieces if not p.is_file and not p.is_paper)

    @property
    def exists(self) -> bool:
        """Whether anything was said: items passed over are none."""
        return any(piece.is_file or piece.text for piece in self.pieces)

    @property
    def given_at(self) -> datetime | None:
        return max((piece.given_at for piece in self.pieces), default=None)


async def of_person(tx: Transaction, meeting_id: int, person_id: int) -> Opinion:
    """What this person gave; nothing yet is an opinion without pieces."""
    rows = await tx.all(
        "SELECT o.*, f.media_type, f.size, p.name AS recorder FROM opinions o"
        " LEFT JOIN files f ON f.sha256 = o.sha256 LEFT JOIN people p ON p.id = o.recorded_by"
        " WHERE o.meeting_id = :meeting AND o.person_id = :person AND o.removed_at IS NULL"
        " ORDER BY o.id",
        meeting=meeting_id,
        person=person_id,
    )
    return Opinion(tuple(_piece(row) for row in rows))


async def authors(tx: Transaction, meeting_id: int) -> frozenset[int]:
    """Who gave something in writing for this meeting."""
    rows = await tx.all(
        "SELECT DISTINCT person_id FROM opinions WHERE meeting_id = :meeting"
        " AND removed_at IS NULL AND (text != '' OR name != '')",
        meeting=meeting_id,
    )
    return frozenset(row[0] for row in rows)


async def set_texts(
    tx: Transaction,
    meeting_id: int,
    person_id: int,
    texts: Sequence[tuple[int | None, str]],
    now: datetime,
) -> None:
    """What was typed, by item or as one text; it takes the place of what was typed before."""
    tx.later(
        "UPDATE opinions SET removed_at = :now WHERE meeting_id = :meeting AND person_id = :person"
        " AND name = '' AND recorded_by IS NULL AND removed_at IS NULL",
        meeting=meeting_id,
        person=person_id,
        now=to_ms(now),
    )
    for item, text in texts:
        _add(tx, meeting_id, person_id, now, item=item, text=text)


async def add_file(
    tx: Transaction, meeting_id: int, person_id: int, name: str, sha256: str, now: datetime
) -> None:
    _add(tx, meeting_id, person_id, now, name=name, sha256=sha256)


async def add_paper(
    tx: Transaction, meeting_id: int, person_id: int, note: str, recorded_by: int, now: datetime
) -> None:
    """A paper that lies in the office: which one it is, and who wrote that down."""
    _add(tx, meeting_id, person_id, now, text=note, recorded_by=recorded_by)


def _add(
    tx: Transaction,
    meeting_id: int,
    person_id: int,
    now: datetime,
    *,
    item: int | None = None,
    text: str = "",
    name: str = "",
    sha256: str | None = None,
    recorded_by: int | None = None,
) -> None:
    tx.later(
        "INSERT INTO opinions (meeting_id, person_id, item, text, name, sha256, recorded_by,"
        " given_at) VALUES (:meeting, :person, :item, :text, :name, :sha256, :by, :now)",
        meeting=meeting_id,
        person=person_id,
        item=item,
        text=text,
        name=name,
        sha256=sha256,
        by=recorded_by,
        now=to_ms(now),
    )


async def forget_of(tx: Transaction, person_id: int, now: datetime) -> None:
    """Take away what this person gave; that something was given stays."""
    await tx.execute(
        "UPDATE opinions SET text = '', name = '', removed_at = COALESCE(removed_at, :now)"
        " WHERE person_id = :person",
        person=person_id,
        now=to_ms(now),
    )


def _piece(row: Row) -> Piece:
    return Piece(
        id=row["id"],
        item=row["item"],
        text=row["text"],
        name=row["name"],
        sha256=row["sha256"] or "",
        media_type=row["media_type"] or "",
        size=row["size"] or 0,
        recorded_by=row["recorder"] or "",
        given_at=from_ms(row["given_at"]),
    )
