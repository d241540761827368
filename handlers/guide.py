"""What the assistant can do for the person who asks."""

from collections.abc import Sequence

from committee.urgent import leads
from handlers import access
from handlers.conversation import choice
from handlers.feature import Command, Feature
from handlers.speaking import Context
from messages.understand import greeting, thanks


def guide_feature() -> Feature:
    return Feature(
        name="guide",
        actions={"guide:show": _pressed},
        commands=(Command("trogiup", show),),
        texts=((greeting, _greeted), (thanks, _thanked)),
    )


async def show(context: Context) -> None:
    """Each hears of what is theirs: the secretariat, members, guests."""
    context.reply(
        f"guide/{_part(context)}",
        person=context.person,
        leads=any(leads(seat) for seat in context.sender.memberships),
        proposes=bool(await access.proposing(context)),
    )


def _part(context: Context) -> str:
    seats = context.sender.memberships
    if any(seat.secretariat for seat in seats):
        return "secretariat"
    return "member" if seats else "guest"


async def _greeted(context: Context) -> None:
    """Hello is answered with the way to everything else."""
    context.reply("guide/hello", [choice("guide", "show")], person=context.person)


async def _thanked(context: Context) -> None:
    context.reply("guide/thanks", person=context.person)


async def _pressed(context: Context, arguments: Sequence[str]) -> None:
    await show(context)
