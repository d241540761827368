"""A phone that is lost: its owner is cut off from it, and goes on with another."""

import asyncio
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from bot.clock import SimulatedClock
from bot.commands.invite import invite
from bot.commands.unlink import unlink
from tests.bot import played
from tests.bot.played import EPOCH, MONDAY, act, offered, rows, value
from tests.chat import MemoryChannel, house
from tests.ward import CAST, ward


def bcd(data: Path, *words: str) -> Result:
    app = typer.Typer()
    app.command()(invite)
    app.command()(unlink)
    return CliRunner().invoke(app, words, env={"BCD_DATA": str(data)})


async def test_a_lost_phone_says_and_learns_nothing_more(tmp_path: Path) -> None:
    channel = MemoryChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-22T12:00")
        giang = w.phone("giang")
        message, action = offered(giang, "attendance:confirm")
        done = await asyncio.to_thread(bcd, tmp_path, "unlink", CAST["giang"].name)
        assert done.exit_code == 0, done.output
        assert "Đã cắt 1 tài khoản" in done.stdout
        before = len(channel.screen("giang").log)
        [reply] = await giang.press_action(action, pressed=message.key)
        assert CAST["giang"].name not in reply.text
        assert "27/11" not in reply.text
        who = w.person_id("giang")
        assert await value(h, "SELECT answer FROM invitees WHERE person_id = :p", p=who) is None
        await h.until("2026-11-23T12:00")
        assert len(channel.screen("giang").log) == before + 1, "no reminder goes there"
        assert await rows(h, "SELECT verb FROM audit WHERE verb = 'accounts.cut_off'")
        # A new phone, with a new code: what is still due arrives there.
        assert (await asyncio.to_thread(bcd, tmp_path, "unlink", "Hoàng Thị Giang")).exit_code == 0
        new = await asyncio.to_thread(bcd, tmp_path, "invite", CAST["giang"].name)
        code = next(word for word in new.stdout.split() if word.startswith("BCD-"))
        await w.phone("giang-new").types(code)
        await act(w.phone("giang-new"), "link:agree")
        await h.until("2026-11-25T12:00")
        assert any("27/11" in shown for shown in channel.screen("giang-new").log)
        assert len(channel.screen("giang").log) == before + 1


async def test_a_code_that_lay_in_the_lost_phone_links_nobody(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        found = await asyncio.to_thread(bcd, tmp_path, "invite", CAST["quyen"].name)
        code = next(word for word in found.stdout.split() if word.startswith("BCD-"))
        done = await asyncio.to_thread(bcd, tmp_path, "unlink", CAST["quyen"].name)
        assert "chưa có tài khoản" in done.stdout
        await w.phone("thief").types(code)
        assert "link:agree" not in [
            action.id for m in w.phone("thief").messages for action in m.outgoing.actions
        ]


async def test_nobody_is_cut_off_by_a_name_that_is_not_theirs_alone(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        await ward(h)
        done = await asyncio.to_thread(bcd, tmp_path, "unlink", "Nguyễn Thị Không")
        assert done.exit_code == 1
        assert "Traceback" not in done.output
        linked = await value(h, "SELECT COUNT(*) FROM accounts WHERE person_id IS NOT NULL")
        assert linked == len(CAST) - 1
