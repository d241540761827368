"""The webhook: only Telegram is heard, and told 200 only after the commit."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer, unused_port
from pydantic import SecretStr

from bot.channels.hook import MOST_BYTES, Hook
from bot.channels.telegram import SECRET_HEADER
from bot.channels.telegram_in import number_of
from messages.render import render
from tests.channels.telegram_room import room, until

pytestmark = pytest.mark.channel

SECRET = "a-secret-of-the-tests-0001"


class Kept:
    """What was stored, and what storing does."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.fails = False
        self.may_commit = asyncio.Event()
        self.may_commit.set()

    async def store(self, update: dict[str, Any]) -> None:
        await self.may_commit.wait()
        if self.fails:
            raise OSError
        self.updates.append(update)


def _hook(kept: Kept) -> Hook:
    return Hook(SECRET_HEADER, SECRET, lambda body: number_of(body) is not None, kept.store)


@asynccontextmanager
async def hook() -> AsyncIterator[tuple[TestClient[web.Request, web.Application], Kept]]:
    kept = Kept()
    application = web.Application()
    application.add_routes([web.post("/telegram/x", _hook(kept).post)])
    async with TestClient(TestServer(application)) as client:
        yield client, kept


async def post(
    client: TestClient[web.Request, web.Application], body: bytes, secret: str | None = SECRET
) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with client.post("/telegram/x", data=io.BytesIO(body), headers=headers) as response:
        return response.status


@pytest.mark.parametrize(
    "secret", [None, "", SECRET[:-1], SECRET + "0", SECRET.upper(), "ạ" * 26, SECRET + " x"]
)
async def test_without_the_secret_nothing_is_heard(secret: str | None) -> None:
    async with hook() as (client, kept):
        assert await post(client, b'{"update_id": 1}', secret) == 403
        assert kept.updates == []


async def test_200_is_said_after_the_commit_and_not_before() -> None:
    async with hook() as (client, kept):
        kept.may_commit.clear()
        asked = asyncio.create_task(post(client, b'{"update_id": 1}'))
        await asyncio.sleep(0.1)
        assert not asked.done()
        kept.may_commit.set()
        assert await asked == 200
        assert kept.updates == [{"update_id": 1}]
        kept.fails = True
        assert await post(client, b'{"update_id": 2}') == 500


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"update_id": "1"}', b"\xff", b"[" * 9000])
async def test_what_is_no_update_is_not_asked_for_again(body: bytes) -> None:
    async with hook() as (client, kept):
        assert await post(client, body) == 200
        assert kept.updates == []


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
async def test_a_body_has_a_limit(more: int, status: int) -> None:
    update = b'{"update_id": 1, "x": ""}'
    body = update.replace(b'""', b'"' + b"x" * (MOST_BYTES + more - len(update)) + b'"')
    assert len(body) == MOST_BYTES + more
    async with hook() as (client, kept):
        assert await post(client, body) == status
        assert len(kept.updates) == (status == 200)


async def test_a_member_is_heard_through_the_webhook_and_nothing_waits_forever(
    tmp_path: Path,
) -> None:
    port = unused_port()
    hooked: dict[str, Any] = {
        "telegram_mode": "webhook",
        "telegram_webhook_url": f"http://127.0.0.1:{port}/telegram/x",
        "telegram_webhook_secret": SecretStr(SECRET),
        "http_port": port,
    }
    async with room(tmp_path, **hooked) as r:
        await r.ward()
        an = r.member("an")
        an.types("/huy")
        r.server.poison()
        an.types("/huy")
        await until(lambda: len(an.log) == 2)
        assert {seen.text for seen in an.log} == {render("conversation/nothing_to_leave")}
        [call] = [call for call in r.server.calls if call.method == "setWebhook"]
        assert not call.params.get("drop_pending_updates")
        assert "my_chat_member" in call.params["allowed_updates"]
        assert SECRET not in str(r.channel.health())


async def test_health_says_how_it_goes_and_nothing_personal(tmp_path: Path) -> None:
    async with room(tmp_path) as r, ClientSession() as session:
        await until(lambda: r.channel.health()["bot"] != "")
        an = r.user()
        an.types("/huy")
        await until(lambda: r.channel.health()["seconds_since_last_poll"] is not None)
        async with session.get(f"http://127.0.0.1:{r.served.port}/healthz") as response:
            found = await response.json()
        assert found["status"] == "ok"
        assert found["channels"]["telegram"]["mode"] == "poll"
        assert found["channels"]["telegram"]["seconds_since_last_poll"] < 10
        assert str(an.id) not in str(found)
        async with session.post(f"http://127.0.0.1:{r.served.port}/telegram/x") as response:
            assert response.status == 404
