"""How a channel waits for a service that is away, and when it waits no longer."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

log = logging.getLogger(__name__)

LONGEST_PAUSE_SECONDS = 30.0

_Answer = TypeVar("_Answer")


class TokenRefusedError(RuntimeError):
    """The service does not know this token (any more); the argument names the channel."""


class Pauses:
    """Longer after each fault, shaken so that many installations do not come back at once."""

    def __init__(self) -> None:
        self._faults = 0

    def none(self) -> None:
        self._faults = 0

    def next(self) -> float:
        """1 second and on, at most 30."""
        self._faults += 1
        pause = 2.0 ** min(self._faults - 1, 5)
        shaken = pause * random.uniform(0.75, 1.25)  # noqa: S311 - no secret
        return min(max(shaken, 1.0), LONGEST_PAUSE_SECONDS)


async def patiently(what: str, call: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """Try until it works: a start without a network is no reason to stop."""
    pauses = Pauses()
    while True:
        try:
            return await call()
        except TokenRefusedError:
            raise
        except Exception as error:
            log.warning("%s failed: %s", what, type(error).__name__)
        await asyncio.sleep(pauses.next())
