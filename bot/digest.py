"""One message for all that a person is due at once; each matter opens from it."""

import html
from collections.abc import Mapping, Sequence

from committee.refusal import Reason, refuse
from handlers.access import row_id
from handlers.conversation import Outgoing, choice
from handlers.feature import Compose, Feature, Owed
from handlers.speaking import Context, Speaker
from storage import deliveries, people

MATTERS = 4
"""As many matters as a message has buttons."""

Worded = tuple[Owed, Outgoing]


def digests(
    speaker: Speaker, worded: Sequence[Worded], mergeable: frozenset[int]
) -> list[tuple[list[Owed], Outgoing]]:
    """What goes together: matters that may merge, at most four a message; the rest alone."""
    alone = [([owed], outgoing) for owed, outgoing in worded if owed.id not in mergeable]
    merging = [item for item in worded if item[0].id in mergeable]
    groups = [merging[i : i + MATTERS] for i in range(0, len(merging), MATTERS)]
    return alone + [([owed for owed, _ in group], _merge(speaker, group)) for group in groups]


def _merge(speaker: Speaker, group: Sequence[Worded]) -> Outgoing:
    if len(group) == 1:
        return group[0][1]
    return speaker.message(
        "digest/matters",
        [choice("digest", "open", owed.id, place=i) for i, (owed, _) in enumerate(group, 1)],
        person=group[0][0].person,
        # A summary is worded already: what its template escaped is not to be escaped again.
        matters=[html.unescape(outgoing.summary) for _, outgoing in group],
    )


def digest_feature(compose: Mapping[str, Compose]) -> Feature:
    """The feature that opens one matter of a digest, worded as it stands now."""

    async def open_matter(context: Context, arguments: Sequence[str]) -> None:
        found = await deliveries.find(context.tx, row_id(arguments), context.person.id)
        if found is None or found.merge is None:
            raise refuse(Reason.NOT_FOUND)
        outgoing = await compose[found.kind](context, await owed_of(context, found))
        if outgoing is None:
            raise refuse(Reason.ALREADY_DONE)
        context.reply_with(outgoing)

    return Feature(name="digest", actions={"digest:open": open_matter})


async def owed_of(speaker: Speaker, delivery: deliveries.Delivery) -> Owed:
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
