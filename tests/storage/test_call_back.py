"""What is called back is not handed over any more; what may have arrived is left alone."""

from datetime import datetime
from pathlib import Path

import pytest

from committee.calendar import ZONE
from committee.people import Honorific
from storage import accounts, deliveries, people, releases, send_attempts, sends
from storage.database import Transaction
from tests.storage.opened import opened

NOW = datetime(2026, 11, 9, 8, tzinfo=ZONE)
STEP = "send:1"


async def queued(tx: Transaction, number: int) -> int:
    """A message that carries this step to one person more."""
    person = await people.add_person(
        tx,
        name=f"Người Nhận {number}",
        honorific=Honorific.MR,
        phone=f"+8490{number:07}",
        position="",
        now=NOW,
    )
    account = await accounts.known(tx, "memory", f"a{number}", NOW)
    await accounts.link(tx, account.id, person, NOW)
    owed = await deliveries.owe(
        tx,
        committee_id=None,
        person_id=person,
        subject="notice:1",
        revision=1,
        step=STEP,
        kind="notice.letter",
        facts={},
        merge=None,
        not_before=NOW,
        expires_at=None,
        now=NOW,
    )
    send = await sends.enqueue(
        tx,
        account_id=account.id,
        key=f"k{number}",
        content="",
        rank=sends.FIRST_WORD_RANK,
        attempts=0,
        edits=None,
        now=NOW,
        real_ms=0,
    )
    assert owed is not None
    assert send is not None
    await releases.mark_released(tx, owed, send, NOW)
    return send


async def test_it_is_not_claimed_after_that(tmp_path: Path) -> None:
    """The outbox had seen both before; only the one that it had claimed is handed over."""
    async with opened(tmp_path) as database, database.transaction() as tx:
        claimed, seen = await queued(tx, 1), await queued(tx, 2)
        assert await send_attempts.claim(tx, [claimed]) == {claimed}
        assert await send_attempts.call_back(tx, "notice:1", STEP, NOW) == 1
        assert await send_attempts.claim(tx, [seen]) == frozenset()
        assert await send_attempts.claim(tx, [claimed, seen]) == {claimed}


@pytest.mark.parametrize(
    ("problem", "unanswered", "back"),
    [("SendUnreachable", 0, 1), ("unanswered", 0, 0), ("SendUnreachable", 1, 0), (None, 0, 0)],
)
async def test_only_what_certainly_did_not_arrive(
    problem: str | None, unanswered: int, back: int, tmp_path: Path
) -> None:
    async with opened(tmp_path) as database, database.transaction() as tx:
        send = await queued(tx, 1)
        await tx.execute(
            "UPDATE sends SET attempts = 1, problem = :problem, unanswered = :times WHERE id = :id",
            problem=problem,
            times=unanswered,
            id=send,
        )
        assert await send_attempts.call_back(tx, "notice:1", STEP, NOW) == back


async def test_a_message_that_carries_more_goes(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, database.transaction() as tx:
        send = await queued(tx, 1)
        other = await deliveries.owe(
            tx,
            committee_id=None,
            person_id=1,
            subject="meeting:1",
            revision=1,
            step="reply:1",
            kind="attendance.reply",
            facts={},
            merge="digest",
            not_before=NOW,
            expires_at=None,
            now=NOW,
        )
        assert other is not None
        await releases.mark_released(tx, other, send, NOW)
        assert await send_attempts.call_back(tx, "notice:1", STEP, NOW) == 0
