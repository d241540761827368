"""A made database of a country's size: 130,000 people, 3,300 committees, 1.5 million answers."""

import asyncio
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from committee.calendar import ZONE
from committee.settings import CommitteeSettings
from regulations.vietnamese import fold, sort_key
from storage.database import Database
from storage.migrate import migrate
from storage.moments import to_ms

PEOPLE, COMMITTEES = 130_000, 3_300
PAST_EACH, INVITED_IN_PAST = 12, 38
"""Meetings of the past for each committee, and people in each: 1.5 million rows of attendance."""
DUE, INVITED = 2_200, 59
"""Meetings that remind at 07:30 of the same Monday, and people in each: 129,800 in all."""
CHANNEL = "memory"

MADE_AT = datetime(2026, 1, 5, 8, tzinfo=ZONE)
INVITED_AT = datetime(2026, 11, 9, 8, tzinfo=ZONE)
HANDLED = 600_000
"""Milliseconds after the invitation: what it told the secretariat itself is done."""
DUE_AT = datetime(2026, 11, 23, 7, 30, tzinfo=ZONE)
REPLY_BY = datetime(2026, 11, 25, 17, tzinfo=ZONE)
STARTS_AT = datetime(2026, 11, 27, 14, tzinfo=ZONE)
MEETING = (
    "INSERT INTO meetings (id, committee_id, kind, year, starts_at, place, reply_by, chair_id,"
    " state, revision, number, remark, made_by, made_at, approved_at, approved_by, invited_at,"
    " handled_until, next_due_at) VALUES (?, ?, 'regular', 2026, ?, 'Phòng họp số 1', ?, ?,"
    " ?, 1, '07/GM-BCĐ', '', ?, ?, ?, ?, ?, ?, ?)"
)
INVITEE = (
    "INSERT INTO invitees (meeting_id, person_id, part, answer, answered_at, source)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)


def country(folder: Path) -> Path:
    """A copy of it in this folder; it is made once for each schema."""
    kept = Path(tempfile.gettempdir()) / f"bcd-country-{_schema()}.sqlite3"
    if not kept.exists():
        half = kept.with_suffix(f".{os.getpid()}")
        asyncio.run(_migrated(half))
        _fill(half)
        half.rename(kept)
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(kept, folder / "bcd.sqlite3"))


def _schema() -> str:
    """Changes with any migration, and with what is made here."""
    files = [Path(__file__), *sorted(Path("storage/migrations").glob("*.sql"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


async def _migrated(path: Path) -> None:
    database = await Database.open(path)
    await migrate(database)
    await database.close()


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        settings, made = CommitteeSettings().to_json(), to_ms(MADE_AT)
        db.executemany(
            "INSERT INTO committees (id, name, regulation, settings, created_at)"
            " VALUES (?, ?, 'tran-lieu', ?, ?)",
            ((c, f"Ban Chỉ đạo {c}", settings, made) for c in range(1, COMMITTEES + 1)),
        )
        db.executemany(
            "INSERT INTO people (id, name, name_folded, name_sort, honorific, phone, position,"
            " created_at) VALUES (?, ?, ?, ?, 'comrade', ?, 'Cán bộ', ?)",
            _people(made),
        )
        db.executemany(
            "INSERT INTO accounts (channel, address, person_id, linked_at, first_seen_at)"
            " VALUES (?, ?, ?, ?, ?)",
            ((CHANNEL, f"a{p}", p, made, made) for p in range(1, PEOPLE + 1)),
        )
        db.executemany(
            "INSERT INTO memberships (committee_id, person_id, role, office, joined_at,"
            " secretariat_since) VALUES (?, ?, 'commissioner', '', ?, ?)",
            (
                (1 + p % COMMITTEES, p, made, made if p <= COMMITTEES else None)
                for p in range(1, PEOPLE + 1)
            ),
        )
        db.executemany(MEETING, _past())
        db.executemany(INVITEE, _answers())
        db.executemany(MEETING, _due())
        db.executemany(INVITEE, _silent())
        db.execute("COMMIT")
        db.execute("ANALYZE")


def _people(made: int) -> Iterator[tuple[object, ...]]:
    for p in range(1, PEOPLE + 1):
        name = f"Nguyễn Văn {p}"
        yield p, name, fold(name), sort_key(name), f"+8490{p:07}", made


def _past() -> Iterator[tuple[object, ...]]:
    made = to_ms(MADE_AT)
    for meeting in range(1, COMMITTEES * PAST_EACH + 1):
        committee = 1 + meeting % COMMITTEES
        yield _meeting(meeting, committee, made, made, made, None)


def _due() -> Iterator[tuple[object, ...]]:
    moments = (to_ms(STARTS_AT), to_ms(REPLY_BY), to_ms(INVITED_AT), to_ms(DUE_AT))
    for number in range(DUE):
        yield _meeting(COMMITTEES * PAST_EACH + 1 + number, 1 + number, *moments)


def _meeting(
    meeting: int, committee: int, starts: int, reply_by: int, invited: int, due: int | None
) -> tuple[object, ...]:
    given = (meeting, committee, starts, reply_by, committee, "invited", committee)
    return (*given, invited, invited, committee, invited, invited + HANDLED, due)


def _answers() -> Iterator[tuple[object, ...]]:
    made = to_ms(MADE_AT)
    for meeting in range(1, COMMITTEES * PAST_EACH + 1):
        for place in range(INVITED_IN_PAST):
            person = 1 + (meeting * INVITED_IN_PAST + place) % PEOPLE
            yield meeting, person, "member", "attending", made, CHANNEL


def _silent() -> Iterator[tuple[object, ...]]:
    for number in range(DUE):
        for place in range(INVITED):
            person = 1 + (number * INVITED + place) % PEOPLE
            yield COMMITTEES * PAST_EACH + 1 + number, person, "member", None, None, ""
