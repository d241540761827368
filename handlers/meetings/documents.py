"""A meeting's documents: taken in, labelled who may see them, taken off again."""

from collections.abc import Sequence

from committee.meeting import MeetingState
from committee.meeting_steps import can_edit
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Choice, Dialogue, FileRule, choice
from handlers.desk import Desk, refresh
from handlers.meetings import draft
from handlers.speaking import Context
from messages.understand import named_item, number
from storage import papers
from storage.papers import Audience, Disclosure, DocumentKind

ATTACH = "meeting.attach"
ITEM = "meeting.item"
FILES = FileRule((".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".jpg", ".jpeg", ".png"))
NAME_LENGTH = 120

_SHARING = {
    "members": (Audience.MEMBERS, Disclosure.CHAT),
    "everyone": (Audience.EVERYONE, Disclosure.CHAT),
    "summary": (Audience.MEMBERS, Disclosure.SUMMARY),
}
"""What each button says of a document; "never" takes it off the assistant."""


async def show(context: Context, arguments: Sequence[str]) -> None:
    """The documents of a meeting, with who may see each."""
    desk = await access.prepared_meeting(context, access.row_id(arguments))
    _show(context, desk)


def _show(context: Context, desk: Desk) -> None:
    context.reply("meeting/papers", _choices(desk), desk=desk)


def _choices(desk: Desk) -> list[Choice]:
    """What is next: a draft with its papers is usually ready to be submitted."""
    meeting_id, has_papers = desk.meeting.id, bool(desk.documents)
    items = has_papers and bool(desk.agenda)
    submit = has_papers and not items and can_edit(desk.meeting)
    return [
        *([choice("meeting", "submit", meeting_id, title=desk.head_title)] if submit else []),
        choice("meeting", "attach", meeting_id),
        *([choice("meeting", "unattach", meeting_id)] if has_papers else []),
        *([choice("meeting", "items", meeting_id)] if items else []),
        choice("meeting", "open", meeting_id),
    ]


async def attach(context: Context, arguments: Sequence[str]) -> None:
    """Wait for files, or for a number typed instead of a file; says what may not be sent."""
    desk = await _changeable(context, access.row_id(arguments))
    await context.ask(ATTACH, meeting=desk.meeting.id)
    context.reply("meeting/ask_file", desk=desk)


async def taken(context: Context, dialogue: Dialogue) -> None:
    """Files, or a name and number typed for a paper that is not sent by chat."""
    desk = await _changeable(context, int(dialogue.state["meeting"]))
    if context.files:
        given = [(file.name, file.sha256) for file in context.files]
    else:
        name = draft.typed_line(context, NAME_LENGTH)
        if not name:
            return
        given = [(name, "")]
    added = [await _add(context, desk, name, sha256) for name, sha256 in given]
    await context.done_asking()
    await context.record("documents_added", desk.meeting.subject, desk.committee.id)
    if not context.files:
        _show(context, await refresh(context.tx, desk))
        return
    context.reply(
        "meeting/ask_sharing",
        [
            choice("meeting", "share", added[0], verb, to=verb)
            if verb in _SHARING
            else choice("meeting", "unshare", added[0])
            for verb in ("members", "everyone", "summary", "never")
        ],
        names=[name for name, _ in given],
    )


async def _add(context: Context, desk: Desk, name: str, sha256: str) -> int:
    """The first file is the report where one is wanted and missing."""
    current = await refresh(context.tx, desk)
    kind = DocumentKind.REPORT if current.report_missing else DocumentKind.DOCUMENT
    return await papers.add_document(
        context.tx,
        desk.meeting.id,
        kind=kind,
        name=name[:NAME_LENGTH],
        sha256=sha256 or None,
        album=context.event.key,
        person_id=context.person.id,
        now=context.now,
        item=named_item(name),
    )


async def share(context: Context, arguments: Sequence[str]) -> None:
    """Who may see what came in one album."""
    document, desk = await access.document_to_edit(context, access.row_id(arguments))
    if len(arguments) < 2 or arguments[1] not in _SHARING:
        raise refuse(Reason.NOT_FOUND)
    await _changeable(context, desk.meeting.id)
    await papers.share(context.tx, document, *_SHARING[arguments[1]])
    await context.record(
        "documents_labelled", desk.meeting.subject, desk.committee.id, after={"for": arguments[1]}
    )
    _show(context, await refresh(context.tx, desk))


async def unshare(context: Context, arguments: Sequence[str]) -> None:
    """These may never be on the assistant: forget them at once."""
    document, desk = await access.document_to_edit(context, access.row_id(arguments))
    await papers.remove_album(context.tx, document, context.now)
    await context.record("documents_removed", desk.meeting.subject, desk.committee.id)
    context.replace("meeting/unshared", [choice("meeting", "open", desk.meeting.id)])


async def unattach(context: Context, arguments: Sequence[str]) -> None:
    """Which document shall go."""
    desk = await _changeable(context, access.row_id(arguments))
    context.reply(
        "meeting/ask_unattach",
        [
            choice("meeting", "detach", document.id, place=place)
            for place, document in enumerate(desk.documents[-4:], 1)
        ],
        documents=desk.documents[-4:],
    )


async def detach(context: Context, arguments: Sequence[str]) -> None:
    document, desk = await access.document_to_edit(context, access.row_id(arguments))
    await _changeable(context, desk.meeting.id)
    await papers.remove_document(context.tx, document, context.now)
    await context.record("document_removed", desk.meeting.subject, desk.committee.id)
    _show(context, await refresh(context.tx, desk))


async def items(context: Context, arguments: Sequence[str]) -> None:
    """Which document is about an item of the agenda."""
    desk = await _changeable(context, access.row_id(arguments))
    context.reply(
        "meeting/ask_item_of",
        [
            choice("meeting", "itemof", document.id, place=place)
            for place, document in enumerate(desk.documents[-4:], 1)
        ],
        documents=desk.documents[-4:],
    )


async def item_of(context: Context, arguments: Sequence[str]) -> None:
    document, desk = await access.document_to_edit(context, access.row_id(arguments))
    await _changeable(context, desk.meeting.id)
    await context.ask(ITEM, document=document.id)
    context.reply("meeting/ask_item", document=document, agenda=desk.agenda)


async def item_given(context: Context, dialogue: Dialogue) -> None:
    """The item's number; 0 takes it off again."""
    document, desk = await access.document_to_edit(context, int(dialogue.state["document"]))
    await _changeable(context, desk.meeting.id)
    item = number(context.event.text)
    if item is None or item > len(desk.agenda):
        context.reply("meeting/ask_item", document=document, agenda=desk.agenda)
        return
    await papers.set_item(context.tx, document.id, item or None)
    await context.done_asking()
    await context.record("document_item", desk.meeting.subject, desk.committee.id)
    _show(context, await refresh(context.tx, desk))


async def _changeable(context: Context, meeting_id: int) -> Desk:
    """Documents may be added to a draft, and to a meeting until it begins."""
    desk = await access.prepared_meeting(context, meeting_id)
    if desk.meeting.state is MeetingState.CANCELLED:
        raise refuse(Reason.CANCELLED)
    if desk.meeting.starts_at <= context.now:
        raise refuse(Reason.TOO_LATE)
    return desk
