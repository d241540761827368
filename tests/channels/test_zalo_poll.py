"""Polling, for trying out: one update a call, idle time is no fault, and nothing ends it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.channels.patience import TokenRefusedError
from bot.channels.zalo_api import ZaloError, ZaloUnreachableError
from bot.channels.zalo_poll import SHORTEST_IDLE_SECONDS, ZaloPoll
from messages.render import render
from tests.channels.test_zalo_in import update
from tests.channels.zalo_room import room, until

pytestmark = pytest.mark.channel


class _Over(BaseException):
    """The script of a test ends."""


class Script:
    """What each poll brings in turn."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self.stored: list[str] = []
        self.slept: list[float] = []
        self.store_fails = 0
        self.poll = ZaloPoll(self._fetch, self._store, self._sleep)

    async def run(self, end: type[BaseException] = _Over) -> None:
        with pytest.raises(end):
            await self.poll.run()

    async def _fetch(self) -> Any:
        if not self._answers:
            raise _Over
        answer = self._answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def _store(self, found: dict[str, Any]) -> None:
        if self.store_fails:
            self.store_fails -= 1
            raise OSError
        self.stored.append(found["message"]["text"])

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_one_after_the_other_without_a_pause() -> None:
    script = Script(*(update(text=text) for text in "abc"))
    await script.run()
    assert script.stored == ["a", "b", "c"]
    assert script.slept == []


async def test_an_idle_answer_that_comes_at_once_is_not_asked_for_without_end() -> None:
    script = Script(None, None)
    await script.run()
    assert script.slept == [SHORTEST_IDLE_SECONDS] * 2


@pytest.mark.parametrize(
    "fault", [ZaloError(500), ZaloError(429), ZaloUnreachableError("x"), TimeoutError(), OSError()]
)
async def test_a_fault_is_waited_out(fault: Exception) -> None:
    script = Script(fault, fault, update(text="a"))
    await script.run()
    assert script.stored == ["a"]
    assert len(script.slept) == 2
    assert script.slept[0] < script.slept[1]


async def test_a_token_that_is_no_good_ends_it() -> None:
    await Script(ZaloError(401)).run(TokenRefusedError)


async def test_what_is_no_update_stops_nothing() -> None:
    script = Script({}, {"message": 1}, update(text="a"))
    await script.run()
    assert script.stored == ["a"]


async def test_members_are_answered_while_polled(tmp_path: Path) -> None:
    async with room(tmp_path, zalo_mode="poll", zalo_poll_seconds=1) as r:
        new = r.server.user("Lạ")
        new.types("xin chào")
        new.types("có ai không?")
        polled: Callable[[], bool] = lambda: len(new.log) == 2  # noqa: E731 - a condition
        await until(polled)
        assert [seen.text for seen in new.log] == [render("start/stranger")] * 2
        idle = [call for call in r.server.calls if call.method == "getUpdates"]
        await until(lambda: any(call.status == 408 for call in idle) or len(idle) > 2)
