"""The days ahead on which this office is closed, or works although others rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from committee.calendar import local
from handlers import access
from handlers.conversation import Making, choice
from handlers.speaking import Context
from messages.understand import headings
from messages.wording import words
from regulations.load import load
from storage import committees
from storage.calendars import known_years
from storage.committees import Committee

DAYS = "daysoff.days"
SHOWN = 5
REMOVABLE = 2
"""As many days as have a button of their own; the rest are typed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A day of the list; `own` where the secretariat wrote it."""

    day: date
    name: str
    working: bool
    own: bool


async def begin(context: Context) -> None:
    """`/lichnghi`."""
    seats = access.secretariat_seats(context)
    if len(seats) == 1:
        await show(context, await access.own_committee(context, seats[0].committee_id))
        return
    own = [await access.own_committee(context, seat.committee_id) for seat in seats[:4]]
    context.reply(
        "daysoff/ask_committee",
        [choice("daysoff", "open", each.id, place=n) for n, each in enumerate(own, 1)],
        committees=[each.name for each in own],
    )


async def open_committee(context: Context, arguments: Sequence[str]) -> None:
    await show(context, await access.own_committee(context, access.row_id(arguments)))


async def show(context: Context, committee: Committee) -> None:
    """The days ahead; what is typed next changes them."""
    listed = await _ahead(context, committee)
    own = [each.day for each in listed if each.own][:REMOVABLE]
    await context.ask(DAYS, committee=committee.id)
    context.reply(
        "daysoff/shown",
        [
            *[choice("daysoff", "remove", committee.id, f"{day:%Y%m%d}", day=day) for day in own],
            choice("daysoff", "template", committee.id),
        ],
        days=listed,
        most=SHOWN,
        committee=committee,
        group=load(committee.regulation).group_name,
    )


async def _ahead(context: Context, committee: Committee) -> list[Listed]:
    """National days with the committee's own in their place, from today on."""
    named, worked = known_years(context.now)
    days = {day: Listed(day, name, False, False) for day, name in named.items()}
    made_up = words("daysoff")["unnamed"]["worked"]
    days |= {day: Listed(day, made_up, True, False) for day in worked}
    for each in await committees.days(context.tx, committee.id):
        days[each.day] = Listed(each.day, each.name, each.working, True)
    today = local(context.now).date()
    return [days[day] for day in sorted(days) if day >= today]


async def template(context: Context, arguments: Sequence[str]) -> None:
    """An empty sheet with its headings; it may be sent back at once."""
    committee = await access.own_committee(context, access.row_id(arguments))
    await context.ask(DAYS, committee=committee.id)
    made: dict[str, Any] = {"headings": list(headings()), "rows": []}
    context.reply(
        "daysoff/template",
        making=[Making(words("daysoff")["sheet"], "attendance.sheet", made)],
        headings=headings(),
    )
