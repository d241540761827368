"""Keeps sends within a chat service's limits: never more than so many in any window."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from storage.sends import REPLY_RANK


@dataclass(frozen=True, slots=True)
class Limits:
    """So many messages a second for all chats, for one chat, a minute for a group."""

    a_second: int = 28
    a_second_for_a_chat: int = 1
    a_second_for_replies: int = 3
    a_minute_for_a_group: int = 20


class _Window:
    """What went out lately: a message counts from its start until a window after its end.

    It reached the service somewhere between start and end, so no window as the service sees
    it can hold more than was counted here.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._under_way = 0
        self._ended: deque[float] = deque()
        self.held_until = 0.0

    def count(self, now: float) -> int:
        while self._ended and self._ended[0] <= now - self._seconds:
            self._ended.popleft()
        return self._under_way + len(self._ended)

    def free_at(self, now: float, most: int) -> float:
        """When there is room for one more; infinity while only an end can make room."""
        if self.held_until > now:
            return self.held_until
        over = self.count(now) - most
        if over < 0:
            return now
        return self._ended[over] + self._seconds if over < len(self._ended) else float("inf")

    def begin(self) -> None:
        self._under_way += 1

    def end(self, now: float) -> None:
        self._under_way -= 1
        self._ended.append(now)

    def give_back(self) -> None:
        """What had begun was never sent."""
        self._under_way -= 1


@dataclass(order=True, slots=True)
class _Waiter:
    rank: int
    number: int
    chat: str = field(compare=False)
    group: bool = field(compare=False)
    ready: asyncio.Future[None] = field(compare=False)


class Pace:
    """Gives turns for one token: replies first, then in the order of asking.

    What the bot writes first flows evenly; in bursts, a reply behind one would wait a second.
    """

    def __init__(self, limits: Limits, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = monotonic
        self._all = _Window(1.0)
        self._chats: dict[str, _Window] = {}
        self._groups: dict[str, _Window] = {}
        self._waiting: list[_Waiter] = []
        self._gap = 1.0 / limits.a_second
        self._next_first_word = 0.0
        self._asked = 0
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, chat: str, *, group: bool, rank: int) -> AsyncIterator[int]:
        """Wait for a turn, and hold it while the message is under way; for which rank it is."""
        self._asked += 1
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiter = _Waiter(rank, self._asked, chat, group, ready)
        self._waiting.append(waiter)
        self._give_turns()
        try:
            await ready
        except asyncio.CancelledError:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
            else:
                self._give_back(waiter)
            raise
        try:
            yield waiter.rank
        finally:
            self._end(waiter)

    def hurry(self, chat: str) -> None:
        """A reply has come for whoever waits for this chat."""
        for waiter in self._waiting:
            if waiter.chat == chat:
                waiter.rank = REPLY_RANK
        self._give_turns()

    def hold(self, chat: str | None, seconds: float) -> None:
        """The service wants a pause, of one chat or (None) of the whole token."""
        window = self._all if chat is None else self._window(self._chats, chat, 1.0)
        window.held_until = max(window.held_until, self._now() + seconds)

    def _give_turns(self) -> None:
        now, wake_at = self._now(), float("inf")
        for waiter in sorted(self._waiting):
            if waiter.ready.cancelled():
                continue  # it takes itself away as soon as it runs
            anybody_at = self._all.free_at(now, self._limits.a_second)
            if anybody_at > now:
                wake_at = min(wake_at, anybody_at)
                break  # nobody behind can go either
            free_at = self._free_at(waiter, now)
            if free_at <= now:
                self._begin(waiter, now)
            else:
                wake_at = min(wake_at, free_at)
        self._wake(wake_at - now)

    def _begin(self, waiter: _Waiter, now: float) -> None:
        self._waiting.remove(waiter)
        for window in self._windows(waiter):
            window.begin()
        if waiter.rank != REPLY_RANK:
            # A wake that comes late is made up for, so that the flow keeps its rate.
            self._next_first_word = max(self._next_first_word, now - self._gap) + self._gap
        waiter.ready.set_result(None)

    def _wake(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if seconds != float("inf"):
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(seconds, 0.001), self._give_turns)

    def _free_at(self, waiter: _Waiter, now: float) -> float:
        limits = self._limits
        reply = waiter.rank == REPLY_RANK
        in_chat = limits.a_second_for_replies if reply else limits.a_second_for_a_chat
        chat = self._window(self._chats, waiter.chat, 1.0)
        times = [self._all.free_at(now, limits.a_second), chat.free_at(now, in_chat)]
        if not reply:
            times.append(self._next_first_word)
        if waiter.group:
            group = self._window(self._groups, waiter.chat, 60.0)
            times.append(group.free_at(now, limits.a_minute_for_a_group))
        return max(times)

    def _windows(self, waiter: _Waiter) -> list[_Window]:
        windows = [self._all, self._window(self._chats, waiter.chat, 1.0)]
        if waiter.group:
            windows.append(self._window(self._groups, waiter.chat, 60.0))
        return windows

    @staticmethod
    def _window(windows: dict[str, _Window], chat: str, seconds: float) -> _Window:
        return windows.setdefault(chat, _Window(seconds))

    def _end(self, waiter: _Waiter) -> None:
        now = self._now()
        for window in self._windows(waiter):
            window.end(now)
        self._forget_quiet_chats(now)
        self._give_turns()

    def _give_back(self, waiter: _Waiter) -> None:
        for window in self._windows(waiter):
            window.give_back()
        self._give_turns()

    def _forget_quiet_chats(self, now: float) -> None:
        """Windows of chats that are quiet again are dropped, a few at a time."""
        for windows in (self._chats, self._groups):
            for chat in list(windows)[:2]:
                window = windows[chat]
                if window.count(now) == 0 and window.held_until <= now:
                    del windows[chat]
