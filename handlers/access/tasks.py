"""Tasks, their sources, and what came up with them, by their id."""

from datetime import datetime

from committee.people import Role
from committee.refusal import Reason, refuse
from committee.task import Task, TaskState
from handlers.access.core import known, seat
from handlers.assignment import Assignment, Sheet, lay_out_source, lay_out_task
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from storage import people, task_requests, task_sources, tasks
from storage.task_requests import Extension, Issue


async def task_source(context: Context, source_id: int) -> Sheet:
    """What a source assigns, for the secretariat of its committee."""
    source = await task_sources.by_id(context.tx, source_id)
    if source is None or not _runs(context, source.committee_id):
        raise refuse(Reason.NOT_FOUND)
    return await lay_out_source(context.tx, source)


async def source_to_look_at(context: Context, source_id: int) -> Sheet:
    """The same for who assigned it and for the head as well, once it has gone out."""
    source = await task_sources.by_id(context.tx, source_id)
    own = seat(context, source.committee_id) if source else None
    if source is None or own is None:
        raise refuse(Reason.NOT_FOUND)
    sheet = await lay_out_source(context.tx, source)
    leads = sheet.owner.id == context.person.id or Role.HEAD in own.roles
    if not own.secretariat and not (leads and source.out(context.now)):
        raise refuse(Reason.NOT_FOUND)
    return sheet


async def run_task(context: Context, task_id: int) -> Assignment:
    """A task of a committee whose assistant the asker runs."""
    task = await _task(context, task_id)
    if not _runs(context, task.committee_id):
        raise refuse(Reason.NOT_FOUND)
    return await lay_out_task(context.tx, task)


async def own_task(context: Context, task_id: int) -> Assignment:
    """The asker's own task, once it has gone out."""
    task = await _task(context, task_id)
    if task.assignee_id != context.person.id or not _sent(context, task):
        raise refuse(Reason.NOT_FOUND)
    work = await lay_out_task(context.tx, task)
    if not work.belongs:
        raise refuse(Reason.NOT_FOUND)
    return work


async def task_to_decide(context: Context, task_id: int) -> Assignment:
    """A task that the asker assigned, or decides on in place of who did."""
    task = await _task(context, task_id)
    work = await lay_out_task(context.tx, task)
    if seat(context, task.committee_id) is None or work.owner.id != context.person.id:
        raise refuse(Reason.NOT_FOUND)
    if not _sent(context, task):
        raise refuse(Reason.NOT_FOUND)
    return work


async def task_to_look_at(context: Context, task_id: int) -> Assignment:
    """A task that the asker has, shares, decides on, is consulted about, or watches over."""
    task = await _task(context, task_id)
    work = await lay_out_task(context.tx, task)
    if _runs(context, task.committee_id):
        return work
    own = seat(context, task.committee_id)
    helps = work.cooperating is not None and work.cooperating.id == context.person.id
    shares = helps and await known(context.tx, task.committee_id, context.person.id)
    has = work.assignee.id == context.person.id and work.belongs
    advises = own is not None and context.person.id in work.advisers
    if not _sent(context, task) or not (has or shares or advises):
        raise refuse(Reason.NOT_FOUND)
    return work


async def task_to_advise(context: Context, task_id: int) -> Assignment:
    """A task that the asker may be asked about by the regulation or by setting."""
    work = await task_to_look_at(context, task_id)
    if seat(context, work.task.committee_id) is None or context.person.id not in work.advisers:
        raise refuse(Reason.NOT_FOUND)
    return work


async def evidence_to_read(context: Context, task_id: int) -> Assignment:
    """A task whose evidence the asker may read: who decides on it, and the secretariat."""
    task = await _task(context, task_id)
    if _runs(context, task.committee_id):
        return await lay_out_task(context.tx, task)
    return await task_to_decide(context, task_id)


async def extension_to_decide(context: Context, extension_id: int) -> tuple[Extension, Assignment]:
    """A request about a task that the asker decides on."""
    found = await task_requests.extension_by_id(context.tx, extension_id)
    if found is None:
        raise refuse(Reason.NOT_FOUND)
    return found, await task_to_decide(context, found.task_id)


async def issue_to_answer(context: Context, issue_id: int) -> tuple[Issue, Assignment]:
    """What somebody reported of a task, for whom it was brought before or handed to."""
    found = await task_requests.issue_by_id(context.tx, issue_id)
    if found is None:
        raise refuse(Reason.NOT_FOUND)
    work = await lay_out_task(context.tx, await _task(context, found.task_id))
    seated = seat(context, work.task.committee_id) is not None
    handed = found.handed_to == context.person.id
    if not seated or not (handed or context.person.id in work.advisers):
        raise refuse(Reason.NOT_FOUND)
    return found, work


def _runs(context: Context, committee_id: int) -> bool:
    own = seat(context, committee_id)
    return own is not None and own.secretariat


async def _task(context: Context, task_id: int) -> Task:
    task = await tasks.by_id(context.tx, task_id)
    if task is None:
        raise refuse(Reason.NOT_FOUND)
    return task


def _sent(context: Context, task: Task) -> bool:
    return task.state is not TaskState.DRAFT and task.out(context.now)


async def owed_task(speaker: Speaker, owed: Owed) -> Assignment | None:
    """The task that a delivery is about, at its revision; None where that is past.

    None too for who left the committee: what becomes of a task is told to those it knows.
    """
    kind, _, number = owed.subject.partition(":")
    task = await tasks.by_id(speaker.tx, int(number)) if kind == "task" else None
    if task is None or task.revision != owed.revision:
        return None
    if not await known(speaker.tx, task.committee_id, owed.person.id):
        return None
    return await lay_out_task(speaker.tx, task)


async def owed_own_task(speaker: Speaker, owed: Owed) -> Assignment | None:
    """The same for who has the task and is still known here."""
    work = await owed_task(speaker, owed)
    mine = work is not None and work.belongs and work.assignee.id == owed.person.id
    return work if mine else None


async def owed_tasks(speaker: Speaker, owed: Owed) -> Sheet | None:
    """The source that a delivery is about."""
    kind, _, number = owed.subject.partition(":")
    source = await task_sources.by_id(speaker.tx, int(number)) if kind == "tasks" else None
    return None if source is None else await lay_out_source(speaker.tx, source)


async def owed_issue(speaker: Speaker, owed: Owed) -> tuple[Issue, Assignment] | None:
    """What was reported of a task, while the task is still somebody's."""
    issue = await task_requests.issue_by_id(speaker.tx, int(owed.facts["issue"]))
    task = await tasks.by_id(speaker.tx, issue.task_id) if issue else None
    if issue is None or task is None:
        return None
    return issue, await lay_out_task(speaker.tx, task)


async def owed_extension(speaker: Speaker, owed: Owed) -> tuple[Extension, Assignment] | None:
    """A request about a task, decided or not."""
    found = await task_requests.extension_by_id(speaker.tx, int(owed.facts["extension"]))
    task = await tasks.by_id(speaker.tx, found.task_id) if found else None
    if found is None or task is None:
        return None
    return found, await lay_out_task(speaker.tx, task)


async def runs_assistant(speaker: Speaker, committee_id: int, person_id: int) -> bool:
    """Whether this person still belongs to the secretariat."""
    own = await people.membership(speaker.tx, committee_id, person_id)
    return own is not None and own.secretariat


async def task_due_soon(
    speaker: Speaker, task_id: int
) -> tuple[Task, datetime, datetime | None] | None:
    """A task that the schedule found, when it falls due, how far its reminders are handled."""
    return await tasks.due_by_id(speaker.tx, task_id)
