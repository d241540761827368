"""`bcd run` as a service manager sees it: what is on, clean stops, clear faults."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.lease import DataLock
from tests.botapi.server import TOKEN, BotApiServer
from tests.channels.telegram_room import FIRST_ID, until

pytestmark = pytest.mark.channel


class Program:
    """A `bcd run` in a process of its own; `said` is its error stream so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.said += line.decode()

    async def ends(self, seconds: float = 15) -> int:
        async with asyncio.timeout(seconds):
            code = await self.process.wait()
            await self._reading
        return code


@asynccontextmanager
async def program(folder: Path, **settings: str) -> AsyncIterator[Program]:
    own = {key: value for key, value in os.environ.items() if not key.startswith("BCD_")}
    environment = {**own, "BCD_DATA": str(folder), "BCD_HTTP_PORT": "0", **settings}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Program(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await running.ends()


@asynccontextmanager
async def telegram() -> AsyncIterator[BotApiServer]:
    server = BotApiServer()
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
    assert server.faults == []


def to(server: BotApiServer, **more: str) -> dict[str, str]:
    return {
        "BCD_TELEGRAM_TOKEN": TOKEN,
        "BCD_TELEGRAM_API": server.base_url,
        "BCD_LOG_LEVEL": "DEBUG",
        **more,
    }


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
async def test_it_serves_and_stops_at_a_word(tmp_path: Path, word: signal.Signals) -> None:
    async with telegram() as server, program(tmp_path, **to(server)) as running:
        await until(lambda: "Kênh: Telegram" in running.said, 30)
        someone = server.user(FIRST_ID)
        someone.types("số điện thoại của tôi là 0912345678")
        await until(lambda: len(someone.log) == 1, 20)
        found = re.search(r"http://127\.0\.0\.1:(\d+)/healthz", running.said)
        assert found
        async with ClientSession() as session, session.get(found[0]) as response:
            assert json.loads(await response.text())["status"] == "ok"
        running.process.send_signal(word)
        assert await running.ends() == 0
        assert "Traceback" not in running.said
        for personal in ("0912345678", str(someone.id), TOKEN.partition(":")[2]):
            assert personal not in running.said


async def test_without_a_channel_it_says_so(tmp_path: Path) -> None:
    async with program(tmp_path) as running:
        assert await running.ends(30) == 1
        assert "BCD_TELEGRAM_TOKEN" in running.said
        assert "Traceback" not in running.said


async def test_wrong_settings_are_named(tmp_path: Path) -> None:
    async with program(tmp_path, BCD_TELEGRAM_MODE="webhook", BCD_HTTP_PORT="x") as running:
        assert await running.ends(30) == 1
        assert "BCD_HTTP_PORT" in running.said


@pytest.mark.parametrize("word", [signal.SIGKILL, signal.SIGTERM])
async def test_a_second_process_stands_by_and_takes_over_at_once(
    tmp_path: Path, word: signal.Signals
) -> None:
    async with telegram() as server, program(tmp_path, **to(server)) as first:
        await until(lambda: "Kênh: Telegram" in first.said, 30)
        async with program(tmp_path, **to(server)) as second:
            await until(lambda: str(tmp_path) in second.said, 30)
            someone = server.user(FIRST_ID)
            someone.types("một")
            await until(lambda: len(someone.log) == 1, 20)
            assert "Kênh: Telegram" not in second.said, "it polls and sends nothing"
            first.process.send_signal(word)
            await first.ends()
            began = asyncio.get_running_loop().time()
            await until(lambda: "Kênh: Telegram" in second.said, 10)
            assert asyncio.get_running_loop().time() - began < 5, "it waited for no lease"
            someone.types("hai")
            await until(lambda: len(someone.log) == 2, 20)


async def test_who_stands_by_stops_at_a_word(tmp_path: Path) -> None:
    lock = DataLock(tmp_path)
    lock.take()
    try:
        async with telegram() as server, program(tmp_path, **to(server)) as second:
            await until(lambda: str(tmp_path) in second.said, 30)
            assert not (tmp_path / "bcd.sqlite3").exists(), "it has nothing of the data open"
            second.process.send_signal(signal.SIGTERM)
            assert await second.ends() == 0
    finally:
        lock.give_back()


async def test_a_taken_port_is_named(tmp_path: Path) -> None:
    async with telegram() as server, program(tmp_path, **to(server)) as first:
        await until(lambda: "Kênh: Telegram" in first.said, 30)
        found = re.search(r"http://127\.0\.0\.1:(\d+)/healthz", first.said)
        assert found
        other = to(server, BCD_HTTP_PORT=found[1])
        async with program(tmp_path / "other", **other) as third:
            assert await third.ends(30) == 1
            assert found[1] in third.said


async def test_a_token_that_telegram_refuses(tmp_path: Path) -> None:
    async with telegram() as server:
        server.token = "1:another"
        async with program(tmp_path, **to(server)) as running:
            assert await running.ends(30) == 1
            assert "@BotFather" in running.said
            assert TOKEN.partition(":")[2] not in running.said
