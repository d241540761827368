"""The webhook: heard with the secret alone, in safety before it says 200, once however often."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from messages.render import render
from tests.channels.test_zalo_in import update
from tests.channels.zalo_room import SECRET, Room, room, until
from tests.zaloapi.bot import SECRET_HEADER
from tests.zaloapi.server import SECOND_TOKEN, TOKEN, ZaloServer

pytestmark = pytest.mark.channel


async def post(r: Room, body: bytes, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with (
        ClientSession(headers=headers) as session,
        session.post(r.server.bot.url, data=body) as response,
    ):
        return response.status


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "0", SECRET.upper(), "ạ" * 20])
async def test_without_the_secret_nothing_is_heard(tmp_path: Path, secret: str | None) -> None:
    async with room(tmp_path) as r:
        assert await post(r, b"{}", secret) == 403
        assert await r.value("SELECT COUNT(*) FROM inbox") == 0


async def test_what_is_no_update_is_not_asked_for_again(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        for body in (b"", b"[]", b"{", b'{"ok": true, "result": {}}', b'{"a":' * 5000):
            assert await post(r, body) == 200
        assert await r.value("SELECT COUNT(*) FROM inbox") == 0


@pytest.mark.parametrize("flat", [False, True])
async def test_both_bodies_are_answered(tmp_path: Path, flat: bool) -> None:
    async with room(tmp_path) as r:
        r.server.bot.flat = flat
        [reply] = await r.says(r.server.user("Lạ"), "xin chào")
        assert reply.text == render("start/stranger")
        assert r.server.bot.statuses == [200]


async def test_a_replay_acts_once(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        stranger = r.server.user("Lạ")
        number = stranger.types("xin chào")
        await r.heard()
        stranger.types("xin chào", message_id=number)
        await r.heard()
        assert len(stranger.log) == 1
        assert r.server.bot.statuses == [200, 200]


async def test_nothing_is_confirmed_that_is_not_stored(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        stranger, receive = r.server.user("Lạ"), r.app.dispatch.receive
        failures = [OSError(), OSError()]

        async def failing(*given: object) -> object:
            if failures:
                raise failures.pop()
            return await receive(*given)  # type: ignore[arg-type]

        r.app.dispatch.receive = failing  # type: ignore[method-assign,assignment]
        stranger.types("xin chào")
        await until(lambda: r.server.bot.statuses == [500, 500, 200])
        await r.heard()
        assert len(stranger.log) == 1


async def test_each_bot_has_its_own_people_and_answers_them(tmp_path: Path) -> None:
    server = ZaloServer(tokens=(TOKEN, SECOND_TOKEN))
    await server.start()
    try:
        async with room(tmp_path, server) as r:
            second = server.bots[SECOND_TOKEN]
            assert second.url.endswith(f"/{second.number}")
            people = [server.user("Một"), server.user("Hai", bot=second)]
            for each in people:
                each.types("xin chào")
            await r.heard()
            assert [len(each.log) for each in people] == [1, 1]
            assert [call.bot for call in server.sent()] == [server.bot.number, second.number]
            async with r.app.database.reading() as tx:
                rows = await tx.all("SELECT address FROM accounts ORDER BY id")
            found = {row["address"].partition(":")[0] for row in rows}
            assert found == {server.bot.number, second.number}
    finally:
        await server.stop()


async def test_a_group_is_shown_nothing_personal(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        group = r.server.user("Nhóm", group=True)
        [reply] = await r.says(group, "lịch họp")
        assert reply.text == render("conversation/in_group")


async def test_what_is_no_text_gets_a_polite_line(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        await r.ward()
        huong = r.member("huong")
        for send in (huong.sends_sticker, huong.sends_voice, huong.sends_document):
            send()
            await r.heard()
            assert huong.last.text == render("conversation/unsupported")


async def test_the_token_is_in_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with room(tmp_path) as r:
        r.server.fail(500)
        r.server.fail(400)
        await r.says(r.server.user("Lạ"), "xin chào")
        await post(r, str(update(text="x")).encode())
    assert TOKEN not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text
    assert SECRET not in caplog.text
