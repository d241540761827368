"""One message for all that a person is due at once; each matter opens from it."""

import html
from collections.abc import Callable, Mapping, Sequence

from committee.refusal import Reason, refuse
from handlers.access import row_id
from handlers.conversation import Outgoing, choice
from handlers.feature import Compose, Feature, Owed
from handlers.speaking import Context, Speaker
from storage import deliveries, people

MOST = 99
"""No morning has more matters; a number that somebody made up is no larger in a label."""
MATTERS = 4
"""As many matters as a message has buttons."""

Worded = tuple[Owed, Outgoing]


def digests(
    speaker: Speaker, worded: Sequence[Worded], mergeable: frozenset[int]
) -> list[tuple[list[Owed], Outgoing]]:
    """What goes together: matters that may merge are one message, the rest go alone."""
    alone = [([owed], outgoing) for owed, outgoing in worded if owed.id not in mergeable]
    merging = sorted((item for item in worded if item[0].id in mergeable), key=lambda i: i[0].id)
    if not merging:
        return alone
    return [*alone, ([owed for owed, _ in merging], _merge(speaker, merging))]


def _merge(speaker: Speaker, group: Sequence[Worded]) -> Outgoing:
    if len(group) == 1:
        return group[0][1]
    return _page(speaker, group, first=1, total=len(group))


def _page(speaker: Speaker, group: Sequence[Worded], *, first: int, total: int) -> Outgoing:
    """The matters from the `first` on, as many as there are buttons, one of them for the rest."""
    shown = group if len(group) <= MATTERS else group[: MATTERS - 1]
    choices = [
        choice("digest", "open", owed.id, place=place)
        for place, (owed, _) in enumerate(shown, first)
    ]
    if len(shown) < len(group):
        choices.append(choice("digest", "more", shown[-1][0].id, first + len(shown)))
    return speaker.message(
        "digest/matters",
        choices,
        person=group[0][0].person,
        first=first,
        total=total,
        # A summary is worded already: what its template escaped is not to be escaped again.
        matters=[html.unescape(outgoing.summary) for _, outgoing in shown],
    )


def digest_feature(compose: Callable[[], Mapping[str, Compose]]) -> Feature:
    """The feature that opens one matter of a digest, worded as it stands now."""

    async def open_matter(context: Context, arguments: Sequence[str]) -> None:
        found = await deliveries.find(context.tx, row_id(arguments), context.person.id)
        if found is None or found.merge is None:
            raise refuse(Reason.NOT_FOUND)
        outgoing = await compose()[found.kind](context, await owed_of(context, found))
        if outgoing is None:
            raise refuse(Reason.ALREADY_DONE)
        context.reply_with(outgoing)

    async def show_more(context: Context, arguments: Sequence[str]) -> None:
        last, first = row_id(arguments), row_id(arguments, 1)
        carried = await deliveries.together_with(context.tx, last, context.person.id)
        if not any(each.id == last and each.merge is not None for each in carried):
            raise refuse(Reason.NOT_FOUND)
        left = [each for each in carried if each.id > last and each.merge is not None]
        worded = []
        for each in left:
            owed = await owed_of(context, each)
            outgoing = await compose()[owed.kind](context, owed)
            if outgoing is not None:
                worded.append((owed, outgoing))
        if not worded:
            raise refuse(Reason.ALREADY_DONE)
        total = first - 1 + len(worded)
        context.reply_with(_page(context, worded, first=min(first, MOST), total=total))

    return Feature(name="digest", actions={"digest:open": open_matter, "digest:more": show_more})


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
