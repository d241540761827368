"""How much waits, went and was dropped, counted over whole tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts only; `deliveries_dropped` is by why."""

    inbox_waiting: int
    deliveries_waiting: int
    deliveries_released: int
    deliveries_dropped: Mapping[str, int]
    sends_waiting: int
    sends_sent: int
    sends_given_up: int


_DROPPED = (
    "SELECT dropped_why, COUNT(*) AS count FROM deliveries WHERE dropped_at IS NOT NULL"
    " GROUP BY dropped_why ORDER BY dropped_why"
)
_COUNTED = {
    "inbox_waiting": ("SELECT COUNT(*) FROM inbox WHERE done_at IS NULL AND set_aside_at IS NULL"),
    "deliveries_waiting": (
        "SELECT COUNT(*) FROM deliveries WHERE released_at IS NULL AND dropped_at IS NULL"
    ),
    "deliveries_released": "SELECT COUNT(*) FROM deliveries WHERE released_at IS NOT NULL",
    "sends_waiting": (
        "SELECT COUNT(*) FROM sends WHERE sent_at IS NULL AND given_up_at IS NULL AND rank >= 0"
    ),
    "sends_sent": "SELECT COUNT(*) FROM sends WHERE sent_at IS NOT NULL",
    "sends_given_up": "SELECT COUNT(*) FROM sends WHERE given_up_at IS NOT NULL",
}


async def figures(tx: Transaction) -> Figures:
    """Reads every row of what was ever sent: use a connection that nobody waits for."""
    counted = {name: int(await tx.value(sql)) for name, sql in _COUNTED.items()}
    dropped = {row["dropped_why"]: int(row["count"]) for row in await tx.all(_DROPPED)}
    return Figures(deliveries_dropped=dropped, **counted)
