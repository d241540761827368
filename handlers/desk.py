"""A meeting laid out on the desk: with all that its messages name."""

from dataclasses import dataclass

from committee.attendance import Invitee, Part, Tally, tally
from committee.meeting import Meeting, fingerprint
from committee.people import Person, Role
from committee.rules import Citation, RuleName
from regulations.load import load
from regulations.model import Regulation
from storage import committees, invitees, meetings, papers, people
from storage.committees import Committee
from storage.database import Transaction
from storage.papers import Audience, Document, DocumentKind


@dataclass(frozen=True, slots=True)
class Desk:
    """One meeting with its committee, its people and its papers."""

    meeting: Meeting
    committee: Committee
    regulation: Regulation
    chair: Person
    invitees: tuple[Invitee, ...]
    documents: tuple[Document, ...]
    agenda: tuple[str, ...]

    @property
    def members(self) -> tuple[Invitee, ...]:
        """The committee's own people, the chair among them."""
        return tuple(i for i in self.invitees if i.part in (Part.CHAIR, Part.MEMBER))

    @property
    def guests(self) -> tuple[Invitee, ...]:
        return tuple(i for i in self.invitees if i.part is Part.GUEST)

    @property
    def proxies(self) -> tuple[Invitee, ...]:
        """Those who stand in for a member."""
        return tuple(i for i in self.invitees if i.part is Part.PROXY)

    def proxy_of(self, invitee: Invitee) -> Invitee | None:
        """Who stands in for this invitee, if somebody does."""
        return next((i for i in self.proxies if i.stands_in_for == invitee.id), None)

    def invitee(self, invitee_id: int | None) -> Invitee | None:
        """The invitation with this id, if it is one of this meeting's."""
        return next((i for i in self.invitees if i.id == invitee_id), None)

    def chaired_by(self, person_id: int) -> bool:
        """Whether this person chairs it now; who left the committee chairs nothing of it."""
        seated = any(i.person.id == person_id and i.roles for i in self.invitees)
        return seated and self.meeting.chair_id == person_id

    @property
    def tally(self) -> Tally:
        return tally(self.invitees, self.meeting.reply_by)

    @property
    def report_clauses(self) -> tuple[Citation, ...]:
        """The clauses that want a report at every meeting; empty where none does."""
        rule = self.regulation.rules.find(RuleName.MEETING_REPORT)
        return rule.citations if rule else ()

    @property
    def report_missing(self) -> bool:
        has = any(document.kind is DocumentKind.REPORT for document in self.documents)
        return bool(self.report_clauses) and not has

    @property
    def group_name(self) -> str:
        """The working group's name in this regulation, which the assistant speaks for."""
        return self.regulation.group_name

    @property
    def convener(self) -> Invitee | None:
        """Who agreed to convene it; None where nobody has, or sits there no more."""
        return next((i for i in self.members if i.person.id == self.meeting.approved_by), None)

    @property
    def deputy_title(self) -> str:
        """What a deputy who convened it is called; empty where it is the head who convenes."""
        roles = self.convener.roles if self.convener else ()
        return "" if not roles or Role.HEAD in roles else self.regulation.titles[roles[0]]

    @property
    def head_title(self) -> str:
        """What the regulation calls the head, who is asked to convene."""
        return self.regulation.titles[Role.HEAD]

    def documents_for(self, part: Part) -> tuple[Document, ...]:
        """What this part may know of; guests only what is meant for them."""
        if part is not Part.GUEST:
            return self.documents
        return tuple(d for d in self.documents if d.audience is Audience.EVERYONE)

    @property
    def question(self) -> str:
        """Changes with anything that who convenes was asked to agree to; papers may follow."""
        meeting = self.meeting
        return fingerprint(
            meeting.starts_at,
            meeting.place,
            meeting.reply_by,
            meeting.kind,
            self.agenda,
            [(i.person.id, i.part) for i in self.invitees],
        )

    @property
    def fingerprint(self) -> str:
        """Changes with anything that an invitation says or whom it goes to."""
        meeting = self.meeting
        return fingerprint(
            meeting.starts_at,
            meeting.place,
            meeting.reply_by,
            meeting.number,
            meeting.signed_on,
            meeting.revision,
            self.agenda,
            [(i.person.id, i.part) for i in self.invitees],
            [(d.id, d.audience, d.disclosure) for d in self.documents],
        )


async def lay_out(tx: Transaction, meeting: Meeting) -> Desk:
    """Fetch all that belongs to a meeting."""
    committee = await committees.get(tx, meeting.committee_id)
    chair = await people.person(tx, meeting.chair_id)
    if committee is None or chair is None:
        raise LookupError(f"meeting {meeting.id} hangs in the air")
    return Desk(
        meeting=meeting,
        committee=committee,
        regulation=load(committee.regulation),
        chair=chair,
        invitees=await invitees.of_meeting(tx, meeting.id),
        documents=await papers.documents(tx, meeting.id),
        agenda=await papers.agenda(tx, meeting.id),
    )


async def refresh(tx: Transaction, desk: Desk) -> Desk:
    """The same meeting as the transaction has it now."""
    meeting = await meetings.by_id(tx, desk.meeting.id)
    if meeting is None:
        raise LookupError(f"meeting {desk.meeting.id} is gone")
    return await lay_out(tx, meeting)
