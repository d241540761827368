"""Who may propose a meeting, and a proposal on its way to who convenes."""

from dataclasses import dataclass

from committee.people import Membership, Role
from committee.permission import clauses
from committee.rules import Citation, RuleName
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from regulations.load import load
from regulations.model import Regulation
from storage import committees, people
from storage.committees import Committee
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Proposing:
    """A seat whose role the regulation lets propose a meeting, by these clauses."""

    committee: Committee
    regulation: Regulation
    seat: Membership
    role: Role
    citations: tuple[Citation, ...]

    @property
    def title(self) -> str:
        """As what the person proposes."""
        return self.regulation.titles[self.role]

    @property
    def head_title(self) -> str:
        return self.regulation.titles[Role.HEAD]

    @property
    def group_name(self) -> str:
        return self.regulation.group_name


async def proposing(context: Context) -> tuple[Proposing, ...]:
    """The asker's seats that may propose a meeting."""
    found = [await _proposing(context.tx, seat) for seat in context.sender.memberships]
    return tuple(each for each in found if each is not None)


async def proposer(tx: Transaction, committee_id: int, person_id: int) -> Proposing | None:
    """This person, where the regulation lets them propose a meeting of this committee."""
    seat = await people.membership(tx, committee_id, person_id)
    return None if seat is None else await _proposing(tx, seat)


async def owed_proposal(speaker: Speaker, owed: Owed) -> Proposing | None:
    """The proposal that a delivery is about, while it stands and concerns this person."""
    committee_id = int(owed.facts["committee"])
    found = await proposer(speaker.tx, committee_id, int(owed.facts["by"]))
    own = await people.membership(speaker.tx, committee_id, owed.person.id)
    concerned = own is not None and (own.secretariat or Role.HEAD in own.roles)
    return found if concerned else None


async def _proposing(tx: Transaction, seat: Membership) -> Proposing | None:
    committee = await committees.get(tx, seat.committee_id)
    if committee is None:
        return None
    regulation = load(committee.regulation)
    for role in seat.roles:
        cited = clauses(regulation.rules, RuleName.PROPOSE_MEETING, (role,))
        if cited:
            return Proposing(committee, regulation, seat, role, cited)
    return None
