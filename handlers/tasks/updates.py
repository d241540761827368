"""Who has a task receives it, says how it goes, and reports it done."""

from collections.abc import Sequence

from committee import task_steps as rules
from committee.task import Progress, TaskState
from handlers import access
from handlers.assignment import Assignment
from handlers.conversation import Choice, Dialogue, FileRule, Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.tasks.saying import answer, put, tell, word
from handlers.tasks.timing import save
from messages.understand import document
from storage import task_evidence, task_requests

EVIDENCE = "task.evidence"
FILES = FileRule((".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".jpg", ".jpeg", ".png"))
NAME_LENGTH = 100


async def compose_assigned(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The task as it was previewed, as long as it is that person's."""
    work = await access.owed_own_task(speaker, owed)
    if work is None or not _in_hand(speaker, work):
        return None
    choices = [] if work.task.acknowledged_at else _first_choices(work)
    return await word(speaker, owed.person, "assigned", choices, line="line", work=work)


def _first_choices(work: Assignment) -> list[Choice]:
    return [choice("task", "receive", work.task.id), choice("task", "adjust", work.task.id)]


async def compose_cooperate(speaker: Speaker, owed: Owed) -> Outgoing | None:
    work = await access.owed_task(speaker, owed)
    if work is None or not _in_hand(speaker, work) or work.task.cooperating_id != owed.person.id:
        return None
    choices = [choice("task", "open", work.task.id, item=work.task.item)]
    return await word(speaker, owed.person, "cooperate", choices, line="line", work=work)


def _in_hand(speaker: Speaker, work: Assignment) -> bool:
    return work.task.state is TaskState.ASSIGNED and work.task.out(speaker.now)


async def receive(context: Context, arguments: Sequence[str]) -> None:
    """One tap; the same tap again finds it noted and changes nothing."""
    work = await access.own_task(context, access.row_id(arguments))
    after = rules.acknowledge(work.task, context.now)
    if after is not work.task:
        await save(context, "task_received", work, after)
    await put(context, "received", _later_choices(work), work=work, at=after.acknowledged_at)


def _later_choices(work: Assignment) -> list[Choice]:
    return [
        choice("task", "update", work.task.id),
        choice("task", "extend", work.task.id),
        choice("task", "adjust", work.task.id),
    ]


def progress_choices(work: Assignment) -> list[Choice]:
    """How it goes, the good news first."""
    return [
        choice("task", "ontrack", work.task.id),
        choice("task", "hard", work.task.id),
        choice("task", "done", work.task.id),
    ]


def reminder_choices(work: Assignment) -> list[Choice]:
    return [choice("task", "update", work.task.id), choice("task", "extend", work.task.id)]


async def update(context: Context, arguments: Sequence[str]) -> None:
    """How does it go."""
    work = await access.own_task(context, access.row_id(arguments))
    rules.require_open(work.task, context.now)
    choices = [*progress_choices(work), choice("task", "extend", work.task.id)]
    await answer(context, "update", choices, work=work)


async def on_track(context: Context, arguments: Sequence[str]) -> None:
    work = await access.own_task(context, access.row_id(arguments))
    after = rules.update(work.task, Progress.ON_TRACK, context.now)
    if work.task.progress is not Progress.ON_TRACK:
        await save(context, "task_on_track", work, after)
    await put(context, "on_track", reminder_choices(work), work=work)


async def done(context: Context, arguments: Sequence[str]) -> None:
    """Done: a file or a document's number is asked for; who may read it is said."""
    work = await access.own_task(context, access.row_id(arguments))
    rules.require_open(work.task, context.now)
    await context.ask(EVIDENCE, task=work.task.id)
    await answer(context, "ask_evidence", work=work)


async def evidence_given(context: Context, dialogue: Dialogue) -> None:
    """Files, or a document's number in place of one."""
    work = await access.own_task(context, int(dialogue.state["task"]))
    after = rules.report(work.task, context.now)
    given = _given(context)
    if not given:
        await answer(context, "evidence_unclear")
        return
    await context.done_asking()
    await task_evidence.add_evidence(
        context.tx,
        after.id,
        after.reports,
        given,
        person_id=context.person.id,
        now=context.now,
    )
    await save(context, "task_reported", work, after)
    await drop_extension(context, work)
    await tell(context, after, work.owner.id, "task.reported", f"reported:{after.reports}")
    await answer(context, "reported_reply", work=work, count=len(given))


def _given(context: Context) -> list[tuple[str, str | None]]:
    if context.files:
        return [(file.name[:NAME_LENGTH], file.sha256) for file in context.files]
    line = " ".join(context.event.text.split())
    found = document(line, context.now)
    return [(line, None)] if found and found.number and len(line) <= NAME_LENGTH else []


async def drop_extension(context: Context, work: Assignment) -> None:
    """A request that waited is of no more use."""
    waiting = await task_requests.open_extension(context.tx, work.task.id)
    if waiting is not None:
        await task_requests.decide_extension(
            context.tx, waiting.id, person_id=None, granted=None, remark="", now=context.now
        )
