"""Invitations stopped, the time changed, and sent for the same hour: what they say holds then."""

from pathlib import Path

from tests.bot import played
from tests.bot.played import MONDAY, act, rows
from tests.chat import house
from tests.ward import ward


async def test_they_are_of_use_until_the_new_time(tmp_path: Path) -> None:
    """Nobody knew of the old time, so it is no other meeting; who is reached late still hears."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.numbered(w)
        lan = w.phone("lan")
        await act(lan, "meeting:sendat")
        await lan.types("8h ngày 16/11/2026")
        await lan.press("Dừng gửi")
        async with h.app.database.transaction() as tx:
            await tx.execute("UPDATE meetings SET starts_at = starts_at + 604800000")
        await act(lan, "meeting:preview")
        await act(lan, "meeting:sendat")
        await lan.types("8h ngày 16/11/2026")
        ends = await rows(
            h,
            "SELECT DISTINCT d.expires_at = m.starts_at FROM deliveries d, meetings m"
            " WHERE d.dropped_at IS NULL AND d.kind = 'attendance.invitation'",
        )
        assert ends == [(1,)]
