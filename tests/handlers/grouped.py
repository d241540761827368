"""Sub-groups of the ward, for tests of what goes to them."""

from tests.bot.played import act
from tests.ward import Ward


async def named(w: Ward, name: str = "Dữ liệu") -> None:
    """Its name is given; who is in it is asked."""
    await w.phone("lan").types("/nhom")
    await act(w.phone("lan"), "group:new")
    await w.phone("lan").types(name)


async def made(w: Ward, name: str = "Dữ liệu", people: str = "Khoa, Loan") -> None:
    await named(w, name)
    await w.phone("lan").types(people)
