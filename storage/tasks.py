"""Tasks as they are stored; every change of one writes the whole row but its first deadline."""

from datetime import datetime

from committee.rules import Citation
from committee.task import Progress, Task, TaskState
from storage.database import Row, Transaction
from storage.moments import from_ms, maybe_from_ms, maybe_to_ms, to_ms


async def add(
    tx: Transaction,
    *,
    source_id: int,
    committee_id: int,
    item: int,
    title: str,
    product: str,
    assignee_id: int,
    basis: tuple[Citation, ...],
    deadline: datetime,
) -> int:
    """A new draft; its id."""
    added = await tx.insert(
        "INSERT INTO tasks (source_id, committee_id, item, title, product, assignee_id, basis,"
        " cooperating_basis, deadline, original_deadline, state, revision, reports) VALUES"
        " (:source, :committee, :item, :title, :product, :assignee, :basis, '', :deadline,"
        " :deadline, 'draft', 1, 0) RETURNING id",
        source=source_id,
        committee=committee_id,
        item=item,
        title=title,
        product=product,
        assignee=assignee_id,
        basis=_written(basis),
        deadline=to_ms(deadline),
    )
    if added is None:
        raise RuntimeError("a task was not stored")
    return added


async def due_between(tx: Transaction, after: datetime, until: datetime) -> list[int]:
    """Tasks with a reminder after one moment, up to another."""
    rows = await tx.all(
        "SELECT id FROM tasks WHERE next_due_at > :after AND next_due_at <= :until"
        " ORDER BY next_due_at, id",
        after=to_ms(after),
        until=to_ms(until),
    )
    return [row["id"] for row in rows]


async def due_by_id(tx: Transaction, task_id: int) -> tuple[Task, datetime, datetime | None] | None:
    """A task, when it falls due, how far its reminders are handled; None where nothing is due."""
    row = await tx.one("SELECT * FROM tasks WHERE id = :id", id=task_id)
    if row is None or row["next_due_at"] is None:
        return None
    return _task(row), from_ms(row["next_due_at"]), maybe_from_ms(row["handled_until"])


async def by_id(tx: Transaction, task_id: int) -> Task | None:
    row = await tx.one("SELECT * FROM tasks WHERE id = :id", id=task_id)
    return None if row is None else _task(row)


async def save(tx: Transaction, task: Task) -> None:
    """Write what may change; the first deadline only follows a draft's."""
    tx.later(
        "UPDATE tasks SET item = :item, title = :title, product = :product,"
        " assignee_id = :assignee, cooperating_id = :cooperating, basis = :basis,"
        " cooperating_basis = :cooperating_basis, original_deadline = CASE WHEN state = 'draft'"
        " THEN :deadline ELSE original_deadline END, deadline = :deadline, state = :state,"
        " revision = :revision, sent_at = :sent_at, acknowledged_at = :acknowledged_at,"
        " progress = :progress, updated_at = :updated_at, reports = :reports,"
        " reported_at = :reported_at, accepted_at = :accepted_at,"
        " overdue_since = COALESCE(overdue_since, :overdue_since), counted_from = :counted_from,"
        " escalate_at = :escalate_at WHERE id = :id",
        id=task.id,
        item=task.item,
        title=task.title,
        product=task.product,
        assignee=task.assignee_id,
        cooperating=task.cooperating_id,
        basis=_written(task.basis),
        cooperating_basis=_written(task.cooperating_basis),
        deadline=to_ms(task.deadline),
        state=task.state.value,
        revision=task.revision,
        sent_at=maybe_to_ms(task.sent_at),
        acknowledged_at=maybe_to_ms(task.acknowledged_at),
        progress=task.progress.value if task.progress else None,
        updated_at=maybe_to_ms(task.updated_at),
        reports=task.reports,
        reported_at=maybe_to_ms(task.reported_at),
        accepted_at=maybe_to_ms(task.accepted_at),
        overdue_since=maybe_to_ms(task.overdue_since),
        counted_from=maybe_to_ms(task.counted_from),
        escalate_at=maybe_to_ms(task.escalate_at),
    )


async def drop_draft(tx: Transaction, task_id: int) -> bool:
    """Forget a draft that nobody was sent; whether there was one."""
    return await tx.execute("DELETE FROM tasks WHERE id = :id AND state = 'draft'", id=task_id) == 1


async def of_source(tx: Transaction, source_id: int) -> tuple[Task, ...]:
    """All tasks of one source in the order of its items, the cancelled ones too."""
    rows = await tx.all(
        "SELECT * FROM tasks WHERE source_id = :source ORDER BY item, id", source=source_id
    )
    return tuple(_task(row) for row in rows)


async def open_of(tx: Transaction, person_id: int) -> tuple[Task, ...]:
    """Tasks that this person has in hand or waits to have confirmed, the nearest first."""
    rows = await tx.all(
        "SELECT * FROM tasks WHERE assignee_id = :person AND (state = 'assigned'"
        " OR state = 'reported') ORDER BY deadline, id",
        person=person_id,
    )
    return tuple(_task(row) for row in rows)


async def open_in(tx: Transaction, committee_id: int) -> tuple[Task, ...]:
    """All tasks of a committee that are neither accepted nor cancelled, the nearest first."""
    rows = await tx.all(
        "SELECT * FROM tasks WHERE committee_id = :committee AND (state = 'assigned'"
        " OR state = 'reported') ORDER BY deadline, id",
        committee=committee_id,
    )
    return tuple(_task(row) for row in rows)


async def assigned_in(tx: Transaction, committee_id: int, now: datetime) -> tuple[Task, ...]:
    """Tasks in their person's hands that have no reminder due just now, the nearest first."""
    rows = await tx.all(
        "SELECT * FROM tasks WHERE committee_id = :committee AND state = 'assigned'"
        " AND (next_due_at IS NULL OR next_due_at > :now) ORDER BY deadline, id",
        committee=committee_id,
        now=to_ms(now),
    )
    return tuple(_task(row) for row in rows)


async def set_due(
    tx: Transaction, task_id: int, handled_until: datetime | None, next_at: datetime | None
) -> None:
    """How far its reminders are handled, and when the next one falls due."""
    tx.later(
        "UPDATE tasks SET handled_until = :handled, next_due_at = :next WHERE id = :id",
        id=task_id,
        handled=maybe_to_ms(handled_until),
        next=maybe_to_ms(next_at),
    )


async def next_due(tx: Transaction) -> datetime | None:
    """When the next reminder of any task falls due."""
    return maybe_from_ms(await tx.value("SELECT MIN(next_due_at) FROM tasks"))


async def first_due(tx: Transaction, now: datetime) -> tuple[Task, datetime | None] | None:
    """One task with something due, and how far its reminders are handled."""
    row = await tx.one(
        "SELECT * FROM tasks WHERE next_due_at <= :now ORDER BY next_due_at, id LIMIT 1",
        now=to_ms(now),
    )
    return None if row is None else (_task(row), maybe_from_ms(row["handled_until"]))


def _written(citations: tuple[Citation, ...]) -> str:
    return " ".join(str(citation) for citation in citations)


def _citations(text: str) -> tuple[Citation, ...]:
    return tuple(Citation.parse(part) for part in text.split())


def _task(row: Row) -> Task:
    return Task(
        id=row["id"],
        source_id=row["source_id"],
        committee_id=row["committee_id"],
        item=row["item"],
        title=row["title"],
        product=row["product"],
        assignee_id=row["assignee_id"],
        cooperating_id=row["cooperating_id"],
        basis=_citations(row["basis"]),
        cooperating_basis=_citations(row["cooperating_basis"]),
        deadline=from_ms(row["deadline"]),
        original_deadline=from_ms(row["original_deadline"]),
        state=TaskState(row["state"]),
        revision=row["revision"],
        sent_at=maybe_from_ms(row["sent_at"]),
        acknowledged_at=maybe_from_ms(row["acknowledged_at"]),
        progress=None if row["progress"] is None else Progress(row["progress"]),
        updated_at=maybe_from_ms(row["updated_at"]),
        reports=row["reports"],
        reported_at=maybe_from_ms(row["reported_at"]),
        accepted_at=maybe_from_ms(row["accepted_at"]),
        overdue_since=maybe_from_ms(row["overdue_since"]),
        counted_from=maybe_from_ms(row["counted_from"]),
        escalate_at=maybe_from_ms(row["escalate_at"]),
    )
