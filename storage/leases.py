"""Which process works on this database; moments are real time in Unix milliseconds."""

from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Held:
    """A lease as it stands: who has it, on which machine, until when if it is not renewed."""

    holder: str
    machine: str
    until: int


async def find(tx: Transaction, name: str) -> Held | None:
    row = await tx.one(
        "SELECT holder, machine, held_until FROM leases WHERE name = :name", name=name
    )
    return None if row is None else Held(row["holder"], row["machine"], row["held_until"])


async def take(
    tx: Transaction, name: str, mine: Held, now: int, *, over_from: str | None = None
) -> bool:
    """Take or renew it where it is free, run out or one's own; whether it is one's own now.

    `over_from`: a holder known to be dead, whose lease need not run out.
    """
    changed = await tx.execute(
        "INSERT INTO leases (name, holder, machine, held_until)"
        " VALUES (:name, :holder, :machine, :until) ON CONFLICT (name) DO UPDATE"
        " SET holder = excluded.holder, machine = excluded.machine,"
        " held_until = excluded.held_until WHERE leases.holder = :holder"
        " OR leases.holder = :dead OR leases.held_until <= :now",
        name=name,
        holder=mine.holder,
        machine=mine.machine,
        until=mine.until,
        dead=over_from or mine.holder,
        now=now,
    )
    return changed == 1


async def give_back(tx: Transaction, name: str, holder: str) -> None:
    """Let the next one have it at once."""
    await tx.execute(
        "UPDATE leases SET held_until = 0 WHERE name = :name AND holder = :holder",
        name=name,
        holder=holder,
    )
