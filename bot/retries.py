"""What becomes of a message that did not go: tried again, moved on, or given up with a report."""

import logging
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.channels.base import SendUnreachable
from bot.clock import Clock, real_ms
from bot.pulse import Pulse
from bot.release import Release
from handlers.speaking import Speaker
from storage import accounts, deliveries, releases, send_attempts, sends
from storage.calendars import committee_calendar
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


class Retries:
    """Postpones in pauses that grow, and knows when to stop."""

    def __init__(self, database: Database, clock: Clock, release: Release, pulse: Pulse) -> None:
        self._database = database
        self._clock = clock
        self._release = release
        self._pulse = pulse
        self._silent: dict[str, set[int]] = {}
        """By channel, the accounts where it did not answer, since it last did anywhere."""

    def answered(self, channel: str) -> None:
        """The service took a message: it is not silent."""
        self._silent.pop(channel, None)

    async def refused(self, send: sends.Send, why: str) -> None:
        """An edit is said anew; a message goes to the person's next account."""
        async with self._database.transaction() as tx:
            if send.edits is not None:
                await send_attempts.as_new_message(tx, send.id)
                return
            await send_attempts.give_up(tx, send.id, why, self._clock.now())
            await accounts.mark_blocked(tx, send.account_id, self._clock.now())
            moved = await self._release.elsewhere(Speaker(tx, self._clock.now()), send)
        log.warning("send %s refused by %s, moved on: %s", send.id, send.channel, moved)

    async def failed(self, send: sends.Send, error: Exception) -> None:
        """It did not arrive; it is tried again, in pauses that grow."""
        problem = type(error).__name__
        self._pulse.failing()
        if send.attempts + 1 >= _most_attempts(error):
            await self.give_up(send, problem)
            return
        await self.later(send, _pause(send), problem)

    async def unanswered(self, send: sends.Send) -> None:
        """Nobody knows whether it arrived: it goes once more, and may come twice.

        Where the service answers nobody, that is no fault of this message, and it waits on. An
        edit may be repeated: it shows the same.
        """
        self._pulse.failing()
        silent = self._silent.setdefault(send.channel, set())
        silent.add(send.account_id)
        of_this_chat = len(silent) < SILENT_ACCOUNTS and send.edits is None
        if of_this_chat and send.unanswered + 1 >= MOST_UNANSWERED:
            await self.give_up(send, UNANSWERED, deliveries.UNKNOWN)
            return
        await self.later(send, _pause(send), UNANSWERED, counts=of_this_chat)

    async def give_up(self, send: sends.Send, problem: str, why: str = deliveries.GIVEN_UP) -> None:
        """It is not tried again; whoever wanted it told hears of that."""
        self._pulse.given_up()
        now = self._clock.now()
        async with self._database.transaction() as tx:
            await send_attempts.give_up(tx, send.id, problem, now)
            carried = await releases.of_send(tx, send.id)
            await self._release.lost(Speaker(tx, now), carried, why)
        log.error("send %s given up at attempt %s: %s", send.id, send.attempts + 1, problem)

    async def later(
        self, send: sends.Send, seconds: float, problem: str, *, counts: bool = False
    ) -> None:
        """Try it again after so many seconds, or release it anew where it must be worded anew."""
        again = self._clock.now() + timedelta(seconds=seconds)
        async with self._database.transaction() as tx:
            carried = await releases.of_send(tx, send.id)
            if problem == UNANSWERED:
                await self._release.unsure(Speaker(tx, self._clock.now()), carried)
            if await self._is_worded_anew(tx, send, carried, again):
                for delivery in carried:
                    await releases.wait_until(tx, delivery.id, again)
                await releases.take_back(tx, send.id)
                return
            await send_attempts.count_attempt(tx, send, unanswered=counts)
            await send_attempts.postpone(tx, send.id, real_ms() + round(seconds * 1000), problem)
        log.info("send %s again in %.1f s: %s", send.id, seconds, problem)

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
        if send.rank != sends.FIRST_WORD_RANK or not carried:
            return False
        if any(each.expires_at is not None and each.expires_at <= again for each in carried):
            return True
        if any(each.urgent for each in carried):
            return False
        calendar = await committee_calendar(tx, None, self._clock.now())
        return not calendar.may_write(again)


def _most_attempts(error: Exception) -> int:
    out_of_reach = isinstance(error, SendUnreachable | OSError)
    return MAX_ATTEMPTS_UNREACHABLE if out_of_reach else MAX_ATTEMPTS


def _pause(send: sends.Send) -> float:
    """Seconds until the next attempt: twice as long each time, a little more or less."""
    pause = min(FIRST_PAUSE_SECONDS * 2.0 ** min(send.attempts, 10), LONGEST_PAUSE_SECONDS)
    return pause * random.uniform(0.75, 1.25)  # noqa: S311 - jitter
