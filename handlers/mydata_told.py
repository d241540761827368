"""What the secretariat is told of a person's own data: a wish for correction, an erasure."""

from committee.people import Person
from handlers import access
from handlers.conversation import Outgoing
from handlers.feature import Owed
from handlers.speaking import DIGEST, Context, Speaker
from handlers.standing import standings
from messages.wording import words
from storage import people

ERASED = "mydata.erased"


def subject_of(person: Person) -> str:
    return f"person:{person.id}"


async def tell_secretariat(
    context: Context, kind: str, facts: dict[str, str], *, also_asker: bool
) -> int:
    """Owe it to those who run the assistant in the person's committees; how many they are."""
    told: set[int] = set()
    for standing in await standings(context.tx, context.person.id, context.sender.memberships):
        for seat in await people.secretariat(context.tx, standing.committee_id):
            if seat.person.id in told or (seat.person.id == context.person.id and not also_asker):
                continue
            told.add(seat.person.id)
            await context.tell(
                seat.person.id,
                kind,
                committee_id=standing.committee_id,
                subject=subject_of(context.person),
                revision=0,
                step=f"{kind}:{context.event.key}",
                facts=facts,
                merge=DIGEST,
            )
    return len(told)


async def compose_wish(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """None where the person has erased it meanwhile."""
    who = await _about(speaker, owed)
    if who is None or "wish" not in owed.facts:
        return None
    return speaker.message(
        "mydata/wish",
        summary=words("mydata")["wish"],
        person=owed.person,
        who=who,
        wish=owed.facts["wish"],
        at=owed.created_at,
    )


async def compose_erased(speaker: Speaker, owed: Owed) -> Outgoing | None:
    who = await _about(speaker, owed)
    if who is None:
        return None
    return speaker.message(
        "mydata/erased_notice",
        summary=words("mydata")["erased"],
        person=owed.person,
        who=who,
        at=owed.created_at,
    )


async def _about(speaker: Speaker, owed: Owed) -> Person | None:
    """Whom a delivery is about; None for who runs the assistant of that committee no more."""
    if not await access.runs_assistant(speaker, owed.committee_id or 0, owed.person.id):
        return None
    _, _, number = owed.subject.partition(":")
    return await people.person(speaker.tx, int(number))
