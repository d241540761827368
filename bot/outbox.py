"""Sends what is queued, tries again, and gives up with a report."""

import asyncio
import contextlib
import logging
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.channels.base import (
    Channel,
    SendDelayed,
    SendRefused,
    SendSpent,
    SendUnanswered,
    SendUnfinished,
    SendUnreachable,
    SendWrong,
)
from bot.clock import Clock, real_ms
from bot.faults import places
from bot.meter import Meter
from bot.pacing import Pace
from bot.plain import Plain
from bot.release import Release
from bot.together import Together
from bot.workshop import Workshop
from handlers.speaking import Speaker
from storage import accounts, deliveries, sends
from storage.calendars import committee_calendar
from storage.connection import TornTransactionError
from storage.database import Database, Transaction

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
"""For a fault that nobody foresaw: some twenty minutes."""
MAX_ATTEMPTS_UNREACHABLE = 1000
"""For a service out of reach: some three days, a weekend with a cut line."""
UNANSWERED = "unanswered"
MOST_UNANSWERED = 2
"""How often a message goes where nobody knows whether it arrived."""
SILENT_ACCOUNTS = 3
"""From so many accounts on that get no answer, it is the service that is silent."""
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 300.0
SEND_SECONDS = 30.0
UPLOAD_SECONDS = 150.0
"""For a message with files, on an office's slow line."""
IDLE_SECONDS = 1.0
MOST_AT_ONCE = 64
"""Accounts written to side by side in what the bot writes first; replies come besides."""
MOST_IN_FLIGHT = 24
"""Of these, handed over and not yet noted: what a kill may make come twice."""
PACE_SECONDS = 2.0
"""Where a chat is paced, no more is taken than goes in that time."""


class Outbox:
    """One message at a time to an account, replies before the rest, in order."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        release: Release,
        workshop: Workshop,
        channels: Mapping[str, Channel],
        plain: Plain,
        meter: Meter,
        reply_wait_seconds: float,
    ) -> None:
        self._database = database
        self._clock = clock
        self._release = release
        self._workshop = workshop
        self._channels = channels
        self._plain = plain
        self._meter = meter
        self._reply_wait = reply_wait_seconds
        self._paces = {
            name: Pace(channel.limits) for name, channel in channels.items() if channel.limits
        }
        self._most = most_at_once(channels.values())
        self._drains: dict[int, asyncio.Task[None]] = {}
        self._once_more: set[int] = set()
        self._in_line: dict[int, sends.Send] = {}
        """What waits for its turn, by account."""
        self._in_flight = asyncio.Semaphore(MOST_IN_FLIGHT)
        self._claims = Together(self._claim)
        self._marks = Together(self._mark)
        self._cannot_note = False
        """Set while the database takes nothing: what could not be noted is not sent."""
        self._silent: dict[str, set[int]] = {}
        """By channel, the accounts where it did not answer, since it last did anywhere."""
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[object]] = set()
        self.may_send: Callable[[], bool] = lambda: True
        """False while another process may be at work."""
        self.last_success: float | None = None
        """Monotonic seconds: a message went, or a round ended with none that could not."""
        self._failing = False

    def start(self) -> None:
        self._spawn(self._run())

    async def take_back(self) -> int:
        """What an earlier run released and never got through is released anew; how many.

        So it is worded as of now, in allowed hours, and only if it still holds.
        """
        async with self._database.transaction() as tx:
            await self._release.unsure(
                Speaker(tx, self._clock.now()), await deliveries.under_way(tx)
            )
            return await deliveries.take_back(tx)

    async def stop(self) -> None:
        """Drop what is under way; what is not marked sent is tried again after a start."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._claims.settle()
        await self._marks.settle()

    def wake(self) -> None:
        """Something new waits."""
        self._wake.set()

    async def reply(self, account_id: int) -> None:
        """Send what waits for this account at once; after a while it goes on by itself."""
        if waiting := self._in_line.get(account_id):
            self._paces[waiting.channel].hurry(waiting.address)
        await asyncio.wait([self._drain(account_id)], timeout=self._reply_wait)

    async def flush(self) -> None:
        """Release and send all that can go now, and wait for it."""
        while True:
            released = await self._release.batch() if self.may_send() else 0
            waiting = await self._waiting()
            await asyncio.gather(*(self._drain(account) for account in waiting))
            if not released and not waiting:
                return

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)
            self._wake.clear()
            try:
                await self._round()
                self._well(after_idling=True)
            except Exception as error:  # the loop must outlive any one round
                log.error("outbox round failed: %s at %s", type(error).__name__, places(error))
                await asyncio.sleep(IDLE_SECONDS)

    def _well(self, *, after_idling: bool = False) -> None:
        """What cannot be sent is not well, though nothing else waits."""
        self._failing = self._failing and after_idling
        if not self._failing:
            self.last_success = time.monotonic()

    async def _round(self) -> None:
        """Release what is due, no faster than it can go; a slow chat holds up no other."""
        while await self._set_going():
            if not self.may_send() or not await self._release.batch():
                return

    async def _set_going(self) -> bool:
        """Start on the accounts that wait; False where no more can be under way."""
        for account_id in await self._waiting():
            if len(self._drains) >= self._most:
                return False  # one that ends wakes the next round
            self._drain(account_id)
        return True

    async def _waiting(self) -> tuple[int, ...]:
        if not self._may_go():
            return ()
        async with self._database.glance() as tx:
            return await sends.waiting_accounts(tx, real_ms())

    def _spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _drain(self, account_id: int) -> asyncio.Task[None]:
        """Have this account's queue sent; where that is under way, once more behind it."""
        running = self._drains.get(account_id)
        if running is not None and not running.done():
            self._once_more.add(account_id)
            return running
        task = self._spawn(self._send_all(account_id))
        self._drains[account_id] = task
        task.add_done_callback(lambda _: self._drained(account_id, task))
        return task

    def _drained(self, account_id: int, task: asyncio.Task[None]) -> None:
        if self._drains.get(account_id) is task:
            del self._drains[account_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a queue broke off: %s at %s", type(error).__name__, places(error))
        if len(self._drains) == self._most - 1:
            self.wake()

    async def _send_all(self, account_id: int) -> None:
        """Send this account's queue until it is empty or must wait."""
        while True:
            self._once_more.discard(account_id)
            while send := await self._next(account_id):
                async with self._turn(send) as rank:
                    emptied = await self._attempt_next(account_id, send, rank)
                if emptied:
                    break
            if account_id not in self._once_more:
                return

    @asynccontextmanager
    async def _turn(self, send: sends.Send) -> AsyncIterator[int]:
        """Wait until the chat service's limits allow one more of the rank that is given."""
        pace = self._paces.get(send.channel)
        if pace is None:
            yield send.rank
            return
        group = self._channels[send.channel].is_group(send.address)
        self._in_line[send.account_id] = send
        try:
            async with pace.turn(send.address, group=group, rank=send.rank) as rank:
                yield rank
        finally:
            del self._in_line[send.account_id]

    async def _attempt_next(self, account_id: int, seen: sends.Send, rank: int) -> bool:
        """Send what is first by now; whether it went and was all that waited.

        While waiting for a turn, a reply may have come before; a reply's turn is for no other.
        """
        paced = seen.channel in self._paces
        send = await self._next(account_id) if paced else seen
        if send is None or send.rank > rank:
            return False
        if send.rank == sends.REPLY_RANK:
            return await self._attempt(send) and send.alone
        async with self._in_flight:
            return await self._attempt(send) and send.alone

    def _may_go(self) -> bool:
        return self.may_send() and not self._cannot_note

    async def _next(self, account_id: int) -> sends.Send | None:
        if not self._may_go():
            return None
        async with self._database.glance() as tx:
            send = await sends.first_waiting(tx, account_id)
        return send if send and send.next_attempt_at <= real_ms() else None

    async def _attempt(self, send: sends.Send) -> bool:
        """Hand it over and note that; False where it has to be seen to again."""
        channel = self._channels.get(send.channel)
        try:
            if channel is None:
                raise SendRefused(f"no channel {send.channel}")
            edits = self._edits(send, channel)
            await self._meter.check(send.channel, send.address)
            outgoing = await self._plain.fit(send, await self._workshop.finish(send))
            if send.rank != sends.REPLY_RANK:
                await self._claims.add(send.id)
            if not self._may_go():
                return False
            async with asyncio.timeout(UPLOAD_SECONDS if outgoing.files else SEND_SECONDS):
                reference = await channel.send(send.address, send.key, outgoing, edits)
        except SendRefused as refused:
            await self._refused(send, str(refused))
        except SendUnfinished:
            await self._count(send)  # still the first of its queue: the next turn is its own
        except SendSpent:
            await self._later(send, await self._meter.hold(send.channel, send.address), "spent")
        except SendWrong as wrong:
            await self._give_up(send, str(wrong))
        except SendDelayed as delayed:
            self._hold(send, delayed)
            await self._later(send, delayed.seconds, "delayed")
        except (SendUnanswered, TimeoutError):
            await self._unanswered(send)
        except (SendUnreachable, OSError) as error:
            await self._failed(send, error, MAX_ATTEMPTS_UNREACHABLE)
        except Exception as error:
            await self._failed(send, error, MAX_ATTEMPTS)
        else:
            self._silent.pop(send.channel, None)
            await self._note(send, reference)
            await self._count(send)
            return True
        return False

    async def _count(self, send: sends.Send) -> None:
        if await self._meter.count(send.channel, send.address):
            self.wake()  # somebody is owed a warning

    async def _claim(self, claimed: Sequence[int]) -> None:
        """Note what is about to go out, likewise."""
        async with self._database.transaction() as tx:
            for send_id in claimed:
                await sends.claim(tx, send_id)

    async def _note(self, send: sends.Send, reference: str) -> None:
        """What has gone is noted, however long that takes: or it would go again and again."""
        while True:
            try:
                await self._marks.add((send.id, reference))
            except (sqlite3.Error, TornTransactionError) as error:
                self._cannot_note = True
                log.error("send %s went and cannot be noted: %s", send.id, type(error).__name__)
                await asyncio.sleep(IDLE_SECONDS)
            else:
                self._cannot_note = False
                return

    async def _mark(self, marks: Sequence[tuple[int, str]]) -> None:
        """Note what went out; marks that come at the same time share a transaction."""
        async with self._database.transaction() as tx:
            for send_id, reference in marks:
                await sends.mark_sent(tx, send_id, reference, self._clock.now())
        self._well()

    def _hold(self, send: sends.Send, delayed: SendDelayed) -> None:
        pace = self._paces.get(send.channel)
        if pace is not None:
            pace.hold(None if delayed.everywhere else send.address, delayed.seconds)

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

    async def _failed(self, send: sends.Send, error: Exception, most: int) -> None:
        """It did not arrive; it is tried again, in pauses that grow."""
        problem = type(error).__name__
        self._failing = True
        if send.attempts + 1 >= most:
            await self._give_up(send, problem)
            return
        await self._later(send, _pause(send), problem)

    async def _unanswered(self, send: sends.Send) -> None:
        """Nobody knows whether it arrived: it goes once more, and may come twice.

        Where the service answers nobody, that is no fault of this message, and it waits on. An
        edit may be repeated: it shows the same.
        """
        self._failing = True
        silent = self._silent.setdefault(send.channel, set())
        silent.add(send.account_id)
        of_this_chat = len(silent) < SILENT_ACCOUNTS and send.edits is None
        if of_this_chat and send.unanswered + 1 >= MOST_UNANSWERED:
            await self._give_up(send, UNANSWERED, deliveries.UNKNOWN)
            return
        await self._later(send, _pause(send), UNANSWERED, counts=of_this_chat)

    async def _is_worded_anew(
        self,
        tx: Transaction,
        send: sends.Send,
        carried: Sequence[deliveries.Delivery],
        again: datetime,
    ) -> bool:
        """Nobody is written to first at night, nor is told what is of no more use by then.

        It is released and worded anew, in the morning or without what has expired.
        """
        if send.rank != sends.FIRST_WORD_RANK:
            return False
        if any(each.expires_at is not None and each.expires_at <= again for each in carried):
            return True
        if any(each.urgent for each in carried):
            return False
        calendar = await committee_calendar(tx, None, self._clock.now())
        return not calendar.may_write(again)

    async def _give_up(
        self, send: sends.Send, problem: str, why: str = deliveries.GIVEN_UP
    ) -> None:
        self._failing = False
        now = self._clock.now()
        async with self._database.transaction() as tx:
            await sends.give_up(tx, send.id, problem, now)
            carried = await deliveries.of_send(tx, send.id)
            await self._release.lost(Speaker(tx, now), carried, why)
        log.error("send %s given up at attempt %s: %s", send.id, send.attempts + 1, problem)

    async def _later(
        self, send: sends.Send, seconds: float, problem: str, *, counts: bool = False
    ) -> None:
        again = self._clock.now() + timedelta(seconds=seconds)
        async with self._database.transaction() as tx:
            carried = await deliveries.of_send(tx, send.id)
            if problem == UNANSWERED:
                await self._release.unsure(Speaker(tx, self._clock.now()), carried)
            if await self._is_worded_anew(tx, send, carried, again):
                for delivery in carried:
                    await deliveries.wait_until(tx, delivery.id, again)
                await deliveries.take_back(tx, send.id)
                return
            await sends.count_attempt(tx, send, unanswered=counts)
            await sends.postpone(tx, send.id, real_ms() + round(seconds * 1000), problem)
        log.info("send %s again in %.1f s: %s", send.id, seconds, problem)


def most_at_once(channels: Iterable[Channel]) -> int:
    """Accounts that may be under way: two seconds of the pace of all channels together."""
    paces = [channel.limits.a_second if channel.limits else None for channel in channels]
    paced = [round(pace * PACE_SECONDS) for pace in paces if pace is not None]
    return max(1, sum(paced)) if paced and len(paced) == len(paces) else MOST_AT_ONCE


def _pause(send: sends.Send) -> float:
    """Seconds until the next attempt: twice as long each time, a little more or less."""
    pause = min(FIRST_PAUSE_SECONDS * 2.0 ** min(send.attempts, 10), LONGEST_PAUSE_SECONDS)
    return pause * random.uniform(0.75, 1.25)  # noqa: S311 - jitter
