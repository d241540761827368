"""What goes out over Zalo: split at 2,000 characters, each refusal told apart."""

import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from bot.channels.base import (
    SendDelayed,
    SendRefused,
    SendSpent,
    SendUnanswered,
    SendUnfinished,
    SendUnreachable,
    SendWrong,
)
from bot.channels.zalo import TEXT_LIMIT, ZaloChannel
from bot.settings import Settings
from handlers.conversation import Outgoing
from tests.zaloapi.people import User
from tests.zaloapi.server import TOKEN, ZaloServer

pytestmark = pytest.mark.channel


@asynccontextmanager
async def channel() -> AsyncIterator[tuple[ZaloServer, ZaloChannel, User]]:
    server = ZaloServer()
    await server.start()
    opened = ZaloChannel(Settings(zalo_tokens=SecretStr(TOKEN), zalo_api=server.base_url))
    for api in opened._bots.values():
        await api.open()
    user = server.user("Lan")
    user.wrote = True
    try:
        yield server, opened, user
    finally:
        await opened.close()
        await server.stop()


def address(server: ZaloServer, user: User) -> str:
    return f"{server.bot.number}:{user.id}"


async def send(
    server: ZaloServer, opened: ZaloChannel, user: User, text: str, key: str = "k"
) -> str:
    return await opened.send(address(server, user), key, Outgoing(text), None)


async def test_tags_are_left_out_and_what_people_typed_stays() -> None:
    async with channel() as (server, opened, user):
        await send(server, opened, user, "<b>Mã</b>: a &lt; b &amp; “c”")
        assert user.last.text == "Mã: a < b & “c”"


async def test_a_long_text_goes_in_parts_one_a_turn() -> None:
    async with channel() as (server, opened, user):
        text = " ".join(f"Câu thứ {n} nói một điều." for n in range(160))
        while True:
            try:
                reference = await send(server, opened, user, text)
            except SendUnfinished:
                continue
            break
        assert len(user.log) > 1
        assert all(len(seen.text) <= TEXT_LIMIT and seen.text.endswith(".") for seen in user.log)
        assert " ".join(seen.text for seen in user.log) == text
        assert reference == user.last.message_id


async def test_what_is_typed_decomposed_counts_composed() -> None:
    async with channel() as (server, opened, user):
        text = "ề" * TEXT_LIMIT
        await send(server, opened, user, unicodedata.normalize("NFD", text))
        assert [seen.text for seen in user.log] == [text]
        assert server.faults == []


async def test_the_commands_of_a_chat_are_no_message_here() -> None:
    async with channel() as (server, opened, user):
        menu = Outgoing("", commands=(("lichhop", "Lịch họp"),))
        assert await opened.send(address(server, user), "k", menu, None) == ""
        assert server.calls == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (400, SendRefused),  # "chat not found"
        (401, SendDelayed),
        (403, SendRefused),
        (408, SendUnreachable),
        (413, SendWrong),
        (429, SendSpent),
        (500, SendUnreachable),
    ],
)
async def test_each_refusal_is_told_apart(code: int, fault: type[Exception]) -> None:
    async with channel() as (server, opened, user):
        server.fail(code)
        with pytest.raises(fault):
            await send(server, opened, user, "a")
        await send(server, opened, user, "a")
        assert len(user.log) == 1


async def test_a_broken_answer_is_no_answer() -> None:
    async with channel() as (server, opened, user):
        server.cut()
        with pytest.raises(SendUnanswered):
            await send(server, opened, user, "a")


async def test_a_service_that_is_away_was_not_reached() -> None:
    async with channel() as (server, opened, user):
        await server.stop()
        with pytest.raises(SendUnreachable):
            await send(server, opened, user, "a")


async def test_a_slow_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async with channel() as (server, opened, user):
        server.hang(0.3)
        await send(server, opened, user, "a")
        assert len(user.log) == 1
        monkeypatch.setattr("bot.channels.zalo_api.ANSWER_SECONDS", 0.1)
        monkeypatch.setattr("bot.channels.zalo_api.CONNECT_SECONDS", 0.1)
        server.hang(1.0)
        with pytest.raises(SendUnanswered):
            await send(server, opened, user, "b")


async def test_who_never_wrote_cannot_be_written_to() -> None:
    async with channel() as (server, opened, _):
        stranger = server.user("Lạ")
        with pytest.raises(SendRefused):
            await send(server, opened, stranger, "a")


async def test_an_account_of_a_bot_that_is_gone_is_refused() -> None:
    async with channel() as (_, opened, user):
        with pytest.raises(SendRefused):
            await opened.send(f"999:{user.id}", "k", Outgoing("a"), None)


async def test_the_token_is_in_no_error_and_no_representation() -> None:
    async with channel() as (server, opened, user):
        for code in (400, 401, 429, 500):
            server.fail(code)
            with pytest.raises(Exception) as caught:  # noqa: PT011 - whichever it is
                await send(server, opened, user, "a")
            assert caught.value.__cause__ is None
            assert caught.value.__context__ is None
            assert TOKEN not in repr(caught.value)
        assert TOKEN not in repr(vars(opened))
