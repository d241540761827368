"""Only the head or a deputy breaks the silence of nights and holidays, with a reason kept.

No regulation of ours speaks of it: it is a setting, and the prompts say so.
"""

from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import SimulatedClock
from committee.calendar import ZONE
from committee.people import Role
from messages.render import render
from tests.bot.played import EPOCH, TryingChannel, act, later, offered, rows, soon, value
from tests.chat import House, house
from tests.handlers import noticed
from tests.trees import dotted, modules
from tests.ward import ward

SATURDAY = "2026-12-05T20:50"
NINE = datetime(2026, 12, 5, 21, tzinfo=ZONE)
COMMISSIONERS = ("dung", "giang", "hai", "huong", "khoa", "loan")


def got(h: House, start: str, end: str, text: str = noticed.TEXT) -> dict[str, str]:
    """Who was sent that text between these moments, and when."""
    return {
        address: f"{shown.at:%d/%m %H:%M}"
        for address, shown in h.sent_between(start, end)
        if text in shown and not shown.is_reply
    }


async def test_an_urgent_notice_goes_out_at_nine_on_a_saturday(tmp_path: Path) -> None:
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        await noticed.urgent(w)
        assert "chỉ đi khi có ý kiến đồng ý" in w.phone("lan").last
        await h.until("2026-12-05T20:59")
        [asked] = await w.phone("an").types("/khan")
        assert noticed.TEXT in asked
        assert "Lý do: mưa bão trong đêm" in asked
        [reply] = await act(w.phone("an"), "notice:sendnow")
        assert "gửi ngay lúc 21 giờ 00" in reply
        await h.until("2026-12-05T21:05")
        sent = got(h, "2026-12-05T20:50", "2026-12-05T21:05")
        assert sent == dict.fromkeys(COMMISSIONERS, "05/12 21:00")
        assert w.phone("khoa").last.text.startswith("<b>KHẨN.</b> Kính gửi đồng chí Ngô Đăng Khoa")
        [row] = await rows(
            h,
            "SELECT person_id, json_extract(after, '$.urgent_reason') FROM audit"
            " WHERE verb = 'notice_released_urgently'",
        )
        assert row == (w.person_id("an"), "mưa bão trong đêm")


async def test_a_normal_one_at_that_hour_waits_until_monday(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-12-05T21:00") as h:
        w = await ward(h)
        await noticed.previewed(w, "ủy viên")
        [reply] = await act(w.phone("lan"), "notice:send")
        assert "gửi lúc 07 giờ 00, thứ Hai ngày 07/12/2026" in reply
        assert "thiết lập của Tổ Công tác" in reply
        await h.until("2026-12-07T07:30")
        sent = got(h, "2026-12-05T21:00", "2026-12-07T07:30")
        assert sent == dict.fromkeys(COMMISSIONERS, "07/12 07:00")


async def test_asking_the_leaders_breaks_no_silence(tmp_path: Path) -> None:
    """What follows an urgent notice waits too: the summary, the news to the secretariat."""
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        await noticed.urgent(w)
        await w.phone("binh").types("/khan")
        await act(w.phone("binh"), "notice:sendnow")
        await h.until("2026-12-07T06:59")
        first = [
            address
            for address, shown in h.sent_between("2026-12-05T20:50", "2026-12-07T06:59")
            if not shown.is_reply
        ]
        assert sorted(first) == sorted(COMMISSIONERS)
        await h.until("2026-12-07T17:00")
        assert any("đã cho gửi khẩn" in shown for shown in w.phone("lan").messages)
        for address in ("lan", "binh"):
            assert "0/6 người nhận" in w.phone(address).last


async def test_a_leader_writes_it_himself(tmp_path: Path) -> None:
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        cuong = w.phone("cuong")
        await cuong.types("/khan")
        await cuong.types(noticed.TEXT)
        await cuong.types("sự cố lưới điện")
        await cuong.types("Khoa, Loan")
        [sample, preview] = await cuong.press("Xem trước thông báo")
        assert sample.text.startswith("<b>KHẨN.</b>")
        assert preview.buttons == ["Gửi ngay ngoài giờ", "Đính kèm tệp", "Sửa thông báo"]
        await cuong.press("Gửi ngay ngoài giờ")
        await later(h, 2)
        assert set(got(h, "2026-12-05T20:50", "2026-12-05T21:00")) == {"khoa", "loan"}


async def test_a_leader_sends_no_normal_notice(tmp_path: Path) -> None:
    """Without a reason there is no button that sends, and the secretariat's are not his."""
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        cuong = w.phone("cuong")
        await cuong.types("/khan")
        await cuong.types(noticed.TEXT)
        await cuong.press_action("notice:towhom:1")
        await cuong.types("Khoa")
        [_, preview] = await cuong.press("Xem trước thông báo")
        assert preview.buttons == ["Gửi khẩn", "Đính kèm tệp", "Sửa thông báo"]


@pytest.mark.parametrize("address", ["dung", "lan", "huong", "oanh"])
async def test_nobody_else_begins_or_lets_go(address: str, tmp_path: Path) -> None:
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        await noticed.urgent(w)
        [reply] = await w.phone(address).types("/khan")
        assert reply.text.startswith(render("refusal/not_allowed", citations=())[:40])
        await w.phone("an").types("/khan")
        for verb in ("sendnow", "notnow"):
            _, action = offered(w.phone("an"), f"notice:{verb}")
            await w.phone(address).press_action(action)
        assert await value(h, "SELECT state FROM notices") == "submitted"
        await later(h, 10)
        assert got(h, "2026-12-05T20:50", "2026-12-06T00:00") == {}


async def test_what_was_changed_after_it_was_shown_is_not_let_go(tmp_path: Path) -> None:
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        lan, an = w.phone("lan"), w.phone("an")
        await noticed.urgent(w)
        await an.types("/khan")
        await act(lan, "notice:recall")
        await act(lan, "notice:edit")
        await act(lan, "notice:text")
        await lan.types("Nội dung khác hẳn")
        await act(lan, "notice:submit")
        [reply] = await act(an, "notice:sendnow")
        assert reply.text == render("refusal/preview_changed", citations=(), at=None)
        assert await value(h, "SELECT state FROM notices") == "submitted"
        await an.types("/khan")
        await act(an, "notice:sendnow")
        assert await value(h, "SELECT state FROM notices") == "released"


async def test_two_leaders_let_it_go_once(tmp_path: Path) -> None:
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        await noticed.urgent(w)
        for address in ("an", "binh"):
            await w.phone(address).types("/khan")
        await act(w.phone("an"), "notice:sendnow")
        [reply] = await act(w.phone("binh"), "notice:sendnow")
        assert "đã được xử lý" in reply
        await later(h, 2)
        assert len(got(h, "2026-12-05T20:50", "2026-12-06T00:00")) == 6


async def test_it_can_be_stopped_by_who_let_it_go(tmp_path: Path) -> None:
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        await noticed.urgent(w)
        await w.phone("an").types("/khan")
        await act(w.phone("an"), "notice:sendnow")
        [reply] = await act(w.phone("an"), "notice:stop")
        assert reply.text.startswith("Đã dừng")
        assert reply.buttons == []  # the draft is the secretariat's
        await later(h, 60)
        assert got(h, "2026-12-05T20:50", "2026-12-06T00:00") == {}


async def test_a_service_that_is_busy_at_night_delays_it_by_a_moment_only(tmp_path: Path) -> None:
    """The outbox puts first words of the night off until morning; what is urgent it tries again."""
    channel = TryingChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(tmp_path, SATURDAY, channel) as h:
        w = await ward(h)
        await noticed.urgent(w, "Khoa")
        await w.phone("an").types("/khan")
        await act(w.phone("an"), "notice:sendnow")
        channel.faults = [soon()]
        await later(h, 2)
        waiting = "SELECT COUNT(*) FROM deliveries WHERE kind = 'notice.letter'"
        assert await value(h, f"{waiting} AND released_at IS NOT NULL") == 1
        assert await value(h, "SELECT MIN(attempts) FROM sends WHERE sent_at IS NULL") == 1


async def test_which_committee_is_asked_and_named(tmp_path: Path) -> None:
    async with house(tmp_path, SATURDAY) as h:
        w = await ward(h)
        other = await noticed.second_committee(w, "an", Role.DEPUTY, runs_assistant=False)
        an = w.phone("an")
        [ask] = await an.types("/khan")
        assert ask.buttons == ["Chọn Ban Chỉ đạo 1", "Chọn Ban Chỉ đạo 2"]
        await an.press("Chọn Ban Chỉ đạo 2")
        await an.types(noticed.TEXT)
        assert await value(h, "SELECT committee_id FROM notices") == other


# --- nothing else can use it by accident


def test_one_place_gives_the_right_and_one_asks_for_it() -> None:
    """`Urgency` is made where the rule is, and handed to `tell` by the notices' release alone."""
    every = modules("bot", "committee", "handlers", "storage")
    made = {each.path for each in every for call in each.calls() if dotted(call.func) == "Urgency"}
    assert made == {"committee/urgent.py"}
    asked = {
        each.path
        for each in every
        for call in each.calls()
        if dotted(call.func).endswith("break_silence")
    }
    assert asked == {"committee/notice.py"}
    used = {
        each.path
        for each in every
        for call in each.calls()
        if dotted(call.func).endswith(".tell")
        if any(keyword.arg in ("urgency", None) for keyword in call.keywords)
    }
    assert used == {"handlers/notices/release.py"}


async def test_what_was_told_without_it_waits_whatever_its_feature_says(tmp_path: Path) -> None:
    """A day's work of the secretariat at night: nothing but answers, until Monday."""
    async with house(tmp_path, "2026-12-04T17:50") as h:
        w = await ward(h)
        await noticed.sent(w)
        await h.until("2026-12-05T21:00")
        await w.phone("lan").press_action("notice:remind:1")
        await act(w.phone("lan"), "notice:remindnow")
        await w.phone("lan").press_action("notice:withdraw:1")
        await act(w.phone("lan"), "notice:withdrawnow")
        await h.until("2026-12-07T06:59")
        spoken = h.sent_between("2026-12-04T18:00", "2026-12-07T06:59")
        assert [address for address, shown in spoken if not shown.is_reply] == []
        assert await value(h, "SELECT COUNT(*) FROM deliveries WHERE urgent_since IS NOT NULL") == 0
