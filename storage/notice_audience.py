"""How the list of a notice came about, so that it can be drawn up anew."""

from collections.abc import Iterable

from committee.audience import Part, PartKind
from storage.database import Transaction


async def add(tx: Transaction, notice_id: int, parts: Iterable[Part]) -> None:
    """The next steps, in this order."""
    for part in parts:
        tx.later(
            "INSERT INTO notice_audience (notice_id, way, kind, what)"
            " VALUES (:notice, :way, :kind, :what)",
            notice=notice_id,
            way="less" if part.less else "to",
            kind=part.kind.value,
            what=part.what,
        )


async def clear(tx: Transaction, notice_id: int) -> None:
    """Begin the list anew."""
    tx.later("DELETE FROM notice_audience WHERE notice_id = :notice", notice=notice_id)


async def of_notice(tx: Transaction, notice_id: int) -> tuple[Part, ...]:
    """All steps in order; none for a list that was drawn up before they were kept."""
    rows = await tx.all(
        "SELECT way, kind, what FROM notice_audience WHERE notice_id = :notice ORDER BY id",
        notice=notice_id,
    )
    return tuple(Part(PartKind(row["kind"]), row["what"], row["way"] == "less") for row in rows)
