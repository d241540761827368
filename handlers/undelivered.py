"""Whom the assistant could not reach: a list to call each morning, until somebody has called."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from committee.calendar import local
from handlers import access
from handlers.access import row_id
from handlers.conversation import Outgoing, choice
from handlers.feature import Due, Feature, Owed
from handlers.speaking import DIGEST, Context, Speaker
from messages.wording import words
from storage import people, undelivered
from storage.committees import Committee
from storage.undelivered import Missed

KIND = "undelivered.list"
MOST = 8
"""Lines of a message; what is left comes once these were called."""
PAUSE = timedelta(minutes=15)


def undelivered_feature() -> Feature:
    """The feature; nothing of it is known to anybody but the secretariat."""
    return Feature(
        name="undelivered",
        actions={"undelivered:called": called},
        compose={KIND: compose_list},
        due=Due(undelivered.next_due, run_due, put_off),
    )


async def run_due(speaker: Speaker) -> int:
    """Owe one committee's secretariat the list of this morning."""
    committee_id = await undelivered.first_due(speaker.tx, speaker.now)
    if committee_id is None:
        return 0
    await undelivered.mark_listed(speaker.tx, committee_id, speaker.now)
    for seat in await people.secretariat(speaker.tx, committee_id):
        await speaker.tell(
            seat.person.id,
            KIND,
            committee_id=committee_id,
            subject=f"undelivered:{committee_id}",
            revision=1,
            step=f"list:{local(speaker.now):%Y-%m-%d}",
            merge=DIGEST,
        )
    return 1


async def put_off(speaker: Speaker) -> None:
    """Make the list that would come first again in a while."""
    committee_id = await undelivered.first_due(speaker.tx, speaker.now)
    if committee_id is not None:
        await undelivered.put_off(speaker.tx, committee_id, speaker.now + PAUSE)


async def compose_list(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Who must be called now; nothing where somebody has called meanwhile."""
    committee = await access.owed_call_list(speaker, owed)
    return None if committee is None else await _list(speaker, committee)


async def called(context: Context, arguments: Sequence[str]) -> None:
    """All that was shown has been told by phone; what is left is shown next."""
    committee = await access.own_committee(context, row_id(arguments))
    up_to = row_id(arguments, 1)
    done = await undelivered.mark_called(
        context.tx, committee.id, up_to, context.person.id, context.now
    )
    if done:
        await context.record(
            "called_instead", f"undelivered:{committee.id}", committee.id, after={"count": done}
        )
    left = await _list(context, committee)
    if left is not None:
        context.replace_with(left)
    else:
        context.replace("undelivered/called", committee=committee)


async def _list(speaker: Speaker, committee: Committee) -> Outgoing | None:
    missed = await undelivered.to_call(speaker.tx, committee.id, MOST + 1)
    if not missed:
        return None
    facts = _facts(committee, missed[:MOST], more=len(missed) > MOST)
    return speaker.message(
        "undelivered/list",
        [choice("undelivered", "called", committee.id, missed[:MOST][-1].id)],
        summary=speaker.message("undelivered/line", **facts).text,
        **facts,
    )


def _facts(committee: Committee, missed: Sequence[Missed], *, more: bool) -> dict[str, Any]:
    """Lines by person, each with what did not reach them."""
    kinds = words("undelivered")["kinds"]
    lost: dict[int, list[Missed]] = {}
    for each in missed:
        if not each.unsure:
            lost.setdefault(each.person.id, []).append(each)
    people_lost = [
        (of[0].person, list(dict.fromkeys(kinds[each.kind] for each in of if each.kind in kinds)))
        for of in lost.values()
    ]
    twice = list({each.person.id: each.person for each in missed if each.unsure}.values())
    return {"committee": committee, "lost": people_lost, "twice": twice, "more": more}
