"""An event loop whose time leaps to the next thing planned, so that waiting costs nothing."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Stuck(AssertionError):
    """Somebody waits and nothing will ever happen."""


class LeapingLoop(asyncio.SelectorEventLoop):
    """Time stands still while something runs, and leaps while everybody waits."""

    def __init__(self) -> None:
        self.moment = 1000.0
        super().__init__(_Selector(self))

    def time(self) -> float:
        return self.moment


class _Selector(selectors.SelectSelector):
    def __init__(self, loop: LeapingLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise Stuck
        self._loop.moment += max(timeout, 0.0)
        return super().select(0)


def leap(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end without waiting."""
    loop = LeapingLoop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()
