"""An urgent notice before those who may break the silence: let go, or not."""

from collections.abc import Sequence

from committee import notice as rules
from committee.notice import NoticeState
from handlers import access
from handlers.conversation import Choice, Outgoing, choice
from handlers.feature import Owed
from handlers.notice_desk import NoticeDesk
from handlers.notices import preview
from handlers.notices.desk_work import again, facts, leaders, save, stop_asking, tell_about
from handlers.notices.preview import previewed, require_previewed
from handlers.notices.release import let_go
from handlers.speaking import Context, Speaker
from storage import people


async def submit(context: Context, arguments: Sequence[str]) -> None:
    """Put it to the head and the deputies, in allowed hours: the question is not urgent yet."""
    desk = await previewed(context, arguments)
    submitted = rules.submit_urgent(desk.notice, desk.receivers)
    await save(context, "notice_submitted", desk.notice, submitted)
    asked = await leaders(context, desk.committee.id)
    at = await tell_about(context, submitted, "notice.release", asked)
    context.replace(
        "notice/submitted", [choice("notice", "recall", desk.notice.id)], told_at=at, desk=desk
    )


async def recall(context: Context, arguments: Sequence[str]) -> None:
    """Take it back to mend it; the leaders' question stands no more."""
    desk = await access.prepared_notice(context, access.row_id(arguments))
    await save(context, "notice_recalled", desk.notice, rules.recall(desk.notice))
    await preview.show(context, await again(context, desk))


async def compose_release(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """What a leader is asked; only while it waits for an answer."""
    desk = await access.owed_notice_release(speaker, owed)
    if desk is None or desk.notice.state is not NoticeState.SUBMITTED:
        return None
    known = await facts(speaker, owed.person.id, desk)
    return speaker.message(
        "notice/release",
        _answers(desk),
        summary=speaker.message("notice/release_line", **known).text,
        person=owed.person,
        **known,
    )


def _answers(desk: NoticeDesk) -> list[Choice]:
    """The question is of the notice as it stands."""
    return [
        choice("notice", "sendnow", desk.notice.id, desk.fingerprint),
        choice("notice", "notnow", desk.notice.id, desk.fingerprint),
    ]


async def show(context: Context, notice_id: int) -> None:
    """What waits, to the leader who asks for it, and the way to words of his own."""
    desk, _ = await access.notice_to_release(context, notice_id)
    context.reply(
        "notice/release",
        [*_answers(desk), choice("notice", "compose", desk.committee.id)],
        person=context.person,
        **await facts(context, context.person.id, desk),
    )


async def send_now(context: Context, arguments: Sequence[str]) -> None:
    """A leader breaks the silence: at once, the reason in the audit."""
    desk, own = await access.notice_to_release(context, access.row_id(arguments))
    at = context.now + desk.committee.settings.stop_window
    released, urgency = rules.release_urgent(desk.notice, own, desk.receivers, at)
    require_previewed(desk, arguments)
    await stop_asking(context)
    await let_go(context, desk, released, "notice_released_urgently", urgency)
    if desk.notice.made_by != context.person.id:
        staff = await people.secretariat(context.tx, desk.committee.id)
        await tell_about(context, released, "notice.released", staff)
    context.replace(
        "notice/sending_urgent",
        [choice("notice", "stop", desk.notice.id)],
        at=at,
        **await facts(context, context.person.id, desk),
    )


async def not_now(context: Context, arguments: Sequence[str]) -> None:
    """Not urgent in a leader's eyes: back to who prepared it."""
    desk, _ = await access.notice_to_release(context, access.row_id(arguments))
    back = rules.recall(desk.notice)
    require_previewed(desk, arguments)
    await save(context, "notice_not_urgent", desk.notice, back)
    staff = await people.secretariat(context.tx, desk.committee.id)
    at = await tell_about(context, back, "notice.not_released", staff)
    context.replace("notice/not_now", told_at=at, desk=desk)


async def compose_released(speaker: Speaker, owed: Owed) -> Outgoing | None:
    desk = await access.owed_notice_news(speaker, owed)
    if desk is None or desk.leader is None:
        return None
    known = await facts(speaker, owed.person.id, desk)
    text = speaker.message("notice/released", **known).text
    return speaker.message(
        "notice/released", [choice("notice", "open", desk.notice.id)], summary=text, **known
    )


async def compose_not_released(speaker: Speaker, owed: Owed) -> Outgoing | None:
    desk = await access.owed_notice_news(speaker, owed)
    if desk is None or desk.notice.state is not NoticeState.DRAFT:
        return None
    known = await facts(speaker, owed.person.id, desk)
    text = speaker.message("notice/not_released", **known).text
    return speaker.message(
        "notice/not_released", [choice("notice", "preview", desk.notice.id)], summary=text, **known
    )
