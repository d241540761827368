"""Minds what a chat service allows each sender of ours in a month, and warns in time."""

import logging
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.channels.base import Channel, SendDelayed
from bot.clock import Clock
from committee.calendar import local, moment_of
from handlers.speaking import DIGEST, Speaker
from storage import committees, people, quotas
from storage.database import Database, Transaction

log = logging.getLogger(__name__)

WARN_PERCENT, SPARE_PERCENT = 80, 95
UNKNOWN_PAUSE = timedelta(hours=1)
"""Where the service refuses although little was sent: somebody else's count, or a short limit."""
WARNING = "channel.quota"
"""The delivery's kind, worded by the feature of channels."""


class Standing(StrEnum):
    FREE = "free"
    SPARING = "sparing"
    """What can wait goes together, once a morning."""
    HELD = "held"
    """The service takes no more for now."""


class Meter:
    """Counts by channel, sender of ours and calendar month of Viet Nam."""

    def __init__(self, database: Database, clock: Clock, channels: Mapping[str, Channel]) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels

    async def count(self, channel: str, address: str) -> bool:
        """One message more has gone; whether that made the secretariat be warned."""
        if not self._quota(channel):
            return False
        now = self._clock.now()
        async with self._database.transaction() as tx:
            await quotas.count(tx, meter_of(channel, address), month_of(now))
            return await self._warned(Speaker(tx, now), channel, address)

    async def standing(self, tx: Transaction, channel: str, address: str) -> Standing:
        quota = self._quota(channel)
        if not quota:
            return Standing.FREE
        now = self._clock.now()
        used = await quotas.used(tx, meter_of(channel, address), month_of(now))
        if used.held_until is not None and used.held_until > now:
            return Standing.HELD
        return Standing.SPARING if used.sent * 100 >= quota * SPARE_PERCENT else Standing.FREE

    async def check(self, channel: str, address: str) -> None:
        """Raise SendDelayed while the service takes no more of this sender."""
        if not self._quota(channel):
            return
        now = self._clock.now()
        async with self._database.glance() as tx:
            used = await quotas.used(tx, meter_of(channel, address), month_of(now))
        if used.held_until is not None and used.held_until > now:
            raise SendDelayed((used.held_until - now).total_seconds())

    async def hold(self, channel: str, address: str) -> float:
        """The service takes no more; seconds until it is asked again."""
        now, month = self._clock.now(), month_of(self._clock.now())
        meter = meter_of(channel, address)
        async with self._database.transaction() as tx:
            used = await quotas.used(tx, meter, month)
            nearly = used.sent * 100 >= self._quota(channel) * SPARE_PERCENT
            until = next_midnight(now) if nearly else now + UNKNOWN_PAUSE
            await quotas.hold(tx, meter, month, until)
        log.warning("%s takes no more for %s; asked again at %s", channel, meter, until)
        return (until - now).total_seconds()

    def _quota(self, channel: str) -> int:
        known = self._channels.get(channel)
        return known.capabilities.monthly_quota if known is not None else 0

    async def _warned(self, speaker: Speaker, channel: str, address: str) -> bool:
        quota, month = self._quota(channel), month_of(speaker.now)
        meter = meter_of(channel, address)
        used = await quotas.used(speaker.tx, meter, month)
        if used.warned or used.sent * 100 < quota * WARN_PERCENT:
            return False
        if not await quotas.mark_warned(speaker.tx, meter, month, speaker.now):
            return False
        facts = {"channel": channel, "sent": used.sent, "quota": quota}
        for committee in await committees.all_committees(speaker.tx):
            for seat in await people.secretariat(speaker.tx, committee.id):
                await speaker.tell(
                    seat.person.id,
                    WARNING,
                    committee_id=committee.id,
                    subject=f"quota:{meter}:{month}",
                    revision=0,
                    step="warning",
                    facts=facts,
                    merge=DIGEST,
                )
        return True


def meter_of(channel: str, address: str) -> str:
    """Which sender of ours an address belongs to; it stands before the first colon."""
    return f"{channel}:{address.partition(':')[0]}"


def month_of(now: datetime) -> str:
    return f"{local(now):%Y-%m}"


def next_midnight(now: datetime) -> datetime:
    """Allowances are renewed at one, be they of a day or of a month."""
    here = local(now)
    return moment_of(here.date() + timedelta(days=1), time())
