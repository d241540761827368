"""A notice made to return, brought to each of its states."""

from tests.bot.played import act
from tests.handlers import noticed
from tests.ward import Ward


async def asked(w: Ward, to: str = "thành viên", text: str = noticed.TEXT) -> None:
    """When it returns is asked."""
    await noticed.previewed(w, to, text)
    await act(w.phone("lan"), "notice:sendat")
    await act(w.phone("lan"), "notice:repeat")


async def timed(w: Ward, to: str = "thành viên", when: str = "thứ Sáu 8h") -> None:
    """Until when is asked."""
    await asked(w, to)
    await w.phone("lan").types(when)


async def previewed(
    w: Ward, to: str = "thành viên", when: str = "thứ Sáu 8h", until: str = "10/01/2027"
) -> None:
    await timed(w, to, when)
    await w.phone("lan").types(until)


async def agreed(
    w: Ward, to: str = "thành viên", when: str = "thứ Sáu 8h", until: str = "10/01/2027"
) -> None:
    """It returns from now on."""
    await previewed(w, to, when, until)
    await act(w.phone("lan"), "notice:repeatnow")
