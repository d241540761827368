"""Who may be written to now; the rest of what is owed waits for its hour."""

from collections.abc import Sequence
from functools import partial

from committee.leave import back_at
from handlers.speaking import Speaker
from storage import deliveries, leaves, releases


async def allowed_now(
    speaker: Speaker, theirs: Sequence[deliveries.Delivery]
) -> list[deliveries.Delivery]:
    """Those whose committee may be written to now; what a stop made late waits for the morning.

    Whoever is on leave gets it on the morning after. What a leader let go as urgent waits for
    nothing.
    """
    allowed = []
    on_leave = await speaker.once("on leave", partial(leaves.until, speaker.tx, speaker.now))
    for delivery in theirs:
        if delivery.urgent:
            allowed.append(delivery)
            continue
        calendar = await speaker.calendar(delivery.committee_id)
        at = calendar.next_allowed(speaker.now)
        last_day = on_leave.get((delivery.committee_id, delivery.person_id))
        if last_day is not None:
            await releases.hold(speaker.tx, delivery.id, back_at(last_day, calendar), speaker.now)
        elif at > speaker.now:
            await releases.wait_until(speaker.tx, delivery.id, at)
        else:
            allowed.append(delivery)
    return allowed
