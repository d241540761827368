"""From what is owed to messages: at its hour, if it still holds, worded as of now."""

import logging
import time
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from bot.allowed import allowed_now
from bot.channels.base import Channel
from bot.clock import Clock
from bot.digest import Worded, digests, may_put_off
from bot.faults import new_error_id, places
from bot.meter import Meter, Standing
from bot.morning import along_until, going_now, replaced
from bot.queueing import queue
from bot.registry import Registry
from bot.thrift import together_in_the_morning
from committee.undelivered import list_moment
from handlers.access import owed_of
from handlers.conversation import Outgoing
from handlers.feature import Owed
from handlers.speaking import Speaker
from messages.wording import words
from storage import accounts, carriers, deliveries, releases, sends
from storage.database import Database, Transaction

log = logging.getLogger(__name__)

BATCH = 100
"""Deliveries released in one transaction; the writer is given back between batches."""
BATCH_SECONDS = 0.1
"""Where wording takes long, a batch ends sooner: replies need the writer too."""


class Release:
    """Words deliveries whose hour has come and puts them into the queue."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        registry: Registry,
        channels: Mapping[str, Channel],
        meter: Meter,
    ) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry
        self._channels = channels
        self._meter = meter
        self.merging_until: Callable[[], datetime] = clock.now
        """Until when all that may merge is owed: the schedule's last look, where it runs."""

    async def batch(self) -> int:
        """Release one batch; how many deliveries were dealt with."""
        now, merging = self._clock.now(), self.merging_until()
        async with self._database.glance() as tx:
            if not await releases.any_releasable(tx, now, merging):
                return 0
        async with self._database.transaction() as tx:
            waiting = await releases.releasable(tx, now, merging, along_until(now), BATCH)
            speaker, dealt = Speaker(tx, now, only_words=True), 0
            until = time.monotonic() + BATCH_SECONDS
            for person_id, group in groupby(waiting, key=lambda delivery: delivery.person_id):
                theirs = going_now(tuple(group), now, merging)
                await self._to_person(speaker, person_id, theirs)
                dealt += len(theirs)
                if time.monotonic() > until:
                    break
        return dealt

    async def _to_person(
        self, speaker: Speaker, person_id: int, theirs: Sequence[deliveries.Delivery]
    ) -> None:
        account = await self._account(speaker.tx, person_id)
        allowed = await allowed_now(speaker, theirs)
        for each in (old := replaced(allowed)):
            await deliveries.drop(speaker.tx, each.id, deliveries.REPLACED, speaker.now)
        allowed = [each for each in allowed if each not in old]
        if account is not None and await self._is_sparing(speaker.tx, account):
            allowed = await together_in_the_morning(speaker, allowed)
        worded = await self._worded(speaker, allowed)
        mergeable = frozenset(delivery.id for delivery in theirs if delivery.merge is not None)
        put_off = {
            each.id
            for each in allowed
            if each.kind in self._registry.reminders and await may_put_off(speaker, each)
        }
        for owed, outgoing in digests(speaker, worded, mergeable, put_off):
            if await self._shown_in_place(speaker, owed):
                continue
            if account is None:
                ids = {each.id for each in owed}
                none = [delivery for delivery in theirs if delivery.id in ids]
                await self.lost(speaker, none, deliveries.NO_ACCOUNT)
            else:
                await queue(speaker, account.id, owed, outgoing)

    async def _shown_in_place(self, speaker: Speaker, owed: Sequence[Owed]) -> bool:
        """Change the message that it is about; False where there is none that can be changed."""
        look = self._registry.in_place.get(owed[0].kind)
        place = await look(speaker, owed[0]) if look is not None and len(owed) == 1 else None
        if place is None:
            return False
        shown = await carriers.carrier(speaker.tx, place.delivery_id)
        if shown is None or shown.person_id != owed[0].person.id:
            return False
        channel = self._channels.get(shown.channel)
        if channel is None or not channel.capabilities.editing:
            return False
        await queue(speaker, shown.account_id, owed, place.reads, edits=shown.send_id)
        return True

    async def _account(
        self, tx: Transaction, person_id: int, not_in: Container[int] = ()
    ) -> accounts.Account | None:
        """The person's first; one whose channel takes no more now comes last."""
        known = [
            account
            for account in await accounts.accounts_of(tx, person_id)
            if account.channel in self._channels and account.id not in not_in
        ]
        for account in known:
            if await self._standing(tx, account) is not Standing.HELD:
                return account
        return known[0] if known else None

    async def _standing(self, tx: Transaction, account: accounts.Account) -> Standing:
        return await self._meter.standing(tx, account.channel, account.address)

    async def _is_sparing(self, tx: Transaction, account: accounts.Account) -> bool:
        return await self._standing(tx, account) is not Standing.FREE

    async def _worded(
        self, speaker: Speaker, theirs: Sequence[deliveries.Delivery]
    ) -> list[Worded]:
        worded = []
        for delivery in theirs:
            owed = await owed_of(speaker, delivery)
            if delivery.expires_at is not None and speaker.now >= delivery.expires_at:
                await deliveries.drop(speaker.tx, owed.id, deliveries.EXPIRED, speaker.now)
                continue
            try:
                outgoing = await self._registry.compose[owed.kind](speaker, owed)
            except Exception as error:  # what cannot be worded must not stop the others
                await _set_aside(speaker, owed, error)
                continue
            if outgoing is None:
                await deliveries.drop(speaker.tx, owed.id, deliveries.HOLDS_NO_MORE, speaker.now)
            else:
                worded.append((owed, outgoing))
        return worded

    async def elsewhere(self, speaker: Speaker, send: sends.Send) -> bool:
        """An account refused for good: move what it carried to the person's next one."""
        carried = await releases.of_send(speaker.tx, send.id)
        if not carried:
            return False
        tried = await releases.accounts_tried(speaker.tx, carried[0].id)
        account = await self._account(speaker.tx, carried[0].person_id, tried)
        if account is None:
            await self.lost(speaker, carried, deliveries.REFUSED)
            return False
        if len(carried) == 1 and not await self._worded(speaker, carried):
            return False  # it holds no more, and is not told elsewhere either
        owed = [await owed_of(speaker, delivery) for delivery in carried]
        await queue(speaker, account.id, owed, Outgoing.from_json(send.content))
        return True

    async def lost(self, speaker: Speaker, theirs: Sequence[deliveries.Delivery], why: str) -> None:
        """It does not arrive; where somebody waits for it, the secretariat hears whom to call."""
        for each in theirs:
            list_at = await _listed_at(speaker, each)
            await deliveries.drop(speaker.tx, each.id, why, speaker.now, list_at)

    async def unsure(self, speaker: Speaker, theirs: Sequence[deliveries.Delivery]) -> None:
        """It may come twice: the secretariat hears that, the message itself never says it."""
        for each in theirs:
            list_at = await _listed_at(speaker, each)
            await deliveries.mark_unsure(speaker.tx, each.id, speaker.now, list_at)


async def _listed_at(speaker: Speaker, delivery: deliveries.Delivery) -> datetime | None:
    """When the secretariat is told; None of what nobody waits for."""
    if delivery.committee_id is None or delivery.kind not in words("undelivered")["kinds"]:
        return None
    return list_moment(await speaker.calendar(delivery.committee_id), speaker.now)


async def _set_aside(speaker: Speaker, owed: Owed, error: Exception) -> None:
    log.error(
        "delivery not worded: error=%s delivery=%s kind=%s %s at %s",
        new_error_id(),
        owed.id,
        owed.kind,
        type(error).__name__,
        places(error),
    )
    await deliveries.drop(speaker.tx, owed.id, deliveries.BROKEN, speaker.now)
