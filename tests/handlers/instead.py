"""Hải's request that Mai stand in, brought to each of its states."""

from collections.abc import Awaitable, Callable
from typing import Any

from committee.settings import CommitteeSettings
from storage import committees
from tests.bot import played
from tests.bot.played import act
from tests.chat import Shown
from tests.handlers.looking import value
from tests.ward import Ward

Reach = Callable[[Ward], Awaitable[None]]

AGENDA = "1. Kết quả năm 2026\n2. Kinh phí năm 2027\n3. Phân công nhiệm vụ"
OPINION = "Nhất trí nội dung, đề nghị bố trí kinh phí từ quý I."


async def invited(w: Ward, agenda: str = "") -> None:
    """The invitations are out, perhaps with an agenda."""
    if not agenda:
        await played.invited(w)
        return
    await played.drafted(w)
    await w.phone("lan").press_action("meeting:agenda:1")
    await w.phone("lan").types(agenda)
    await w.phone("lan").press_action("meeting:submitnow:1")
    await act(w.phone("an"), "meeting:approve")
    await played.enter_number(w, "07/GM-BCĐ")
    await played.send_out(w)


async def named(w: Ward) -> Shown:
    """A draft: Hải has chosen Mai; what is said then."""
    await invited(w)
    await act(w.phone("hai"), "proxy:ask")
    [reply] = await w.phone("hai").press("Cử Cao Thị Mai")
    return reply


async def opined(w: Ward) -> list[Shown]:
    """Hải types his opinion and sends it; the request goes on by itself."""
    hai = w.phone("hai")
    await hai.press("Soạn tại đây")
    await hai.types(OPINION)
    return await hai.press("Gửi nội dung này")


async def asked(w: Ward) -> None:
    await named(w)
    await opined(w)


async def accepted(w: Ward) -> None:
    await asked(w)
    await w.phone("mai").press("Nhận dự thay")


async def granted(w: Ward) -> None:
    await accepted(w)
    await act(w.phone("an"), "proxy:grant")


async def opinion_may_follow(w: Ward) -> None:
    """The setting that the opinion comes first is off."""
    async with w.house.app.database.transaction() as tx:
        await committees.save_settings(
            tx, w.committee_id, CommitteeSettings(opinion_before_submitting=False)
        )


async def typed(w: Ward) -> None:
    """Hải's opinion is there to be looked at."""
    await named(w)
    await w.phone("hai").press("Soạn tại đây")
    await w.phone("hai").types(OPINION)


async def items_known(w: Ward) -> None:
    """Hải is about to give an opinion on a meeting with an agenda."""
    await invited(w, AGENDA)
    await w.phone("hai").types("/ykien")
    await act(w.phone("hai"), "opinion:write_for")


async def papers_wanted(w: Ward) -> None:
    """Lan looks whose opinions there are."""
    await invited(w)
    await w.phone("lan").types("/ykien")


async def paper_named(w: Ward) -> None:
    """Lan has said whose paper it is."""
    await papers_wanted(w)
    await act(w.phone("lan"), "opinion:paper")
    await w.phone("lan").types("Vũ Minh Hải")


async def state(w: Ward) -> Any:
    """How the newest request stands."""
    return await value(w, "SELECT state FROM proxies ORDER BY id DESC LIMIT 1")


async def answer_of(w: Ward, address: str) -> Any:
    return await value(
        w, "SELECT answer FROM invitees WHERE person_id = :p", p=w.person_id(address)
    )
