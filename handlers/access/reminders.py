"""What somebody was reminded of, by the message that brought it."""

from committee.refusal import Reason, refuse
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from storage import deliveries, people
from storage.deliveries import Delivery

TOGETHER = "all"
"""Stands in an action for all reminders that came in one message."""


async def own_reminders(
    context: Context, delivery_id: int, *, together: bool
) -> tuple[Delivery, ...]:
    """What the asker was sent, alone or with all that came in one message."""
    found = await deliveries.find(context.tx, delivery_id, context.person.id)
    if found is None or found.merge is None:
        raise refuse(Reason.NOT_FOUND)
    if not together:
        return (found,)
    carried = await deliveries.together_with(context.tx, found.id, context.person.id)
    return tuple(each for each in carried if each.merge is not None)


async def owed_of(speaker: Speaker, delivery: Delivery) -> Owed:
    """The delivery together with its person."""
    person = await people.person(speaker.tx, delivery.person_id)
    if person is None:
        raise LookupError(f"delivery {delivery.id} is owed to nobody")
    return Owed(
        id=delivery.id,
        committee_id=delivery.committee_id,
        person=person,
        subject=delivery.subject,
        revision=delivery.revision,
        step=delivery.step,
        kind=delivery.kind,
        facts=delivery.facts,
        not_before=delivery.not_before,
        created_at=delivery.created_at,
    )
