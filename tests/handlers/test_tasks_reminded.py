"""What tasks remind of: merged, in allowed hours, announced before anybody else is told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from committee.people import Role
from committee.settings import CommitteeSettings
from storage import accounts, committees
from tests.bot.played import MONDAY, act, later, rows, value
from tests.chat import House, Shown, house
from tests.handlers import task_play
from tests.scenario.assigning import told
from tests.ward import Ward, ward


async def set_up(h: House, w: Ward, **changes: Any) -> None:
    settings = replace(CommitteeSettings(), **changes)
    async with h.app.database.transaction() as tx:
        await committees.save_settings(tx, w.committee_id, settings)


async def given(w: Ward, name: str, *deadlines: str) -> None:
    """One document with a task for each of these deadlines, all of one person, sent."""
    lan = w.phone("lan")
    await task_play.opened(w)
    for number, deadline in enumerate(deadlines, 1):
        await task_play.one(w, name, f"việc {number}", deadline)
        await act(lan, "task:next" if number < len(deadlines) else "task:preview")
    await act(lan, "task:send")
    await later(w.house, 2)


def unasked(h: House, address: str, start: str, end: str) -> list[Shown]:
    sent = h.sent_between(start, end)
    return [shown for to, shown in sent if to == address and not shown.is_reply]


async def test_all_that_one_person_is_due_comes_in_one_message(tmp_path: Path) -> None:
    """56: the status of three tasks is asked in one message, from which each opens."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await given(w, "Vũ Minh Hải", "30/11/2026", "30/11/2026", "27/11/2026")
        hai = w.phone("hai")
        for task in (1, 2, 3):
            await hai.press_action(f"task:receive:{task}")
        await h.until("2026-11-16T08:00")
        [asked] = unasked(h, "hai", "2026-11-10T00:00", "2026-11-16T09:00")
        assert "có 03 việc" in asked
        assert [line[:10] for line in asked.text.splitlines()[1:]] == [
            f"{n}. Nhiệm vụ"[:10] for n in (1, 2, 3)
        ]
        [opened] = await hai.press("Mở việc 2")
        assert "cập nhật giữa kỳ Nhiệm vụ 2, việc 2" in opened
        assert opened.buttons == ["Đúng tiến độ", "Có khó khăn", "Đã hoàn thành", "Nhắc lại sau"]


async def test_nothing_comes_on_days_off_or_at_night(tmp_path: Path) -> None:
    """Due on Saturday evening: reminded on Friday, told of being late on Monday."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await given(w, "Vũ Minh Hải", "20h 14/11/2026")
        await w.phone("hai").press_action("task:receive:1")
        await h.until("2026-11-13T18:00")
        [friday] = unasked(h, "hai", "2026-11-10T00:00", "2026-11-13T23:00")
        assert "đến hạn 20 giờ 00 ngày mai, thứ Bảy ngày 14/11/2026" in friday
        await h.until("2026-11-14T20:00")
        assert await value(h, "SELECT overdue_since = deadline FROM tasks") == 1
        await h.until("2026-11-16T08:00")
        assert told(h, "2026-11-13T09:00", "2026-11-16T08:01") == ["hai"]
        assert "quá hạn từ 20 giờ 00, ngày 14/11/2026" in w.phone("hai").last


async def test_a_done_task_gets_none_of_its_reminders(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await given(w, "Vũ Minh Hải", "20/11/2026")
        await task_play.report(w, "hai")
        await h.until("2026-12-31T18:00")
        assert unasked(h, "hai", "2026-11-09T09:00", "2026-12-31T18:00") == []


async def test_an_extension_reminds_by_the_new_deadline_only(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await given(w, "Vũ Minh Hải", "20/11/2026")
        await task_play.ask_extension(w, "hai", "27/11/2026")
        await h.until("2026-11-19T09:00")
        await act(w.phone("an"), "task:grant")
        await h.until("2026-11-25T18:00")
        assert unasked(h, "hai", "2026-11-19T09:01", "2026-11-25T18:00") == []
        await h.until("2026-11-26T08:00")
        assert "đến hạn 17 giờ 00 ngày mai, thứ Sáu ngày 27/11/2026" in w.phone("hai").last


# --- the superior


async def overdue(w: Ward, name: str = "Vũ Minh Hải") -> None:
    """Due on Friday 13/11, and said to be late on Monday 16/11 at 08:00."""
    await given(w, name, "13/11/2026")
    await w.house.until("2026-11-16T08:00")


async def test_the_superior_is_told_as_announced(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await overdue(w)
        assert "trước 08 giờ 00, thứ Tư ngày 18/11/2026" in w.phone("hai").last
        await h.until("2026-11-18T08:00")
        assert told(h, "2026-11-16T08:01", "2026-11-18T08:01") == ["cuong", "lan"]
        assert "đã nhắc 03 lần (12/11, 13/11, 16/11)" in w.phone("cuong").last
        await w.phone("cuong").press("Cho ý kiến")
        await w.phone("cuong").types("họp bàn lúc 14h hôm nay")
        assert "“họp bàn lúc 14h hôm nay”" in w.phone("hai").last
        await h.until("2026-12-31T18:00")
        assert told(h, "2026-11-18T09:00", "2026-12-31T18:00") == []


async def test_what_was_answered_since_is_said(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await overdue(w)
        await act(w.phone("hai"), "task:update")
        await w.phone("hai").press("Đúng tiến độ")
        await h.until("2026-11-18T08:00")
        assert "phản hồi gần nhất lúc 08 giờ 00, ngày 16/11/2026" in w.phone("cuong").last


@pytest.mark.parametrize("how", ["reported", "extended", "asked", "cancelled"])
async def test_nobody_is_told_of_what_is_no_longer_only_late(tmp_path: Path, how: str) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await overdue(w)
        if how == "reported":
            await w.phone("hai").press_action("task:done:1")
            await w.phone("hai").types("Báo cáo 15/BC-KT")
        elif how == "cancelled":
            await w.phone("lan").press_action("task:cancel:1")
            await w.phone("lan").types("không còn cần")
            await act(w.phone("lan"), "task:changed")
        else:
            await task_play.ask_extension(w, "hai", "30/11/2026")
            if how == "extended":
                await act(w.phone("an"), "task:grant")
        await h.until("2026-11-20T18:00")
        assert [a for a in told(h, "2026-11-17T00:00", "2026-11-20T18:00") if a != "hai"] == []


async def test_a_declined_extension_is_announced_anew_before_anybody_is_told(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await overdue(w)
        await task_play.ask_extension(w, "hai", "30/11/2026")
        await h.until("2026-11-19T10:00")
        await act(w.phone("an"), "task:decline")
        await w.phone("an").types("phải xong ngay")
        await h.until("2026-11-20T08:00")
        assert "trước 08 giờ 00, thứ Ba ngày 24/11/2026" not in w.phone("hai").last.text
        assert "đề nghị gia hạn trước 08 giờ 00, thứ Tư ngày 25/11/2026" in w.phone("hai").last
        await h.until("2026-11-25T08:00")
        assert told(h, "2026-11-20T08:01", "2026-11-25T08:01") == ["cuong", "lan"]
        assert "quá hạn 07 ngày làm việc" in w.phone("cuong").last


async def test_whom_no_announcement_reached_is_not_reported(tmp_path: Path) -> None:
    """The secretariat alone learns that a call is needed."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await overdue(w, "Mai Thị Quyên")
        await h.until("2026-11-18T08:00")
        assert set(told(h, "2026-11-10T00:00", "2026-11-18T08:01")) == {"lan"}
        [news] = [shown for shown in w.phone("lan").messages if "quá hạn 03 ngày" in shown]
        assert "Chưa báo trước được cho bà Mai Thị Quyên" in news
        assert "chưa nhắc được lần nào" in news


async def test_the_superior_is_never_told_of_himself(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await overdue(w, "Trần Mạnh Cường")
        assert "liên hệ trực tiếp để hỗ trợ tháo gỡ" in w.phone("cuong").last
        await h.until("2026-11-18T08:00")
        assert told(h, "2026-11-16T08:01", "2026-11-18T08:01") == ["lan"]


@pytest.mark.parametrize(
    ("role", "receivers"),
    [(None, ["lan"]), (Role.HEAD, ["an", "lan"]), (Role.STANDING_DEPUTY, ["binh", "lan"])],
)
async def test_whom_the_setting_names_is_told(
    tmp_path: Path, role: Role | None, receivers: list[str]
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await set_up(h, w, escalate_to=role)
        await overdue(w)
        await h.until("2026-11-18T08:00")
        assert told(h, "2026-11-16T08:01", "2026-11-18T08:01") == receivers


async def test_after_a_stop_the_announcement_still_comes_first(tmp_path: Path) -> None:
    """The program was off from Friday to Thursday: Hải is told first, then Cường a day later."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await given(w, "Vũ Minh Hải", "13/11/2026")
        await h.until("2026-11-13T09:00")
        channel = h.channel
    async with house(tmp_path, "2026-11-19T09:00", channel) as h:
        w = w.in_house(h)
        await h.until("2026-11-19T09:01")
        assert told(h, "2026-11-13T09:01", "2026-11-19T09:02") == ["hai"]
        assert "trước 08 giờ 00, thứ Sáu ngày 20/11/2026" in w.phone("hai").last
        await h.until("2026-11-20T08:00")
        assert told(h, "2026-11-19T09:02", "2026-11-20T08:01") == ["cuong", "lan"]
        assert "quá hạn 05 ngày làm việc" in w.phone("cuong").last
        assert "đã nhắc 03 lần (12/11, 13/11, 19/11)" in w.phone("cuong").last


async def test_what_was_not_sent_is_not_counted(tmp_path: Path) -> None:
    """The account was away on the 12th and the 13th, and is linked anew before the 16th."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await given(w, "Vũ Minh Hải", "13/11/2026")
        await w.phone("hai").press_action("task:receive:1")
        h.channel.refusing.add("hai")
        await h.until("2026-11-14T09:00")
        h.channel.refusing.clear()
        async with h.app.database.transaction() as tx:
            account = await accounts.known(tx, h.channel.name, "hai", h.clock.now())
            await accounts.link(tx, account.id, w.person_id("hai"), h.clock.now())
        await h.until("2026-11-18T08:00")
        assert "đã nhắc 01 lần (16/11)" in w.phone("cuong").last


# --- who has received


async def test_the_secretariat_asks_once_a_day_whoever_is_silent(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        lan, khoa = w.phone("lan"), w.phone("khoa")
        await act(w.phone("hai"), "task:receive")
        await h.until("2026-11-09T17:00")
        summary = lan.last
        assert "1/2" in summary
        [asked] = await lan.press("Nhắc đồng chí Khoa")
        assert "Đã nhắc đồng chí Ngô Đăng Khoa (Nhiệm vụ 2)" in asked
        assert "đề nghị xác nhận đã nhận Nhiệm vụ 2" in khoa.last
        [again] = await lan.press("Nhắc đồng chí Khoa", on=summary)
        assert "đã được xử lý" in again
        await act(khoa, "task:receive")
        await h.until("2026-11-10T09:00")
        assert told(h, "2026-11-09T17:10", "2026-11-10T09:00") == []


async def test_many_who_are_silent_are_asked_together(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await task_play.opened(w)
        for name in ("Vũ Minh Hải", "Ngô Đăng Khoa", "Đinh Thị Loan"):
            await task_play.one(w, name, "rà soát", "20/11/2026")
            await act(lan, "task:next")
        await lan.types("/huy")
        await act(lan, "task:preview")
        await act(lan, "task:send")
        await h.until("2026-11-09T17:00")
        assert lan.last.buttons == ["Nhắc 03 người", "Xem danh sách"]
        await h.until("2026-11-09T19:00")
        [asked] = await lan.press("Nhắc 03 người")
        assert "Sẽ nhắc" in asked
        assert "lúc 07 giờ 00, thứ Ba ngày 10/11/2026" in asked
        await h.until("2026-11-10T07:00")
        assert told(h, "2026-11-09T18:00", "2026-11-10T07:01") == ["hai", "khoa", "loan"]


async def test_what_breaks_is_put_off_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from committee import task_reminders
    from handlers.tasks import reminders

    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        whole = task_reminders.plan_task

        def broken(task: Any, *rest: Any) -> Any:
            if task.id == 1:
                raise RuntimeError("broken")
            return whole(task, *rest)

        monkeypatch.setattr(reminders, "plan_task", broken)
        await h.until("2026-11-10T08:01")
        assert told(h, "2026-11-10T00:00", "2026-11-10T08:01") == ["khoa"]
        late = await rows(h, "SELECT id FROM tasks WHERE next_due_at > 0 ORDER BY next_due_at")
        assert late[0] == (1,)
