"""Looking for what waits costs as much as waits, not as much as was ever sent."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from storage import sends
from storage.database import Row, Transaction, Value
from tests.storage.opened import opened


class Recorded(Transaction):
    """Remembers the last statement that was asked."""

    asked: tuple[str, dict[str, Value]]

    async def all(self, sql: str, **values: Value) -> list[Row]:
        self.asked = (sql, values)
        return await super().all(sql, **values)


@pytest.mark.parametrize("look", [sends.first_waiting, sends.waiting_accounts])
async def test_only_the_index_of_what_waits_is_searched(
    tmp_path: Path, look: Callable[[Transaction, int], Awaitable[object]]
) -> None:
    async with opened(tmp_path) as database, database.reading() as tx:
        recorded = Recorded(tx._connection)
        await look(recorded, 1)
        sql, values = recorded.asked
        plan = [row["detail"] for row in await tx.all(f"EXPLAIN QUERY PLAN {sql}", **values)]
    of_sends = [line for line in plan if "sends_" in line or line.startswith("SCAN")]
    assert len(of_sends) == 2
    assert all("sends_waiting" in line for line in of_sends), plan
