"""What the leaders say to a difficulty or to an overdue task reaches who has it."""

from collections.abc import Sequence

from committee import task_steps as rules
from handlers import access
from handlers.assignment import Assignment
from handlers.conversation import Dialogue, Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.tasks.saying import answer, tell, typed_line, word

OPINION = "task.opinion"


async def opinion(context: Context, arguments: Sequence[str]) -> None:
    issue, work = await access.issue_to_answer(context, access.row_id(arguments))
    await _ask_opinion(context, work, issue=issue.id)


async def advise(context: Context, arguments: Sequence[str]) -> None:
    """The same about a task that is overdue."""
    work = await access.task_to_advise(context, access.row_id(arguments))
    await _ask_opinion(context, work, task=work.task.id)


async def _ask_opinion(context: Context, work: Assignment, **about: int) -> None:
    rules.require_living(work.task, context.now)
    await context.ask(OPINION, **about)
    await answer(context, "ask_opinion", work=work)


async def opinion_typed(context: Context, dialogue: Dialogue) -> None:
    if "issue" in dialogue.state:
        _, work = await access.issue_to_answer(context, int(dialogue.state["issue"]))
    else:
        work = await access.task_to_advise(context, int(dialogue.state["task"]))
    rules.require_living(work.task, context.now)
    text = await typed_line(context)
    if not text:
        return
    await context.done_asking()
    await context.record("task_opinion", work.task.subject, work.committee.id)
    by = context.person.id
    await tell(context, work.task, work.assignee.id, "task.opinion", text=text, by=by)
    await answer(context, "opinion_reply", work=work)


async def compose_opinion(speaker: Speaker, owed: Owed) -> Outgoing | None:
    work = await access.owed_own_task(speaker, owed)
    seat = work.sheet.seat(int(owed.facts["by"])) if work else None
    if work is None or seat is None:
        return None
    return await word(
        speaker,
        owed.person,
        "opinion",
        [choice("task", "update", work.task.id)],
        line="line",
        work=work,
        text=owed.facts["text"],
        by=seat.person,
    )
