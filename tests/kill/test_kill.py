"""kill -9 between any two of stored, decided, committed, sent: nothing lost, nothing done twice.

Only the message that was under way at the kill may come again, and then with the same key.
"""

import asyncio
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SimulatedClock
from committee.calendar import ZONE
from tests.bot import played
from tests.bot.played import MONDAY, act
from tests.chat import House, house
from tests.kill.child import EPOCH, SENT, FileChannel
from tests.ward import NOT_LINKED, Ward, ward

pytestmark = pytest.mark.kill

KEY = "the-event"
REACHED = 12
"""Thirteen are invited, one of them has no chat."""


@dataclass(frozen=True, slots=True)
class Case:
    """A state of the house, what one member does in it, and what must be true afterwards.

    `rows` counts what the event must have left exactly once.
    """

    before: Callable[[Ward], Awaitable[None]]
    address: str
    verb: str
    rows: tuple[str, ...]
    text: str = ""
    file: str = ""


async def attaching(w: Ward) -> None:
    await played.drafted(w)
    await act(w.phone("lan"), "meeting:attach")


async def numbering(w: Ward) -> None:
    await played.approved(w)
    await act(w.phone("lan"), "meeting:number")


def audited(verb: str) -> str:
    return f"SELECT COUNT(*) FROM audit WHERE verb = '{verb}'"


CASES = {
    "confirms": Case(
        played.invited,
        "huong",
        "attendance:confirm",
        (audited("answered"), "SELECT COUNT(*) FROM invitees WHERE answer = 'attending'"),
    ),
    "approves": Case(
        played.submitted,
        "an",
        "meeting:approve",
        (
            audited("meeting_approved"),
            "SELECT COUNT(*) FROM deliveries WHERE kind = 'meeting.approved'",
        ),
    ),
    "sends invitations": Case(
        played.numbered,
        "lan",
        "meeting:send",
        (
            audited("invitations_released"),
            "SELECT COUNT(*) / 13 FROM deliveries WHERE kind = 'attendance.invitation'",
        ),
    ),
    "types the number": Case(
        numbering,
        "lan",
        "",
        (
            audited("number_entered"),
            "SELECT COUNT(*) FROM meetings WHERE number = '07/GM-BCĐ'",
        ),
        text="07/GM-BCĐ ngày 09/11/2026",
    ),
    "sends a file": Case(
        attaching,
        "lan",
        "",
        (
            audited("documents_added"),
            "SELECT COUNT(*) FROM documents",
            "SELECT COUNT(*) FROM files",
        ),
        file="report.pdf",
    ),
}

POINTS = ("stored", "decided", "committed", "sent", "marking")


def channel_of(folder: Path) -> FileChannel:
    return FileChannel(SimulatedClock(EPOCH, running=False), folder)


def played_to(folder: Path, before: Callable[[Ward], Awaitable[None]]) -> str:
    """Play the meeting up to a state and close the house; the clock as it stood then."""

    async def play() -> str:
        async with house(folder, MONDAY, channel_of(folder)) as h:
            await before(await ward(h))
            return h.clock.now().replace(tzinfo=None).isoformat()

    folder.mkdir(parents=True, exist_ok=True)
    return asyncio.run(play())


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any, Path], str]:
    """Copies of a played state: each is played once."""
    known: dict[Any, tuple[Path, str]] = {}

    def copied(before: Callable[[Ward], Awaitable[None]], to: Path) -> str:
        if before not in known:
            folder = tmp_path_factory.mktemp("state") / "data"
            known[before] = folder, played_to(folder, before)
        folder, now = known[before]
        shutil.copytree(folder, to)
        return now

    return copied


def run_child(folder: Path, now: str, point: str, **plan: Any) -> int:
    whole = {
        "folder": str(folder),
        "now": now,
        "events": [],
        "until": None,
        "point": point,
        "key": KEY,
        "count": 1,
        "start": False,
        **plan,
    }
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.kill.child", json.dumps(whole)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode


def kills(folder: Path, now: str, point: str, **plan: Any) -> None:
    assert run_child(folder, now, point, **plan) == -signal.SIGKILL, "the point was never reached"


def restarted(folder: Path, now: str, then: Callable[[House], Awaitable[None]]) -> None:
    async def play() -> None:
        async with house(folder, now, channel_of(folder)) as h:
            await h.app.schedule.tick()
            await h.app.settle()
            await then(h)

    asyncio.run(play())


async def nothing_more(h: House) -> None:
    """Only what the start itself finds."""


def sent(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / SENT).read_text("utf-8").splitlines()]


def query(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "bcd.sqlite3")) as connection:
        return connection.execute(sql, values).fetchall()


def count(folder: Path, sql: str) -> int:
    return int(query(folder, sql)[0][0])


def event_of(case: Case, folder: Path, now: str) -> tuple[str, dict[str, Any], str]:
    if case.text:
        return case.address, {"text": case.text}, KEY
    if case.file:
        (folder / "handle").write_bytes(b"%PDF-1.4 a report")
        file = {"handle": "handle", "name": case.file, "media_type": "application/pdf", "size": 17}
        return case.address, {"files": [file]}, KEY
    [(action, reference)] = query(
        folder,
        "SELECT m.action, s.reference FROM menus m JOIN sends s ON s.id = m.send_id"
        " JOIN accounts a ON a.id = m.account_id WHERE a.address = ? AND m.action LIKE ?"
        " ORDER BY m.send_id DESC LIMIT 1",
        case.address,
        f"{case.verb}:%",
    )
    return case.address, {"kind": "press", "action": action, "pressed": reference}, KEY


def under_way(folder: Path) -> set[str]:
    """What had left the process when it was killed, and was not yet marked as sent."""
    unmarked = {row[0] for row in query(folder, "SELECT key FROM sends WHERE sent_at IS NULL")}
    return unmarked & {line["key"] for line in sent(folder)}


def check_whole(folder: Path, lines: list[dict[str, Any]], may_repeat: set[str]) -> None:
    """Everything is answered and sent; what came twice was under way at the kill."""
    unfinished = "SELECT COUNT(*) FROM inbox WHERE done_at IS NULL OR failed_at IS NOT NULL"
    assert count(folder, unfinished) == 0
    assert count(folder, "SELECT COUNT(*) FROM sends WHERE sent_at IS NULL") == 0
    seen = Counter(line["key"] for line in lines)
    assert {row[0] for row in query(folder, "SELECT key FROM sends")} <= set(seen)
    assert {key for key, times in seen.items() if times > 1} <= may_repeat
    assert max(seen.values()) <= 2


@pytest.mark.parametrize(
    ("name", "point"),
    [*((name, point) for name in CASES for point in POINTS), ("sends a file", "file taken")],
)
def test_a_kill_between_any_two_steps_of_an_event(
    name: str, point: str, tmp_path: Path, states: Callable[[Any, Path], str]
) -> None:
    case = CASES[name]
    folder = tmp_path / "data"
    now = states(case.before, folder)
    event = event_of(case, folder, now)
    [row] = query(folder, "SELECT COALESCE(MAX(id), 0) + 1 FROM inbox")
    reply = f"reply:{row[0]}:"
    key = reply if point == "sent" else KEY
    kills(folder, now, point, events=[event], key=key)
    at_kill, may_repeat = sent(folder), under_way(folder)
    assert len(may_repeat) == (1 if point in ("sent", "marking") else 0)

    async def redelivered(h: House) -> None:
        """The chat service was never answered, so it hands the same event over again."""
        assert await h.arrives(*event) is None
        await h.app.settle()

    restarted(folder, now, redelivered)
    check_whole(folder, sent(folder), may_repeat)
    for sql in case.rows:
        assert count(folder, sql) == 1, sql
    replies = Counter(line["key"] for line in sent(folder) if line["key"].startswith(reply))
    assert set(replies) == {f"{reply}{n}" for n in range(1, len(replies) + 1)}
    assert replies, "whatever arrives is answered"
    was_sent = [line for line in at_kill if line["key"].startswith(reply)]
    assert bool(was_sent) == (point in ("sent", "marking"))
    # Another start finds nothing left to do.
    lines = len(sent(folder))
    restarted(folder, now, nothing_more)
    assert len(sent(folder)) == lines


def later(now: str, minutes: float) -> str:
    return (datetime.fromisoformat(now) + timedelta(minutes=minutes)).isoformat()


async def sending(w: Ward) -> None:
    """The invitations are on their way, a minute before they go."""
    await played.numbered(w)
    await act(w.phone("lan"), "meeting:send")


@pytest.mark.parametrize(
    ("point", "number"),
    [
        *(("sent", n) for n in (2, REACHED)),
        ("marking", 3),
        ("releasing", 7),
        ("released", 2),
    ],
)
def test_a_kill_in_the_middle_of_the_invitations(
    point: str, number: int, tmp_path: Path, states: Callable[[Any, Path], str]
) -> None:
    """Line 32: the machine stops after some were sent; the others get theirs, nobody two."""
    folder = tmp_path / "data"
    now = states(sending, folder)
    before = len(sent(folder))
    until = later(now, 1.5)
    kills(folder, now, point, until=until, key="owed:", count=number)
    at_kill, may_repeat = sent(folder)[before:], under_way(folder)
    if point == "sent":
        assert len(at_kill) >= number
    if point in ("releasing", "released"):
        assert at_kill == []
    restarted(folder, until, nothing_more)
    lines = sent(folder)
    check_whole(folder, lines, may_repeat)
    invitations = [line for line in lines[before:] if line["key"].startswith("owed:")]
    keys = {(line["address"], line["key"]) for line in invitations}
    assert len(keys) == len({address for address, _ in keys}) == REACHED
    assert NOT_LINKED not in {address for address, _ in keys}
    texts = {key: {line["text"] for line in invitations if line["key"] == key} for _, key in keys}
    assert all(len(said) == 1 for said in texts.values()), "a repeat says the same"
    assert query(folder, "SELECT dropped_why FROM deliveries WHERE dropped_at IS NOT NULL") == [
        ("no_account",)
    ]


@pytest.mark.parametrize(
    ("point", "number"),
    [
        ("owed", 1),
        ("due handled", 1),
        ("due set", 1),
        ("ticked", 2),
        ("releasing", 1),
        ("released", 2),
        ("sent", 2),
    ],
)
def test_a_kill_in_the_middle_of_a_round_of_reminders(
    point: str, number: int, tmp_path: Path, states: Callable[[Any, Path], str]
) -> None:
    folder = tmp_path / "data"
    states(invited_and_told, folder)
    before = len(sent(folder))
    kills(
        folder,
        "2026-11-23T07:29",
        point,
        until="2026-11-23T07:30",
        key="owed:",
        count=number,
    )
    may_repeat = under_way(folder)
    assert bool(may_repeat) == (point == "sent")
    restarted(folder, "2026-11-23T07:30", nothing_more)
    lines = sent(folder)
    check_whole(folder, lines, may_repeat)
    reminders = Counter(line["address"] for line in lines[before:])
    once = {line["key"] for line in lines[before:]}
    silent = REACHED - 1  # all but the chair
    assert len(reminders) == len(once) == silent
    [(handled, due)] = query(folder, "SELECT handled_until, next_due_at FROM meetings")
    here = datetime.fromisoformat("2026-11-23T07:30").replace(tzinfo=ZONE)
    assert handled == here.timestamp() * 1000
    assert due == (here + timedelta(minutes=5)).timestamp() * 1000


async def invited_and_told(w: Ward) -> None:
    """The invitations are out, and the secretary knows it, and who must be called."""
    await played.invited(w)
    await w.house.until("2026-11-10T08:00")


def test_an_event_that_kills_every_time_is_set_aside_and_its_sender_told(
    tmp_path: Path, states: Callable[[Any, Path], str]
) -> None:
    folder = tmp_path / "data"
    case = CASES["confirms"]
    now = states(case.before, folder)
    event = event_of(case, folder, now)
    before = len(sent(folder))
    kills(folder, now, "decided", events=[event, ("huong", {"text": "/lichhop"}, "behind")])
    for start in (1, 2):
        kills(folder, now, "decided", start=True)
        assert query(folder, "SELECT attempts FROM inbox WHERE event_key = ?", KEY) == [(start,)]
    assert sent(folder)[before:] == []
    restarted(folder, now, nothing_more)
    [row] = query(
        folder,
        "SELECT attempts, set_aside_at IS NOT NULL, error_id FROM inbox WHERE event_key = ?",
        KEY,
    )
    assert row[:2] == (3, 1)
    assert count(folder, "SELECT COUNT(*) FROM invitees WHERE answer IS NOT NULL") == 0
    said = sent(folder)[before:]
    assert [line["address"] for line in said] == ["huong"] * len(said)
    assert row[2] in said[0]["text"]


def test_the_child_does_all_that_it_is_told_where_nothing_kills_it(
    tmp_path: Path, states: Callable[[Any, Path], str]
) -> None:
    """So that a point which is never reached cannot look like one that was survived."""
    folder = tmp_path / "data"
    case = CASES["confirms"]
    now = states(case.before, folder)
    assert run_child(folder, now, "never", events=[event_of(case, folder, now)]) == 0
    assert count(folder, case.rows[1]) == 1
    assert query(folder, "SELECT done_at IS NOT NULL FROM inbox WHERE event_key = ?", KEY) == [(1,)]
