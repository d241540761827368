"""What an event is answered: one handler, one transaction, and what is said where that fails."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.albums import Whole
from bot.channels.base import Channel
from bot.faults import new_error_id, places
from bot.intake import Intake
from bot.menus import ChoiceRefusedError, echo
from bot.metrics import Histogram
from bot.outbox import Outbox
from bot.registry import Registry
from bot.router import QuestionGoneError, route
from bot.saying import find_sender, say
from committee.refusal import Refused
from handlers.conversation import EventKind, StoredFile
from handlers.speaking import Context
from storage import accounts, inbox
from storage.database import Database
from storage.faults import passes

log = logging.getLogger(__name__)

Answer = Callable[[Context], Awaitable[None]]


class Answers:
    """Has an event handled and hands what is said to the outbox."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        outbox: Outbox,
        intake: Intake,
        channels: Mapping[str, Channel],
    ) -> None:
        self._database = database
        self._registry = registry
        self._outbox = outbox
        self._intake = intake
        self._channels = channels
        self.handling = Histogram()
        """How long handlers take, from the begin of their transaction to its end."""

    async def give(self, row: inbox.Arrived, heard: Whole) -> None:
        """Answer what was heard; a refusal and a fault of our own are answers too."""
        try:
            await self._answer(row, heard)
        except Refused as refused:
            await self._refuse(row, heard, refused)
        except Exception as error:
            if passes(error):  # nothing can be noted either: it is handled once it can
                raise
            await self._fail(row, heard, error)

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
