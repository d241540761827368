"""Whom a notice goes to: lists or names, less some."""

from collections.abc import Sequence
from dataclasses import replace

from committee import notice as rules
from committee.audience import Part, PartKind
from committee.notice import Group
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Choice, Dialogue, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import again, save
from handlers.notices.groups import called_meetings
from handlers.selecting import ROLES, Roster, people_of, read, roster
from handlers.speaking import Context
from storage import notice_audience, notice_receivers

AUDIENCE = "notice.audience"
MEETINGS_SHOWN = 3
SHOWN = 3
"""Lists with a button; one more leads on."""

_FIRST = (Group.MEMBERS, Group.COMMISSIONERS)
_MORE = (Group.WORKING_GROUP, Group.DEPUTIES, Group.GUESTS)


async def ask(context: Context, desk: NoticeDesk, page: int = 0) -> None:
    """The lists most often meant; a name may be typed at once."""
    offers = await _offers(context, desk)
    pages = [offers[at : at + SHOWN] for at in range(0, len(offers), SHOWN)] or [[]]
    shown = pages[page % len(pages)]
    if page + 1 < len(pages):
        shown = [*shown, choice("notice", "others", desk.notice.id, page + 1)]
    elif page:
        shown = [*shown, choice("notice", "towhom", desk.notice.id)]
    await context.ask(AUDIENCE, notice=desk.notice.id)
    context.reply("notice/ask_audience", shown, desk=desk)


async def _offers(context: Context, desk: NoticeDesk) -> list[Choice]:
    """Every list that has somebody on it, those most often meant first."""
    known, notice_id = await roster(context.tx, desk.committee.id), desk.notice.id
    first, more = ([_offer(known, desk, group) for group in part] for part in (_FIRST, _MORE))
    by_group = [choice("notice", "bygroup", notice_id)] if known.in_sub_groups else []
    by_meeting = [
        choice("notice", "meetings", notice_id) for _ in (await called_meetings(context, desk))[:1]
    ]
    by_unit = [choice("notice", "byunit", notice_id)] if known.units else []
    return [*filter(None, first), *by_group, *filter(None, more), *by_meeting, *by_unit]


def _offer(known: Roster, desk: NoticeDesk, group: Group) -> Choice | None:
    """The group by its name in this regulation; one without anybody is not offered."""
    if not _others(desk, known.who(Part(PartKind.GROUP, group.value))):
        return None
    titles = [desk.regulation.titles.get(role, "") for role in reversed(ROLES.get(group, ()))]
    title = desk.group_name if group is Group.WORKING_GROUP else next(filter(None, titles), "")
    return choice("notice", "group", desk.notice.id, group.value, group=group.value, title=title)


def _others(desk: NoticeDesk, person_ids: Sequence[int]) -> list[int]:
    """Of a list: who words an urgent notice knows of it."""
    own = desk.notice.made_by if desk.notice.urgent_reason else None
    return [each for each in person_ids if each != own]


async def to_whom(context: Context, arguments: Sequence[str]) -> None:
    await ask(context, await changeable(context, access.row_id(arguments)))


async def others(context: Context, arguments: Sequence[str]) -> None:
    """The next lists: working group, deputies, guests, the invitees of a meeting, units."""
    page = access.row_id(arguments, 1) if len(arguments) > 1 else 1
    await ask(context, await changeable(context, access.row_id(arguments)), page)


async def choose_group(context: Context, arguments: Sequence[str]) -> None:
    """Exactly this group; what stood on the list before is gone."""
    desk = await changeable(context, access.row_id(arguments))
    try:
        group = Group(arguments[1] if len(arguments) > 1 else "")
    except ValueError:
        raise refuse(Reason.NOT_FOUND) from None
    await begin_anew(context, desk, group, Part(PartKind.GROUP, group.value))


async def choose_meetings(context: Context, arguments: Sequence[str]) -> None:
    """The meetings whose invitees may be meant."""
    desk = await changeable(context, access.row_id(arguments))
    context.reply(
        "notice/ask_meeting",
        [
            *[
                choice("notice", "meeting", desk.notice.id, each.id, day=each.starts_at)
                for each in (await called_meetings(context, desk))[:MEETINGS_SHOWN]
            ],
            choice("notice", "towhom", desk.notice.id),
        ],
        desk=desk,
    )


async def choose_meeting(context: Context, arguments: Sequence[str]) -> None:
    desk = await changeable(context, access.row_id(arguments))
    meeting_id = access.row_id(arguments, 1)
    if meeting_id not in [each.id for each in await called_meetings(context, desk)]:
        raise refuse(Reason.NOT_FOUND)
    await begin_anew(context, desk, Group.MEETING, Part(PartKind.MEETING, str(meeting_id)))


async def named(context: Context, dialogue: Dialogue) -> None:
    """Lists or names that are added, and those that are taken off."""
    desk = await changeable(context, int(dialogue.state["notice"]))
    known = await roster(context.tx, desk.committee.id)
    said = read(known, context.event.text)
    if not said.parts:
        doubled = said.unknown if len(said.people) > 1 else ()
        context.reply(
            "notice/audience_unclear", unknown=said.unknown, doubled=doubled, units=said.units
        )
        return
    await _address(context, desk, said.parts)
    await _apply(context, desk, known, said.parts)
    await _show(context, await again(context, desk))


async def _address(context: Context, desk: NoticeDesk, parts: Sequence[Part]) -> None:
    """One list on an empty one is what the notice is addressed to; with more it is names."""
    group, added = desk.notice.group, [part for part in parts if not part.less]
    if added:
        alone = len(added) == 1 and not desk.receivers
        group = _addressed(added[0]) if alone else Group.NAMES
    await save(context, "notice_addressed", desk.notice, replace(desk.notice, group=group))


def _addressed(part: Part) -> Group:
    by_kind = {PartKind.SUB_GROUP: Group.SUB_GROUP, PartKind.UNIT: Group.UNIT}
    return Group(part.what) if part.kind is PartKind.GROUP else by_kind.get(part.kind, Group.NAMES)


async def _apply(context: Context, desk: NoticeDesk, known: Roster, parts: Sequence[Part]) -> None:
    """Put them on the list and take them off, in order, and keep how it came about."""
    people = await people_of(context.tx, known, parts)
    for part in parts:
        whom = people[part] if part.kind is PartKind.PERSON else _others(desk, people[part])
        if part.less:
            await notice_receivers.remove(context.tx, desk.notice.id, people[part])
        else:
            await notice_receivers.add(context.tx, desk.notice.id, whom)
    await notice_audience.add(context.tx, desk.notice.id, parts)


async def begin_anew(context: Context, desk: NoticeDesk, group: Group, part: Part) -> None:
    """Exactly this list, which has somebody on it."""
    known = await roster(context.tx, desk.committee.id)
    people = await people_of(context.tx, known, (part,))
    if not _others(desk, people[part]):
        raise refuse(Reason.NOT_FOUND)
    await notice_receivers.clear(context.tx, desk.notice.id)
    await notice_audience.clear(context.tx, desk.notice.id)
    await save(context, "notice_addressed", desk.notice, replace(desk.notice, group=group))
    await _apply(context, desk, known, (part,))
    await _show(context, await again(context, desk))


async def _show(context: Context, desk: NoticeDesk) -> None:
    """Who is on the list; names may be added or taken off until it is previewed."""
    await context.ask(AUDIENCE, notice=desk.notice.id)
    context.reply(
        "notice/audience",
        [
            *([choice("notice", "preview", desk.notice.id)] if desk.receivers else []),
            choice("notice", "towhom", desk.notice.id),
        ],
        desk=desk,
    )


async def changeable(context: Context, notice_id: int) -> NoticeDesk:
    """A draft; a correction goes to exactly those who have the first, so its list stands."""
    desk = await access.prepared_notice(context, notice_id)
    rules.require_draft(desk.notice)
    if desk.notice.corrects is not None:
        raise refuse(Reason.NOT_ALLOWED)
    return desk
