"""What returns when its day has come, and who is told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from committee import notice as notice_rules
from committee import notice_repeat as rules
from committee.calendar import local
from committee.notice_repeat import Occurrence, Repeat, Returns
from handlers import access
from handlers.conversation import Choice, Outgoing, choice
from handlers.feature import Owed
from handlers.notice_desk import NoticeDesk
from handlers.notices import follow
from handlers.notices.desk_work import REVISION, facts
from handlers.notices.release import owe
from handlers.notices.repeat_words import whom_now
from handlers.speaking import DIGEST, Speaker
from storage import audit, notice_files, notice_receivers, notice_repeats, notices, people
from storage.database import Transaction


async def next_due(tx: Transaction) -> datetime | None:
    """When a notice has something due next, or one returns."""
    both = (await notices.next_due(tx), await notice_repeats.next_due(tx))
    return min((each for each in both if each is not None), default=None)


async def run_due(speaker: Speaker) -> int:
    """Let one notice return that is due; else what one that went out still has to do."""
    found = await access.due_repeat(speaker)
    if found is None:
        return await follow.run_due(speaker)
    repeat, template = found
    calendar = await speaker.calendar(repeat.committee_id)
    now = rules.returns(repeat, calendar, speaker.now)
    if now is None:
        coming = rules.to_come(repeat, calendar)
        await _go_on(speaker, repeat, None, coming[0].at if coming else None)
        return 1
    await _take_up(speaker, repeat, template, now)
    return 1


async def put_off(speaker: Speaker) -> None:
    """Look at what is due first again in a while."""
    repeat = await notice_repeats.first_due(speaker.tx, speaker.now)
    if repeat is None:
        await follow.put_off(speaker)
        return
    later = speaker.now + follow.PAUSE
    await notice_repeats.set_due(speaker.tx, repeat.id, repeat.handled_until, later)


async def _take_up(speaker: Speaker, repeat: Repeat, template: NoticeDesk, now: Returns) -> None:
    """Send the newest where its day is still today, pass over the others, and say both."""
    missed = [
        each.day.isoformat()
        for each in now.missed
        if await notice_repeats.take(speaker.tx, repeat.id, each, None) is not None
    ]
    people_now = await whom_now(speaker, template) if now.send else []
    sent = await _send(speaker, repeat, template, now.send, people_now) if now.send else None
    await _go_on(speaker, repeat, now, now.next_at)
    plain = {
        "sent": sent.notice.id if sent else 0,
        "count": len(people_now) if sent else 0,
        "nobody": now.send is not None and not people_now,
        "missed": missed,
        "next": now.next_at.isoformat() if now.next_at else "",
    }
    if sent or missed or plain["nobody"]:
        await _tell(speaker, repeat, template, f"{now.handled_until:%Y-%m-%d}", plain)


async def _go_on(
    speaker: Speaker, repeat: Repeat, now: Returns | None, next_at: datetime | None
) -> None:
    handled = now.handled_until if now else repeat.handled_until
    await notice_repeats.set_due(speaker.tx, repeat.id, handled, next_at)
    if next_at is None:
        await notice_repeats.end(speaker.tx, repeat.id, None, speaker.now)


async def _send(
    speaker: Speaker,
    repeat: Repeat,
    template: NoticeDesk,
    occurrence: Occurrence,
    people_now: Sequence[int],
) -> NoticeDesk | None:
    """A notice of its own to these people; None where they are none, or it went that day."""
    on = local(occurrence.at).date() if people_now else None
    taken = await notice_repeats.take(speaker.tx, repeat.id, occurrence, on)
    if taken is None or not people_now:
        return None
    made = await _make(speaker, repeat, template, people_now)
    await notice_repeats.went(speaker.tx, taken, made.notice.id)
    draft = replace(made.notice, group=template.notice.group)
    released = notice_rules.release(draft, made.receivers, speaker.now, speaker.now)
    await notices.save(speaker.tx, released, speaker.now)
    await owe(speaker, made, released)
    await audit.write(
        speaker.tx,
        at=speaker.now,
        committee_id=repeat.committee_id,
        person_id=None,
        channel=speaker.channel,
        verb="notice_returned",
        subject=released.subject,
        after={"repeats": template.notice.id, "day": occurrence.day.isoformat()},
    )
    return made


async def _make(
    speaker: Speaker, repeat: Repeat, template: NoticeDesk, people_now: Sequence[int]
) -> NoticeDesk:
    notice_id = await notices.add(
        speaker.tx,
        committee_id=repeat.committee_id,
        text=template.notice.text,
        corrects=None,
        made_by=repeat.made_by,
        now=speaker.now,
    )
    await notice_receivers.add(speaker.tx, notice_id, people_now)
    await notice_files.copy(speaker.tx, template.notice.id, notice_id, speaker.now)
    return await access.drafted_notice(speaker, notice_id)


async def _tell(
    speaker: Speaker, repeat: Repeat, template: NoticeDesk, step: str, plain: Mapping[str, Any]
) -> None:
    """The secretariat: what went out, what was missed, when it returns next."""
    for seat in await people.secretariat(speaker.tx, repeat.committee_id):
        await speaker.tell(
            seat.person.id,
            "notice.returned",
            committee_id=repeat.committee_id,
            subject=template.notice.subject,
            revision=REVISION,
            step=f"returned:{repeat.id}:{step}",
            facts=plain,
            merge=DIGEST,
        )


async def compose_returned(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """None for who runs the assistant of that committee no more."""
    desk = await access.owed_notice_news(speaker, owed)
    if desk is None:
        return None
    plain = owed.facts
    known = {
        **plain,
        "at": owed.created_at,
        "next_at": datetime.fromisoformat(plain["next"]) if plain["next"] else None,
        "missed": [datetime.fromisoformat(each).date() for each in plain["missed"]],
        **await facts(speaker, owed.person.id, desk),
    }
    return speaker.message(
        "notice/returned",
        _choices(desk, plain["sent"]),
        summary=speaker.message("notice/returned_line", **known).text,
        **known,
    )


def _choices(desk: NoticeDesk, sent: int) -> list[Choice]:
    repeating = desk.notice.state is notice_rules.NoticeState.REPEATED
    return [
        *([choice("notice", "list", sent)] if sent else []),
        *([choice("notice", "open", desk.notice.id)] if repeating else []),
    ]
