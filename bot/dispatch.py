"""From what arrived to its answer: kept first, then answered in order for each chat."""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.albums import QUIET_SECONDS, whole
from bot.answers import Answers
from bot.channels.base import Channel, Raw, UnreadableError
from bot.channels.cleaning import cleaned
from bot.clock import Clock
from bot.faults import new_error_id, places
from bot.intake import Intake
from bot.lanes import Lanes
from bot.metrics import Histogram
from bot.outbox import Outbox
from bot.registry import Registry
from bot.saying import find_sender, say
from handlers.conversation import Event, EventKind, Outgoing
from handlers.speaking import Context
from messages.render import render
from storage import inbox
from storage.database import Database

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
"""The start that finds a row undone for this many times sets it aside."""
HELD_UP_SECONDS = 10.0
ANSWERED = (EventKind.MESSAGE, EventKind.PRESS)


class Dispatch:
    """Stores what arrives, and has it answered; what cannot be read is set aside."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        registry: Registry,
        outbox: Outbox,
        intake: Intake,
        channels: Mapping[str, Channel],
    ) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry
        self._outbox = outbox
        self._channels = channels
        self._answers = Answers(database, registry, outbox, intake, channels)
        self.album_quiet = QUIET_SECONDS
        self._lanes = Lanes(self._handle, self._held_up)

    @property
    def handling(self) -> Histogram:
        """How long handlers take."""
        return self._answers.handling

    async def receive(self, channel: Channel, raws: Sequence[Raw]) -> tuple[int | None, ...]:
        """Keep what arrived, then have it answered; None for what was here before."""
        now = self._clock.now()
        async with self._database.transaction() as tx:
            rows = [
                await inbox.store(tx, channel.name, raw.key, raw.address, raw.body, now)
                for raw in raws
            ]
        for row, raw in zip(rows, raws, strict=True):
            if row is not None:
                self._lanes.put(
                    inbox.Arrived(row, channel.name, raw.key, raw.address, raw.body, now, 0)
                )
        return tuple(rows)

    async def recover(self) -> int:
        """Take up what an earlier run left undone; how many rows.

        Only the first of a chat can have been under way, so only that one counts an attempt: what
        waited behind it has not been tried yet.
        """
        tried: dict[tuple[str, str], int] = {}
        async with self._database.transaction() as tx:
            rows = await inbox.unfinished(tx)
            for row in rows:
                if tried.setdefault((row.channel, row.address), row.id) == row.id:
                    await inbox.count_attempt(tx, row.id)
        for row in rows:
            if tried[row.channel, row.address] == row.id and row.attempts + 1 >= MAX_ATTEMPTS:
                await self._give_up(row)
            elif row.channel in self._channels:
                self._lanes.put(row)
        await self._outbox.take_back()
        return len(rows)

    async def stop(self) -> None:
        """Finish the events under way; what waits behind them is taken up by the next start."""
        await self._lanes.stop()

    async def settle(self) -> None:
        """Wait until everything that arrived is answered."""
        await self._lanes.settle()

    async def _handle(self, row: inbox.Arrived, behind: deque[inbox.Arrived]) -> None:
        try:
            event = self._read(row)
        except Exception as error:  # one poisoned body must not stop the ones behind it
            await self._set_aside(row, error)
            return
        heard = await whole(event, behind, self._readable, self.album_quiet)
        await self._answers.give(row, heard)

    async def _held_up(self, row: inbox.Arrived) -> None:
        """Nothing can be written, not even a reply: say so past the queue, best effort."""
        waiting = Outgoing(render("conversation/held_up"))
        try:
            channel = self._channels[row.channel]
            if self._read(row).kind in ANSWERED and not channel.is_group(row.address):
                async with asyncio.timeout(HELD_UP_SECONDS):
                    await channel.send(row.address, f"held_up:{row.id}", waiting, None)
        except Exception as error:
            log.info("not told that it has to wait: %s", type(error).__name__)

    def _read(self, row: inbox.Arrived) -> Event:
        channel = self._channels[row.channel]
        event = cleaned(channel.parse(row.body, row.event_key, row.address))
        vouches = channel.capabilities.phone_sharing and not event.in_group
        return replace(
            event,
            received_at=row.received_at,
            can_share_phone=vouches,
            typed_only=not channel.capabilities.buttons,
        )

    def _readable(self, row: inbox.Arrived) -> Event | None:
        try:
            return self._read(row)
        except Exception:  # it is set aside when its turn comes
            return None

    async def _give_up(self, row: inbox.Arrived) -> None:
        """It stopped the program again and again: set aside, and its sender is told so."""
        error_id = new_error_id()
        log.error("event set aside: error=%s inbox=%s undone too often", error_id, row.id)
        event = Event(row.event_key, row.channel, row.address, row.received_at)
        async with self._database.transaction() as tx:
            await inbox.set_aside(tx, row.id, error_id, self._clock.now())
            context = Context(tx, event, await find_sender(tx, event))
            context.reply("conversation/failed", error_id=error_id)
            await say(context, row.id, self._registry)

    async def _set_aside(self, row: inbox.Arrived, error: Exception) -> None:
        error_id = new_error_id()
        what = "unreadable" if isinstance(error, UnreadableError) else places(error)
        log.warning("event set aside: error=%s inbox=%s %s", error_id, row.id, what)
        async with self._database.transaction() as tx:
            await inbox.set_aside(tx, row.id, error_id, row.received_at)
