"""One message for all that a person is due at once; each matter opens from it."""

import html
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace

from committee import snooze
from committee.refusal import Reason, refuse
from handlers.access import TOGETHER, owed_of, row_id
from handlers.conversation import Choice, Outgoing, choice
from handlers.feature import Compose, Feature, Owed
from handlers.speaking import Context, Speaker, labelled
from storage import deliveries

MOST = 99
"""No morning has more matters; a number that somebody made up is no larger in a label."""
MATTERS = 4
"""As many matters as a message has buttons."""

Worded = tuple[Owed, Outgoing]


def digests(
    speaker: Speaker,
    worded: Sequence[Worded],
    mergeable: frozenset[int],
    put_off: Container[int] = (),
) -> list[tuple[list[Owed], Outgoing]]:
    """What goes together: matters that may merge are one message, the rest go alone.

    `put_off`: the reminders whose reader may put them off.
    """
    alone = [([owed], outgoing) for owed, outgoing in worded if owed.id not in mergeable]
    merging = sorted((item for item in worded if item[0].id in mergeable), key=lambda i: i[0].id)
    if not merging:
        return alone
    return [*alone, ([owed for owed, _ in merging], _merge(speaker, merging, put_off))]


def _merge(speaker: Speaker, group: Sequence[Worded], put_off: Container[int]) -> Outgoing:
    if len(group) == 1:
        owed, outgoing = group[0]
        return with_later(outgoing, owed.id) if owed.id in put_off else outgoing
    later = [
        choice("snooze", "later", owed.id, TOGETHER) for owed, _ in group if owed.id in put_off
    ]
    return _page(speaker, group, first=1, total=len(group), last=later[-1:])


async def may_put_off(speaker: Speaker, delivery: deliveries.Delivery) -> bool:
    """Whether there is a moment left that this reminder may be put off to."""
    calendar = await speaker.calendar(delivery.committee_id)
    return bool(snooze.moments(speaker.now, delivery.expires_at, calendar))


def with_later(outgoing: Outgoing, delivery_id: int) -> Outgoing:
    """The reminder with a button that puts it off, where there is room for one more."""
    if len(outgoing.actions) >= MATTERS:
        return outgoing
    later = labelled(choice("snooze", "later", delivery_id))
    return replace(outgoing, actions=(*outgoing.actions, later))


def _page(
    speaker: Speaker,
    group: Sequence[Worded],
    *,
    first: int,
    total: int,
    last: Sequence[Choice] = (),
) -> Outgoing:
    """The matters from the `first` on, as many as there are buttons, one of them for the rest."""
    most = MATTERS - len(last)
    shown = group if len(group) <= most else group[: most - 1]
    choices = [
        choice("digest", "open", owed.id, place=place)
        for place, (owed, _) in enumerate(shown, first)
    ]
    if len(shown) < len(group):
        choices.append(choice("digest", "more", shown[-1][0].id, first + len(shown)))
    return speaker.message(
        "digest/matters",
        [*choices, *last],
        person=group[0][0].person,
        first=first,
        total=total,
        # A summary is worded already: what its template escaped is not to be escaped again.
        matters=[html.unescape(outgoing.summary) for _, outgoing in shown],
    )


def digest_feature(
    compose: Callable[[], Mapping[str, Compose]], kinds: Callable[[], Container[str]] = tuple
) -> Feature:
    """The feature that opens one matter of a digest, worded as it stands now.

    `kinds`: which of them their reader may put off.
    """

    async def open_matter(context: Context, arguments: Sequence[str]) -> None:
        found = await deliveries.find(context.tx, row_id(arguments), context.person.id)
        if found is None or found.merge is None:
            raise refuse(Reason.NOT_FOUND)
        outgoing = await compose()[found.kind](context, await owed_of(context, found))
        if outgoing is None:
            raise refuse(Reason.ALREADY_DONE)
        if found.kind in kinds() and await may_put_off(context, found):
            outgoing = with_later(outgoing, found.id)
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
