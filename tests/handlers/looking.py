"""What several tests of linking need: a code in hand, and looks into the database."""

from datetime import timedelta
from typing import Any

from storage import codes
from tests.ward import Ward

LIFE = timedelta(days=7)


async def code_for(ward: Ward, address: str) -> str:
    """A linking code as the secretariat would pass it on."""
    now = ward.house.clock.now()
    async with ward.house.app.database.transaction() as tx:
        return await codes.issue(tx, ward.person_id(address), None, now, LIFE)


async def value(ward: Ward, sql: str, **values: Any) -> Any:
    """The first column of the first row."""
    async with ward.house.app.database.reading() as tx:
        return await tx.value(sql, **values)


async def rows(ward: Ward, sql: str, **values: Any) -> list[tuple[Any, ...]]:
    async with ward.house.app.database.reading() as tx:
        return [tuple(row) for row in await tx.all(sql, **values)]


async def linked_to(ward: Ward, address: str) -> int | None:
    """Whom this address is linked to."""
    found = await value(ward, "SELECT person_id FROM accounts WHERE address = :a", a=address)
    return None if found is None else int(found)
