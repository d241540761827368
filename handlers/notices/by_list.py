"""A notice to a sub-group or to a unit, chosen from those that there are."""

from collections.abc import Sequence

from committee.audience import Part, PartKind
from committee.meeting import fingerprint
from committee.notice import Group
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.notice_desk import NoticeDesk
from handlers.notices import audience
from handlers.notices.audience import SHOWN, begin_anew, changeable
from handlers.selecting import roster
from handlers.speaking import Context
from messages.understand import one_of
from storage import groups

LISTED = "notice.listed"
MOST_UNITS = 8
"""More units are typed."""


async def by_group(context: Context, arguments: Sequence[str]) -> None:
    """The sub-groups that have somebody in them; a number or a name chooses one."""
    desk = await changeable(context, access.row_id(arguments))
    inside = await groups.members(context.tx, desk.committee.id)
    every = await groups.of_committee(context.tx, desk.committee.id)
    known = [each for each in every if inside.get(each.id)]
    parts = [(PartKind.SUB_GROUP, str(each.id)) for each in known]
    await context.ask(LISTED, notice=desk.notice.id, parts=parts, names=[g.name for g in known])
    context.reply(
        "notice/ask_group",
        [
            *[
                choice("notice", "subgroup", desk.notice.id, each.id, name=each.name)
                for each in known[:SHOWN]
            ],
            choice("notice", "towhom", desk.notice.id),
        ],
        groups=known,
    )


async def by_unit(context: Context, arguments: Sequence[str]) -> None:
    """The units of those whom the committee knows, where they are few; else one is typed."""
    desk = await changeable(context, access.row_id(arguments))
    known = (await roster(context.tx, desk.committee.id)).units
    listed = known if len(known) <= MOST_UNITS else {}
    parts = [(PartKind.UNIT, key) for key in listed]
    await context.ask(LISTED, notice=desk.notice.id, parts=parts, names=list(listed.values()))
    context.reply(
        "notice/ask_unit",
        [
            *[
                choice("notice", "unit", desk.notice.id, fingerprint(key), place=place)
                for place, key in enumerate(listed, 1)
            ][:SHOWN],
            choice("notice", "towhom", desk.notice.id),
        ],
        units=list(listed.values()),
    )


async def chosen(context: Context, dialogue: Dialogue) -> None:
    """A place or a name of the list that was shown; anything else is whom the notice goes to."""
    place = one_of(context.event.text, [str(each) for each in dialogue.state["names"]])
    if place is None:
        await audience.named(context, dialogue)
        return
    desk = await changeable(context, int(dialogue.state["notice"]))
    kind, what = dialogue.state["parts"][place]
    await _choose(context, desk, Part(PartKind(kind), str(what)))


async def sub_group(context: Context, arguments: Sequence[str]) -> None:
    desk = await changeable(context, access.row_id(arguments))
    await _choose(context, desk, Part(PartKind.SUB_GROUP, str(access.row_id(arguments, 1))))


async def unit(context: Context, arguments: Sequence[str]) -> None:
    desk = await changeable(context, access.row_id(arguments))
    mark = arguments[1] if len(arguments) > 1 else ""
    for key in (await roster(context.tx, desk.committee.id)).units:
        if fingerprint(key) == mark:
            await _choose(context, desk, Part(PartKind.UNIT, key))
            return
    raise refuse(Reason.NOT_FOUND)


async def _choose(context: Context, desk: NoticeDesk, part: Part) -> None:
    group = Group.SUB_GROUP if part.kind is PartKind.SUB_GROUP else Group.UNIT
    await begin_anew(context, desk, group, part)
