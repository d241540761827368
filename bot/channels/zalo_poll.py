"""The poll loop for trying out: one update a call, and nothing that arrives stops it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.patience import Pauses, TokenRefusedError
from bot.channels.zalo_api import ZaloError
from bot.channels.zalo_in import CHANNEL, is_update

log = logging.getLogger(__name__)

SHORTEST_IDLE_SECONDS = 0.5
"""Where the service answers an idle poll at once, it is not asked without end."""

Fetch = Callable[[], Awaitable[dict[str, Any] | None]]
"""One long poll; None where nothing arrived."""
Store = Callable[[dict[str, Any]], Awaitable[None]]
"""Keeps an update."""


class ZaloPoll:
    """Polls until it is cancelled; raises TokenRefusedError alone.

    The service counts an update as taken when it hands it over, before it is stored here: what a
    stop tears in between is lost. So members are served by webhook.
    """

    def __init__(
        self,
        fetch: Fetch,
        store: Store,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._fetch = fetch
        self._store = store
        self._sleep = sleep
        self._pauses = Pauses()
        self.last_good_poll: float | None = None
        """Monotonic seconds; None until the first."""

    async def run(self) -> None:
        while True:
            pause = await self._once()
            if pause > 0:
                await self._sleep(pause)

    async def _once(self) -> float:
        """One poll; how long to wait before the next."""
        began = time.monotonic()
        try:
            update = await self._fetch()
            if update is not None and is_update(update):
                await self._store(update)
        except ZaloError as error:
            if error.code == 401:
                raise TokenRefusedError(CHANNEL) from None
            return self._fault(f"error {error.code}")
        except Exception as error:
            return self._fault(type(error).__name__)
        self.last_good_poll = time.monotonic()
        self._pauses.none()
        at_once = self.last_good_poll - began < SHORTEST_IDLE_SECONDS
        return SHORTEST_IDLE_SECONDS if update is None and at_once else 0.0

    def _fault(self, kind: str) -> float:
        log.warning("poll failed: %s", kind)
        return self._pauses.next()
