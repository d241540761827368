"""kill -9 in the middle of a hundred waiting updates: all are answered, each is acted on once."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.botapi.people import User
from tests.botapi.server import TOKEN, BotApiServer
from tests.wide import invited

pytestmark = [pytest.mark.kill, pytest.mark.channel]

USERS = 20
ACTS = 5
"""What each of them does: asks, presses three times, asks again."""
ANSWERS = ["attending", "declined", "attending"]
KILL_AFTER = 20


async def test_a_hundred_waiting_updates_survive_a_kill(tmp_path: Path) -> None:
    server = BotApiServer()
    await server.start()
    try:
        users = await invited(server, tmp_path, USERS)
        _act(users)
        before = await _run(server, tmp_path, lambda: len(server.sends()) >= KILL_AFTER, kill=True)
        at_kill, unconfirmed = _handled(tmp_path), len(server.updates)
        under_way = len(server.sends()) - _answered(tmp_path)
        after = await _run(server, tmp_path, lambda: _answered(tmp_path) >= USERS * ACTS)
        duplicates = len(server.sends()) - _answered(tmp_path)
        toasts = sum(len(user.toasts) for user in users)
        print(  # noqa: T201 - the figures are what this test is for
            f"\nkilled at {before} sent, {under_way} of them not noted yet, {at_kill} handled,"
            f" {unconfirmed} not confirmed; after the restart {after} sent in all,"
            f" {duplicates} repeated,"
            f" {toasts} of {USERS * 3} presses with a toast"
        )
        assert server.faults == []
        assert KILL_AFTER <= before < USERS * ACTS
        assert at_kill < USERS * ACTS
        assert _handled(tmp_path) == _answered(tmp_path) == USERS * ACTS
        assert 0 <= duplicates <= under_way <= USERS  # at most one message a chat was under way
        _check_answers(tmp_path)
        _check_screens(users)
        assert len(server.updates) == 0
    finally:
        await server.stop()


def _act(users: list[User]) -> None:
    """All wait before the program runs: a hundred updates, the users' in turn."""
    for user in users:
        user.types("/lichhop")
    for label in ("Sẽ dự", "Không dự được", "Sẽ dự"):
        for user in users:
            user.presses(label)
    for user in users:
        user.types("/trogiup")


async def _run(
    server: BotApiServer, folder: Path, enough: Callable[[], bool], *, kill: bool = False
) -> int:
    """Run the real program until it is enough; how much was sent by then."""
    settings = {
        "BCD_DATA": str(folder),
        "BCD_TELEGRAM_TOKEN": TOKEN,
        "BCD_TELEGRAM_API": server.base_url,
        "BCD_HTTP_PORT": "0",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=os.environ | settings,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(60):
            while not enough():
                assert process.returncode is None
                await asyncio.sleep(0.001 if kill else 0.1)
        sent = len(server.sends())
        process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        _, errors = await process.communicate()
    except BaseException:
        if process.returncode is None:
            process.kill()
        raise
    assert process.returncode == (-signal.SIGKILL if kill else 0), errors.decode()
    assert b"Traceback" not in errors
    assert TOKEN.encode() not in errors
    return sent


def _rows(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{folder / 'bcd.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


def _handled(folder: Path) -> int:
    """Updates of the guests that are done; only the secretariat acted before them."""
    return int(
        _rows(folder, f"SELECT COUNT(*) FROM ({_OF_GUESTS}) WHERE done_at IS NOT NULL")[0][0]
    )


def _answered(folder: Path) -> int:
    return _count(
        folder,
        f"SELECT COUNT(*) FROM ({_OF_GUESTS}) i"
        " JOIN sends s ON s.key = 'reply:' || i.id || ':1' WHERE s.sent_at IS NOT NULL",
    )


def _count(folder: Path, query: str) -> int:
    return int(_rows(folder, query)[0][0])


_GUESTS = (
    "SELECT a.id, a.address FROM accounts a JOIN people p ON p.id = a.person_id"
    " WHERE p.name LIKE 'Khách Mời %'"
)
_OF_GUESTS = (
    f"SELECT i.id, i.done_at FROM inbox i JOIN ({_GUESTS}) g ON g.address = i.address"
    " WHERE i.channel = 'telegram'"
)


def _check_answers(folder: Path) -> None:
    """Each press was acted on once, and in order."""
    rows = _rows(folder, "SELECT person_id, after FROM audit WHERE verb = 'answered' ORDER BY id")
    told: dict[int, list[str]] = {}
    for person, after in rows:
        told.setdefault(person, []).append(json.loads(after)["answer"])
    assert len(told) == USERS
    assert set(map(tuple, told.values())) == {tuple(ANSWERS)}


def _check_screens(users: list[User]) -> None:
    """Everybody reads the invitation with their last answer, the list and the help."""
    lengths = Counter[int]()
    for user in users:
        texts = [shown.text for shown in user.screen]
        assert any("Đã ghi nhận: Dự họp" in text for text in texts)
        assert any("/dulieucuatoi" in text for text in texts)
        lengths[len(texts)] += 1
    assert min(lengths) >= 3
