"""A notice withdrawn on Telegram: the message itself is changed, however old it is."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.botapi.people import User
from tests.channels.telegram_room import Room, room, until

pytestmark = pytest.mark.channel

TEXT = "Đề nghị các đồng chí kiểm tra hệ thống điện trước mùa mưa."
DONE = "đã được thu hồi lúc 08 giờ 01, ngày 02/11/2026"


async def heard(r: Room) -> None:
    await until(lambda: len(r.server.updates) == 0)
    await r.app.settle()


async def presses(r: Room, user: User, *labels: str) -> None:
    for label in labels:
        user.presses(label)
        await heard(r)


async def sent(r: Room) -> tuple[User, User, User]:
    """The secretariat sent a notice to two; all three phones."""
    await r.ward()
    lan, khoa, loan = (r.member(address) for address in ("lan", "khoa", "loan"))
    lan.types(f"/thongbao {TEXT}")
    await heard(r)
    await presses(r, lan, "Không kèm văn bản")
    lan.types("Khoa, Loan")
    await heard(r)
    await presses(r, lan, "Xem trước thông báo", "Gửi 02 người")
    await r.app.schedule.move(r.clock, r.clock.now() + timedelta(minutes=1))
    return lan, khoa, loan


async def withdrawn(r: Room, lan: User) -> None:
    lan.types("/thongbao")
    await heard(r)
    await presses(r, lan, "Xem thông báo gần đây", "Mở thông báo 1")
    await presses(r, lan, "Thu hồi thông báo", "Đồng ý thu hồi")


async def test_the_message_itself_is_changed(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        lan, khoa, loan = await sent(r)
        await presses(r, loan, "Đã nhận")
        await withdrawn(r, lan)
        for user in (khoa, loan):
            [letter] = user.screen
            assert DONE in letter
            assert TEXT not in letter
            assert letter.buttons == ()
        await presses(r, lan, "Xem danh sách")
        assert "Thu hồi tại chỗ (02)" in lan.screen[-1]


async def test_a_message_that_is_gone_is_said_anew(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        lan, khoa, loan = await sent(r)
        khoa.deletes(khoa.screen[-1].message_id)
        await withdrawn(r, lan)
        assert [DONE in seen for seen in loan.screen] == [True]
        assert DONE in khoa.screen[-1]
        assert not khoa.screen[-1].edited
        await presses(r, lan, "Xem danh sách")
        assert "Thu hồi tại chỗ (01): đồng chí Đinh Thị Loan" in lan.screen[-1]
        assert "Đã báo thu hồi (01): đồng chí Ngô Đăng Khoa" in lan.screen[-1]
