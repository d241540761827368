"""Sends what is queued, tries again, and gives up with a report."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Coroutine, Mapping
from weakref import WeakValueDictionary

from bot.channels.base import Channel, SendDelayed, SendRefused
from bot.clock import Clock, real_ms
from bot.faults import places
from bot.release import Release
from bot.workshop import Workshop
from handlers.speaking import Speaker
from storage import accounts, deliveries, sends
from storage.database import Database

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 300.0
SEND_SECONDS = 30.0
IDLE_SECONDS = 1.0


class Outbox:
    """One message at a time to an account, replies before the rest, in order."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        release: Release,
        workshop: Workshop,
        channels: Mapping[str, Channel],
        reply_wait_seconds: float,
    ) -> None:
        self._database = database
        self._clock = clock
        self._release = release
        self._workshop = workshop
        self._channels = channels
        self._reply_wait = reply_wait_seconds
        # Weak: a lock lives as long as somebody sends or waits to send to its account.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[object]] = set()

    def start(self) -> None:
        self._spawn(self._run())

    async def take_back(self) -> int:
        """What an earlier run released and never got through is released anew; how many.

        So it is worded as of now, in allowed hours, and only if it still holds.
        """
        async with self._database.transaction() as tx:
            return await deliveries.take_back(tx)

    async def stop(self) -> None:
        """Drop what is under way; what is not marked sent is tried again after a start."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def wake(self) -> None:
        """Something new waits."""
        self._wake.set()

    async def reply(self, account_id: int) -> None:
        """Send what waits for this account at once; after a while the outbox has it."""
        await asyncio.wait([self._spawn(self._drain(account_id))], timeout=self._reply_wait)
        self.wake()

    async def flush(self) -> None:
        """Release and send all that can go now."""
        while True:
            released = await self._release.batch()
            async with self._database.reading() as tx:
                waiting = await sends.waiting_accounts(tx, real_ms())
            tried = await asyncio.gather(*(self._drain(account) for account in waiting))
            # What waits behind a message that must be tried again later waits with it.
            if not released and not any(tried):
                return

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)
            self._wake.clear()
            try:
                await self.flush()
            except Exception as error:  # the loop must outlive any one round
                log.error("outbox round failed: %s at %s", type(error).__name__, places(error))
                await asyncio.sleep(IDLE_SECONDS)

    def _spawn(self, work: Coroutine[object, object, object]) -> asyncio.Task[object]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _drain(self, account_id: int) -> int:
        """Send this account's queue until it is empty or must wait; how many were tried."""
        tried = 0
        async with self._locks.setdefault(account_id, asyncio.Lock()):
            while send := await self._next(account_id):
                await self._attempt(send)
                tried += 1
        return tried

    async def _next(self, account_id: int) -> sends.Send | None:
        async with self._database.reading() as tx:
            send = await sends.first_waiting(tx, account_id)
        return send if send and send.next_attempt_at <= real_ms() else None

    async def _attempt(self, send: sends.Send) -> None:
        channel = self._channels.get(send.channel)
        try:
            if channel is None:
                raise SendRefused(f"no channel {send.channel}")
            edits = self._edits(send, channel)
            outgoing = await self._workshop.finish(send)
            async with asyncio.timeout(SEND_SECONDS):
                reference = await channel.send(send.address, send.key, outgoing, edits)
        except SendRefused as refused:
            await self._refused(send, str(refused))
        except SendDelayed as delayed:
            await self._later(send, delayed.seconds, "delayed")
        except Exception as error:
            await self._failed(send, error)
        else:
            async with self._database.transaction() as tx:
                await sends.mark_sent(tx, send.id, reference, self._clock.now())

    @staticmethod
    def _edits(send: sends.Send, channel: Channel) -> str | None:
        """What to edit; None where the message never arrived or the chat cannot edit."""
        return (send.edits_reference or None) if channel.capabilities.editing else None

    async def _refused(self, send: sends.Send, why: str) -> None:
        """An edit is said anew; a message goes to the person's next account."""
        async with self._database.transaction() as tx:
            if send.edits is not None:
                await sends.as_new_message(tx, send.id)
                return
            await sends.give_up(tx, send.id, why, self._clock.now())
            await accounts.mark_blocked(tx, send.account_id, self._clock.now())
            moved = await self._release.elsewhere(Speaker(tx, self._clock.now()), send)
        log.warning("send %s refused by %s, moved on: %s", send.id, send.channel, moved)

    async def _failed(self, send: sends.Send, error: Exception) -> None:
        """A time-out is unknown, not failed: it is tried again like any other fault."""
        problem = type(error).__name__
        if send.attempts + 1 >= MAX_ATTEMPTS:
            async with self._database.transaction() as tx:
                await sends.give_up(tx, send.id, problem, self._clock.now())
            log.error("send %s given up after %s attempts: %s", send.id, MAX_ATTEMPTS, problem)
            return
        pause = min(FIRST_PAUSE_SECONDS * 2**send.attempts, LONGEST_PAUSE_SECONDS)
        await self._later(send, pause * random.uniform(0.75, 1.25), problem)  # noqa: S311 - jitter

    async def _later(self, send: sends.Send, seconds: float, problem: str) -> None:
        async with self._database.transaction() as tx:
            await sends.count_attempt(tx, send.id)
            await sends.postpone(tx, send.id, real_ms() + round(seconds * 1000), problem)
        log.info("send %s again in %.1f s: %s", send.id, seconds, problem)
