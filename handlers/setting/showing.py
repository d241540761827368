"""The settings of a committee as they are, and as they will run."""

from collections.abc import Sequence

from committee.refusal import Reason, refuse
from committee.setting_examples import example
from handlers import access
from handlers.conversation import choice
from handlers.setting.words import LADDERS, SECTIONS, anchor, facts, setting
from handlers.speaking import Context
from storage.committees import Committee

CHOOSE = "setting.choose"


async def begin(context: Context) -> None:
    """`/thietlap`."""
    seats = access.secretariat_seats(context)
    if len(seats) == 1:
        await show(context, await access.own_committee(context, seats[0].committee_id))
        return
    own = [await access.own_committee(context, seat.committee_id) for seat in seats[:4]]
    context.reply(
        "setting/ask_committee",
        [choice("setting", "open", each.id, place=n) for n, each in enumerate(own, 1)],
        committees=[each.name for each in own],
    )


async def open_committee(context: Context, arguments: Sequence[str]) -> None:
    await show(context, await access.own_committee(context, access.row_id(arguments)))


async def show(context: Context, committee: Committee) -> None:
    """Each ladder with the moments that it has ahead."""
    near, now = await anchor(context, committee), context.now
    calendar = await context.calendar(committee.id)
    context.reply(
        "setting/shown",
        [choice("setting", "section", committee.id, each, section=each) for each in SECTIONS],
        ladders=[
            (
                setting(committee.settings, key),
                example(key, committee.settings, calendar, near, now),
            )
            for key in LADDERS
        ],
        anchor=near,
        **facts(committee),
    )


async def section(context: Context, arguments: Sequence[str]) -> None:
    """The settings of one subject, numbered; a number chooses one."""
    committee = await access.own_committee(context, access.row_id(arguments))
    name = arguments[1] if len(arguments) > 1 else ""
    if name not in SECTIONS:
        raise refuse(Reason.NOT_FOUND)
    await context.ask(CHOOSE, committee=committee.id, section=name)
    context.reply(
        "setting/section",
        [choice("setting", "open", committee.id, place=0)],
        settings=[setting(committee.settings, key) for key in SECTIONS[name]],
        **facts(committee),
    )
