"""From drafts to tasks in people's hands: previewed as they go out, sent, a minute to stop."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from committee import task_steps as rules
from committee.meeting import fingerprint
from committee.people import Person
from committee.refusal import Reason, refuse
from committee.reminders import due
from committee.task import Task, TaskSource
from committee.task_reminders import plan_source
from handlers import access
from handlers.assignment import Sheet, lay_out_all, on_sheet
from handlers.conversation import Choice, choice
from handlers.speaking import Context
from handlers.tasks.saying import answer, put, tell
from handlers.tasks.timing import schedule
from storage import accounts, owed_steps, task_sources, tasks


async def preview(context: Context, arguments: Sequence[str]) -> None:
    """What goes out, to whom; only from here it can be sent."""
    page = access.row_id(arguments, 1) if len(arguments) > 1 else 1
    await show(context, access.row_id(arguments), page)


async def show(context: Context, source_id: int, page: int = 1) -> None:
    """One task a page, exactly as its person will read it."""
    sheet = await access.task_source(context, source_id)
    _require_unsent(sheet)
    if not sheet.tasks:
        await answer(context, "empty", [choice("task", "next", source_id)], sheet=sheet)
        return
    page = (page - 1) % len(sheet.tasks) + 1
    work = await on_sheet(context.tx, sheet, sheet.tasks[page - 1])
    receivers = await _receivers(context, sheet)
    channels = {person.id: await _channel(context, person) for person in receivers}
    await answer(
        context,
        "preview",
        _preview_choices(sheet, work.task, page),
        sheet=sheet,
        work=work,
        page=page,
        receivers=receivers,
        channels=Counter(filter(None, channels.values())).most_common(),
        unlinked=[person for person in receivers if not channels[person.id]],
    )


def _preview_choices(sheet: Sheet, task: Task, page: int) -> list[Choice]:
    source_id, count = sheet.source.id, len(sheet.tasks)
    ready = choice("task", "send", source_id, _mark(sheet), count=count)
    number = choice("task", "number", source_id)
    following = page % count + 1
    return [
        number if sheet.source.document and not sheet.source.number else ready,
        *([choice("task", "page", source_id, following, page=following)] if count > 1 else []),
        choice("task", "draft", task.id, item=task.item),
        choice("task", "owner", source_id),
    ]


async def _receivers(context: Context, sheet: Sheet) -> tuple[Person, ...]:
    """Everybody who is written to, each once."""
    works = await lay_out_all(context.tx, sheet.tasks)
    found = [w.assignee for w in works] + [w.cooperating for w in works if w.cooperating]
    return tuple({person.id: person for person in found}.values())


async def _channel(context: Context, person: Person) -> str:
    found = await accounts.accounts_of(context.tx, person.id)
    return found[0].channel if found else ""


def _mark(sheet: Sheet) -> str:
    """Changes with anything that was previewed."""
    source = sheet.source
    return fingerprint(source.number, source.signed_on, sheet.owner.id, *sheet.tasks)


async def send(context: Context, arguments: Sequence[str]) -> None:
    """Send what was previewed, after the minute in which it can be stopped."""
    sheet = await access.task_source(context, access.row_id(arguments))
    _require_unsent(sheet)
    if len(arguments) < 2 or arguments[1] != _mark(sheet):
        raise refuse(Reason.TASK_CHANGED)
    calendar = await context.calendar(sheet.committee.id)
    at = calendar.next_allowed_hour(context.now + sheet.committee.settings.stop_window)
    rules.check_sendable(sheet.source, sheet.tasks, at)
    await context.done_asking()
    source = replace(sheet.source, sent_at=at)
    await _save_source(context, sheet, source)
    for work in await lay_out_all(context.tx, sheet.tasks):
        task = rules.send(work.task, at)
        await tasks.save(context.tx, task)
        await _owe(context, task)
        await schedule(context, work, task)
    await context.record("tasks_released", source.subject, sheet.committee.id)
    await put(context, "sending", [choice("task", "stop", source.id)], sheet=sheet, at=at)


async def _save_source(context: Context, sheet: Sheet, source: TaskSource) -> None:
    """Write it down with when its summary falls due."""
    calendar = await context.calendar(sheet.committee.id)
    plan = plan_source(source, calendar, sheet.committee.settings)
    await task_sources.save(context.tx, source)
    next_at = due(plan, None, context.now).next_at
    await task_sources.set_due(context.tx, source.id, None, next_at)


async def _owe(context: Context, task: Task) -> None:
    step = task.sending_step
    await tell(context, task, task.assignee_id, "task.assigned", step, not_before=task.sent_at)
    if task.cooperating_id is not None:
        await tell(
            context,
            task,
            task.cooperating_id,
            "task.cooperate",
            _with(step),
            not_before=task.sent_at,
        )


def _with(step: str) -> str:
    return f"with:{step}"


async def stop(context: Context, arguments: Sequence[str]) -> None:
    """Call the tasks back before they go."""
    sheet = await access.task_source(context, access.row_id(arguments))
    if sheet.source.sent_at is None:
        raise refuse(Reason.ALREADY_DONE)
    stopped = [rules.stop_sending(task, context.now) for task in sheet.tasks]
    for task in sheet.tasks:
        for step in (task.sending_step, _with(task.sending_step)):
            if await owed_steps.any_released(context.tx, task.subject, step):
                raise refuse(Reason.TOO_LATE)
            await owed_steps.withdraw(context.tx, task.subject, step, context.now)
    for task in stopped:
        await tasks.save(context.tx, task)
        await tasks.set_due(context.tx, task.id, None, None)
    source = replace(sheet.source, sent_at=None)
    await task_sources.save(context.tx, source)
    await task_sources.set_due(context.tx, source.id, None, None)
    await context.record("tasks_stopped", source.subject, sheet.committee.id)
    await put(context, "stopped", [choice("task", "preview", source.id)], sheet=sheet)


def _require_unsent(sheet: Sheet) -> None:
    if sheet.source.sent_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=sheet.source.sent_at)
