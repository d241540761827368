"""What a sent notice does by itself: the summary of its first day, one reminder."""

from datetime import datetime, timedelta

from committee.calendar import local
from committee.notice import NoticeState
from committee.notice_steps import NoticeStep, due_now, plan_notice
from handlers import access
from handlers.conversation import Outgoing, choice
from handlers.feature import Owed
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import REVISION, owe_next
from handlers.notices.lists import counted
from handlers.speaking import DIGEST, Speaker
from storage import notices, people

PAUSE = timedelta(minutes=15)
"""How long a notice whose steps cannot be worked out waits for the next try."""


async def run_due(speaker: Speaker) -> int:
    """Owe what one notice has due, and set when it is looked at next.

    A notice with more receivers than a step takes stays due, and goes on where it stopped.
    """
    found = await notices.first_due(speaker.tx, speaker.now)
    if found is None:
        return 0
    notice, handled_until = found
    if notice.state is not NoticeState.RELEASED or notice.send_at is None:
        await notices.set_due(speaker.tx, notice.id, None, None)
        return 1
    if handled_until is None and not await owe_next(speaker, notice):
        return 1
    desk = await access.lay_out_notice(speaker.tx, notice)
    calendar = await speaker.calendar(notice.committee_id)
    plan = plan_notice(notice.send_at, calendar, desk.committee.settings)
    due = due_now(plan, handled_until, speaker.now)
    for planned in due.steps:
        if planned.step is NoticeStep.SUMMARY:
            await _owe_summary(speaker, desk, planned.at)
        else:
            await owe_reminders(speaker, desk)
    await notices.set_due(speaker.tx, notice.id, speaker.now, due.next_at)
    return 1


async def put_off(speaker: Speaker) -> None:
    """Look at the notice that is due first again in a while."""
    found = await notices.first_due(speaker.tx, speaker.now)
    if found is not None:
        notice, handled_until = found
        await notices.set_due(speaker.tx, notice.id, handled_until, speaker.now + PAUSE)


async def _owe_summary(speaker: Speaker, desk: NoticeDesk, at: datetime) -> None:
    """To the secretariat, and to the leader who let an urgent one go."""
    staff = [each.person.id for each in await people.secretariat(speaker.tx, desk.committee.id)]
    leader = [desk.leader.id] if desk.leader else []
    for person_id in dict.fromkeys([*staff, *leader]):
        await speaker.tell(
            person_id,
            "notice.summary",
            committee_id=desk.committee.id,
            subject=desk.notice.subject,
            revision=REVISION,
            step=f"{NoticeStep.SUMMARY}:{local(at):%Y-%m-%d}",
            merge=DIGEST,
        )


async def reminder_step(speaker: Speaker, desk: NoticeDesk) -> str:
    """One a day, whoever asks for it: that of the day on which it would go out."""
    goes_out = (await speaker.calendar(desk.committee.id)).next_allowed(speaker.now)
    return f"{NoticeStep.REMINDER}:{local(goes_out):%Y-%m-%d}"


async def owe_reminders(speaker: Speaker, desk: NoticeDesk) -> int:
    """Remind who has not acknowledged; how many were not reminded that day already."""
    step, owed = await reminder_step(speaker, desk), 0
    for receiver in desk.pending:
        owed += await speaker.tell(
            receiver.person.id,
            "notice.reminder",
            committee_id=desk.committee.id,
            subject=desk.notice.subject,
            revision=REVISION,
            step=step,
            merge=DIGEST,
        )
    return owed


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
