"""Approved leave recorded by the secretariat, for tests of what happens around it."""

from tests.bot.played import act
from tests.ward import Ward


async def asked_who(w: Ward) -> None:
    await w.phone("lan").types("/nghiphep")
    await act(w.phone("lan"), "leave:new")


async def named(w: Ward, name: str = "Hoàng Thị Giang") -> None:
    await asked_who(w)
    await w.phone("lan").types(name)


async def first_said(w: Ward, first: str = "23/11/2026") -> None:
    await named(w)
    await w.phone("lan").types(first)


async def last_said(w: Ward, last: str = "25/11/2026") -> None:
    await first_said(w)
    await w.phone("lan").types(last)


async def on_leave(w: Ward, name: str, first: str, last: str) -> None:
    """The whole of it."""
    await asked_who(w)
    for text in (name, first, last, "đồng chí Trưởng ban"):
        await w.phone("lan").types(text)
