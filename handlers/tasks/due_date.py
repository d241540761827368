"""A deadline asked for until its day is clear; a day without an hour means the end of the day."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from committee.calendar import local, moment_of
from committee.refusal import Reason, refuse
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from handlers.tasks.saying import answer
from messages.understand import DayReading, Impossible, moment

DIALOGUE = "task.deadline"
END_OF_DAY = time(17)

State = Mapping[str, Any]
Timed = Callable[[Context, State, datetime], Awaitable[None]]
"""Goes on with the deadline that was asked for, and with what the dialogue knew."""

_purposes: dict[str, Timed] = {}


def purpose(name: str) -> Callable[[Timed], Timed]:
    """Mark what goes on once a deadline asked for under this name is clear."""

    def mark(timed: Timed) -> Timed:
        _purposes[name] = timed
        return timed

    return mark


async def ask(context: Context, name: str, /, **state: Any) -> None:
    """Wait for a deadline."""
    await context.ask(DIALOGUE, purpose=name, **state)
    await answer(context, "ask_deadline", purpose=name)


async def hear(context: Context, dialogue: Dialogue) -> None:
    """A text that should say a day, perhaps with an hour."""
    reading = moment(context.event.text, context.now)
    if reading is None:
        await answer(context, "deadline_unclear")
        return
    state = dict(dialogue.state)
    if reading.hour is not None:
        state["hour"] = reading.hour.isoformat("minutes")
    await _take(context, state, reading.day)


async def _take(
    context: Context, state: dict[str, Any], day: DayReading | Impossible | None
) -> None:
    """Go on with what was understood; a weekday that does not fit is asked back, never guessed."""
    await context.ask(DIALOGUE, **state)
    if isinstance(day, Impossible):
        await answer(context, "day_impossible", written=day.written)
    elif day is None:
        await answer(context, "deadline_unclear")
    elif not day.weekday_fits:
        await _ask_back(context, day)
    else:
        await _arrive(context, state, day.day)


async def _ask_back(context: Context, day: DayReading) -> None:
    today = local(context.now).date()
    ahead = [each for each in day.alternatives if each >= today]
    choices = [choice("task", "day", each.isoformat(), day=each) for each in ahead]
    await answer(
        context,
        "day_mismatch",
        [*choices, choice("task", "retype")],
        day=day.day,
        stated_weekday=day.stated_weekday,
    )


async def choose_day(context: Context, arguments: Sequence[str]) -> None:
    """One of the days offered was chosen."""
    state = await _open_state(context)
    try:
        day = date.fromisoformat(arguments[0] if arguments else "")
    except ValueError:
        raise refuse(Reason.NOT_FOUND) from None
    await _arrive(context, state, day)


async def retype(context: Context, _arguments: Sequence[str]) -> None:
    """The day is typed again."""
    state = await _open_state(context)
    await answer(context, "ask_deadline", purpose=state["purpose"])


async def _open_state(context: Context) -> dict[str, Any]:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != DIALOGUE:
        raise refuse(Reason.ALREADY_DONE)
    return dict(dialogue.state)


async def _arrive(context: Context, state: State, day: date) -> None:
    at = moment_of(day, time.fromisoformat(state["hour"]) if "hour" in state else END_OF_DAY)
    rest = {key: value for key, value in state.items() if key != "hour"}
    if at <= context.now:
        await context.ask(DIALOGUE, **rest)
        await answer(context, "deadline_past", at=at)
        return
    await context.done_asking()
    await _purposes[str(state["purpose"])](context, rest, at)
