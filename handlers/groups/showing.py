"""The sub-groups of a committee, and who is in one of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from committee.groups import SubGroup, who_decides
from committee.people import Person
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Making, choice
from handlers.selecting import roster
from handlers.speaking import Context
from messages.wording import words
from regulations.load import load
from storage import groups
from storage.committees import Committee

CHOOSE = "group.choose"
MEMBERS = "group.members"
SHOWN = 8
BUTTONS = 3
"""Sub-groups with a button of their own; a number or a name opens any."""
LONG_LIST = 10


async def begin(context: Context) -> None:
    """`/nhom`; by the regulation it may be another's to decide on them than the secretariat's."""
    kept = await access.kept_committees(context)
    if not kept:
        raise refuse(Reason.NOT_ALLOWED)
    if len(kept) == 1:
        await show(context, kept[0])
        return
    context.reply(
        "group/ask_committee",
        [choice("group", "list", each.id, place=n) for n, each in enumerate(kept[:4], 1)],
        committees=[each.name for each in kept[:4]],
    )


async def show_of(context: Context, arguments: Sequence[str]) -> None:
    await show(context, await access.kept_committee(context, access.row_id(arguments)))


async def show(context: Context, committee: Committee) -> None:
    """All of them with how many are in each; what is typed next opens one."""
    known = await groups.of_committee(context.tx, committee.id)
    inside = await groups.members(context.tx, committee.id)
    await context.ask(CHOOSE, committee=committee.id)
    context.reply(
        "group/list",
        [
            *[
                choice("group", "open", each.id, place=place)
                for place, each in enumerate(known[:BUTTONS], 1)
            ],
            choice("group", "new", committee.id),
        ],
        groups=[(each, len(inside.get(each.id, ()))) for each in known],
        most=SHOWN,
        **facts(committee),
    )


async def open_group(context: Context, arguments: Sequence[str]) -> None:
    await show_group(context, *await access.kept_group(context, access.row_id(arguments)))


async def show_group(context: Context, group: SubGroup, committee: Committee) -> None:
    """Who is in it; what is typed next adds people or takes them off."""
    people = await inside(context, group)
    await context.ask(MEMBERS, group=group.id)
    context.reply(
        "group/shown",
        [
            choice("group", "list", committee.id, place=0),
            choice("group", "rename", group.id),
            choice("group", "dissolve", group.id),
        ],
        making=[_sheet(people)] if len(people) > LONG_LIST else (),
        sub_group=group,
        people=people,
        most=LONG_LIST,
    )


async def inside(context: Context, group: SubGroup) -> list[Person]:
    """Whom of it the roster knows, in the order they were added."""
    known = {each.id: each for each in (await roster(context.tx, group.committee_id)).everybody}
    members = await groups.members(context.tx, group.committee_id)
    return [known[each] for each in members.get(group.id, ())]


def _sheet(people: Sequence[Person]) -> Making:
    known = words("group")
    rows = [[each.name, each.position] for each in people]
    made: dict[str, Any] = {"headings": known["headings"], "rows": rows}
    return Making(known["file"], "attendance.sheet", made)


def facts(committee: Committee) -> Mapping[str, Any]:
    """Whose list it is: who decides by the regulation, each with the clause, or the secretariat."""
    regulation = load(committee.regulation)
    return {
        "committee": committee,
        "group": regulation.group_name,
        "decides": [
            (regulation.titles.get(each.role, ""), each.citations)
            for each in who_decides(regulation.rules)
        ],
    }
