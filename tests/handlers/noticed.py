"""A notice brought to each of its states, for tests of what happens around it."""

from committee.people import Role
from storage import committees, seats
from tests.bot.played import act, later
from tests.ward import Ward

TEXT = "Đề nghị các đồng chí kiểm tra hệ thống điện trước mùa mưa."


async def drafted(w: Ward, text: str = TEXT) -> None:
    """Its words are there; whether a signed document goes with it is asked."""
    await w.phone("lan").types(f"/thongbao {text}")


async def unsigned(w: Ward, text: str = TEXT) -> None:
    """No document goes with it; to whom is asked."""
    await drafted(w, text)
    await act(w.phone("lan"), "notice:alone")


async def addressed(w: Ward, to: str = "thành viên", text: str = TEXT) -> None:
    await unsigned(w, text)
    await w.phone("lan").types(to)


async def previewed(w: Ward, to: str = "thành viên", text: str = TEXT) -> None:
    await addressed(w, to, text)
    await act(w.phone("lan"), "notice:preview")


async def sent(w: Ward, to: str = "thành viên", text: str = TEXT) -> None:
    """It is out, two minutes later than it was."""
    await previewed(w, to, text)
    await act(w.phone("lan"), "notice:send")
    await later(w.house, 2)


async def urgent(w: Ward, to: str = "ủy viên", reason: str = "mưa bão trong đêm") -> None:
    """The secretariat has prepared an urgent one and put it to the leaders."""
    await previewed(w, to)
    lan = w.phone("lan")
    await act(lan, "notice:edit")
    await act(lan, "notice:more")
    await act(lan, "notice:reason")
    await lan.types(reason)
    await act(lan, "notice:submit")


async def second_committee(w: Ward, address: str, role: Role, *, runs_assistant: bool) -> int:
    """Another committee in which this person has a seat; its id."""
    now = w.house.clock.now()
    async with w.house.app.database.transaction() as tx:
        other = await committees.create(
            tx, name="Ban Chỉ đạo cải cách hành chính", regulation="tran-lieu", now=now
        )
        await seats.save_membership(
            tx,
            other.id,
            w.person_id(address),
            role=role,
            secretariat=runs_assistant,
            now=now,
        )
    return other.id
