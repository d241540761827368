"""`bcd run` with its copies, its health and its figures, as who runs the machine sees them."""

import asyncio
import json
import os
import re
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.bot.test_run import program, telegram, to
from tests.botapi.server import TOKEN
from tests.channels.telegram_room import FIRST_ID, until

pytestmark = pytest.mark.channel


async def bcd(folder: Path, *words: str, **settings: str) -> tuple[int, str]:
    """Status and all that is printed, of a command in a process of its own."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("BCD_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        env={**own, "BCD_DATA": str(folder), **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, printed.decode()


async def asked(address: str) -> tuple[int, str]:
    async with ClientSession() as session, session.get(address) as response:
        return response.status, await response.text()


async def test_a_running_program_is_watched_copied_and_not_overwritten(tmp_path: Path) -> None:
    data, copies = tmp_path / "data", tmp_path / "copies"
    copies.mkdir()
    async with telegram() as server:
        settings = to(server, BCD_METRICS="true", BCD_TICK_SECONDS="0.5")
        async with program(data, **settings) as running:
            await until(lambda: "Kênh: Telegram" in running.said, 30)
            someone = server.user(FIRST_ID)
            someone.types("0912345678")
            await until(lambda: len(someone.log) == 1, 20)
            found = re.search(r"http://127\.0\.0\.1:\d+/", running.said)
            assert found
            status, text = await asked(f"{found[0]}healthz")
            said = json.loads(text)
            assert (status, said["status"]) == (200, "ok"), said
            assert {"tick", "sender", "channel:telegram", "disk"} <= said["parts"].keys()
            status, figures = await asked(f"{found[0]}metrics")
            assert status == 200
            assert "bcd_handler_seconds_count 1" in figures
            for personal in ("0912345678", str(someone.id), TOKEN.partition(":")[2]):
                assert personal not in text + figures + running.said
            code, printed = await bcd(data, "backup", "--to", str(copies))
            assert code == 0, printed
            [archive] = copies.iterdir()
            code, printed = await bcd(data, "restore", str(archive), "--replace")
            assert code == 1
            assert "đang chạy" in printed
            running.process.send_signal(signal.SIGTERM)
            assert await running.ends() == 0
            assert "Traceback" not in running.said
        code, printed = await bcd(data, "health")
        assert code == 0, printed
        assert "Nhận tin từ Telegram" in printed
        code, printed = await bcd(data, "restore", str(archive), "--replace")
        assert code == 0, printed
        # It goes on from the copy; the chat service remembers what it handed over.
        async with program(data, **settings) as running:
            await until(lambda: "Kênh: Telegram" in running.said, 30)
            someone.types("0912345678")
            await until(lambda: len(someone.log) == 2, 20)


async def test_figures_are_off_unless_asked_for(tmp_path: Path) -> None:
    async with telegram() as server, program(tmp_path, **to(server)) as running:
        await until(lambda: "Kênh: Telegram" in running.said, 30)
        found = re.search(r"http://127\.0\.0\.1:\d+/", running.said)
        assert found
        status, _ = await asked(f"{found[0]}metrics")
        assert status == 404


async def test_a_token_that_leaked_is_replaced_and_nobody_links_anew(tmp_path: Path) -> None:
    new = f"{TOKEN.partition(':')[0]}:BBF-another-token-of-the-same-bot-00000001"
    async with telegram() as server:
        someone = server.user(FIRST_ID)
        async with program(tmp_path, **to(server, BCD_TELEGRAM_POLL_SECONDS="1")) as running:
            await until(lambda: "Kênh: Telegram" in running.said, 30)
            someone.types("xin chào")
            await until(lambda: len(someone.log) == 1, 20)
            server.token = new  # revoked with @BotFather
            assert await running.ends(60) == 1
            assert "@BotFather" in running.said
            assert TOKEN.partition(":")[2] not in running.said
        someone.types("xin chào")  # while it is away
        async with program(tmp_path, **to(server, BCD_TELEGRAM_TOKEN=new)) as running:
            await until(lambda: len(someone.log) == 2, 40)
    with closing(sqlite3.connect(tmp_path / "bcd.sqlite3")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM accounts").fetchone() == (1,)
