"""Addresses on our own port: each for one account, until a moment, an upload's for one use."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.moments import from_ms, to_ms

FILE = "file"
UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Link:
    """What an account was given; `sha256` and `name` are empty where files are to be left.

    `theirs`: the account still belongs to whom it belonged to when the address was given.
    """

    id: int
    kind: str
    account_id: int
    channel: str
    address: str
    sha256: str
    name: str
    size: int
    expires_at: datetime
    used: bool
    theirs: bool


async def make(
    tx: Transaction,
    kind: str,
    *,
    account_id: int,
    send_id: int,
    place: int,
    sha256: str = "",
    name: str = "",
    size: int = 0,
    now: datetime,
    expires_at: datetime,
) -> int:
    """A link that a message shows; the same one where that message is sent again."""
    await tx.execute(
        "INSERT INTO links (kind, account_id, person_id, send_id, place, sha256, name, size,"
        " made_at, expires_at) SELECT :kind, a.id, a.person_id, :send, :place, :sha256, :name,"
        " :size, :now, :expires FROM accounts a WHERE a.id = :account"
        " ON CONFLICT (send_id, place) DO UPDATE SET expires_at = :expires",
        kind=kind,
        account=account_id,
        send=send_id,
        place=place,
        sha256=sha256,
        name=name,
        size=size,
        now=to_ms(now),
        expires=to_ms(expires_at),
    )
    found = await tx.value(
        "SELECT id FROM links WHERE send_id = :send AND place = :place", send=send_id, place=place
    )
    return int(found)


async def find(tx: Transaction, link_id: int) -> Link | None:
    row = await tx.one(
        "SELECT l.id, l.kind, l.account_id, a.channel, a.address, l.sha256, l.name, l.size,"
        " l.expires_at, l.used_at,"
        " CASE WHEN a.person_id = l.person_id THEN 1 ELSE 0 END AS theirs"
        " FROM links l JOIN accounts a ON a.id = l.account_id WHERE l.id = :id",
        id=link_id,
    )
    return None if row is None else _link(row)


async def mark_used(tx: Transaction, link_id: int, now: datetime) -> None:
    await tx.execute(
        "UPDATE links SET used_at = :now WHERE id = :id AND used_at IS NULL",
        id=link_id,
        now=to_ms(now),
    )


async def forget(tx: Transaction, before: datetime) -> int:
    """Drop what has been invalid since before this."""
    return await tx.execute("DELETE FROM links WHERE expires_at < :before", before=to_ms(before))


def _link(row: Row) -> Link:
    return Link(
        id=row["id"],
        kind=row["kind"],
        account_id=row["account_id"],
        channel=row["channel"],
        address=row["address"],
        sha256=row["sha256"],
        name=row["name"],
        size=row["size"],
        expires_at=from_ms(row["expires_at"]),
        used=row["used_at"] is not None,
        theirs=bool(row["theirs"]),
    )
