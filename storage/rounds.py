"""How one round of messages fared: which was the last, and who was reached by another way."""

from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Detour:
    """Somebody whose first account refused the message, and the channel that carried it then.

    `reached` is empty where no other one has so far.
    """

    person_id: int
    refused: str
    reached: str


async def last_step(tx: Transaction, subject: str, revision: int, kind: str) -> str:
    """The step of the newest delivery of this kind; empty where there was none."""
    found = await tx.value(
        "SELECT step FROM deliveries WHERE subject = :subject AND revision = :revision"
        " AND kind = :kind AND again_of IS NULL ORDER BY id DESC LIMIT 1",
        subject=subject,
        revision=revision,
        kind=kind,
    )
    return str(found) if found is not None else ""


async def detours(tx: Transaction, subject: str, revision: int, step: str) -> tuple[Detour, ...]:
    """Who could not be reached by the account that was tried first."""
    rows = await tx.all(
        "SELECT d.person_id, a.channel, s.given_up_at, s.sent_at FROM deliveries d"
        " JOIN delivery_sends x ON x.delivery_id = d.id JOIN sends s ON s.id = x.send_id"
        " JOIN accounts a ON a.id = s.account_id WHERE d.subject = :subject"
        " AND d.revision = :revision AND d.step = :step ORDER BY d.person_id, s.id",
        subject=subject,
        revision=revision,
        step=step,
    )
    refused: dict[int, str] = {}
    reached: dict[int, str] = {}
    for row in rows:
        if row["given_up_at"] is not None:
            refused.setdefault(row["person_id"], row["channel"])
        elif row["sent_at"] is not None:
            reached[row["person_id"]] = row["channel"]
    return tuple(Detour(who, channel, reached.get(who, "")) for who, channel in refused.items())
