"""`/viec` for everybody's own tasks, `/theodoi` for the secretariat, and one task opened."""

from collections.abc import Sequence
from datetime import datetime

from committee.refusal import Reason, refuse
from committee.task import Task, TaskState, watch
from committee.task_people import may_own
from handlers import access
from handlers.assignment import Assignment, lay_out_all
from handlers.conversation import Choice, choice
from handlers.speaking import Context
from handlers.tasks import acceptance, entry, extending
from handlers.tasks.saying import answer
from handlers.tasks.sheets import sheet_of, state_of
from handlers.tasks.updates import reminder_choices
from storage import task_requests, tasks

PAGE = 3
LONG_LIST = 10


async def own(context: Context) -> None:
    """`/viec`: what waits for the asker's word first, then what is overdue, then the rest."""
    await _own(context, 0)


async def own_page(context: Context, arguments: Sequence[str]) -> None:
    await _own(context, access.row_id(arguments))


async def _own(context: Context, first: int) -> None:
    found = list(await tasks.open_of(context.tx, context.person.id))
    mine = [w for w in await lay_out_all(context.tx, found) if w.belongs and _out(context, w)]
    asked = await _asked(context)
    mine = asked + [work for work in _late_first(context, mine) if work not in asked]
    await answer(
        context,
        "own",
        [*_opens(mine, first), *_following(mine, first, "more")],
        works=mine,
        first=first,
        shown=_page(mine, first),
        asked=len(asked),
        states=[state_of(work.task, context.now) for work in _page(mine, first)],
        making=[sheet_of(mine, context.now)] if len(mine) > LONG_LIST and not first else [],
    )


async def _asked(context: Context) -> list[Assignment]:
    """Tasks of others that wait for the asker to confirm them or to give them more time."""
    found: list[Task] = []
    for seat in filter(may_own, context.sender.memberships):
        found += await tasks.open_in(context.tx, seat.committee_id)
    works = await lay_out_all(context.tx, found)
    decided = [w for w in works if w.owner.id == context.person.id and _out(context, w)]
    return [work for work in decided if await _waits(context, work)]


async def _waits(context: Context, work: Assignment) -> bool:
    if work.task.state is TaskState.REPORTED:
        return True
    return await task_requests.open_extension(context.tx, work.task.id) is not None


async def watched(context: Context) -> None:
    """`/theodoi`: all open tasks of the committees whose assistant the asker runs."""
    await _watched(context, 0)


async def watched_page(context: Context, arguments: Sequence[str]) -> None:
    await _watched(context, access.row_id(arguments))


async def _watched(context: Context, first: int) -> None:
    runs = access.secretariat_seats(context)
    if not runs:
        raise refuse(Reason.NOT_ALLOWED)
    found: list[Task] = []
    for seat in runs:
        found += await tasks.open_in(context.tx, seat.committee_id)
    works = _late_first(context, list(await lay_out_all(context.tx, found)))
    works = [work for work in works if _out(context, work)]
    await answer(
        context,
        "watched",
        [*_opens(works, first), *_following(works, first, "watchmore")],
        works=works,
        first=first,
        shown=_page(works, first),
        watch=watch([work.task for work in works], context.now),
        states=[state_of(work.task, context.now) for work in _page(works, first)],
        making=[sheet_of(works, context.now)] if len(works) > LONG_LIST and not first else [],
    )


def _out(context: Context, work: Assignment) -> bool:
    return work.task.out(context.now)


def _late_first(context: Context, works: Sequence[Assignment]) -> list[Assignment]:
    def key(work: Assignment) -> tuple[bool, datetime, int]:
        return (not work.task.overdue(context.now), work.task.deadline, work.task.id)

    return sorted(works, key=key)


def _page(works: Sequence[Assignment], first: int) -> Sequence[Assignment]:
    return works if len(works) <= PAGE + 1 and not first else works[first : first + PAGE]


def _opens(works: Sequence[Assignment], first: int) -> list[Choice]:
    return [
        choice("task", "openplace", work.task.id, place=place)
        for place, work in enumerate(_page(works, first), first + 1)
    ]


def _following(works: Sequence[Assignment], first: int, verb: str) -> list[Choice]:
    after = first + len(_page(works, first))
    return [choice("task", verb, after)] if after < len(works) else []


async def open_task(context: Context, arguments: Sequence[str]) -> None:
    """One task, with what the asker can do about it."""
    work = await access.task_to_look_at(context, access.row_id(arguments))
    if work.task.state is TaskState.DRAFT:
        await entry.show_draft(context, work)
        return
    decides = work.owner.id == context.person.id and access.seat(context, work.committee.id)
    waiting = await task_requests.open_extension(context.tx, work.task.id)
    if decides and work.task.state is TaskState.REPORTED:
        context.reply_with(await acceptance.question(context, work))
    elif decides and waiting is not None and work.task.state is TaskState.ASSIGNED:
        context.reply_with(await extending.question(context, waiting, work))
    else:
        await _show(context, work, waiting is not None)


async def _show(context: Context, work: Assignment, waits: bool) -> None:
    runs = work.committee.id in [seat.committee_id for seat in access.secretariat_seats(context)]
    await answer(
        context,
        "shown",
        _own_choices(context, work) or (_run_choices(work) if runs else []),
        work=work,
        state=state_of(work.task, context.now),
        waits=waits,
    )


def _own_choices(context: Context, work: Assignment) -> list[Choice]:
    """For who has it, while it is open."""
    task = work.task
    if task.assignee_id != context.person.id or task.state is not TaskState.ASSIGNED:
        return []
    first = [choice("task", "receive", task.id)] if task.acknowledged_at is None else []
    return [*first, *reminder_choices(work), choice("task", "adjust", task.id)]


def _run_choices(work: Assignment) -> list[Choice]:
    task = work.task
    reported = [choice("task", "files", task.id, task.reports)] if task.reports else []
    history = choice("task", "history", task.id)
    if task.state in (TaskState.ACCEPTED, TaskState.CANCELLED):
        return [*reported, history]
    return [
        choice("task", "reassign", task.id),
        choice("task", "cancel", task.id),
        *reported,
        history,
    ]
