"""A day and an hour asked for until both are clear; a weekday that does not fit is asked back."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from committee.calendar import local, moment_of
from committee.refusal import Reason, refuse
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from messages.understand import DayReading, Impossible, moment

DIALOGUE = "meeting.when"

State = Mapping[str, Any]
Timed = Callable[[Context, State, datetime], Awaitable[None]]
"""Goes on with the moment that was asked for, and with what the dialogue knew."""

_purposes: dict[str, Timed] = {}


def purpose(name: str) -> Callable[[Timed], Timed]:
    """Mark what goes on once a moment asked for under this name is clear."""

    def mark(timed: Timed) -> Timed:
        _purposes[name] = timed
        return timed

    return mark


async def ask(context: Context, name: str, /, **state: Any) -> None:
    """Wait for a moment."""
    await context.ask(DIALOGUE, purpose=name, **state)
    context.reply("meeting/ask_when", purpose=name)


async def hear(context: Context, dialogue: Dialogue) -> None:
    """A text that should say a day, an hour, or both."""
    reading = moment(context.event.text, context.now)
    if reading is None:
        context.reply("meeting/when_unclear")
        return
    await take(context, dialogue.state, reading.day, reading.hour)


async def take(
    context: Context, state: State, day: DayReading | Impossible | None, hour: time | None
) -> None:
    """Go on with what was understood; ask for what is missing."""
    known = dict(state)
    if hour is not None:
        known["hour"] = hour.isoformat("minutes")
    if isinstance(day, Impossible):
        await context.ask(DIALOGUE, **known)
        context.reply("meeting/day_impossible", written=day.written)
    elif day is not None and not day.weekday_fits:
        await context.ask(DIALOGUE, **known)
        _ask_back(context, day)
    else:
        if day is not None:
            known["day"] = day.day.isoformat()
        await _go_on(context, known)


def _ask_back(context: Context, day: DayReading) -> None:
    today = local(context.now).date()
    ahead = [each for each in day.alternatives if each >= today]
    choices = [choice("meeting", "day", each.isoformat(), day=each) for each in ahead]
    context.reply(
        "meeting/day_mismatch",
        [*choices, choice("meeting", "retype")],
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
    await _go_on(context, {**state, "day": day.isoformat()})


async def retype(context: Context, _arguments: Sequence[str]) -> None:
    """The day is typed again."""
    state = await _open_state(context)
    state.pop("day", None)
    await _go_on(context, state)


async def _open_state(context: Context) -> dict[str, Any]:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != DIALOGUE:
        raise refuse(Reason.ALREADY_DONE)
    return dict(dialogue.state)


async def _go_on(context: Context, state: State) -> None:
    await context.ask(DIALOGUE, **state)
    if "day" not in state:
        context.reply("meeting/ask_day")
    elif "hour" not in state:
        context.reply("meeting/ask_hour", day=date.fromisoformat(state["day"]))
    else:
        at = moment_of(date.fromisoformat(state["day"]), time.fromisoformat(state["hour"]))
        await _arrive(context, state, at)


async def _arrive(context: Context, state: State, at: datetime) -> None:
    rest = {key: value for key, value in state.items() if key not in ("day", "hour")}
    if at <= context.now:
        await context.ask(DIALOGUE, **rest)
        context.reply("meeting/when_past", at=at)
        return
    await context.done_asking()
    await _purposes[str(state["purpose"])](context, rest, at)
