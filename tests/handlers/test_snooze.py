"""A reminder put off: the same again at another hour, no answer, and no deadline moved."""

from pathlib import Path

from tests.bot import played
from tests.bot.played import MONDAY, act, offered, rows, value
from tests.chat import House, Shown, house
from tests.handlers import task_play
from tests.ward import ward

REMINDED = "2026-11-23T08:00"
SECOND = "họp đột xuất lúc 8h thứ 5 26/11/2026 phòng họp số 2"


def unasked(h: House, address: str, start: str, end: str) -> list[Shown]:
    return [
        shown for to, shown in h.sent_between(start, end) if to == address and not shown.is_reply
    ]


async def test_the_same_comes_again_in_the_afternoon(tmp_path: Path) -> None:
    """Nothing is answered by it, and the time to answer stays."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until(REMINDED)
        giang = w.phone("giang")
        first = giang.last.text
        [asked] = await giang.press("Nhắc lại sau")
        # 24/11 is a day off.
        assert asked.buttons == ["Chiều nay", "Sáng 25/11/2026", "Xem lại lời nhắc"]
        [told] = await giang.press("Chiều nay")
        assert "nhắc lại đồng chí lúc 14 giờ 00, thứ Hai ngày 23/11/2026" in told
        assert "Thời hạn giữ nguyên" in told
        await h.until("2026-11-23T13:59")
        assert unasked(h, "giang", "2026-11-23T08:00", "2026-11-23T13:59") == []
        await h.until("2026-11-23T14:00")
        [again] = unasked(h, "giang", "2026-11-23T08:00", "2026-11-23T14:01")
        assert again.text.split(".")[0] == first.split(".")[0]
        assert "Sẽ dự" in again.buttons
        assert await value(h, "SELECT COUNT(*) FROM invitees WHERE answer IS NOT NULL") == 0


async def test_pressed_twice_is_once_and_another_hour_moves_it(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until(REMINDED)
        giang = w.phone("giang")
        [asked] = await giang.press("Nhắc lại sau")
        _, afternoon = offered(giang, "snooze:afternoon")
        _, morning = offered(giang, "snooze:morning")
        for action in (afternoon, afternoon, morning, morning, afternoon):
            await giang.press_action(action, pressed=asked.key)
        waiting = await rows(h, "SELECT step FROM deliveries WHERE again_of IS NOT NULL")
        assert [step.rpartition(":later:")[2] for (step,) in waiting] == ["2026-11-23T14:00"]
        await h.until("2026-11-23T18:00")
        assert len(unasked(h, "giang", "2026-11-23T08:00", "2026-11-23T18:00")) == 1


async def test_once_answered_it_does_not_come(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until(REMINDED)
        giang = w.phone("giang")
        await giang.press("Nhắc lại sau")
        await giang.press("Chiều nay")
        await act(giang, "attendance:confirm")
        await h.until("2026-11-23T18:00")
        assert unasked(h, "giang", "2026-11-23T08:00", "2026-11-23T18:00") == []


async def test_no_later_than_the_deadline(tmp_path: Path) -> None:
    """On the last day only what comes before 17:00 is offered, later on nothing."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-25T10:00")
        giang = w.phone("giang")
        _, later = offered(giang, "snooze:later")
        [asked] = await giang.press_action(later)
        assert asked.buttons == ["Chiều nay", "Xem lại lời nhắc"]
        _, afternoon = offered(giang, "snooze:afternoon")
        await h.until("2026-11-25T13:30")
        [late] = await giang.press_action(later)
        assert "không còn giờ nào để nhắc lại trước hạn" in late
        [stale] = await giang.press_action(afternoon)
        assert "không còn giờ nào" in stale
        [back] = await giang.press("Xem lại lời nhắc")
        assert "Sẽ dự" in back.buttons
        assert await value(h, "SELECT COUNT(*) FROM deliveries WHERE again_of IS NOT NULL") == 0


async def test_yesterdays_button_never_means_today(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until(REMINDED)
        giang = w.phone("giang")
        await giang.press("Nhắc lại sau")
        _, afternoon = offered(giang, "snooze:afternoon")
        await h.until("2026-11-25T08:00")
        [asked] = await giang.press_action(afternoon)
        assert asked.buttons == ["Chiều nay", "Xem lại lời nhắc"]
        assert await value(h, "SELECT COUNT(*) FROM deliveries WHERE again_of IS NOT NULL") == 0


async def test_a_morning_of_several_is_put_off_as_a_whole(tmp_path: Path) -> None:
    """What ends before the new hour stays behind, and that is said; the rest comes together."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await played.invited(w, SECOND, "08/GM-BCĐ")
        await h.until(REMINDED)
        giang = w.phone("giang")
        assert giang.last.buttons == ["Mở việc 1", "Mở việc 2", "Nhắc lại sau"]
        await giang.press("Nhắc lại sau")
        [told] = await giang.press("Sáng 25/11/2026")
        assert "nhắc lại đồng chí" in told
        put_off = await rows(h, "SELECT subject FROM deliveries WHERE again_of IS NOT NULL")
        left = 2 - len(put_off)
        assert (f"{left:02} việc có hạn trước giờ đó" in told) == bool(left)
        [back] = await giang.press("Xem lại lời nhắc")
        assert "Mở việc 1" in back.buttons
        await h.until("2026-11-25T12:00")
        assert len(unasked(h, "giang", "2026-11-23T08:00", "2026-11-25T12:00")) == 1


async def test_the_superior_is_told_all_the_same(tmp_path: Path) -> None:
    """Who puts the announcement off is reported on the day that it names."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.opened(w)
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", "13/11/2026")
        await act(w.phone("lan"), "task:preview")
        await act(w.phone("lan"), "task:send")
        await h.until("2026-11-16T08:00")
        hai = w.phone("hai")
        assert "trước 08 giờ 00, thứ Tư ngày 18/11/2026" in hai.last
        await hai.press("Nhắc lại sau")
        await hai.press("Sáng mai")
        await h.until("2026-11-18T08:00")
        assert len(unasked(h, "hai", "2026-11-16T08:01", "2026-11-18T08:01")) == 1
        assert unasked(h, "cuong", "2026-11-18T07:59", "2026-11-18T08:01")


async def test_the_meetings_own_reminder_goes_instead(tmp_path: Path) -> None:
    """Put off to the morning of the meeting, which has a reminder of its own: it comes once.

    The secretariat's figures count the meeting's own round.
    """
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await act(w.phone("giang"), "attendance:confirm")
        await h.until("2026-11-26T15:00")
        giang = w.phone("giang")
        await giang.press("Nhắc lại sau")
        await giang.press("Sáng mai")
        await h.until("2026-11-27T12:00")
        assert len(unasked(h, "giang", "2026-11-26T15:00", "2026-11-27T12:00")) == 1
        [dropped] = await rows(h, "SELECT dropped_why FROM deliveries WHERE again_of IS NOT NULL")
        assert dropped == ("replaced",)
