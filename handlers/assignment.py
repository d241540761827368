"""A task laid out: with its source, its people and the regulation that its messages name."""

from collections.abc import Iterable
from dataclasses import dataclass

from committee.people import Membership, Person, Role
from committee.rules import Citation, RuleName
from committee.task import Task, TaskSource
from committee.task_people import decider, difficulty_clauses, may_own, told_of_difficulty
from regulations.fields import own_field
from regulations.load import load
from regulations.model import Regulation
from storage import committees, people, task_sources, tasks
from storage.committees import Committee
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one source assigns, with the committee; `owner` is who decides on it now."""

    source: TaskSource
    tasks: tuple[Task, ...]
    committee: Committee
    regulation: Regulation
    owner: Person
    seats: tuple[Membership, ...]

    @property
    def group_name(self) -> str:
        """The working group's name in this regulation, which the assistant speaks for."""
        return self.regulation.group_name

    @property
    def owners(self) -> tuple[Person, ...]:
        """Those who may assign, by precedence."""
        return tuple(seat.person for seat in self.seats if may_own(seat))

    def seat(self, person_id: int | None) -> Membership | None:
        return next((seat for seat in self.seats if seat.person.id == person_id), None)

    def holders(self, role: Role | None) -> tuple[Person, ...]:
        """Who holds this role here."""
        return tuple(seat.person for seat in self.seats if role in seat.roles)

    def title(self, person: Person) -> str:
        """What the regulation calls this person, second role included; empty without a seat."""
        seat = self.seat(person.id)
        return " – ".join(self.regulation.titles[role] for role in seat.roles) if seat else ""

    @property
    def reporting_clauses(self) -> tuple[Citation, ...]:
        """The clauses by which results are reported to the head; empty where none says so."""
        rule = self.regulation.rules.find(RuleName.STATUS_REPORT)
        return rule.citations if rule else ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task on its sheet; `belongs` is whether who has it is still known to the committee."""

    sheet: Sheet
    task: Task
    assignee: Person
    cooperating: Person | None
    belongs: bool

    @property
    def source(self) -> TaskSource:
        return self.sheet.source

    @property
    def owner(self) -> Person:
        """Who confirms this task; nobody confirms their own while somebody else can."""
        found = decider(self.source.owner_id, self.sheet.seats, self.assignee.id)
        seat = self.sheet.seat(found)
        return seat.person if seat else self.sheet.owner

    @property
    def committee(self) -> Committee:
        return self.sheet.committee

    @property
    def regulation(self) -> Regulation:
        return self.sheet.regulation

    @property
    def group_name(self) -> str:
        return self.sheet.group_name

    @property
    def default_basis(self) -> tuple[Citation, ...]:
        return basis_of(self.sheet, self.task.assignee_id)

    @property
    def superiors(self) -> tuple[Person, ...]:
        """Whom the setting names for overdue tasks, but never the person concerned."""
        found = self.sheet.holders(self.committee.settings.escalate_to)
        return tuple(person for person in found if person.id != self.assignee.id)

    @property
    def difficulty(self) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
        """To whom a difficulty of this person goes, and by which clauses."""
        seat = self.sheet.seat(self.assignee.id)
        return told_of_difficulty(self.regulation.rules, seat, self.sheet.seats, self.owner.id)

    def difficulty_clauses(self, told: Person) -> tuple[Citation, ...]:
        """By which clauses a difficulty of this person goes to that leader."""
        seats = self.sheet.seat(self.assignee.id), self.sheet.seat(told.id)
        return difficulty_clauses(self.regulation.rules, *seats)

    @property
    def copied(self) -> tuple[Person, ...]:
        """Who gets a copy of a difficulty by setting, besides whom the clause names."""
        found = self.sheet.holders(self.committee.settings.issues_copied_to)
        named = (*self.difficulty[0], self.assignee.id)
        return tuple(person for person in found if person.id not in named)

    @property
    def advisers(self) -> frozenset[int]:
        """Who may say something on this task: whoever it may be brought before."""
        known = [self.owner, *self.copied, *self.superiors]
        return frozenset((*self.difficulty[0], *(person.id for person in known)))


def basis_of(sheet: Sheet, person_id: int) -> tuple[Citation, ...]:
    """The clause that gives this person's own office its field."""
    seat = sheet.seat(person_id)
    return own_field(sheet.regulation, seat.office) if seat else ()


async def lay_out_source(tx: Transaction, source: TaskSource) -> Sheet:
    """Fetch all that belongs to a source."""
    committee = await committees.get(tx, source.committee_id)
    seats = await people.members(tx, source.committee_id)
    owner = await people.person(tx, decider(source.owner_id, seats) or source.owner_id)
    if committee is None or owner is None:
        raise LookupError(f"tasks of {source.subject} hang in the air")
    return Sheet(
        source=source,
        tasks=await tasks.of_source(tx, source.id),
        committee=committee,
        regulation=load(committee.regulation),
        owner=owner,
        seats=seats,
    )


async def lay_out_task(tx: Transaction, task: Task) -> Assignment:
    """Fetch all that belongs to a task."""
    source = await task_sources.by_id(tx, task.source_id)
    if source is None:
        raise LookupError(f"task {task.id} hangs in the air")
    return await on_sheet(tx, await lay_out_source(tx, source), task)


async def on_sheet(tx: Transaction, sheet: Sheet, task: Task) -> Assignment:
    """One task of a sheet that is laid out already."""
    assignee = await people.person(tx, task.assignee_id)
    if assignee is None:
        raise LookupError(f"task {task.id} is nobody's")
    seated = sheet.seat(assignee.id) is not None
    known = seated or await people.contact(tx, task.committee_id, assignee.id) is not None
    cooperating = await people.person(tx, task.cooperating_id) if task.cooperating_id else None
    return Assignment(sheet, task, assignee, cooperating, known)


async def lay_out_all(tx: Transaction, found: Iterable[Task]) -> tuple[Assignment, ...]:
    """Several tasks; a sheet that they share is laid out once."""
    sheets: dict[int, Sheet] = {}
    laid = []
    for task in found:
        if task.source_id not in sheets:
            sheets[task.source_id] = (await lay_out_task(tx, task)).sheet
        laid.append(await on_sheet(tx, sheets[task.source_id], task))
    return tuple(laid)


async def refresh_task(tx: Transaction, work: Assignment) -> Assignment:
    """The same task as the transaction has it now."""
    task = await tasks.by_id(tx, work.task.id)
    if task is None:
        raise LookupError(f"task {work.task.id} is gone")
    return await lay_out_task(tx, task)


async def refresh_source(tx: Transaction, sheet: Sheet) -> Sheet:
    source = await task_sources.by_id(tx, sheet.source.id)
    if source is None:
        raise LookupError(f"{sheet.source.subject} is gone")
    return await lay_out_source(tx, source)
