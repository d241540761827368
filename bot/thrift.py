"""Few messages where a chat's allowance is nearly used up: what can wait goes in the morning."""

from collections.abc import Sequence
from datetime import time

from bot.meter import next_midnight
from committee.calendar import local
from handlers.speaking import Speaker
from storage import deliveries, releases

MORNING_ENDS = time(8)
"""Until then what was put together for the morning goes out."""


async def together_in_the_morning(
    speaker: Speaker, theirs: Sequence[deliveries.Delivery]
) -> list[deliveries.Delivery]:
    """What goes now; what may merge and would still be in time goes with the next morning's."""
    kept = []
    for delivery in theirs:
        calendar = await speaker.calendar(delivery.committee_id)
        morning = calendar.next_allowed(next_midnight(speaker.now))
        too_late = delivery.expires_at is not None and morning >= delivery.expires_at
        promised = delivery.urgent or delivery.again_of is not None
        by_itself = delivery.merge is None or promised or too_late
        if by_itself or local(speaker.now).time() < MORNING_ENDS:
            kept.append(delivery)
        else:
            await releases.wait_until(speaker.tx, delivery.id, morning)
    return kept
