"""Questions about a regulation, and the regulations that somebody may ask about."""

from dataclasses import dataclass

from committee.people import Membership, Person, Role
from committee.refusal import Reason, refuse
from handlers.access.core import known, seat
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from regulations.load import load
from regulations.model import Regulation
from storage import committees, linking, people, questions
from storage.committees import Committee
from storage.questions import Question


@dataclass(frozen=True, slots=True)
class Ground:
    """A committee that somebody belongs to or is known to, with its regulation.

    Without a seat, what the regulation says to heads outside the committee is theirs.
    """

    committee: Committee
    regulation: Regulation
    own: Membership | None
    position: str

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.own.roles if self.own else (Role.OUTSIDE_HEAD,)

    @property
    def office(self) -> str:
        return self.own.office if self.own else ""

    @property
    def runs(self) -> bool:
        """Whether the asker runs this committee's assistant."""
        return self.own is not None and self.own.secretariat


async def grounds(context: Context) -> tuple[Ground, ...]:
    """The asker's seats first, then where the asker is known without one."""
    seats = [(each.committee_id, each) for each in context.sender.memberships]
    known = await linking.contacts_of(context.tx, context.person.id)
    held = {committee_id for committee_id, _ in seats}
    contacts = [(each.committee_id, None) for each in known if each.committee_id not in held]
    return tuple([await _ground(context, *each) for each in (*seats, *contacts)])


async def ground(context: Context, committee_id: int) -> Ground:
    """One of them; a committee that the asker has no part in is none."""
    for each in await grounds(context):
        if each.committee.id == committee_id:
            return each
    raise refuse(Reason.NOT_FOUND)


async def _ground(context: Context, committee_id: int, own: Membership | None) -> Ground:
    found = await committees.get(context.tx, committee_id)
    if found is None:
        raise refuse(Reason.NOT_FOUND)
    return Ground(found, load(found.regulation), own, context.person.position)


async def own_question(context: Context, question_id: int) -> Question:
    """What the asker asked earlier, while it is kept."""
    found = await questions.by_id(context.tx, question_id)
    if found is None or found.person_id != context.person.id or not found.text:
        raise refuse(Reason.NOT_FOUND)
    return found


async def question_to_answer(context: Context, question_id: int) -> tuple[Question, Committee]:
    """A question that was passed on, for those who run that committee's assistant."""
    found = await questions.by_id(context.tx, question_id)
    own = seat(context, found.committee_id) if found and found.committee_id else None
    runs = own is not None and own.secretariat
    if found is None or own is None or not runs or found.passed_at is None or not found.text:
        raise refuse(Reason.NOT_FOUND)
    if found.answered_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=found.answered_at)
    return found, await _committee(context, own.committee_id)


async def owed_question(speaker: Speaker, owed: Owed) -> tuple[Question, Committee] | None:
    """The question that a delivery is about, while its text is kept and both belong there."""
    found = await questions.by_id(speaker.tx, int(owed.subject.partition(":")[2]))
    if found is None or found.committee_id is None or not found.text:
        return None
    if not await known(speaker.tx, found.committee_id, owed.person.id):
        return None
    return found, await _committee(speaker, found.committee_id)


async def asker_of(speaker: Speaker, question: Question) -> Person:
    """Who asked it."""
    found = await people.person(speaker.tx, question.person_id)
    if found is None:
        raise refuse(Reason.NOT_FOUND)
    return found


async def _committee(speaker: Speaker, committee_id: int) -> Committee:
    found = await committees.get(speaker.tx, committee_id)
    if found is None:
        raise refuse(Reason.NOT_FOUND)
    return found
