"""A code makes its holder somebody: it is given to nobody who could become another by it."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from committee.people import Honorific
from storage import committees, people, seats
from tests.bot import played
from tests.bot.played import MONDAY, act
from tests.chat import House, house
from tests.handlers import instead, noticed, task_play
from tests.handlers.looking import rows, value
from tests.ward import Ward, ward

ALLOWED = "Lấy mã chuyển tiếp"


async def _unlink(w: Ward, address: str) -> None:
    async with w.house.app.database.transaction() as tx:
        await tx.execute(
            "UPDATE accounts SET person_id = NULL WHERE person_id = :p", p=w.person_id(address)
        )


async def _has_a_task(w: Ward) -> None:
    await task_play.opened(w)
    await task_play.one(w, "Cao Thị Mai", "lập dự toán", "20/11/2026")
    await act(w.phone("lan"), "task:preview")
    await act(w.phone("lan"), "task:send")


async def _helps_with_a_task(w: Ward) -> None:
    await task_play.drafted(w)
    await act(w.phone("lan"), "task:cooperate")
    await w.phone("lan").types("Cao Thị Mai")


async def _has_a_notice(w: Ward) -> None:
    await noticed.sent(w, "Mai")


async def _sits_elsewhere_as_a_contact(w: Ward) -> None:
    now = w.house.clock.now()
    async with w.house.app.database.transaction() as tx:
        other = await committees.create(tx, name="Ban khác", regulation="tran-lieu", now=now)
        await seats.save_contact(tx, other.id, w.person_id("mai"), invited=False, now=now)


@pytest.mark.parametrize(
    "part", [_has_a_task, _helps_with_a_task, _has_a_notice, _sits_elsewhere_as_a_contact]
)
async def test_who_names_somebody_cannot_become_that_person(
    tmp_path: Path, part: Callable[[Ward], Awaitable[None]]
) -> None:
    """Mai has more than this one meeting: her code is the secretariat's to hand out."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await _unlink(w, "mai")
        await part(w)
        await played.later(h, 5)
        await instead.named(w)
        sent = (await instead.opined(w))[-1]
        assert ALLOWED not in sent.buttons
        assert "được báo để gửi mã" in sent
        proxy = await value(w, "SELECT MAX(id) FROM proxies")
        [reply] = await w.phone("hai").press_action(f"proxy:link:{proxy}")
        assert reply.text.startswith("Trợ lý chỉ nhận việc này từ người được giao")
        assert await rows(w, "SELECT id FROM link_codes") == []
        await played.later(h, 60)
        assert any("chưa liên kết với Trợ lý" in shown for shown in w.phone("lan").messages)


async def test_who_is_known_for_this_meeting_only_gets_the_code_passed_on(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await _unlink(w, "mai")
        await instead.named(w)
        assert ALLOWED in (await instead.opined(w))[-1].buttons


async def _known_elsewhere(h: House) -> None:
    """Somebody whom another committee knows, by a number."""
    now = h.clock.now()
    async with h.app.database.transaction() as tx:
        other = await committees.create(tx, name="Ban khác", regulation="tran-lieu", now=now)
        person = await people.add_person(
            tx,
            name="Trần Văn Tám",
            honorific=Honorific.COMRADE,
            phone="+84912345678",
            position="",
            now=now,
        )
        await seats.save_contact(tx, other.id, person, invited=True, now=now)


async def test_a_known_number_does_not_lead_to_somebody_of_another_committee(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await _known_elsewhere(h)
        await instead.invited(w)
        hai = w.phone("hai")
        await hai.press("Cử người dự thay")
        await hai.types("Trần Văn Tám, Phó phòng, 0912345678")
        assert ALLOWED not in (await instead.opined(w))[-1].buttons
