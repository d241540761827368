"""From the preview to the receivers: now or later, with a moment to stop."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from committee import notice as rules
from committee.notice import Notice
from committee.notice_repeat import may_return
from committee.notice_steps import plan_notice
from committee.refusal import Reason, refuse
from committee.urgent import Urgency
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import (
    REVISION,
    facts,
    owe_next,
    save,
    stop_asking,
    watch_round,
)
from handlers.notices.preview import previewed
from handlers.speaking import Context, Speaker
from messages.understand import DayReading, moment
from storage import notices, owed_steps

WHEN = "notice.when"


async def send(context: Context, arguments: Sequence[str]) -> None:
    """Send what was previewed, after the moment in which it can be stopped."""
    desk = await previewed(context, arguments)
    await _in_hours(context, desk, context.now + desk.committee.settings.stop_window)


async def send_at(context: Context, arguments: Sequence[str]) -> None:
    """Wait for a moment; what was previewed is remembered with the question."""
    desk = await previewed(context, arguments)
    await context.ask(WHEN, notice=desk.notice.id, mark=desk.fingerprint)
    returns = may_return(desk.notice)
    context.reply(
        "notice/ask_when",
        [
            *([choice("notice", "repeat", desk.notice.id, desk.fingerprint)] if returns else []),
            choice("notice", "preview", desk.notice.id),
        ],
        group=desk.group_name,
        returns=returns,
    )


async def when_given(context: Context, dialogue: Dialogue) -> None:
    state = dialogue.state
    desk = await previewed(context, (str(state["notice"]), str(state["mark"])))
    reading = moment(context.event.text, context.now)
    day = reading.day if reading else None
    if reading is None or reading.at is None:
        wrong = day.day if isinstance(day, DayReading) and not day.weekday_fits else None
        context.reply("notice/when_unclear", wrong=wrong)
    elif reading.at <= context.now:
        context.reply("notice/when_past", at=reading.at)
    else:
        await _in_hours(context, desk, reading.at)


async def _in_hours(context: Context, desk: NoticeDesk, at: datetime) -> None:
    calendar = await context.calendar(desk.committee.id)
    allowed = calendar.next_allowed_hour(at)
    released = rules.release(desk.notice, desk.receivers, allowed, context.now)
    await stop_asking(context)
    await let_go(context, desk, released, "notice_released", None)
    context.replace(
        "notice/sending",
        [choice("notice", "stop", desk.notice.id)],
        at=allowed,
        asked=at,
        **await facts(context, context.person.id, desk),
    )


async def let_go(
    context: Context, desk: NoticeDesk, released: Notice, verb: str, urgency: Urgency | None
) -> None:
    """Store it as released, and owe it to everybody on its list."""
    await save(context, verb, desk.notice, released)
    await owe(context, desk, released, urgency)
    await watch_round(
        context,
        replace(desk, notice=released),
        "notice/watched",
        released.send_step,
        released.send_at,
        len(desk.receivers),
    )


async def owe(
    speaker: Speaker, desk: NoticeDesk, released: Notice, urgency: Urgency | None = None
) -> None:
    """Owe it to the first on the list, to the next some hundreds alike, and plan what follows.

    Where more are left the notice stays due, and its next steps go on behind.
    """
    await speaker.tell(
        min(receiver.person.id for receiver in desk.receivers),
        "notice.letter",
        committee_id=released.committee_id,
        subject=released.subject,
        revision=REVISION,
        step=released.send_step,
        not_before=released.send_at,
        urgency=urgency,
    )
    whole = await owe_next(speaker, released)
    sent_at = released.send_at or speaker.now
    calendar = await speaker.calendar(released.committee_id)
    plan = plan_notice(sent_at, calendar, desk.committee.settings)
    await notices.set_due(speaker.tx, released.id, None, plan[0].at if whole else speaker.now)


async def stop(context: Context, arguments: Sequence[str]) -> None:
    """Call it back before it goes."""
    desk = await access.prepared_notice(context, access.row_id(arguments))
    stopped = rules.stop(desk.notice, context.now)
    subject, step = desk.notice.subject, desk.notice.send_step
    if await owed_steps.any_released(context.tx, subject, step):
        raise refuse(Reason.TOO_LATE)
    await owed_steps.withdraw(context.tx, subject, step, context.now)
    await notices.set_due(context.tx, desk.notice.id, None, None)
    await save(context, "notice_stopped", desk.notice, stopped)
    own = access.seat(context, desk.committee.id)
    prepares = desk.notice.made_by == context.person.id or (own is not None and own.secretariat)
    context.replace(
        "notice/stopped",
        [choice("notice", "preview", desk.notice.id)] if prepares else [],
        **await facts(context, context.person.id, desk),
    )
