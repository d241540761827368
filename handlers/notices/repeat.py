"""A notice made to return: every week or every month, at an hour, until a day."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from committee import notice_repeat as rules
from committee.meeting import fingerprint
from committee.notice_repeat import DayOff, Every, Occurrence, Repeat
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import facts, save, stop_asking
from handlers.notices.preview import previewed
from handlers.notices.repeat_words import addressed, whom_now
from handlers.speaking import Context
from messages.understand import DayReading, ReturnReading, day, returning
from storage import notice_repeats

RETURN = "notice.repeat"
UNTIL = "notice.repeat_until"
MOVED_SHOWN = 3

State = Mapping[str, Any]


async def ask(context: Context, arguments: Sequence[str]) -> None:
    """On which day and at what hour; what was previewed is remembered with the question."""
    desk = await _previewed(context, arguments)
    await context.ask(RETURN, notice=desk.notice.id, mark=desk.fingerprint)
    context.reply(
        "notice/ask_repeat", [choice("notice", "preview", desk.notice.id)], group=desk.group_name
    )


async def return_given(context: Context, dialogue: Dialogue) -> None:
    desk = await _of(context, dialogue.state)
    reading = returning(context.event.text)
    if reading is None or reading.hour is None or _day_of(reading) is None:
        context.reply("notice/repeat_unclear")
        return
    if not rules.in_hours(reading.hour, await context.calendar(desk.committee.id)):
        context.reply("notice/repeat_at_night", group=desk.group_name)
        return
    weekly = reading.weekday is not None
    await context.ask(
        UNTIL,
        notice=desk.notice.id,
        mark=desk.fingerprint,
        every=(Every.WEEK if weekly else Every.MONTH).value,
        on_day=_day_of(reading),
        hour=f"{reading.hour:%H:%M}",
    )
    context.reply("notice/ask_repeat_until", [choice("notice", "preview", desk.notice.id)])


def _day_of(reading: ReturnReading) -> int | None:
    return reading.month_day if reading.weekday is None else reading.weekday


async def until_given(context: Context, dialogue: Dialogue) -> None:
    """The last day; typed again under the preview it is another one."""
    desk = await _of(context, dialogue.state)
    reading = day(context.event.text, context.now)
    if not isinstance(reading, DayReading) or not reading.weekday_fits:
        context.reply("notice/repeat_until_unclear")
    elif not rules.may_end_on(reading.day, context.now):
        context.reply("notice/repeat_until_wrong", day=reading.day)
    else:
        await _preview(context, desk, {**dialogue.state, "last": reading.day.isoformat()})


async def _preview(context: Context, desk: NoticeDesk, state: State) -> None:
    """When it goes out, which days move, and to whom; only this can be agreed to."""
    repeat = _repeat(context, desk, state)
    times = rules.to_come(repeat, await context.calendar(desk.committee.id))
    await context.ask(UNTIL, **state)
    if not times:
        context.reply("notice/repeat_never", day=repeat.last)
    elif not await whom_now(context, desk):
        context.reply("notice/repeat_nobody", [choice("notice", "towhom", desk.notice.id)])
    else:
        await _offer(context, desk, repeat, times)


async def _offer(
    context: Context, desk: NoticeDesk, repeat: Repeat, times: Sequence[Occurrence]
) -> None:
    notice_id, mark = desk.notice.id, _mark(desk, repeat, times)
    context.reply(
        "notice/repeat_preview",
        [
            choice("notice", "repeatnow", notice_id, mark),
            choice("notice", "dayoff", notice_id, mark, to=repeat.day_off.other.value),
            choice("notice", "preview", notice_id),
        ],
        repeat=repeat,
        times=times,
        moved=[each for each in times if each.moved],
        most=MOVED_SHOWN,
        addressed=await addressed(context, desk),
    )


async def shift_day_off(context: Context, arguments: Sequence[str]) -> None:
    """The working day on the other side of a day off."""
    desk, repeat, _ = await _agreed(context, arguments)
    dialogue = await context.dialogue()
    state = dialogue.state if dialogue is not None else {}
    await _preview(context, desk, {**state, "day_off": repeat.day_off.other.value})


async def confirm(context: Context, arguments: Sequence[str]) -> None:
    """It returns from now on, exactly as it was previewed."""
    desk, repeat, times = await _agreed(context, arguments)
    begun = rules.begin(desk.notice, desk.receivers)
    await stop_asking(context)
    await notice_repeats.add(context.tx, repeat, times[0].at, context.now)
    await save(context, "notice_repeated", desk.notice, begun)
    context.replace(
        "notice/repeating",
        [choice("notice", "unrepeat", desk.notice.id, over=False)],
        repeat=repeat,
        next_at=times[0].at,
        **await facts(context, context.person.id, desk),
    )


async def _agreed(
    context: Context, arguments: Sequence[str]
) -> tuple[NoticeDesk, Repeat, tuple[Occurrence, ...]]:
    """What a button of the preview is about, if it still is what was previewed."""
    await access.prepared_notice(context, access.row_id(arguments))
    asked = await context.dialogue()
    if asked is None or asked.kind != UNTIL or "last" not in asked.state:
        raise refuse(Reason.ALREADY_DONE)
    if asked.state["notice"] != access.row_id(arguments):
        raise refuse(Reason.ALREADY_DONE)
    desk = await _of(context, asked.state)
    repeat = _repeat(context, desk, asked.state)
    times = rules.to_come(repeat, await context.calendar(desk.committee.id))
    if len(arguments) < 2 or arguments[1] != _mark(desk, repeat, times):
        raise refuse(Reason.PREVIEW_CHANGED)
    return desk, repeat, times


async def _of(context: Context, state: State) -> NoticeDesk:
    return await _previewed(context, (str(state["notice"]), str(state["mark"])))


async def _previewed(context: Context, arguments: Sequence[str]) -> NoticeDesk:
    """A draft as it was previewed, of the asker's own desk, that may return at all."""
    desk = await previewed(context, arguments)
    await access.own_committee(context, desk.committee.id)
    rules.check_repeatable(desk.notice, desk.receivers)
    return desk


def _repeat(context: Context, desk: NoticeDesk, state: State) -> Repeat:
    hour = time.fromisoformat(str(state["hour"]))
    return Repeat(
        id=0,
        committee_id=desk.committee.id,
        notice_id=desk.notice.id,
        every=Every(state["every"]),
        on_day=int(state["on_day"]),
        hour=hour,
        first=rules.first_day(hour, context.now),
        last=date.fromisoformat(str(state["last"])),
        day_off=DayOff(state.get("day_off", DayOff.AFTER)),
        made_by=context.person.id,
    )


def _mark(desk: NoticeDesk, repeat: Repeat, times: Sequence[Occurrence]) -> str:
    return fingerprint(desk.fingerprint, repeat.every, repeat.on_day, *(each.at for each in times))
