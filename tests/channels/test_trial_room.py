"""The trial room's page, its clock, and what keeps others out of it."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer, unused_port

from bot.trial_room import Phone, TrialRoom, security
from committee.calendar import ZONE

pytestmark = pytest.mark.channel

NOW = datetime(2026, 11, 20, 16, 30, tzinfo=ZONE)
MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)


@dataclass
class Stage:
    """A clock that stands still until it is moved, and a cast of three."""

    time: datetime = NOW
    moves: list[datetime] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    linked: bool = False

    def now(self) -> datetime:
        return self.time

    async def move(self, to: datetime) -> None:
        self.moves.append(to)
        await self.gate.wait()
        self.time = to

    async def next_working_morning(self) -> datetime:
        return MORNING

    async def cast(self) -> list[Phone]:
        return [
            Phone("an", "Nguyễn Văn An", "Trưởng ban", linked=True, group="Thành viên"),
            Phone("lan", "Bùi Thu Lan", "Thư ký", linked=self.linked, group="Tổ Công tác"),
            Phone("xau", "<b>Xấu</b>", '"><script>', linked=True, group="Thành viên"),
        ]


@dataclass
class Room:
    stage: Stage
    port: int
    client: "TestClient[web.Request, web.Application]"

    async def move(self, to: object) -> ClientResponse:
        return await self.client.post("/clock", json={"to": to})


async def fail(request: web.Request) -> web.Response:
    raise RuntimeError("secret place")


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    stage = Stage()
    stage.gate.set()
    port = unused_port()
    app = web.Application(middlewares=[security(port)])
    app.add_routes(TrialRoom(stage).routes())
    app.add_routes([web.get("/fail", fail)])
    async with TestClient(TestServer(app, port=port)) as client:
        yield Room(stage, port, client)


async def test_the_page_offers_the_cast_in_groups_and_escapes_it(room: Room) -> None:
    page = await (await room.client.get("/")).text()
    assert re.findall('<optgroup label="(.*?)">', page) == ["Thành viên", "Tổ Công tác"]
    assert re.findall('<option value="(.*?)"', page) == ["an", "xau", "lan"]
    assert 'data-first="an lan xau"' in page
    assert "&lt;b&gt;Xấu" in page
    assert '"><script>' not in page
    assert "PHÒNG THỬ – KHÔNG ĐĂNG NHẬP" in page


async def test_the_page_needs_nothing_that_its_policy_forbids(room: Room) -> None:
    page = await (await room.client.get("/")).text()
    assert not re.search(r"<script(?![^>]* src=\"/static/)|<style|\sstyle=|\son\w+=", page)
    assert not re.search(r"(src|href)=\"(?!/static/)", page)


async def test_every_word_that_the_script_asks_for_is_on_the_page(room: Room) -> None:
    page = await (await room.client.get("/")).text()
    script = await (await room.client.get("/static/trial.js")).text()
    asked = set(re.findall(r"\bwords\.(\w+)", script))
    given = set(re.findall(r"\sdata-([a-z-]+)=", page.split('id="words"')[1]))
    assert asked
    assert {re.sub("[A-Z]", lambda m: f"-{m[0].lower()}", word) for word in asked} == given


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("trial.css", "text/css"),
        ("trial.js", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
    ],
)
async def test_assets_are_our_own(room: Room, name: str, kind: str) -> None:
    response = await room.client.get(f"/static/{name}")
    assert (response.status, response.content_type) == (200, kind)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", await response.text())


@pytest.mark.parametrize("name", ["x.css", "..%2Ftrial_room.py", "%2e%2e%2fclock.py"])
async def test_no_other_file_is_served(room: Room, name: str) -> None:
    assert (await room.client.get(f"/static/{name}")).status == 404


@pytest.mark.parametrize("path", ["/", "/clock", "/cast", "/static/trial.js", "/none", "/fail"])
async def test_every_answer_carries_the_headers(room: Room, path: str) -> None:
    headers = (await room.client.get(path)).headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} < set(policy)
    assert {"form-action 'none'", "base-uri 'none'", "connect-src 'self'"} < set(policy)
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == ("no-cache" if "static" in path else "no-store")


async def test_a_fault_is_answered_without_its_traces(room: Room) -> None:
    response = await room.client.get("/fail")
    assert (response.status, await response.json()) == (500, {"error": "failed"})


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        ("127.0.0.1", 403),
        ("127.0.0.1:1", 403),
        ("evil.example:{port}", 403),
        ("127.0.0.1.evil.example:{port}", 403),
        ("[::1]:{port}", 403),
        ("", 403),
    ],
)
async def test_only_this_machines_names_are_answered(room: Room, host: str, status: int) -> None:
    headers = {"Host": host.format(port=room.port)}
    assert (await room.client.get("/clock", headers=headers)).status == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:{port}", 200),
        ("http://localhost:{port}", 200),
        ("https://localhost:{port}", 403),
        ("http://localhost:1", 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
async def test_only_our_own_page_may_post(room: Room, origin: str, status: int) -> None:
    headers = {"Origin": origin.format(port=room.port)}
    response = await room.client.post("/clock", json={"to": "hour"}, headers=headers)
    assert response.status == status
    assert len(room.stage.moves) == (status == 200)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_a_post_says_that_it_is_json(room: Room, kind: str) -> None:
    headers = {"Content-Type": kind}
    response = await room.client.post("/clock", data=b'{"to": "hour"}', headers=headers)
    assert response.status == 415
    assert room.stage.moves == []


async def test_the_clock_tells_the_rooms_time(room: Room) -> None:
    clock = await (await room.client.get("/clock")).json()
    assert clock == {"now": "2026-11-20T16:30:00+07:00", "moving": False}


@pytest.mark.parametrize(
    ("to", "reached"),
    [
        ("hour", NOW + timedelta(hours=1)),
        ("morning", MORNING),
        ("2026-11-20T16:31", NOW + timedelta(minutes=1)),
        ("2026-11-23T00:30+00:00", datetime(2026, 11, 23, 7, 30, tzinfo=ZONE)),
        ("2027-12-25T16:30", NOW + timedelta(days=400)),
    ],
)
async def test_the_clock_goes_where_it_is_sent(room: Room, to: str, reached: datetime) -> None:
    response = await room.move(to)
    assert response.status == 200
    assert room.stage.moves == [reached]
    assert datetime.fromisoformat((await response.json())["now"]) == reached


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("2026-11-20T16:30", "không lùi lại"),
        ("2026-11-20T16:29", "không lùi lại"),
        ("0001-01-01T00:00", "không lùi lại"),
        ("2027-12-25T16:31", "400 ngày"),
        ("9999-12-31T23:59", "400 ngày"),
        ("9999-12-31T23:59-23:00", "400 ngày"),
        ("ngày mai", "Chưa đọc được"),
        ("", "Chưa đọc được"),
        (None, "Chưa đọc được"),
        (5, "Chưa đọc được"),
        (["hour"], "Chưa đọc được"),
        ("2026-13-45T99:99", "Chưa đọc được"),
        ("\ud800", "Chưa đọc được"),
    ],
)
async def test_a_move_that_cannot_be_is_explained(room: Room, to: object, says: str) -> None:
    response = await room.move(to)
    assert response.status == 400
    assert says in (await response.json())["error"]
    assert room.stage.moves == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
async def test_a_clock_is_not_moved_by_nonsense(room: Room, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = await room.client.post("/clock", data=body, headers=headers)
    assert response.status == 400
    assert room.stage.moves == []


async def test_one_move_at_a_time(room: Room) -> None:
    room.stage.gate.clear()
    first = asyncio.create_task(room.move("hour"))
    while not room.stage.moves:
        await asyncio.sleep(0.01)
    clock: dict[str, Any] = await (await room.client.get("/clock")).json()
    assert clock["moving"] is True
    assert (await room.move("hour")).status == 409
    room.stage.gate.set()
    assert (await first).status == 200
    assert len(room.stage.moves) == 1


async def test_linking_shows_on_the_phones(room: Room) -> None:
    for linked in (False, True):
        room.stage.linked = linked
        cast = await (await room.client.get("/cast")).json()
        assert cast["linked"] == {"an": True, "lan": linked, "xau": True}
