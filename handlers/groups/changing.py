"""A sub-group made, named anew, filled and dissolved."""

from collections.abc import Sequence

from committee.groups import MOST, NAME_LENGTH, SubGroup, has_room
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.groups import showing
from handlers.selecting import Reading, Roster, people_of, read, roster
from handlers.speaking import Context
from messages.understand import list_name, one_of
from storage import groups
from storage.committees import Committee

NAME = "group.name"


async def chosen(context: Context, dialogue: Dialogue) -> None:
    """A number of the list, or a name."""
    committee = await access.kept_committee(context, int(dialogue.state["committee"]))
    known = await groups.of_committee(context.tx, committee.id)
    typed = list_name("group_word", context.event.text) or context.event.text
    place = one_of(typed, [each.name for each in known])
    if place is None:
        context.reply("group/which", [choice("group", "new", committee.id)])
        return
    await showing.show_group(context, known[place], committee)


async def new(context: Context, arguments: Sequence[str]) -> None:
    committee = await access.kept_committee(context, access.row_id(arguments))
    if not has_room(await groups.of_committee(context.tx, committee.id)):
        _full(context, committee)
        return
    await context.ask(NAME, committee=committee.id)
    context.reply("group/ask_name", most=NAME_LENGTH)


def _full(context: Context, committee: Committee) -> None:
    context.reply("group/full", [choice("group", "list", committee.id, place=0)], most=MOST)


async def rename(context: Context, arguments: Sequence[str]) -> None:
    group, committee = await access.kept_group(context, access.row_id(arguments))
    await context.ask(NAME, committee=committee.id, group=group.id)
    context.reply("group/ask_name", [choice("group", "open", group.id, place=0)], most=NAME_LENGTH)


async def named(context: Context, dialogue: Dialogue) -> None:
    """The name of a new one, or another name of one that there is."""
    committee = await access.kept_committee(context, int(dialogue.state["committee"]))
    name = list_name("group_word", context.event.text)
    if not name or len(name) > NAME_LENGTH:
        context.reply("group/name_unclear", most=NAME_LENGTH)
    elif "group" in dialogue.state:
        await _rename(context, int(dialogue.state["group"]), name)
    else:
        await _make(context, committee, name)


async def _rename(context: Context, group_id: int, name: str) -> None:
    group, committee = await access.kept_group(context, group_id)
    if not await groups.rename(context.tx, group, name):
        context.reply("group/name_taken", name=name)
        return
    await _record(context, "group_renamed", group, {"name": group.name}, {"name": name})
    await showing.show_group(context, SubGroup(group.id, group.committee_id, name), committee)


async def _make(context: Context, committee: Committee, name: str) -> None:
    if not has_room(await groups.of_committee(context.tx, committee.id)):
        _full(context, committee)
        return
    made = await groups.add(context.tx, committee.id, name, context.person.id, context.now)
    if made is None:
        context.reply("group/name_taken", name=name)
        return
    group = SubGroup(made, committee.id, name)
    await _record(context, "group_made", group, {}, {"name": name})
    await showing.show_group(context, group, committee)


async def members_given(context: Context, dialogue: Dialogue) -> None:
    """Names or lists that are added, and those that are taken off."""
    group, committee = await access.kept_group(context, int(dialogue.state["group"]))
    known = await roster(context.tx, committee.id)
    said = read(known, context.event.text)
    if not said.parts:
        context.reply(
            "group/members_unclear",
            unknown=said.unknown,
            doubled=said.unknown if len(said.people) > 1 else (),
            units=said.units,
        )
        return
    await _fill(context, group, known, said)
    await showing.show_group(context, group, committee)


async def _fill(context: Context, group: SubGroup, known: Roster, said: Reading) -> None:
    before = [each.id for each in await showing.inside(context, group)]
    people = await people_of(context.tx, known, said.parts)
    for part in said.parts:
        if part.less:
            await groups.remove_members(context.tx, group.id, people[part])
        else:
            await groups.add_members(
                context.tx, group.id, people[part], context.person.id, context.now
            )
    after = [each.id for each in await showing.inside(context, group)]
    await _record(context, "group_members", group, {"people": before}, {"people": after})


async def dissolve(context: Context, arguments: Sequence[str]) -> None:
    """Ask before a sub-group is dissolved."""
    group, _ = await access.kept_group(context, access.row_id(arguments))
    context.reply(
        "group/dissolve",
        [choice("group", "dissolved", group.id), choice("group", "open", group.id, place=0)],
        sub_group=group,
    )


async def dissolved(context: Context, arguments: Sequence[str]) -> None:
    group, committee = await access.kept_group(context, access.row_id(arguments))
    await groups.dissolve(context.tx, group.id, context.person.id, context.now)
    await _stop_asking(context)
    await _record(context, "group_dissolved", group, {"name": group.name}, {})
    context.replace(
        "group/dissolved", [choice("group", "list", committee.id, place=0)], sub_group=group
    )


async def _stop_asking(context: Context) -> None:
    """What was asked about sub-groups waits no more."""
    dialogue = await context.dialogue()
    if dialogue is not None and dialogue.kind.startswith("group."):
        await context.done_asking()


async def _record(
    context: Context,
    verb: str,
    group: SubGroup,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    await context.record(verb, f"group:{group.id}", group.committee_id, before, after)
