"""kill -9 after the webhook's 200 and before the handler: answered after the restart, once."""

import asyncio
import json
import signal
import sqlite3
import sys
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from messages.render import render
from tests.zaloapi.server import TOKEN, ZaloServer

pytestmark = [pytest.mark.kill, pytest.mark.channel]


async def test_what_was_confirmed_is_answered_after_a_kill_once(tmp_path: Path) -> None:
    server = ZaloServer()
    await server.start()
    plan = {"folder": str(tmp_path), "api": server.base_url, "token": TOKEN, "port": unused_port()}
    new = server.user("Lạ")
    try:
        dying = await _start({**plan, "die": True}, server)
        number = new.types("xin chào")
        assert await dying.wait() == -signal.SIGKILL
        assert server.bot.statuses == [200]
        assert new.log == []
        assert _rows(tmp_path) == [(None, 0)]

        living = await _start({**plan, "die": False}, server)
        await _until(lambda: bool(new.log))
        new.types("xin chào", message_id=number)  # and the service brings it once more
        await _until(lambda: len(server.bot.statuses) == 2)
        await asyncio.sleep(0.5)
        living.send_signal(signal.SIGTERM)
        await living.wait()
        assert [seen.text for seen in new.log] == [render("start/stranger")]
        [(done_at, _)] = _rows(tmp_path)
        assert done_at is not None
    finally:
        await server.stop()


async def _start(plan: dict[str, object], server: ZaloServer) -> Process:
    """The program, once it has told the service where it is."""
    before = len(server.calls)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.kill.zalo_child", json.dumps(plan))
    )
    await _until(lambda: any(c.method == "setWebhook" for c in server.calls[before:]))
    return process


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.02)


def _rows(folder: Path) -> list[tuple[int | None, int]]:
    with closing(sqlite3.connect(f"file:{folder / 'bcd.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT done_at, attempts FROM inbox").fetchall()
