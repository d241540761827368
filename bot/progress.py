"""Shows the secretariat how a large round goes out: one message, changed as it proceeds."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil

from bot.channels.base import Channel
from bot.clock import Clock, real_ms
from bot.queueing import menu_of
from handlers.conversation import Choice, Outgoing
from handlers.speaking import Speaker
from storage import accounts, carriers, committees, people, sends, watched_rounds
from storage.accounts import Account
from storage.database import Database
from storage.moments import to_ms
from storage.watched_rounds import Counts, Round

LOOK_SECONDS = 3.0
TENTHS = 10
"""It is changed at every tenth, where that costs little."""
PART_OF_PACE = 0.03
"""Of what a round may send, the changes of its message take no more than this."""
STANDS_FOR = timedelta(minutes=15)
"""A round in which nothing moves any more is summed up as it stands."""


class Progress:
    """Looks now and then; all it knows is in the database, so a restart goes on."""

    def __init__(self, database: Database, clock: Clock, channels: Mapping[str, Channel]) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._looked = float("-inf")
        self._at_work_since: datetime | None = None

    def rest(self) -> None:
        """Nothing goes out from here now: what does not move meanwhile is no news."""
        self._at_work_since = None

    async def look_now_and_then(self) -> None:
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            await self.look()

    async def look(self) -> int:
        """Show what has moved; how many messages that are queued."""
        self._at_work_since = self._at_work_since or self._clock.now()
        async with self._database.glance() as tx:
            going = await watched_rounds.going(tx, self._clock.now())
        queued = 0
        for each in going:
            queued += await self._look_at(each, self._at_work_since)
        self._looked = time.monotonic()
        return queued

    async def _look_at(self, of: Round, at_work_since: datetime) -> int:
        async with self._database.glance() as tx:
            counts = await watched_rounds.counts(tx, of)
        async with self._database.glance() as tx:
            viewers = await self._viewers(Speaker(tx, self._clock.now()), of)
        stands = self._clock.now() - _moved_at(of, counts, at_work_since) >= STANDS_FOR
        over = counts is None or counts.waiting <= 0 or stands
        if counts is not None and not over and not _moved(of, counts, len(viewers)):
            return 0
        async with self._database.transaction() as tx:
            return await self._show(Speaker(tx, self._clock.now()), of, counts, viewers, over)

    async def _viewers(self, speaker: Speaker, of: Round) -> list[int]:
        """The secretariat, in allowed hours; and who asked for it, as long as seated there."""
        calendar = await speaker.calendar(of.committee_id)
        members = await people.members(speaker.tx, of.committee_id)
        allowed = calendar.may_write(speaker.now)
        return [
            seat.person.id
            for seat in members
            if (seat.secretariat and allowed) or seat.person.id == of.asked_by
        ]

    async def _show(
        self,
        speaker: Speaker,
        of: Round,
        counts: Counts | None,
        viewers: list[int],
        over: bool,
    ) -> int:
        """To each on the account written to first; an end that cannot be queued yet waits."""
        shown: list[bool | None] = []
        if counts is not None:
            for person_id in viewers:
                shown.append(await self._show_to(speaker, of, counts, person_id, over=over))
        if counts is not None:
            await watched_rounds.show(speaker.tx, of.id, counts.done, speaker.now)
        if over and None not in shown:
            await watched_rounds.end(speaker.tx, of.id, speaker.now)
        return sum(1 for each in shown if each)

    async def _show_to(
        self, speaker: Speaker, of: Round, counts: Counts, person_id: int, *, over: bool
    ) -> bool | None:
        """Whether a message is queued; None where an earlier one is still on its way."""
        known = await accounts.accounts_of(speaker.tx, person_id)
        account = next((each for each in known if each.channel in self._channels), None)
        if account is None:
            return False
        key = f"progress:{of.id}:{to_ms(of.begins_at)}:{account.id}"
        first = await carriers.by_key(speaker.tx, key)
        outgoing = await _worded(speaker, of, counts, person_id, over=over)
        if first is None:
            return await _queue(speaker, account, key, outgoing, None)
        if not self._channels[account.channel].capabilities.editing:
            return await _queue(speaker, account, f"{key}:end", outgoing, None) if over else False
        if await carriers.is_moving(speaker.tx, first):
            return None
        return await _queue(speaker, account, f"{key}:{counts.done}:{over}", outgoing, first)


def _moved_at(of: Round, counts: Counts | None, at_work_since: datetime) -> datetime:
    """When something of it went last; where nobody was at work to send it, when that began."""
    last_at = counts.last_at if counts is not None else None
    return max(last_at or of.begins_at, of.begins_at, at_work_since)


def _moved(of: Round, counts: Counts, viewers: int) -> bool:
    """Whether another part is done, of as many as are worth showing; the first look shows it."""
    if of.shown_at is None:
        return True
    parts = min(TENTHS, int(PART_OF_PACE * counts.total / max(viewers, 1)))
    return parts > 0 and counts.done - of.shown >= ceil(counts.total / parts)


async def _worded(
    speaker: Speaker, of: Round, counts: Counts, person_id: int, *, over: bool
) -> Outgoing:
    """The committee is named to who runs the assistant of several."""
    seats = await people.memberships_of(speaker.tx, person_id)
    committee = await committees.get(speaker.tx, of.committee_id) if len(seats) > 1 else None
    return speaker.message(
        "rounds/sent" if over else "rounds/sending",
        [Choice(of.opens)] if over else (),
        what=of.what,
        counts=counts,
        committee=committee.name if committee else "",
    )


async def _queue(
    speaker: Speaker, account: Account, key: str, outgoing: Outgoing, edits: int | None
) -> bool:
    send = await sends.enqueue(
        speaker.tx,
        account_id=account.id,
        key=key,
        content=outgoing.to_json(),
        rank=sends.FIRST_WORD_RANK,
        attempts=0,
        edits=edits,
        now=speaker.now,
        real_ms=real_ms(),
    )
    if send is None:
        return False
    await sends.show_menu(speaker.tx, account.id, edits or send, menu_of(outgoing))
    return True
