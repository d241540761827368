"""The secretariat writes down who acknowledged by phone, with the source; it can be undone."""

from collections.abc import Sequence

from committee import notice as rules
from committee.notice import Receiver
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import REVISION, facts, stop_asking
from handlers.speaking import Context
from messages.understand import names
from storage import notice_receivers
from storage.moments import to_ms

RECORD = "notice.record"
BY_PHONE = "phone"
SHOWN = 3


async def record(context: Context, arguments: Sequence[str]) -> None:
    """For whom: those who cannot be reached by chat first, or a typed name."""
    desk = await _out(context, access.row_id(arguments))
    reached = await notice_receivers.reachable(context.tx, desk.notice.id)
    pending = sorted(desk.pending, key=lambda each: each.person.id in reached)
    await context.ask(RECORD, notice=desk.notice.id)
    context.reply(
        "notice/record",
        [
            *[choice("notice", "recordfor", r.id, person=r.person) for r in pending[:SHOWN]],
            choice("notice", "list", desk.notice.id),
        ],
        pending=pending,
    )


async def named(context: Context, dialogue: Dialogue) -> None:
    """The name that was typed."""
    desk = await _out(context, int(dialogue.state["notice"]))
    found = names(context.event.text, [each.person.name for each in desk.pending])
    if len(found) == 1:
        await _record(context, desk.pending[found[0]], desk)
        return
    context.reply(
        "notice/record_unclear",
        [
            choice("notice", "recordfor", desk.pending[place].id, person=desk.pending[place].person)
            for place in found[: SHOWN + 1]
        ],
        found=len(found),
    )


async def record_for(context: Context, arguments: Sequence[str]) -> None:
    receiver, desk = await access.receiver_to_record(context, access.row_id(arguments))
    await _record(context, receiver, desk)


async def _record(context: Context, receiver: Receiver, desk: NoticeDesk) -> None:
    noted = rules.acknowledge(receiver, desk.notice, context.now, BY_PHONE, context.person.id)
    if noted is receiver:
        raise refuse(Reason.ALREADY_DONE, at=receiver.acknowledged_at)
    await stop_asking(context)
    await notice_receivers.save(context.tx, noted)
    await context.record(
        "notice_acknowledged",
        desk.notice.subject,
        desk.committee.id,
        after={"by": BY_PHONE, "person": receiver.person.id},
    )
    await context.tell(
        receiver.person.id,
        "notice.recorded",
        committee_id=desk.committee.id,
        subject=desk.notice.subject,
        revision=REVISION,
        step=f"recorded:{context.now.isoformat()}",
    )
    context.replace(
        "notice/recorded",
        [choice("notice", "undo", receiver.id, to_ms(context.now))],
        receiver=noted,
        by=context.person,
        **await facts(context, context.person.id, desk),
    )


async def undo(context: Context, arguments: Sequence[str]) -> None:
    """Take back what was written down, unless something else came since."""
    receiver, desk = await access.receiver_to_record(context, access.row_id(arguments))
    written_at = receiver.acknowledged_at
    own = receiver.recorded_by == context.person.id
    if not own or written_at is None or to_ms(written_at) != access.row_id(arguments, 1):
        raise refuse(Reason.ALREADY_DONE)
    without = rules.unacknowledge(receiver, desk.notice, context.now)
    await notice_receivers.save(context.tx, without)
    await context.record(
        "notice_unacknowledged",
        desk.notice.subject,
        desk.committee.id,
        after={"person": receiver.person.id},
    )
    context.replace(
        "notice/undone",
        [choice("notice", "recordfor", receiver.id, person=receiver.person)],
        receiver=receiver,
    )


async def _out(context: Context, notice_id: int) -> NoticeDesk:
    desk = await access.prepared_notice(context, notice_id)
    rules.require_out(desk.notice, context.now)
    return desk
