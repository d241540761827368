"""A notice's files: taken in, labelled whether they may go by chat, taken off again."""

from collections.abc import Sequence

from committee import notice as rules
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, FileRule, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import again, stop_asking
from handlers.notices.words import one_line
from handlers.speaking import Context
from storage import notice_files
from storage.papers import Disclosure

ATTACH = "notice.attach"
FILES = FileRule((".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".jpg", ".jpeg", ".png"))
NAME_LENGTH = 120
SHOWN = 3

_SHARING = {"chat": Disclosure.CHAT, "summary": Disclosure.SUMMARY}
"""What each button says of a file; "never" takes it off the assistant."""


async def show(context: Context, arguments: Sequence[str]) -> None:
    """The files so far; where there is none, one is asked for."""
    desk = await _draft(context, arguments)
    if desk.files:
        _show(context, desk)
    else:
        await attach(context, arguments)


def _show(context: Context, desk: NoticeDesk) -> None:
    notice_id = desk.notice.id
    context.reply(
        "notice/papers",
        [
            choice("notice", "attach", notice_id),
            *([choice("notice", "unattach", notice_id)] if desk.files else []),
            choice("notice", "preview", notice_id),
        ],
        desk=desk,
    )


async def attach(context: Context, arguments: Sequence[str]) -> None:
    """Wait for files, or for a name and number typed instead; says what may not be sent."""
    desk = await _draft(context, arguments)
    await context.ask(ATTACH, notice=desk.notice.id)
    context.reply("notice/ask_file", [choice("notice", "preview", desk.notice.id)])


async def taken(context: Context, dialogue: Dialogue) -> None:
    """Files, or a name and number typed for a paper that is not sent by chat."""
    desk = await _draft(context, (str(dialogue.state["notice"]),))
    given = [(file.name, file.sha256) for file in context.files]
    if not given:
        name = one_line(context, NAME_LENGTH)
        if not name:
            return
        given = [(name, "")]
    added = [await _add(context, desk, name, sha256) for name, sha256 in given]
    await stop_asking(context)
    await context.record("notice_files_added", desk.notice.subject, desk.committee.id)
    if not context.files:
        _show(context, await again(context, desk))
        return
    context.reply(
        "notice/ask_sharing",
        [
            choice("notice", "share", added[0], "chat", to="chat"),
            choice("notice", "share", added[0], "summary", to="summary"),
            choice("notice", "unshare", added[0]),
        ],
        names=[name for name, _ in given],
    )


async def _add(context: Context, desk: NoticeDesk, name: str, sha256: str) -> int:
    return await notice_files.add(
        context.tx,
        desk.notice.id,
        name=name[:NAME_LENGTH],
        sha256=sha256 or None,
        album=context.event.key,
        person_id=context.person.id,
        now=context.now,
    )


async def share(context: Context, arguments: Sequence[str]) -> None:
    """Whether what came in one album goes out as files or by name only."""
    file, desk = await _to_edit(context, arguments)
    if len(arguments) < 2 or arguments[1] not in _SHARING:
        raise refuse(Reason.NOT_FOUND)
    await notice_files.share(context.tx, file, _SHARING[arguments[1]])
    labelled = {"for": arguments[1]}
    await context.record(
        "notice_files_labelled", desk.notice.subject, desk.committee.id, after=labelled
    )
    _show(context, await again(context, desk))


async def unshare(context: Context, arguments: Sequence[str]) -> None:
    """These may never be on the assistant: forget them at once."""
    file, desk = await _to_edit(context, arguments)
    await notice_files.remove_album(context.tx, file, context.now)
    await context.record("notice_files_removed", desk.notice.subject, desk.committee.id)
    context.replace("notice/unshared", [choice("notice", "preview", desk.notice.id)])


async def unattach(context: Context, arguments: Sequence[str]) -> None:
    """Which file shall go."""
    desk = await _draft(context, arguments)
    last = desk.files[-SHOWN:]
    context.reply(
        "notice/ask_unattach",
        [
            *[choice("notice", "detach", each.id, place=n) for n, each in enumerate(last, 1)],
            choice("notice", "preview", desk.notice.id),
        ],
        last=last,
    )


async def detach(context: Context, arguments: Sequence[str]) -> None:
    file, desk = await _to_edit(context, arguments)
    await notice_files.remove(context.tx, file, context.now)
    await context.record("notice_file_removed", desk.notice.subject, desk.committee.id)
    _show(context, await again(context, desk))


async def _to_edit(
    context: Context, arguments: Sequence[str]
) -> tuple[notice_files.NoticeFile, NoticeDesk]:
    file, desk = await access.notice_file_to_edit(context, access.row_id(arguments))
    rules.require_draft(desk.notice)
    return file, desk


async def _draft(context: Context, arguments: Sequence[str]) -> NoticeDesk:
    desk = await access.prepared_notice(context, access.row_id(arguments))
    rules.require_draft(desk.notice)
    return desk
