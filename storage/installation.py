"""Small facts about the installation itself, kept by key."""

from storage.database import Transaction


async def keep(tx: Transaction, key: str, value: str) -> None:
    await tx.execute(
        "INSERT INTO installation (key, value) VALUES (:key, :value)"
        " ON CONFLICT (key) DO UPDATE SET value = :value",
        key=key,
        value=value,
    )


async def kept(tx: Transaction, key: str) -> str | None:
    found = await tx.value("SELECT value FROM installation WHERE key = :key", key=key)
    return None if found is None else str(found)


async def keep_first(tx: Transaction, key: str, value: str) -> str:
    """Keep it unless something was kept before; what is kept now."""
    await tx.execute(
        "INSERT INTO installation (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING",
        key=key,
        value=value,
    )
    return await kept(tx, key) or value
