"""Who was asked to stand in for whom, and what came of it."""

from datetime import datetime

from committee.proxy import Proxy, ProxyState
from storage.database import Row, Transaction
from storage.moments import from_ms, maybe_from_ms, maybe_to_ms, to_ms


async def add(
    tx: Transaction,
    *,
    meeting_id: int,
    invitee_id: int,
    person_id: int,
    proxy_id: int,
    revision: int,
    now: datetime,
) -> int:
    """A draft: `person_id` names `proxy_id`."""
    added = await tx.insert(
        "INSERT INTO proxies (meeting_id, invitee_id, person_id, proxy_id, revision, state,"
        " made_at, remark) VALUES (:meeting, :invitee, :person, :proxy, :revision, 'draft',"
        " :now, '') RETURNING id",
        meeting=meeting_id,
        invitee=invitee_id,
        person=person_id,
        proxy=proxy_id,
        revision=revision,
        now=to_ms(now),
    )
    if added is None:
        raise RuntimeError("a proxy was not stored")
    return added


async def by_id(tx: Transaction, proxy_id: int) -> Proxy | None:
    row = await tx.one("SELECT * FROM proxies WHERE id = :id", id=proxy_id)
    return None if row is None else _proxy(row)


async def live(tx: Transaction, invitee_id: int) -> Proxy | None:
    """The one that this invitee has named and that has not ended, drafts included.

    One that was named for another time of the meeting ended with it.
    """
    row = await tx.one(
        "SELECT p.* FROM proxies p JOIN meetings m ON m.id = p.meeting_id"
        " AND m.revision = p.revision WHERE p.invitee_id = :invitee"
        " AND (p.state = 'draft' OR p.state = 'asked' OR p.state = 'accepted'"
        " OR p.state = 'granted') ORDER BY p.id DESC LIMIT 1",
        invitee=invitee_id,
    )
    return None if row is None else _proxy(row)


async def of_meeting(tx: Transaction, meeting_id: int) -> tuple[Proxy, ...]:
    """All of a meeting, oldest first."""
    rows = await tx.all(
        "SELECT * FROM proxies WHERE meeting_id = :meeting ORDER BY id", meeting=meeting_id
    )
    return tuple(_proxy(row) for row in rows)


async def asked_of(tx: Transaction, proxy_id: int, now: datetime) -> tuple[Proxy, ...]:
    """Where this person is asked to stand in, or does, in meetings to come."""
    rows = await tx.all(
        "SELECT p.* FROM proxies p JOIN meetings m ON m.id = p.meeting_id"
        " WHERE p.proxy_id = :proxy AND p.revision = m.revision AND m.starts_at > :now"
        " AND (p.state = 'asked' OR p.state = 'accepted' OR p.state = 'granted') ORDER BY p.id",
        proxy=proxy_id,
        now=to_ms(now),
    )
    return tuple(_proxy(row) for row in rows)


async def save(tx: Transaction, proxy: Proxy) -> None:
    """Store how it stands."""
    tx.later(
        "UPDATE proxies SET state = :state, asked_at = :asked, accepted_at = :accepted,"
        " decided_at = :decided, decided_by = :by, ended_at = :ended, remark = :remark"
        " WHERE id = :id",
        id=proxy.id,
        state=proxy.state.value,
        asked=maybe_to_ms(proxy.asked_at),
        accepted=maybe_to_ms(proxy.accepted_at),
        decided=maybe_to_ms(proxy.decided_at),
        by=proxy.decided_by,
        ended=maybe_to_ms(proxy.ended_at),
        remark=proxy.remark,
    )


def _proxy(row: Row) -> Proxy:
    return Proxy(
        id=row["id"],
        meeting_id=row["meeting_id"],
        invitee_id=row["invitee_id"],
        person_id=row["person_id"],
        proxy_id=row["proxy_id"],
        revision=row["revision"],
        state=ProxyState(row["state"]),
        made_at=from_ms(row["made_at"]),
        asked_at=maybe_from_ms(row["asked_at"]),
        accepted_at=maybe_from_ms(row["accepted_at"]),
        decided_at=maybe_from_ms(row["decided_at"]),
        decided_by=row["decided_by"],
        ended_at=maybe_from_ms(row["ended_at"]),
        remark=row["remark"],
    )
