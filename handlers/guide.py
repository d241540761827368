"""What the assistant can do for the person who asks."""

from collections.abc import Sequence

from committee.urgent import leads
from handlers import access
from handlers.feature import Command, Feature
from handlers.speaking import Context


def guide_feature() -> Feature:
    return Feature(
        name="guide",
        actions={"guide:show": _pressed},
        commands=(Command("trogiup", show),),
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


async def _pressed(context: Context, arguments: Sequence[str]) -> None:
    await show(context)
