"""Whom a notice goes to: a group, a meeting's invitees or names, less some."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from committee import notice as rules
from committee.notice import Group
from committee.people import Person
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Choice, Dialogue, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices.desk_work import again, save
from handlers.notices.groups import ROLES, called_meetings, everybody, in_group
from handlers.speaking import Context
from messages.understand import Recipients, names, recipients
from storage import invitees, notice_receivers

AUDIENCE = "notice.audience"
MEETINGS_SHOWN = 3

_FIRST = (Group.MEMBERS, Group.COMMISSIONERS, Group.WORKING_GROUP)
_MORE = (Group.DEPUTIES, Group.GUESTS)


async def ask(context: Context, desk: NoticeDesk) -> None:
    """The groups most often meant; a name may be typed at once."""
    offered = [await _offer(context, desk, group) for group in _FIRST]
    await context.ask(AUDIENCE, notice=desk.notice.id)
    context.reply(
        "notice/ask_audience",
        [*filter(None, offered), choice("notice", "others", desk.notice.id)],
        desk=desk,
    )


async def _offer(context: Context, desk: NoticeDesk, group: Group) -> Choice | None:
    """The group by its name in this regulation; one without anybody is not offered."""
    if not await in_group(context, desk, group):
        return None
    titles = [desk.regulation.titles.get(role, "") for role in reversed(ROLES.get(group, ()))]
    title = desk.group_name if group is Group.WORKING_GROUP else next(filter(None, titles), "")
    return choice("notice", "group", desk.notice.id, group.value, group=group.value, title=title)


async def to_whom(context: Context, arguments: Sequence[str]) -> None:
    desk = await _changeable(context, access.row_id(arguments))
    await ask(context, desk)


async def others(context: Context, arguments: Sequence[str]) -> None:
    """Deputies, guests, the invitees of a meeting."""
    desk = await _changeable(context, access.row_id(arguments))
    offered = [await _offer(context, desk, group) for group in _MORE]
    called = (await called_meetings(context, desk))[:1]
    await context.ask(AUDIENCE, notice=desk.notice.id)
    context.reply(
        "notice/ask_audience",
        [
            *filter(None, offered),
            *[choice("notice", "meetings", desk.notice.id) for _ in called],
            choice("notice", "towhom", desk.notice.id),
        ],
        desk=desk,
    )


async def choose_group(context: Context, arguments: Sequence[str]) -> None:
    """Exactly this group; what stood on the list before is gone."""
    desk = await _changeable(context, access.row_id(arguments))
    try:
        group = Group(arguments[1] if len(arguments) > 1 else "")
    except ValueError:
        raise refuse(Reason.NOT_FOUND) from None
    found = await in_group(context, desk, group)
    if not found:
        raise refuse(Reason.NOT_FOUND)
    await _begin_anew(context, desk, group, found)


async def choose_meetings(context: Context, arguments: Sequence[str]) -> None:
    """The meetings whose invitees may be meant."""
    desk = await _changeable(context, access.row_id(arguments))
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
    desk = await _changeable(context, access.row_id(arguments))
    meeting_id = access.row_id(arguments, 1)
    if meeting_id not in [each.id for each in await called_meetings(context, desk)]:
        raise refuse(Reason.NOT_FOUND)
    invited = await invitees.of_meeting(context.tx, meeting_id)
    await _begin_anew(context, desk, Group.MEETING, [each.person.id for each in invited])


async def named(context: Context, dialogue: Dialogue) -> None:
    """A group or names that are added, and those that are taken off."""
    desk = await _changeable(context, int(dialogue.state["notice"]))
    said = recipients(context.event.text)
    known = await everybody(context, desk)
    unknown = [name for name in (*said.names, *said.less_names) if len(_find(known, name)) != 1]
    if unknown or not (said.groups or said.names or said.less_groups or said.less_names):
        doubled = [name for name in unknown if len(_find(known, name)) > 1]
        context.reply("notice/audience_unclear", unknown=unknown, doubled=doubled)
        return
    await _address(context, desk, said)
    for group in map(Group, said.groups):
        more = await in_group(context, desk, group)
        await notice_receivers.add(context.tx, desk.notice.id, more)
    await notice_receivers.add(context.tx, desk.notice.id, _ids(known, said.names))
    less = _ids(known, said.less_names)
    for group in map(Group, said.less_groups):
        less += await in_group(context, desk, group)
    await notice_receivers.remove(context.tx, desk.notice.id, less)
    await _show(context, await again(context, desk))


async def _address(context: Context, desk: NoticeDesk, said: Recipients) -> None:
    """One group on an empty list is what the notice is addressed to; with more it is names."""
    group = desk.notice.group
    if len(said.groups) == 1 and not desk.receivers:
        group = Group(said.groups[0])
    if said.names or len(said.groups) > 1 or (said.groups and desk.receivers):
        group = Group.NAMES
    await save(context, "notice_addressed", desk.notice, replace(desk.notice, group=group))


def _find(known: Sequence[Person], name: str) -> tuple[int, ...]:
    return names(name, [person.name for person in known])


def _ids(known: Sequence[Person], typed: Iterable[str]) -> list[int]:
    return [known[_find(known, name)[0]].id for name in typed]


async def _begin_anew(
    context: Context, desk: NoticeDesk, group: Group, person_ids: Iterable[int]
) -> None:
    await notice_receivers.clear(context.tx, desk.notice.id)
    await notice_receivers.add(context.tx, desk.notice.id, person_ids)
    await save(context, "notice_addressed", desk.notice, replace(desk.notice, group=group))
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


async def _changeable(context: Context, notice_id: int) -> NoticeDesk:
    """A draft; a correction goes to exactly those who have the first, so its list stands."""
    desk = await access.prepared_notice(context, notice_id)
    rules.require_draft(desk.notice)
    if desk.notice.corrects is not None:
        raise refuse(Reason.NOT_ALLOWED)
    return desk
