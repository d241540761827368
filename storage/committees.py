"""The committees of an installation, their settings and their own table of days."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from committee.settings import CommitteeSettings
from storage.database import Row, Transaction
from storage.moments import to_ms


@dataclass(frozen=True, slots=True)
class Committee:
    """A steering committee; `regulation` is the slug of the one that it works under."""

    id: int
    name: str
    regulation: str
    settings: CommitteeSettings


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the committee's own table: off, or `working` although others are off."""

    day: date
    name: str
    working: bool


async def create(
    tx: Transaction,
    *,
    name: str,
    regulation: str,
    now: datetime,
    settings: CommitteeSettings | None = None,
) -> Committee:
    settings = settings or CommitteeSettings()
    added = await tx.insert(
        "INSERT INTO committees (name, regulation, settings, created_at)"
        " VALUES (:name, :regulation, :settings, :now) RETURNING id",
        name=name,
        regulation=regulation,
        settings=settings.to_json(),
        now=to_ms(now),
    )
    assert added is not None  # noqa: S101 - an INSERT without ON CONFLICT returns its row
    return Committee(added, name, regulation, settings)


async def get(tx: Transaction, committee_id: int) -> Committee | None:
    row = await tx.one(
        "SELECT id, name, regulation, settings FROM committees WHERE id = :id", id=committee_id
    )
    return None if row is None else _committee(row)


async def all_committees(tx: Transaction) -> tuple[Committee, ...]:
    rows = await tx.all("SELECT id, name, regulation, settings FROM committees ORDER BY id")
    return tuple(_committee(row) for row in rows)


async def save_settings(tx: Transaction, committee_id: int, settings: CommitteeSettings) -> None:
    await tx.execute(
        "UPDATE committees SET settings = :settings WHERE id = :id",
        id=committee_id,
        settings=settings.to_json(),
    )


async def set_day(
    tx: Transaction, committee_id: int, day: date, name: str, working: bool, now: datetime
) -> None:
    """Write a day into the committee's own table, in place of what stood there."""
    await tx.execute(
        "INSERT INTO committee_days (committee_id, day, name, working_since)"
        " VALUES (:committee, :day, :name, :working)"
        " ON CONFLICT (committee_id, day) DO UPDATE SET"
        " name = excluded.name, working_since = excluded.working_since",
        committee=committee_id,
        day=day.isoformat(),
        name=name,
        working=to_ms(now) if working else None,
    )


async def remove_day(tx: Transaction, committee_id: int, day: date) -> bool:
    """Whether that day stood in the table."""
    changed = await tx.execute(
        "DELETE FROM committee_days WHERE committee_id = :committee AND day = :day",
        committee=committee_id,
        day=day.isoformat(),
    )
    return changed == 1


async def days(tx: Transaction, committee_id: int) -> tuple[Day, ...]:
    """The committee's own table in order of days."""
    rows = await tx.all(
        "SELECT day, name, working_since FROM committee_days"
        " WHERE committee_id = :committee ORDER BY day",
        committee=committee_id,
    )
    return tuple(
        Day(date.fromisoformat(row["day"]), row["name"], row["working_since"] is not None)
        for row in rows
    )


def _committee(row: Row) -> Committee:
    settings = _settings(row["settings"])
    return Committee(row["id"], row["name"], row["regulation"], settings)


@lru_cache(maxsize=256)
def _settings(text: str) -> CommitteeSettings:
    """Most committees have the same; reading it anew for each costs more than the query."""
    return CommitteeSettings.from_json(text)
