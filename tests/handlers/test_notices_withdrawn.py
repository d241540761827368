"""A notice withdrawn: its own message says so where the chat can change it, else another does.

No regulation of ours speaks of withdrawing a notice: what was sent in error is undone where it was
read, and whoever never got it is not told of it at all.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.base import SendRefused
from bot.clock import SimulatedClock
from storage import accounts
from tests.bot.played import EPOCH, MONDAY, TryingChannel, act, eventually, later, value
from tests.chat import House, house
from tests.handlers import noticed
from tests.ward import Ward, ward

DONE = "đã được thu hồi lúc"


def trying(folder: Path) -> TryingChannel:
    return TryingChannel(SimulatedClock(EPOCH, running=False), folder)


async def withdrawn(w: Ward) -> None:
    lan = w.phone("lan")
    await lan.press_action("notice:withdraw:1")
    await lan.press("Đồng ý thu hồi")


def came(h: House, address: str) -> list[str]:
    """All that the assistant said to somebody by itself, new messages and changes."""
    return [shown.text for shown in h.channel.screen(address).log if not shown.is_reply]


async def listed(w: Ward) -> str:
    [shown] = await w.phone("lan").press_action("notice:list:1")
    return shown.text


async def test_the_message_itself_is_changed_and_no_second_one_comes(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Loan, Mai Thị Quyên")
        await w.phone("loan").press("Đã nhận")
        await withdrawn(w)
        for address in ("khoa", "loan"):
            [letter] = w.phone(address).messages
            assert f"{DONE} 08 giờ 02, ngày 09/11/2026" in letter
            assert noticed.TEXT not in letter
            assert letter.buttons == []
        parts = await listed(w)
        assert "Thu hồi tại chỗ (02): đồng chí Ngô Đăng Khoa, đồng chí Đinh Thị Loan" in parts
        assert "Đã báo thu hồi (00)" in parts
        assert "Chưa nhận (01): bà Mai Thị Quyên" in parts


async def test_where_the_chat_cannot_change_it_a_message_says_it(tmp_path: Path) -> None:
    channel = trying(tmp_path)
    channel.capabilities = replace(channel.capabilities, editing=False)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa")
        await withdrawn(w)
        letter, told = came(h, "khoa")
        assert noticed.TEXT in letter
        assert "Tổ Công tác thu hồi <b>thông báo" in told
        assert "Đã báo thu hồi (01): đồng chí Ngô Đăng Khoa" in await listed(w)


async def test_a_change_that_is_refused_for_good_is_said_anew(tmp_path: Path) -> None:
    channel = trying(tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa")
        lan = w.phone("lan")
        await lan.press_action("notice:withdraw:1")
        lan_waits = channel.hanging["khoa"] = asyncio.Event()
        pressing = asyncio.create_task(lan.press("Đồng ý thu hồi"))
        await eventually(lambda: len([a for a, _ in channel.attempts if a == "khoa"]) == 2)
        channel.faults.append(SendRefused("message can't be edited"))
        lan_waits.set()
        await pressing
        letter, told = w.phone("khoa").messages
        assert noticed.TEXT in letter
        assert DONE in told
        assert not told.edited
        assert "Đã báo thu hồi (01)" in await listed(w)


async def test_withdrawn_while_it_waits_nothing_arrives(tmp_path: Path) -> None:
    """Khoa's line is down: his message is tried again and again until it is called back."""
    channel = trying(tmp_path)
    channel.broken.add("khoa")
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Loan")
        await withdrawn(w)
        channel.broken.clear()
        await later(h, 60)
        assert came(h, "khoa") == []
        assert "Chưa nhận (01): đồng chí Ngô Đăng Khoa" in await listed(w)
        assert await value(h, "SELECT COUNT(*) FROM sends WHERE sent_at IS NULL") == 1


async def test_withdrawn_while_it_is_handed_over_the_change_follows(tmp_path: Path) -> None:
    channel = trying(tmp_path)
    arriving = channel.hanging["khoa"] = asyncio.Event()
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        await noticed.previewed(w, "Khoa")
        await act(w.phone("lan"), "notice:send")
        h.clock.move(h.clock.now() + timedelta(minutes=2))
        h.app.outbox.start()
        h.app.outbox.wake()
        await eventually(lambda: bool([a for a, _ in channel.attempts if a == "khoa"]))
        lan = w.phone("lan")
        await h.arrives("lan", {"kind": "press", "action": "notice:withdrawnow:1"}, "now")
        await h.app.dispatch.settle()
        assert "Đã thu hồi" in lan.last
        arriving.set()
        await eventually(lambda: len(came(h, "khoa")) == 2)
        letter, changed = came(h, "khoa")
        assert noticed.TEXT in letter
        assert DONE in changed
        assert len(w.phone("khoa").messages) == 1


async def test_what_moves_on_to_another_account_is_looked_at_again(tmp_path: Path) -> None:
    """Khoa's first chat refuses the notice after it was withdrawn: his second hears nothing."""
    channel = trying(tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        async with h.app.database.transaction() as tx:
            before = h.clock.now() - timedelta(days=60)
            second = await accounts.known(tx, channel.name, "khoa-2", before)
            await accounts.link(tx, second.id, w.person_id("khoa"), before)
        await noticed.previewed(w, "Khoa")
        await act(w.phone("lan"), "notice:send")
        h.clock.move(h.clock.now() + timedelta(minutes=2))
        arriving = channel.hanging["khoa"] = asyncio.Event()
        h.app.outbox.start()
        h.app.outbox.wake()
        await eventually(lambda: bool([a for a, _ in channel.attempts if a == "khoa"]))
        await h.arrives("lan", {"kind": "press", "action": "notice:withdrawnow:1"}, "now")
        await h.app.dispatch.settle()
        channel.refusing.add("khoa")
        arriving.set()
        await h.app.settle()
        assert [text for text in came(h, "khoa-2") if noticed.TEXT in text] == []


async def test_who_acknowledged_without_the_message_is_told_too(tmp_path: Path) -> None:
    """Quyên reads it from a reminder, as she linked later: what she knows is withdrawn as well."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "khách mời")
        async with h.app.database.transaction() as tx:
            account = await accounts.known(tx, h.channel.name, "quyen", h.clock.now())
            await accounts.link(tx, account.id, w.person_id("quyen"), h.clock.now())
        await h.until("2026-11-11T08:00")
        await w.phone("quyen").press("Đã nhận")
        await withdrawn(w)
        assert "thu hồi <b>thông báo" in w.phone("quyen").last
        assert "Đã báo thu hồi (01): bà Mai Thị Quyên" in await listed(w)


async def test_who_can_only_be_called_is_on_the_list_to_call(tmp_path: Path) -> None:
    """Quyên was told the notice by phone; that it is withdrawn she must be told by phone, too."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.sent(w, "Khoa, Mai Thị Quyên")
        await w.phone("lan").press_action("notice:recordfor:2")
        await withdrawn(w)
        assert "Chưa báo được, đề nghị gọi (01): bà Mai Thị Quyên" in await listed(w)
        await h.until("2026-11-10T08:00")
        assert any(
            "báo thu hồi thông báo" in shown and "Mai Thị Quyên" in shown
            for shown in w.phone("lan").messages
        )


@pytest.mark.parametrize("with_file", [True, False])
async def test_the_secretariat_knows_that_files_cannot_be_unsent(
    with_file: bool, tmp_path: Path
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.previewed(w, "Khoa")
        if with_file:
            await lan.press("Đính kèm tệp")
            path = tmp_path / "a.pdf"
            path.write_bytes(b"%PDF-1.4\n% a")
            await lan.sends(path)
            await lan.press("Gửi tệp qua Trợ lý")
            await act(lan, "notice:preview")
        await act(lan, "notice:send")
        await later(h, 2)
        [ask] = await lan.press_action("notice:withdraw:1")
        [done] = await lan.press("Đồng ý thu hồi")
        for said in (ask.text, done.text, await listed(w)):
            assert ("không thu hồi được" in said) is with_file
