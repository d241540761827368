"""A notice to more people than one step takes: some hundreds a transaction, each of them once."""

from pathlib import Path

from committee.people import Honorific
from storage import fan_out, people, seats
from tests.bot.played import MONDAY, act, later, rows, value
from tests.chat import House, house
from tests.handlers import noticed, repeating
from tests.ward import Ward, ward

GUESTS = 1200
OWED = "SELECT COUNT(*) FROM deliveries WHERE kind = 'notice.letter'"
PER_PERSON = "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM deliveries GROUP BY person_id, step)"
LISTED = "SELECT COUNT(*) FROM notice_receivers"


async def crowd(w: Ward) -> None:
    """Guests of every meeting, on the roster only."""
    now = w.house.clock.now()
    async with w.house.app.database.transaction() as tx:
        for number in range(GUESTS):
            person = await people.add_person(
                tx,
                name=f"Khách Mời {number}",
                honorific=Honorific.MR,
                phone=f"+8491{number:07}",
                position="Tổ trưởng",
                now=now,
            )
            await seats.save_contact(tx, w.committee_id, person, invited=True, now=now)


async def released(h: House) -> None:
    w = await ward(h)
    await crowd(w)
    await noticed.previewed(w, "khách mời")
    await act(w.phone("lan"), "notice:send")


async def test_one_press_owes_no_more_than_a_step(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        await released(h)
        everybody = await value(h, LISTED)
        assert everybody > 2 * fan_out.STEP
        assert await value(h, OWED) == fan_out.STEP + 1
        await later(h, 2)
        assert await value(h, OWED) == everybody
        assert await value(h, PER_PERSON) == 1
        moments = await rows(h, "SELECT DISTINCT not_before, urgent_since FROM deliveries")
        assert len(moments) == 1


async def test_a_stop_in_between_goes_on_where_it_was(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        await released(h)
        now, channel = h.clock.now().isoformat(), h.channel
    async with house(tmp_path, now, channel) as h:
        assert await value(h, OWED) == fan_out.STEP + 1
        await later(h, 2)
        assert await value(h, OWED) == await value(h, LISTED)
        assert await value(h, PER_PERSON) == 1


async def test_stopped_by_hand_nobody_else_is_owed_it(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        await released(h)
        await h.phone("lan").press("Dừng gửi")
        await later(h, 5)
        assert await value(h, f"{OWED} AND dropped_at IS NULL") == 0
        assert await value(h, OWED) == fan_out.STEP + 1


async def test_one_that_returns_goes_to_all_of_them_too(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await crowd(w)
        await repeating.agreed(w, "khách mời")
        await h.until("2026-11-20T08:05")
        assert await value(h, LISTED) == 3 * (GUESTS + 4)
        assert await value(h, OWED) == 2 * (GUESTS + 4)
        assert await value(h, PER_PERSON) == 1
