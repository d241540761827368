"""Opinions as they are read: by their author, who chairs that meeting, and the secretariat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from committee.attendance import Invitee, Part
from committee.proxy import ProxyState
from handlers import access
from handlers.conversation import Choice, StoredFile, choice
from handlers.desk import Desk, lay_out
from handlers.speaking import Context
from storage import meetings, opinions
from storage.opinions import Opinion, Piece

PAGE = 420
"""Characters of opinions in one message; the rest is a button further."""
TITLE = 80
SHOWN = 2
MOST_READ = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece as it is read; `title` is that of its item, `text` a part of a long text."""

    item: int | None
    title: str
    text: str
    recorded_by: str


async def read(context: Context, arguments: Sequence[str]) -> None:
    """The first page, with the files."""
    await _page(context, access.row_id(arguments), 0)


async def more(context: Context, arguments: Sequence[str]) -> None:
    await _page(context, access.row_id(arguments), access.row_id(arguments, 1))


async def _page(context: Context, invitee_id: int, page: int) -> None:
    invitee, desk = await access.opinion_to_read(context, invitee_id)
    opinion = await opinions.of_person(context.tx, desk.meeting.id, invitee.person.id)
    pages = _pages(opinion, desk.agenda)
    page = min(page, max(len(pages) - 1, 0))
    further = [choice("opinion", "more", invitee.id, page + 1, page=page + 2, pages=len(pages))]
    decide = await _decisions(context, invitee, desk)
    context.reply(
        "opinion/read",
        [*decide, *(further if page + 1 < len(pages) else [])],
        files=_files(opinion) if page == 0 else (),
        invitee=invitee,
        desk=desk,
        opinion=opinion,
        entries=pages[page] if pages else [],
        first=page == 0,
    )


async def _decisions(context: Context, invitee: Invitee, desk: Desk) -> list[Choice]:
    """The chair who is being asked decides where the opinion was read."""
    request = await access.request_of(context.tx, desk, invitee)
    waits = request is not None and request.proxy.state is ProxyState.ACCEPTED
    if request is None or not waits or not desk.chaired_by(context.person.id):
        return []
    return [choice("proxy", "grant", request.proxy.id), choice("proxy", "deny", request.proxy.id)]


def _files(opinion: Opinion) -> list[StoredFile]:
    kept = [piece for piece in opinion.files if piece.sha256]
    return [StoredFile(p.sha256, p.name, p.media_type, p.size) for p in kept]


def _pages(opinion: Opinion, agenda: Sequence[str]) -> list[list[Entry]]:
    """The texts and papers in order, as many on a page as fit."""
    pages: list[list[Entry]] = []
    room = 0
    for piece in opinion.pieces:
        for entry in () if piece.is_file else _entries(piece, agenda):
            size = len(entry.text) + len(entry.title) + len(entry.recorded_by)
            if size > room or not pages:
                pages.append([])
                room = PAGE
            pages[-1].append(entry)
            room -= size
    return pages


def _entries(piece: Piece, agenda: Sequence[str]) -> list[Entry]:
    """A long text goes in parts, cut between words."""
    title = agenda[piece.item - 1][:TITLE] if piece.item and piece.item <= len(agenda) else ""
    whole = Entry(piece.item, title, piece.text, piece.recorded_by)
    return [replace(whole, text=part) for part in _parts(piece.text, PAGE - TITLE)]


def _parts(text: str, most: int) -> list[str]:
    parts = []
    while len(text) > most:
        cut = max(text.rfind(" ", 1, most), text.rfind("\n", 1, most))
        cut = cut if cut > 0 else most
        parts.append(text[:cut])
        text = text[cut:].lstrip()
    return [*parts, text]


async def overview(context: Context) -> None:
    """`/ykien`: where the asker may give an opinion, and what the secretariat has of others."""
    kept = await _called(context)
    own = await _own(context)
    if own or not kept:
        context.reply(
            "opinion/overview",
            [
                choice("opinion", "write_for", i.id, d.meeting.revision, day=d.meeting.starts_at)
                for d, i in own
            ],
            desks=[desk for desk, _ in own],
        )
    for desk in kept:
        await _kept(context, desk)


async def _own(context: Context) -> list[tuple[Desk, Invitee]]:
    """Meetings to come at which the asker sits as a member."""
    coming = await meetings.coming_for(context.tx, context.person.id, context.now)
    desks = [await lay_out(context.tx, m) for m in coming if m.invitations_out(context.now)]
    return [
        (desk, invitee)
        for desk in desks
        for invitee in desk.invitees
        if invitee.person.id == context.person.id and invitee.part is Part.MEMBER
    ][:SHOWN]


async def _called(context: Context) -> list[Desk]:
    """Called meetings of the committees whose assistant the asker runs."""
    found = [
        meeting
        for seat in access.secretariat_seats(context)
        for meeting in await meetings.open_in(context.tx, seat.committee_id, context.now)
        if meeting.invitations_out(context.now)
    ]
    return [await lay_out(context.tx, meeting) for meeting in found[:SHOWN]]


async def everybody(context: Context, arguments: Sequence[str]) -> None:
    """For the chair and the secretariat: whose opinions there are, some at a time."""
    desk = await access.opinions_to_read(context, access.row_id(arguments))
    start = access.row_id(arguments, 1) if len(arguments) > 1 else 0
    found = await _authors(context, desk)
    shown = found[start : start + MOST_READ]
    further = [choice("opinion", "others", desk.meeting.id, start + MOST_READ)]
    context.reply(
        "opinion/kept",
        [*_read_choices(shown), *(further if start + MOST_READ < len(found) else [])],
        desk=desk,
        found=found,
    )


async def _kept(context: Context, desk: Desk) -> None:
    """The same with a way to note down a paper."""
    found = await _authors(context, desk)
    read = _read_choices(found) if len(found) <= MOST_READ else []
    all_of_them = [choice("opinion", "all", desk.meeting.id)] if not read and found else []
    context.reply(
        "opinion/kept",
        [choice("opinion", "paper", desk.meeting.id), *read, *all_of_them],
        desk=desk,
        found=found,
    )


async def _authors(context: Context, desk: Desk) -> list[Invitee]:
    authors = await opinions.authors(context.tx, desk.meeting.id)
    return [invitee for invitee in desk.invitees if invitee.person.id in authors]


def _read_choices(shown: Sequence[Invitee]) -> list[Choice]:
    return [choice("opinion", "read_of", i.id, person=i.person) for i in shown]
