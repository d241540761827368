"""Notices that return: asked for, previewed with what moves, sent to whom the lists name then.

No regulation of ours speaks of such notices: all of it is the working group's own setting.
"""

from pathlib import Path

import pytest

from committee.people import Role
from messages.render import render
from storage import groups, seats
from tests.bot.played import MONDAY, act, offered, rows, value
from tests.chat import House, PowerCut, house
from tests.handlers import grouped, noticed, repeating
from tests.handlers.walking import OUTSIDER, outsider
from tests.ward import ward

NOT_FOUND = render("refusal/not_found", citations=(), at=None)
CHANGED = render("refusal/preview_changed", citations=(), at=None)


def came(h: House, address: str, text: str = noticed.TEXT) -> list[str]:
    """When this phone was sent the notice."""
    return [
        f"{shown.at:%d/%m %H:%M}"
        for shown in h.channel.screen(address).log
        if text in shown and "xin thông báo" in shown and not shown.is_reply and not shown.edited
    ]


async def test_two_months_of_a_weekly_notice(tmp_path: Path) -> None:
    """1/1/2027, a Friday, is off: that week it goes on the Monday after; nothing comes twice."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await repeating.previewed(w)
        preview = lan.last
        assert "lặp lại thứ Sáu hằng tuần, 08 giờ 00, đến 10/01/2027: 09 lần" in preview
        assert "ngày làm việc liền sau: 01/01/2027 gửi 04/01/2027" in preview
        assert "Người nhận mỗi lần (theo danh bạ lúc gửi): cả Ban Chỉ đạo" in preview
        [done] = await lan.press("Đồng ý lặp lại")
        assert "Lần đầu gửi lúc 08 giờ 00, thứ Sáu ngày 13/11/2026" in done
        await h.until("2027-01-20T12:00")
        fridays = ["13/11", "20/11", "27/11", "04/12", "11/12", "18/12", "25/12", "04/01", "08/01"]
        assert came(h, "khoa") == [f"{day} 08:00" for day in fridays]
        assert came(h, "giang") == came(h, "khoa")
        sent = await rows(h, "SELECT COUNT(*), COUNT(DISTINCT sent_on) FROM notice_occurrences")
        assert sent == [(9, 9)]
        told = [m for m in lan.messages if "Đã gửi thông báo lặp lại" in m]
        assert len(told) == 9
        assert "09 người nhận" in told[0]
        assert "Lần sau: 08 giờ 00, thứ Sáu ngày 20/11/2026" in told[0]
        assert "Đây là lần cuối" in told[-1]
        summaries = [m for m in lan.messages if m.text.startswith("Đã nhận thông báo ngày")]
        assert len(summaries) == 9
        assert "0/9 thành viên" in summaries[0]
        assert await value(h, "SELECT next_due_at FROM notice_repeats") is None


async def test_the_day_before_instead_of_the_day_after(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await repeating.previewed(w, when="thứ sáu hằng tuần lúc 14h30")
        old = offered(lan, "notice:repeatnow")
        [other] = await lan.press("Dời về ngày liền trước")
        assert "ngày làm việc liền trước: 01/01/2027 gửi 31/12/2026" in other
        [refused] = await lan.press_action(old[1], pressed=old[0].key)
        assert refused.text == CHANGED
        await act(lan, "notice:repeatnow")
        await h.until("2027-01-05T12:00")
        assert came(h, "khoa")[-1] == "31/12 14:30"


async def test_a_monthly_notice_in_short_months(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await repeating.previewed(w, "Khoa", "ngày 31 hằng tháng 9h", "15/03/2027")
        assert "Tháng không có ngày 31 thì gửi ngày cuối tháng" in w.phone("lan").last
        await act(w.phone("lan"), "notice:repeatnow")
        await h.until("2027-03-20T12:00")
        assert came(h, "khoa") == ["30/11 09:00", "31/12 09:00", "01/02 09:00", "01/03 09:00"]


async def test_lists_are_as_they_are_then_and_names_stay(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await grouped.made(w, "Dữ liệu", "Khoa, Loan")
        await repeating.previewed(w, "nhóm Dữ liệu, Hải trừ Loan")
        assert "nhóm Dữ liệu, Vũ Minh Hải, trừ Đinh Thị Loan" in w.phone("lan").last
        await act(w.phone("lan"), "notice:repeatnow")
        await h.until("2026-11-13T09:00")
        await w.phone("lan").press_action("group:open:1")
        await w.phone("lan").types("Giang, Loan trừ Khoa")
        async with h.app.database.transaction() as tx:
            await seats.end_membership(tx, w.committee_id, w.person_id("hai"), h.clock.now())
        await h.until("2026-11-20T09:00")
        assert came(h, "khoa") == ["13/11 08:00"]
        assert came(h, "giang") == ["20/11 08:00"]
        assert came(h, "hai") == ["13/11 08:00"]
        assert came(h, "loan") == []


async def test_a_list_with_nobody_on_it_sends_nothing_and_says_so(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await grouped.made(w, "Dữ liệu", "Khoa")
        await repeating.agreed(w, "nhóm Dữ liệu")
        await lan.press_action("group:dissolved:1")
        await h.until("2026-11-13T09:00")
        assert "danh sách người nhận không còn ai" in lan.last
        assert came(h, "khoa") == []
        assert await value(h, "SELECT COUNT(*) FROM notices") == 1


async def test_a_list_with_nobody_on_it_is_not_made_to_return(tmp_path: Path) -> None:
    """The sub-group was dissolved meanwhile, by whoever else runs the assistant."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await grouped.made(w, "Dữ liệu", "Khoa")
        await repeating.timed(w, "nhóm Dữ liệu")
        async with h.app.database.transaction() as tx:
            await groups.dissolve(tx, 1, w.person_id("huong"), h.clock.now())
        [said] = await lan.types("10/01/2027")
        assert "Danh sách người nhận không còn ai" in said
        assert said.buttons == ["Chọn người nhận"]
        assert await value(h, "SELECT COUNT(*) FROM notice_repeats") == 0


async def test_it_is_listed_and_stopped_at_any_time(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await repeating.agreed(w, "Khoa")
        await h.until("2026-11-13T09:00")
        await lan.types("/thongbao")
        [recent] = await lan.press("Xem thông báo gần đây")
        assert "lặp lại thứ Sáu hằng tuần, 08 giờ 00, đến 10/01/2027" in recent
        [repeats] = await lan.press("Xem lịch lặp lại")
        assert "Thông báo lặp lại" in repeats
        [status] = await act(lan, "notice:choose")
        assert "Lần sau gửi lúc 08 giờ 00, thứ Sáu ngày 20/11/2026, còn 08 lần" in status
        [stopped] = await lan.press("Dừng lặp lại")
        assert "Các lần đã gửi giữ nguyên" in stopped
        [again] = await lan.press_action("notice:unrepeat:1")
        assert again.text.startswith("Việc này đã được xử lý")
        await h.until("2026-12-30T09:00")
        assert came(h, "khoa") == ["13/11 08:00"]
        [_, preview] = await lan.press("Xem trước thông báo")
        assert "Gửi 01 người" in preview.buttons
        await act(lan, "notice:sendat")
        await act(lan, "notice:repeat")
        for text in ("thứ Hai 8h", "31/01/2027"):
            await lan.types(text)
        await lan.press("Đồng ý lặp lại")
        await h.until("2027-01-04T09:00")
        assert came(h, "khoa") == ["13/11 08:00", "04/01 08:00"]


async def test_one_whose_last_day_came_can_be_a_draft_again(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await repeating.agreed(w, "Khoa", until="14/11/2026")
        await h.until("2026-11-13T09:00")
        assert "Đây là lần cuối" in lan.last
        [status] = await lan.press_action("notice:open:1")
        assert "Đã qua lần cuối" in status
        [draft] = await lan.press("Đưa về dự thảo")
        assert "đã về dự thảo" in draft
        assert await value(h, "SELECT state FROM notices WHERE id = 1") == "draft"


@pytest.mark.parametrize(
    ("back", "gone", "said"),
    [
        ("2026-11-27T10:00", ["13/11 08:00", "27/11 10:00"], "ngày 20/11/2026 không gửi"),
        ("2026-11-28T10:00", ["13/11 08:00"], "ngày 20/11/2026, 27/11/2026 không gửi"),
        ("2026-11-27T19:00", ["13/11 08:00"], "ngày 20/11/2026, 27/11/2026 không gửi"),
    ],
)
async def test_after_a_long_stop_only_the_newest_goes_on_its_own_day(
    back: str, gone: list[str], said: str, tmp_path: Path
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await repeating.agreed(w, "Khoa")
        await h.until("2026-11-13T09:00")
        channel = h.channel
    async with house(tmp_path, back, channel) as h:
        await h.until("2026-11-30T12:00")
        assert came(h, "khoa") == gone
        assert any(said in m for m in w.in_house(h).phone("lan").messages)
        await h.until("2026-12-04T09:00")
        assert came(h, "khoa") == [*gone, "04/12 08:00"]


async def test_a_power_cut_while_it_returns_sends_nobody_two(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await repeating.agreed(w)
        channel = h.channel
        channel.cut_after = 4
        with pytest.raises((PowerCut, BaseExceptionGroup)):
            await h.until("2026-11-13T08:01")
        channel.cut_after = None
    async with house(tmp_path, "2026-11-13T08:05", channel) as h:
        await h.until("2026-11-13T12:00")
        for address in ("an", "binh", "cuong", "dung", "giang", "hai", "huong", "khoa", "loan"):
            assert len(came(h, address)) == 1, address
        assert await value(h, "SELECT COUNT(*) FROM notice_occurrences") == 1


async def test_a_new_day_off_moves_it(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await repeating.agreed(w, "Khoa")
        await lan.types("/lichnghi")
        await lan.types("nghỉ 13/11/2026 Hội phường")
        await act(lan, "daysoff:save")
        await h.until("2026-11-20T09:00")
        assert came(h, "khoa") == ["16/11 08:00", "20/11 08:00"]


async def test_what_goes_with_a_document_or_is_urgent_does_not_return(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.drafted(w)
        await lan.types("06/TB-BCĐ ngày 09/11/2026")
        await lan.types("Khoa")
        await act(lan, "notice:preview")
        _, send = offered(lan, "notice:sendat")
        [asked] = await act(lan, "notice:sendat")
        assert "Lặp lại" not in asked.buttons
        [refused] = await lan.press_action(send.replace("sendat", "repeat"))
        assert refused.text == render("refusal/not_allowed", citations=(), at=None)
        await noticed.previewed(w, "Khoa", "Nội dung thứ hai")
        await act(lan, "notice:edit")
        await act(lan, "notice:more")
        await act(lan, "notice:reason")
        await lan.types("mưa bão")
        mark = offered(lan, "notice:submit")[1].rpartition(":")[2]
        [refused] = await lan.press_action(f"notice:repeat:2:{mark}")
        assert refused.text == render("refusal/not_allowed", citations=(), at=None)
        assert await value(h, "SELECT COUNT(*) FROM notice_repeats") == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8h", "chưa rõ"),
        ("thứ Hai", "chưa rõ"),
        ("thứ Hai ngày 5 8h", "chưa rõ"),
        ("ngày 32 8h", "chưa rõ"),
        ("thứ Hai 19h", "chỉ gửi từ 07 giờ 00"),
        ("thứ Hai 6h30 sáng", "chỉ gửi từ 07 giờ 00"),
    ],
)
async def test_a_day_or_hour_that_cannot_be_is_asked_again(
    typed: str, said: str, tmp_path: Path
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await repeating.asked(w, "Khoa")
        [reply] = await w.phone("lan").types(typed)
        assert said in reply
        [reply] = await w.phone("lan").types("t2 8h")
        assert "đến hết ngày nào" in reply


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lâu lâu", "chưa rõ ngày"),
        ("09/11/2026", "chưa phù hợp"),
        ("01/12/2027", "chưa phù hợp"),
        ("thứ Hai 12/11/2026", "chưa rõ ngày"),
        ("12/11/2026", "không có lần gửi nào"),
    ],
)
async def test_a_last_day_that_cannot_be_is_asked_again(
    typed: str, said: str, tmp_path: Path
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await repeating.timed(w, "Khoa")
        [reply] = await w.phone("lan").types(typed)
        assert said in reply
        [reply] = await w.phone("lan").types("31/12/2026")
        assert "đến 31/12/2026" in reply


async def test_the_list_changed_meanwhile_is_not_agreed_to(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await repeating.previewed(w, "Khoa")
        message, old = offered(lan, "notice:repeatnow")
        for mark in ("", ":x"):
            [refused] = await lan.press_action(f"notice:repeatnow:1{mark}")
            assert refused.text == CHANGED
        await act(lan, "notice:preview")
        [refused] = await lan.press_action(old, pressed=message.key)
        assert refused.text.startswith("Việc này đã được xử lý")


async def test_in_another_committees_hand_it_is_not_there(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await outsider(h)
        await repeating.agreed(w, "Khoa")
        for action in (
            "unrepeat:1",
            "repeats:1",
            "open:1",
            "repeat:1:x",
            "repeatnow:1:x",
            "dayoff:1:x",
            "unrepeat:99",
        ):
            [refused] = await h.phone(OUTSIDER).press_action(f"notice:{action}")
            assert refused.text == NOT_FOUND
        [refused] = await w.phone("an").press_action("notice:unrepeat:1")
        assert refused.text == NOT_FOUND
        assert await value(h, "SELECT ended_at FROM notice_repeats") is None


async def test_whoever_left_the_secretariat_hears_nothing_of_it(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await repeating.agreed(w, "Khoa")
        async with h.app.database.transaction() as tx:
            now = h.clock.now()
            await seats.save_membership(
                tx,
                w.committee_id,
                w.person_id("huong"),
                role=Role.COMMISSIONER,
                now=now,
                second_role=Role.WORKING_GROUP_LEAD,
                secretariat=True,
            )
            await seats.end_membership(tx, w.committee_id, w.person_id("lan"), now)
        await h.until("2026-11-13T09:00")
        assert came(h, "khoa") == ["13/11 08:00"]
        assert "Đã gửi thông báo lặp lại" in w.phone("huong").last
        assert "lặp lại" not in w.phone("lan").last.text.split("Đã đặt")[0]
