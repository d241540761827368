"""Polling: stored before it is confirmed, in order, and nothing that arrives can stop it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, TimedOut

from bot.channels.patience import Pauses, TokenRefusedError
from bot.channels.telegram_poll import CONFLICT_SECONDS, NoUpdatesError, Poll
from bot.channels.telegram_request import FloodError
from messages.render import render
from tests.botapi.server import TOKEN, BotApiServer
from tests.channels.telegram_room import Room, room, until
from tests.handlers.looking import value

pytestmark = pytest.mark.channel

NOTHING_TO_LEAVE = "conversation/nothing_to_leave"


# --- the loop by itself


class Script:
    """What each poll brings in turn; the loop ends when there is no more."""

    def __init__(self, *answers: object, **options: Any) -> None:
        self._answers = list(answers)
        self.offsets: list[int | None] = []
        self.stored: list[list[int]] = []
        self.slept: list[float] = []
        self.store_fails = 0
        self.poll = Poll(self._fetch, self._store, 1, sleep=self._sleep, **options)

    async def run(self) -> None:
        with pytest.raises(_Over):
            await self.poll.run()

    async def _fetch(self, offset: int | None) -> object:
        self.offsets.append(offset)
        if not self._answers:
            raise _Over
        answer = self._answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return await answer() if callable(answer) else answer

    async def _store(self, updates: Sequence[dict[str, Any]]) -> None:
        if self.store_fails:
            self.store_fails -= 1
            raise OSError
        self.stored.append([update["update_id"] for update in updates])

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class _Over(BaseException):
    """Not an Exception: the loop outlives those."""


def update(number: int) -> dict[str, Any]:
    return {"update_id": number}


async def test_the_next_poll_confirms_only_what_was_stored() -> None:
    script = Script([update(5), update(6)], [], [update(7)])
    script.store_fails = 0
    await script.run()
    assert script.offsets == [None, 7, 7, 8]
    assert script.stored == [[5, 6], [7]]
    assert script.slept == []


async def test_what_could_not_be_stored_is_asked_for_again() -> None:
    script = Script([update(5)], [update(5)])
    script.store_fails = 1
    await script.run()
    assert script.offsets == [None, None, 6]
    assert script.stored == [[5]]
    assert len(script.slept) == 1


@pytest.mark.parametrize(
    "poison", [None, 7, "x", [], {}, {"update_id": "9"}, {"update_id": True}, {"update_id": None}]
)
async def test_what_is_no_update_harms_no_other(
    poison: object, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script([update(5), poison, update(6)])
    await script.run()
    assert script.stored == [[5, 6]]
    assert script.offsets == [None, 7]
    assert "1 updates without a number" in caplog.text


@pytest.mark.parametrize("answer", [None, True, {}, "x", [None], [{"update_id": "9"}]])
async def test_an_answer_that_confirms_nothing_is_not_asked_for_without_a_pause(
    answer: object,
) -> None:
    script = Script(answer, [])
    await script.run()
    assert script.stored == []
    assert script.offsets == [None, None, None]
    assert len(script.slept) == 1


@pytest.mark.parametrize("fault", [TimedOut(), NetworkError("x"), OSError(), NoUpdatesError()])
async def test_faults_are_waited_out_longer_and_longer(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script(*[fault] * 8, [], fault)
    await script.run()
    first, *rest, after = script.slept
    assert 1.0 <= first <= 1.25
    assert len(script.slept) == 9
    assert all(1.0 <= pause <= 30.0 for pause in rest)
    assert rest[-1] > 20
    assert after <= 1.25
    assert type(fault).__name__ in caplog.text


def test_pauses_stay_between_one_second_and_thirty() -> None:
    for _ in range(50):
        pauses = Pauses()
        drawn = [pauses.next() for _ in range(10)]
        assert all(1.0 <= pause <= 30.0 for pause in drawn)
        assert drawn[0] <= 1.25 < drawn[3]


async def test_another_poller_is_explained_once_and_waited_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    script = Script(*[Conflict("x")] * 3, [update(1)], Conflict("x"))
    await script.run()
    errors = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 2  # once before it stopped, once when another came
    assert "another process polls this token" in errors[0]
    assert all(CONFLICT_SECONDS * 0.7 < pause < CONFLICT_SECONDS * 1.3 for pause in script.slept)
    assert script.stored == [[1]]


async def test_telegrams_own_pause_is_kept() -> None:
    script = Script(FloodError(17), FloodError(0.1), [])
    await script.run()
    assert script.slept[0] == 17
    assert 1.0 <= script.slept[1] <= 3.0


async def test_a_token_that_is_refused_ends_it() -> None:
    with pytest.raises(TokenRefusedError):
        await Script(InvalidToken("x")).poll.run()


async def test_a_poll_that_hangs_is_begun_anew(caplog: pytest.LogCaptureFixture) -> None:
    async def hangs() -> object:
        await asyncio.sleep(60)
        return []

    script = Script(hangs, [update(3)], grace=-0.95)
    async with asyncio.timeout(5):
        await script.run()
    assert script.stored == [[3]]
    assert script.poll.last_good_poll is not None
    assert "it hung" in caplog.text


# --- against the server


async def answers(r: Room, user: Any, count: int) -> None:
    await until(lambda: len(user.log) == count)
    assert {seen.text for seen in user.log} == {render(NOTHING_TO_LEAVE)}


async def test_a_malformed_update_between_good_ones(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        an = r.member("an")
        poisons: list[dict[str, Any] | None] = [
            None,
            {"message": 7},
            {"callback_query": {"id": "1"}},
            {"poll_answer": {}},
            {"message": {"chat": {"id": an.id}, "text": ["no text"]}},
        ]
        for poison in poisons:
            an.types("/huy")
            r.server.poison(poison)
        an.types("/huy")
        await answers(r, an, len(poisons) + 1)
        await r.app.settle()
        aside = await value(w, "SELECT COUNT(*) FROM inbox WHERE set_aside_at IS NOT NULL")
        assert aside == len(poisons)
        assert len(r.server.updates) == 0


async def test_faults_of_the_network_lose_nothing(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        an = r.member("an")
        faults: list[Callable[[], Any]] = [
            lambda: r.server.cut(method="getUpdates"),
            lambda: r.server.cut(method="getUpdates", after=True),
            lambda: r.server.fail("getUpdates", status=500),
            lambda: r.server.fail("getUpdates", status=502),
            lambda: r.server.fail("getUpdates", status=429, retry_after=1),
        ]
        for count, plan in enumerate(faults, start=1):
            plan()
            an.types("/huy")
            await answers(r, an, count)
        await r.app.settle()
        assert await value(w, "SELECT COUNT(*) FROM inbox") == len(faults)


async def test_pending_updates_are_kept_at_a_start(tmp_path: Path) -> None:
    server = BotApiServer()
    await server.start()
    try:
        async with room(tmp_path, server) as r:
            await r.ward()
            an = r.member("an")
        an.types("/huy")
        an.types("/huy")
        async with room(tmp_path, server) as r:
            await answers(r, an, 2)
            [call, *_] = [c for c in server.calls if c.method == "deleteWebhook"]
            assert not call.params.get("drop_pending_updates")
    finally:
        await server.stop()


async def test_the_token_never_reaches_a_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """At DEBUG, through faults of every kind, with what libraries would say."""
    secret = TOKEN.partition(":")[2]
    with caplog.at_level(logging.DEBUG):
        async with room(tmp_path) as r:
            await r.ward()
            an = r.member("an")
            plans: list[Callable[[], Any]] = [
                lambda: r.server.cut(method="sendMessage"),
                lambda: r.server.fail("sendMessage", status=500),
                lambda: r.server.fail("sendMessage", status=400),
                lambda: r.server.fail("sendMessage", status=401),
                lambda: r.server.cut(method="getUpdates"),
                lambda: r.server.fail("getUpdates", status=409),
            ]
            for plan in plans:
                plan()
                an.types("/huy")
                await asyncio.sleep(0.1)
            await r.server.stop()  # nobody listens there any more
            await asyncio.sleep(1.5)
    assert "deleteWebhook" in caplog.text  # the library did speak
    assert "poll failed" in caplog.text
    assert secret not in caplog.text
    for record in caplog.records:
        assert secret not in repr(record.__dict__)
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            assert secret not in f"{error!s} {error!r}"
            error = error.__cause__ or error.__context__


async def test_a_refused_token_ends_the_program(tmp_path: Path) -> None:
    server = BotApiServer()
    await server.start()
    server.token = "1:another"
    try:
        async with room(tmp_path, server) as r:
            with pytest.raises(TokenRefusedError):
                await asyncio.wait_for(r.served.until(asyncio.Event().wait()), 5)
    finally:
        await server.stop()
