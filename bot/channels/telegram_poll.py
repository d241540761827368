"""The poll loop: what arrived is stored before the next poll confirms it, and nothing stops it."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram.error import Conflict, InvalidToken

from bot.channels.patience import Pauses, TokenRefusedError
from bot.channels.telegram_in import CHANNEL, number_of
from bot.channels.telegram_request import FloodError

log = logging.getLogger(__name__)

GRACE_SECONDS = 30.0
"""How long a poll may take beyond its own waiting before it is taken for dead."""
CONFLICT_SECONDS = 10.0

Fetch = Callable[[int | None], Awaitable[object]]
"""One long poll from this number on; whatever Telegram answered."""
Store = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]
"""Keeps updates, in one commit."""


class NoUpdatesError(ValueError):
    """The answer to a poll holds nothing that could be confirmed."""


class Poll:
    """Polls until it is cancelled; raises TokenRefusedError alone."""

    def __init__(
        self,
        fetch: Fetch,
        store: Store,
        poll_seconds: float,
        *,
        grace: float = GRACE_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._fetch = fetch
        self._store = store
        self._longest = poll_seconds + grace
        self._sleep = sleep
        self._pauses = Pauses()
        self._explained = False
        self._offset: int | None = None
        self.last_good_poll: float | None = None
        """Monotonic seconds; None until the first."""

    async def run(self) -> None:
        while True:
            pause = await self._once()
            if pause > 0:
                await self._sleep(pause)

    async def _once(self) -> float:
        """One poll; how long to wait before the next."""
        try:
            # The watchdog: a connection can die without a word, and then nothing would end.
            async with asyncio.timeout(self._longest):
                updates = await self._fetch(self._offset)
            await self._take(updates)
        except InvalidToken:
            raise TokenRefusedError(CHANNEL) from None
        except Conflict:
            return self._conflict()
        except FloodError as flood:
            return max(flood.seconds, self._fault("flood"))
        except TimeoutError:
            return self._fault("it hung and is begun anew")
        except Exception as error:
            return self._fault(type(error).__name__)
        self._good()
        return 0.0

    async def _take(self, updates: object) -> None:
        """Store what can be confirmed; one that is no update harms no other."""
        if not isinstance(updates, list):
            raise NoUpdatesError
        numbered = [each for each in updates if number_of(each) is not None]
        if len(numbered) < len(updates):
            log.warning("%s updates without a number were skipped", len(updates) - len(numbered))
        if not numbered:
            if updates:
                raise NoUpdatesError
            return
        await self._store(numbered)
        self._offset = max(number_of(each) or 0 for each in numbered) + 1

    def _good(self) -> None:
        self.last_good_poll = time.monotonic()
        self._pauses.none()
        if self._explained:
            log.warning("polling again: the other process has stopped")
            self._explained = False

    def _conflict(self) -> float:
        if not self._explained:
            self._explained = True
            log.error("another process polls this token (409); waiting until it stops")
        return CONFLICT_SECONDS * random.uniform(0.75, 1.25)  # noqa: S311 - no secret

    def _fault(self, kind: str) -> float:
        log.warning("poll failed: %s", kind)
        return self._pauses.next()
