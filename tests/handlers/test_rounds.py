"""What goes to more people than one step takes: reminders, withdrawals, what a meeting tells."""

from pathlib import Path

import pytest

from storage import fan_out
from tests.bot import played
from tests.bot.played import MONDAY, act, later, rows, value
from tests.chat import House, house
from tests.handlers import noticed
from tests.handlers.test_notices_many import crowd
from tests.ward import Ward, ward

OWED = "SELECT COUNT(*) FROM deliveries WHERE kind = :kind"
TWICE = "SELECT COUNT(*) - COUNT(DISTINCT person_id) FROM deliveries WHERE kind = :kind"
LISTED = "SELECT COUNT(*) FROM notice_receivers"


async def owed(h: House, kind: str) -> int:
    found: int = await value(h, OWED, kind=kind)
    return found


async def everybody_once(h: House, kind: str) -> None:
    assert await owed(h, kind) == await value(h, LISTED)
    assert await value(h, TWICE, kind=kind) == 0


async def sent_to_a_crowd(h: House) -> Ward:
    """The notice is out; two of the crowd have a phone."""
    w = await ward(h)
    await crowd(w)
    await noticed.sent(w, "khách mời")
    return w


async def test_a_reminder_by_hand_goes_on_after_a_stop(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await sent_to_a_crowd(h)
        lan = w.phone("lan")
        await lan.press_action("notice:remind:1")
        await act(lan, "notice:remindnow")
        assert await owed(h, "notice.reminder") == fan_out.STEP
        now, channel = h.clock.now().isoformat(), h.channel
    async with house(tmp_path, now, channel) as h:
        await later(h, 2)
        await everybody_once(h, "notice.reminder")
        reminded = [m for m in h.phone("oanh").messages if "xác nhận đã nhận thông báo" in m]
        assert len(reminded) == 1


async def test_the_clock_reminds_step_by_step_whom_nobody_did(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await sent_to_a_crowd(h)
        await w.phone("nam").press("Đã nhận")
        await h.until("2026-11-11T08:00")
        assert await owed(h, "notice.reminder") == await value(h, LISTED) - 1
        assert await value(h, TWICE, kind="notice.reminder") == 0
        await h.until("2026-11-13T08:00")
        assert await owed(h, "notice.reminder") == await value(h, LISTED) - 1
        assert await value(h, "SELECT COUNT(*) FROM fan_outs WHERE due_at IS NOT NULL") == 0


async def test_a_withdrawal_reaches_all_who_have_it_and_nobody_else(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await sent_to_a_crowd(h)
        lan = w.phone("lan")
        await lan.press_action("notice:withdraw:1")
        await lan.press("Đồng ý thu hồi")
        await later(h, 2)
        assert await owed(h, "notice.withdrawn") == 3  # who has a phone
        for address in ("nam", "oanh", "phu"):
            [letter] = w.phone(address).messages
            assert "đã được thu hồi lúc" in letter


async def test_withdrawn_in_the_middle_of_the_first_sending(tmp_path: Path) -> None:
    """Whose step had not come yet is never owed it."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await crowd(w)
        await noticed.previewed(w, "khách mời")
        await act(w.phone("lan"), "notice:send")
        h.clock.move(h.clock.now().replace(minute=2))
        await w.phone("lan").press_action("notice:withdrawnow:1")
        before = await owed(h, "notice.letter")
        await later(h, 10)
        assert before == await owed(h, "notice.letter") < await value(h, LISTED)


async def invited_crowd(h: House) -> Ward:
    w = await ward(h)
    await crowd(w)
    await played.numbered(w)
    await act(w.phone("lan"), "meeting:send")
    return w


ALL = "SELECT COUNT(*) FROM invitees"


async def test_invitations_to_a_crowd_go_step_by_step(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        await invited_crowd(h)
        assert await owed(h, "attendance.invitation") == fan_out.STEP
        await later(h, 2)
        assert await owed(h, "attendance.invitation") == await value(h, ALL)
        assert await value(h, TWICE, kind="attendance.invitation") == 0
        moments = await rows(h, "SELECT DISTINCT not_before, expires_at FROM deliveries")
        assert len({moment for moment in moments if moment[1]}) == 1


async def test_invitations_that_are_stopped_reach_nobody(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await invited_crowd(h)
        await w.phone("lan").press("Dừng gửi")
        await later(h, 5)
        assert await owed(h, "attendance.invitation") == fan_out.STEP
        assert not any("07/GM-BCĐ" in shown for shown in w.phone("khoa").messages)


@pytest.mark.parametrize("kind", ["moved", "cancelled"])
async def test_what_a_meeting_tells_all_goes_step_by_step(kind: str, tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await invited_crowd(h)
        await later(h, 2)
        lan = w.phone("lan")
        if kind == "moved":
            await lan.press_action("meeting:newplace:1")
            await lan.types("phòng họp số 2")
            await act(lan, "meeting:tellplace")
        else:
            await lan.press_action("meeting:cancel:1")
            await lan.types("mưa bão")
            await act(lan, "meeting:askchange")
            await act(w.phone("an"), "meeting:agreechange")
        await later(h, 2)
        assert await owed(h, f"attendance.{kind}") == await value(h, ALL)
        assert await value(h, TWICE, kind=f"attendance.{kind}") == 0
        word = "phòng họp số 2" if kind == "moved" else "mưa bão"
        assert len([m for m in w.phone("khoa").messages if word in m]) == 1
