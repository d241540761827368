"""Stopped before it went and sent again for the same hour: everybody gets it, once.

At night whatever is sent goes at the same seven o'clock, so the hour alone tells nothing apart.
"""

from pathlib import Path

from tests.bot import played
from tests.bot.played import act, later
from tests.chat import House, house
from tests.handlers import noticed
from tests.ward import NOT_LINKED, ward

EVENING, NIGHT, MORNING = "2026-11-09T17:00", "2026-11-09T20:00", "2026-11-10T07:30"


def reached(h: House, words: str) -> list[str]:
    return sorted(
        address
        for address, screen in h.channel.screens.items()
        for shown in screen.log
        if words in shown and not shown.is_reply
    )


async def test_invitations_stopped_at_night_and_sent_again(tmp_path: Path) -> None:
    async with house(tmp_path, EVENING) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await played.numbered(w)
        await h.until(NIGHT)
        for _ in range(3):
            await act(lan, "meeting:send")
            await lan.press("Dừng gửi")
            await later(h, 1)
            await act(lan, "meeting:preview")
        await act(lan, "meeting:send")
        await h.until(MORNING)
        invited = reached(h, "07/GM-BCĐ")
        assert len(invited) == len(set(invited)) == 12
        assert NOT_LINKED not in invited
        summary = next(m for m in reversed(lan.messages) if "Kết quả gửi giấy mời" in m)
        assert "đã gửi 12/12" in summary
        assert "Chưa liên kết 01: đề nghị gọi bà Mai Thị Quyên" in summary


async def test_a_notice_stopped_at_night_and_sent_again(tmp_path: Path) -> None:
    async with house(tmp_path, NIGHT) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.previewed(w)
        await act(lan, "notice:send")
        await lan.press("Dừng gửi")
        await act(lan, "notice:preview")
        await act(lan, "notice:send")
        await h.until(MORNING)
        got = reached(h, noticed.TEXT)
        assert len(got) == len(set(got)) == 9


async def test_a_chat_that_refuses_is_not_called_unlinked(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        h.channel.refusing.add("khoa")
        await played.invited(w)
        await later(h, 20)
        summary = next(m for m in w.phone("lan").messages if "Kết quả gửi giấy mời" in m)
        assert "đã gửi 11/12" in summary
        assert "Không gửi được 01: đề nghị gọi đồng chí Ngô Đăng Khoa" in summary
        assert "Chưa liên kết 01: đề nghị gọi bà Mai Thị Quyên" in summary
