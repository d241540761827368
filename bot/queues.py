"""A queue for each account: replies before the rest, in order, one message at a time."""

import asyncio
import logging
from collections.abc import Callable

from bot.attempts import Attempts
from bot.clock import real_ms
from bot.faults import places
from bot.turns import Turns
from storage import sends
from storage.database import Database

log = logging.getLogger(__name__)

MOST_IN_FLIGHT = 24
"""Handed over and not yet noted, replies besides: what a kill may make come twice."""


class Queues:
    """Has the queues of many accounts sent side by side; a slow chat holds up no other."""

    def __init__(
        self,
        database: Database,
        turns: Turns,
        attempts: Attempts,
        may_go: Callable[[], bool],
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._turns = turns
        self._attempts = attempts
        self._may_go = may_go
        self._wake = wake
        self._most = turns.most_at_once
        self._drains: dict[int, asyncio.Task[None]] = {}
        self._once_more: set[int] = set()
        self._in_flight = asyncio.Semaphore(MOST_IN_FLIGHT)

    def under_way(self) -> tuple[asyncio.Task[None], ...]:
        return tuple(self._drains.values())

    async def waiting(self) -> tuple[int, ...]:
        """The accounts that have something to be sent now."""
        if not self._may_go():
            return ()
        async with self._database.glance() as tx:
            return await sends.waiting_accounts(tx, real_ms())

    async def set_going(self) -> bool:
        """Start on the accounts that wait; False where no more can be under way."""
        for account_id in await self.waiting():
            if len(self._drains) >= self._most:
                return False  # one that ends wakes the next round
            self.drain(account_id)
        return True

    def drain(self, account_id: int) -> asyncio.Task[None]:
        """Have this account's queue sent; where that is under way, once more behind it."""
        running = self._drains.get(account_id)
        if running is not None and not running.done():
            self._once_more.add(account_id)
            return running
        task = asyncio.create_task(self._send_all(account_id))
        self._drains[account_id] = task
        task.add_done_callback(lambda _: self._drained(account_id, task))
        return task

    def _drained(self, account_id: int, task: asyncio.Task[None]) -> None:
        if self._drains.get(account_id) is task:
            del self._drains[account_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a queue broke off: %s at %s", type(error).__name__, places(error))
        if len(self._drains) == self._most - 1:
            self._wake()

    async def _send_all(self, account_id: int) -> None:
        """Send this account's queue until it is empty or must wait."""
        while True:
            self._once_more.discard(account_id)
            while send := await self._next(account_id):
                async with self._turns.turn(send) as rank:
                    emptied = await self._attempt_next(account_id, send, rank)
                if emptied:
                    break
            if account_id not in self._once_more:
                return

    async def _attempt_next(self, account_id: int, seen: sends.Send, rank: int) -> bool:
        """Send what is first by now; whether it went and was all that waited.

        While waiting for a turn, a reply may have come before; a reply's turn is for no other.
        """
        paced = self._turns.paced(seen.channel)
        send = await self._next(account_id) if paced else seen
        if send is None or send.rank > rank:
            return False
        if send.rank == sends.REPLY_RANK:
            return await self._attempts.attempt(send) and send.alone
        async with self._in_flight:
            return await self._attempts.attempt(send) and send.alone

    async def _next(self, account_id: int) -> sends.Send | None:
        if not self._may_go():
            return None
        async with self._database.glance() as tx:
            send = await sends.first_waiting(tx, account_id)
        return send if send and send.next_attempt_at <= real_ms() else None
