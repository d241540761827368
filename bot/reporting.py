"""What the administrators of this installation are told of its running, in chat."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.speaking import Speaker
from storage import people

DISK_LOW = "operations.disk_low"
OUTAGE = "operations.outage"
STOPPED = "operations.stopped"
BACKUP_FAILED = "operations.backup_failed"
TRIAL = "operations.trial"
RESTORED = "operations.restored"


async def tell_administrators(
    speaker: Speaker,
    kind: str,
    step: str,
    facts: Mapping[str, Any],
    not_before: datetime | None = None,
) -> int:
    """Owe it to each of them once, in allowed hours; how many they are.

    `step` tells one report of a kind from the next.
    """
    told: set[int] = set()
    for seat in await people.administrators(speaker.tx):
        if seat.person.id in told:
            continue
        told.add(seat.person.id)
        await speaker.tell(
            seat.person.id,
            kind,
            committee_id=seat.committee_id,
            subject="installation",
            revision=0,
            step=f"{kind}:{step}",
            facts=facts,
            not_before=not_before,
        )
    return len(told)
