"""Approved leave: nobody on leave is written to but urgently; everything else goes on."""

from pathlib import Path

from tests.bot import played
from tests.bot.played import MONDAY, act, rows, value
from tests.chat import House, Shown, house
from tests.handlers import noticed, task_play
from tests.handlers.leave_play import on_leave
from tests.ward import ward

GIANG = "Hoàng Thị Giang"


def unasked(h: House, address: str, start: str, end: str) -> list[Shown]:
    return [
        shown for to, shown in h.sent_between(start, end) if to == address and not shown.is_reply
    ]


async def test_it_is_recorded_shown_and_ended(tmp_path: Path) -> None:
    """No reason is asked for; whoever is meant sees it among the own data."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await on_leave(w, GIANG, "09/11/2026", "13/11/2026")
        lan = w.phone("lan")
        assert "nghỉ phép từ thứ Hai ngày 09/11/2026 đến hết thứ Sáu ngày 13/11/2026" in lan.last
        assert "chờ đến 07 giờ 00, thứ Hai ngày 16/11/2026" in lan.last
        [listed] = await lan.types("/nghiphep")
        assert "(đang nghỉ phép)" in listed
        [own] = await w.phone("giang").types("/dulieucuatoi")
        assert "Nghỉ phép: từ 09/11/2026 đến hết 13/11/2026" in own
        [ended] = await lan.press("Kết thúc sớm 1")
        assert "Đã kết thúc nghỉ phép của đồng chí Hoàng Thị Giang" in ended
        [listed] = await lan.types("/nghiphep")
        assert "Chưa có ai" in listed


async def test_only_the_secretariat_records_it(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await on_leave(w, GIANG, "09/11/2026", "13/11/2026")
        for action in ("leave:list:1", "leave:new:1", "leave:who:1:1", "leave:end:1"):
            await w.phone("giang").press_action(action)
        await w.phone("giang").types("/nghiphep")
        assert await value(h, "SELECT COUNT(*) FROM leaves WHERE ended_at IS NULL") == 1
        assert await value(h, "SELECT COUNT(*) FROM dialogues") == 0


async def test_days_that_cannot_be_are_asked_again(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await lan.types("/nghiphep")
        await act(lan, "leave:new")
        await lan.types(GIANG)
        assert "chưa rõ ngày" in (await lan.types("thứ Ba ngày 11/11/2026"))[0]
        await lan.types("11/11/2026")
        assert "chưa phù hợp" in (await lan.types("10/11/2026"))[0]
        await lan.types("12/11/2026")
        await lan.types("Giấy phép số 12")
        assert await rows(h, "SELECT first_day, last_day, approved_by FROM leaves") == [
            ("2026-11-11", "2026-11-12", "Giấy phép số 12")
        ]


async def test_reminders_wait_for_the_morning_after(tmp_path: Path) -> None:
    """On leave over both rounds of reply reminders: one of them comes after, in time."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await on_leave(w, GIANG, "16/11/2026", "23/11/2026")
        await h.until("2026-11-24T23:00")
        assert unasked(h, "giang", "2026-11-16T00:00", "2026-11-24T23:00") == []
        assert unasked(h, "loan", "2026-11-23T00:00", "2026-11-23T23:00")
        assert "Hoàng Thị Giang (đang nghỉ phép)" in "".join(
            s.text for s in w.phone("lan").messages
        )
        await h.until("2026-11-25T12:00")
        [reminded] = unasked(h, "giang", "2026-11-24T23:00", "2026-11-25T12:00")
        assert "Sẽ dự" in reminded.buttons


async def test_what_is_of_no_use_after_it_expires(tmp_path: Path) -> None:
    """Back only when the meeting is over: neither invitation nor reminder comes late."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await on_leave(w, GIANG, "09/11/2026", "30/11/2026")
        await played.invited(w)
        await h.until("2026-12-02T12:00")
        assert unasked(h, "giang", "2026-11-09T00:00", "2026-12-02T12:00") == []
        told = "".join(shown.text for shown in w.phone("lan").messages)
        assert "vì đang nghỉ phép: đề nghị gọi nếu cần đồng chí Hoàng Thị Giang" in told


async def test_ended_early_what_waited_goes_at_once(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await on_leave(w, GIANG, "09/11/2026", "30/11/2026")
        await played.invited(w)
        assert unasked(h, "giang", "2026-11-09T00:00", "2026-11-09T18:00") == []
        await h.until("2026-11-10T09:00")
        await w.phone("lan").types("/nghiphep")
        await w.phone("lan").press("Kết thúc sớm 1")
        await h.until("2026-11-10T09:02")
        [invitation] = unasked(h, "giang", "2026-11-10T08:59", "2026-11-10T09:03")
        assert "Sẽ dự" in invitation.buttons


async def test_what_was_put_off_waits_too(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-23T08:00")
        await w.phone("giang").press("Nhắc lại sau")
        await w.phone("giang").press("Chiều nay")
        await on_leave(w, GIANG, "23/11/2026", "23/11/2026")
        await h.until("2026-11-24T23:00")
        assert unasked(h, "giang", "2026-11-23T08:01", "2026-11-24T23:00") == []
        await h.until("2026-11-25T12:00")
        assert len(unasked(h, "giang", "2026-11-25T00:00", "2026-11-25T12:00")) == 1


async def test_an_urgent_notice_of_a_leader_goes_all_the_same(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-12-05T20:50") as h:
        w = await ward(h)
        await on_leave(w, GIANG, "05/12/2026", "13/12/2026")
        await noticed.urgent(w)
        await w.phone("an").types("/khan")
        await act(w.phone("an"), "notice:sendnow")
        await h.until("2026-12-05T21:05")
        [sent] = unasked(h, "giang", "2026-12-05T20:50", "2026-12-05T21:05")
        assert noticed.TEXT in sent


async def test_the_superior_is_told_and_reads_that_it_is_leave(tmp_path: Path) -> None:
    """Announced before the leave began: it goes on as announced."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.opened(w)
        await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", "13/11/2026")
        await act(w.phone("lan"), "task:preview")
        await act(w.phone("lan"), "task:send")
        await h.until("2026-11-16T08:00")
        await on_leave(w, "Vũ Minh Hải", "17/11/2026", "20/11/2026")
        await h.until("2026-11-18T08:00")
        [told] = unasked(h, "cuong", "2026-11-18T07:59", "2026-11-18T08:01")
        assert "(đồng chí Vũ Minh Hải, đang nghỉ phép) quá hạn" in told
