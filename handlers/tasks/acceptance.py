"""Who assigned a task confirms that it is done, or wants more."""

from collections.abc import Sequence

from committee import task_steps as rules
from committee.people import Role
from committee.task import Outcome, Task, TaskState
from committee.task_reminders import days_late
from handlers import access
from handlers.assignment import Assignment, Sheet, refresh_source
from handlers.conversation import Choice, Dialogue, Outgoing, StoredFile, choice
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.tasks.saying import answer, put, tell, typed_line, word
from handlers.tasks.timing import save
from storage import task_evidence
from storage.task_evidence import Evidence

RETURN = "task.return"


async def compose_reported(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The question to who decides; only while this report waits for its answer."""
    work = await access.owed_task(speaker, owed)
    if work is None or owed.step != f"reported:{work.task.reports}":
        return None
    if work.task.state is not TaskState.REPORTED or work.owner.id != owed.person.id:
        return None
    return await question(speaker, work)


async def question(speaker: Speaker, work: Assignment) -> Outgoing:
    """How it stands to its deadlines, what shows it, and what can be answered."""
    task = work.task
    shown = await task_evidence.evidence(speaker.tx, task.id, task.reports)
    calendar = await speaker.calendar(task.committee_id)
    reported_at = task.reported_at or speaker.now
    return await word(
        speaker,
        work.owner,
        "reported",
        _decisions(work, shown),
        line="reported_line",
        work=work,
        evidence=shown,
        early=days_late(reported_at, task.deadline, calendar),
        late=days_late(task.deadline, reported_at, calendar),
        late_at_first=days_late(task.original_deadline, reported_at, calendar),
        in_time=reported_at < task.deadline,
    )


def _decisions(work: Assignment, shown: tuple[Evidence, ...]) -> list[Choice]:
    files = [each for each in shown if each.sha256]
    read = [choice("task", "files", work.task.id, work.task.reports)] if files else []
    return [*_answers(work.task), *read]


def _answers(task: Task) -> list[Choice]:
    own = (task.id, task.reports)
    return [choice("task", "accept", *own), choice("task", "giveback", *own)]


async def files(context: Context, arguments: Sequence[str]) -> None:
    """What shows that it is done, for who decides and for the secretariat."""
    work = await access.evidence_to_read(context, access.row_id(arguments))
    task, report = work.task, access.row_id(arguments, 1)
    shown = await task_evidence.evidence(context.tx, task.id, report)
    asked = task.state is TaskState.REPORTED and task.reports == report
    await answer(
        context,
        "evidence",
        _answers(task) if asked and work.owner.id == context.person.id else (),
        work=work,
        evidence=shown,
        files=[StoredFile(e.sha256, e.name, e.media_type, e.size) for e in shown if e.sha256],
    )


async def accept(context: Context, arguments: Sequence[str]) -> None:
    work = await access.task_to_decide(context, access.row_id(arguments))
    after = rules.accept(work.task, access.row_id(arguments, 1), context.now)
    await save(context, "task_accepted", work, after)
    await tell(context, after, work.assignee.id, "task.accepted")
    await put(context, "accepted_reply", work=work)
    await finish(context, work.sheet)


async def finish(context: Context, sheet: Sheet) -> None:
    """Once nothing of a source is open any more, the head is told, once."""
    current = await refresh_source(context.tx, sheet)
    kept = [task for task in current.tasks if task.state is not TaskState.CANCELLED]
    if not kept or any(task.state is not TaskState.ACCEPTED for task in kept):
        return
    for head in current.holders(Role.HEAD):
        await context.tell(
            head.id,
            "task.all_done",
            committee_id=current.committee.id,
            subject=current.source.subject,
            revision=1,
            step="all_done",
            not_before=context.now + current.committee.settings.summary_after,
        )


async def compose_all_done(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """How many were done, and how many were late to their first deadline."""
    sheet = await access.owed_tasks(speaker, owed)
    if sheet is None or owed.person not in sheet.holders(Role.HEAD):
        return None
    kept = [task for task in sheet.tasks if task.state is not TaskState.CANCELLED]
    return await word(
        speaker,
        owed.person,
        "all_done",
        [choice("task", "details", sheet.source.id)],
        line="all_done_line",
        sheet=sheet,
        kept=kept,
        late=sum(task.outcome is Outcome.OVERDUE for task in kept),
    )


async def give_back(context: Context, arguments: Sequence[str]) -> None:
    """More is wanted; nothing goes back without saying what."""
    work = await access.task_to_decide(context, access.row_id(arguments))
    reports = access.row_id(arguments, 1)
    rules.require_report(work.task, reports)
    await context.ask(RETURN, task=work.task.id, reports=reports)
    await answer(context, "ask_more", work=work)


async def more_said(context: Context, dialogue: Dialogue) -> None:
    work = await access.task_to_decide(context, int(dialogue.state["task"]))
    rules.require_report(work.task, int(dialogue.state["reports"]))
    reason = await typed_line(context)
    if not reason:
        return
    reports = int(dialogue.state["reports"])
    after = rules.give_back(work.task, reports, reason, context.now)
    await context.done_asking()
    await save(context, "task_given_back", work, after)
    await tell(context, after, work.assignee.id, "task.given_back", reason=reason)
    await answer(context, "given_back_reply", work=work)


async def compose_accepted(speaker: Speaker, owed: Owed) -> Outgoing | None:
    work = await access.owed_own_task(speaker, owed)
    if work is None or work.task.state is not TaskState.ACCEPTED:
        return None
    return await word(speaker, owed.person, "accepted", line="accepted_line", work=work)


async def compose_given_back(speaker: Speaker, owed: Owed) -> Outgoing | None:
    work = await access.owed_own_task(speaker, owed)
    if work is None or work.task.state is not TaskState.ASSIGNED:
        return None
    return await word(
        speaker,
        owed.person,
        "given_back",
        [choice("task", "done", work.task.id), choice("task", "extend", work.task.id)],
        line="line",
        work=work,
        reason=owed.facts["reason"],
    )
