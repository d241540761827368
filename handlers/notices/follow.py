"""What a sent notice does by itself: the summary of its first day, one reminder."""

from datetime import datetime, timedelta

from committee.calendar import local
from committee.notice import Notice, NoticeState
from committee.notice_steps import NoticeStep, due_now, plan_notice
from handlers import access
from handlers.conversation import Outgoing, choice
from handlers.feature import Owed
from handlers.notices.desk_work import REVISION, owe_next
from handlers.notices.lists import counted
from handlers.rounds import tell_all
from handlers.speaking import DIGEST, Speaker
from storage import notices, people
from storage.fan_outs import Whom

PAUSE = timedelta(minutes=15)
"""How long a notice whose steps cannot be worked out waits for the next try."""


async def run_due(speaker: Speaker) -> int:
    """Owe what one notice has due, and set when it is looked at next.

    A notice with more receivers than a step takes stays due, and goes on where it stopped.
    """
    found = await access.due_notice(speaker)
    if found is None:
        return 0
    notice, committee, handled_until = found
    if notice.state is not NoticeState.RELEASED or notice.send_at is None:
        await notices.set_due(speaker.tx, notice.id, None, None)
        return 1
    if handled_until is None and not await owe_next(speaker, notice):
        return 1
    calendar = await speaker.calendar(notice.committee_id)
    plan = plan_notice(notice.send_at, calendar, committee.settings)
    due = due_now(plan, handled_until, speaker.now)
    for planned in due.steps:
        if planned.step is NoticeStep.SUMMARY:
            await _owe_summary(speaker, notice, planned.at)
        else:
            await owe_reminders(speaker, notice)
    await notices.set_due(speaker.tx, notice.id, speaker.now, due.next_at)
    return 1


async def put_off(speaker: Speaker) -> None:
    """Look at the notice that is due first again in a while."""
    found = await notices.first_due(speaker.tx, speaker.now)
    if found is not None:
        notice, handled_until = found
        await notices.set_due(speaker.tx, notice.id, handled_until, speaker.now + PAUSE)


async def _owe_summary(speaker: Speaker, notice: Notice, at: datetime) -> None:
    """To the secretariat, and to the leader who let an urgent one go."""
    staff = [each.person.id for each in await people.secretariat(speaker.tx, notice.committee_id)]
    leader = [notice.released_by] if notice.released_by else []
    for person_id in dict.fromkeys([*staff, *leader]):
        await speaker.tell(
            person_id,
            "notice.summary",
            committee_id=notice.committee_id,
            subject=notice.subject,
            revision=REVISION,
            step=f"{NoticeStep.SUMMARY}:{local(at):%Y-%m-%d}",
            merge=DIGEST,
        )


async def reminder_step(speaker: Speaker, notice: Notice) -> str:
    """One a day, whoever asks for it: that of the day on which it would go out."""
    goes_out = (await speaker.calendar(notice.committee_id)).next_allowed(speaker.now)
    return f"{NoticeStep.REMINDER}:{local(goes_out):%Y-%m-%d}"


async def owe_reminders(speaker: Speaker, notice: Notice) -> None:
    """Remind who has not acknowledged and was not reminded that day, some hundreds a step."""
    await tell_all(
        speaker,
        Whom.PENDING,
        notice.id,
        "notice.reminder",
        committee_id=notice.committee_id,
        subject=notice.subject,
        revision=REVISION,
        step=await reminder_step(speaker, notice),
        merge=DIGEST,
    )


async def compose_summary(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """Who has acknowledged so far, and who could not be reached."""
    desk = await access.owed_notice_news(speaker, owed)
    if desk is None or not desk.notice.is_out(speaker.now):
        return None
    known = await counted(speaker, owed.person.id, desk)
    verbs = ["list", *(["remind", "record"] if desk.pending else [])]
    return speaker.message(
        "notice/summary",
        [choice("notice", verb, desk.notice.id) for verb in verbs],
        summary=speaker.message("notice/summary_line", **known).text,
        **known,
    )
