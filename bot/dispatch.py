"""From what arrived to its answer: one handler, one transaction, in order for each chat."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot.albums import QUIET_SECONDS, Whole, whole
from bot.channels.base import Channel, Raw, UnreadableError
from bot.channels.cleaning import cleaned
from bot.clock import Clock
from bot.faults import new_error_id, places
from bot.intake import Intake
from bot.lanes import Lanes
from bot.menus import ChoiceRefusedError, echo
from bot.metrics import Histogram
from bot.outbox import Outbox
from bot.registry import Registry
from bot.router import QuestionGoneError, route
from bot.saying import find_sender, say
from committee.refusal import Refused
from handlers.conversation import Event, EventKind, Outgoing, StoredFile
from handlers.speaking import Context
from messages.render import render
from storage import accounts, inbox
from storage.database import Database
from storage.faults import passes

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
"""The start that finds a row undone for this many times sets it aside."""
HELD_UP_SECONDS = 10.0
ANSWERED = (EventKind.MESSAGE, EventKind.PRESS)

Answer = Callable[[Context], Awaitable[None]]


class Dispatch:
    """Stores what arrives, answers it, and hands the answers to the outbox."""

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
        self._intake = intake
        self._channels = channels
        self.album_quiet = QUIET_SECONDS
        self.handling = Histogram()
        """How long handlers take, from the begin of their transaction to its end."""
        self._lanes = Lanes(self._handle, self._held_up)

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
        try:
            await self._answer(row, heard)
        except Refused as refused:
            await self._refuse(row, heard, refused)
        except Exception as error:
            if passes(error):  # nothing can be noted either: it is handled once it can
                raise
            await self._fail(row, heard, error)

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

    async def _answer(self, row: inbox.Arrived, heard: Whole) -> None:
        event = heard.event
        files, complaint = await self._intake.take(event) if event.files else ((), "")
        with self.handling.measured():
            context = await self._handled(row, heard, files, complaint)
        if context is not None:
            await self._send_now(context)

    async def _handled(
        self, row: inbox.Arrived, heard: Whole, files: Sequence[StoredFile], complaint: str
    ) -> Context | None:
        """The one transaction; None where the event was handled before."""
        event = heard.event
        async with self._database.transaction() as tx:
            if not await heard.mark_done(tx, row):
                return None
            context = Context(tx, event, await find_sender(tx, event), files)
            if event.kind is EventKind.LEFT:
                await accounts.mark_blocked(tx, context.sender.account_id, context.now)
            elif complaint:
                context.reply(complaint)
            elif event.kind is EventKind.OVERHEARD:
                await inbox.forget_body(tx, row.id)
            elif event.kind is not EventKind.BACK:
                await route(self._registry, context)
            await say(context, row.id, self._registry)
        return context

    async def _refuse(self, row: inbox.Arrived, heard: Whole, refused: Refused) -> None:
        """Nothing was changed; say why, in a transaction of its own."""
        refusal = refused.refusal

        async def answer(context: Context) -> None:
            if isinstance(refused, QuestionGoneError):
                await context.done_asking()
            context.reply(
                f"refusal/{refusal.reason.value}", citations=refusal.citations, at=refusal.at
            )
            if isinstance(refused, ChoiceRefusedError):
                echo(context, refused.label, may_change=False)

        await self._answer_plainly(row, heard, answer)

    async def _fail(self, row: inbox.Arrived, heard: Whole, error: Exception) -> None:
        """Something broke: the log tells where, the member gets an id and a polite line."""
        error_id = new_error_id()
        log.error(
            "event failed: error=%s inbox=%s %s at %s",
            error_id,
            row.id,
            type(error).__name__,
            places(error),
        )

        async def answer(context: Context) -> None:
            context.reply("conversation/failed", error_id=error_id)

        await self._answer_plainly(row, heard, answer, error_id)

    async def _answer_plainly(
        self, row: inbox.Arrived, heard: Whole, answer: Answer, error_id: str = ""
    ) -> None:
        async with self._database.transaction() as tx:
            if not await heard.mark_done(tx, row):
                return
            if error_id:
                await inbox.mark_failed(tx, row.id, error_id, row.received_at)
            context = Context(tx, heard.event, await find_sender(tx, heard.event))
            await answer(context)
            await say(context, row.id, self._registry)
        await self._send_now(context)

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

    async def _send_now(self, context: Context) -> None:
        await asyncio.gather(
            self._outbox.reply(context.sender.account_id), self._acknowledge(context)
        )
        if context.owes:
            self._outbox.wake()

    async def _acknowledge(self, context: Context) -> None:
        """End the waiting of whoever pressed, while the answer is on its way."""
        if not context.event.action:
            return
        channel = self._channels[context.event.channel]
        try:
            await channel.answer_press(context.event, context.toast)
        except Exception as error:  # best effort: the answer itself is a message
            log.info("a press was not acknowledged: %s", type(error).__name__)
