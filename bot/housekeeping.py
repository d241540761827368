"""Forgets what is older than its term, and files that nothing holds any more."""

import asyncio
import contextlib
from datetime import timedelta
from pathlib import Path

from bot.channels.web_upload import ARRIVED
from bot.clock import Clock, real_ms
from bot.files import FileStore
from bot.settings import Settings
from handlers.conversation import Outgoing
from storage import absences, codes, dialogues, files, inbox, links, questions, sends
from storage.database import Database, Transaction

UNUSED_FOR = timedelta(minutes=10)
"""How long a file is left alone after nothing holds it."""

LINKS_KEPT_FOR = timedelta(days=30)
"""How long an address that is good no more still says so."""

ATTEMPTS_COUNT_FOR = timedelta(days=2)


class Housekeeping:
    """What the schedule lets run now and then."""

    def __init__(
        self, database: Database, store: FileStore, clock: Clock, settings: Settings
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._settings = settings

    async def forget(self) -> None:
        """Empty old bodies and contents, drop dialogues and guesses whose time is over."""
        now = self._clock.now()
        async with self._database.transaction() as tx:
            await dialogues.close_expired(tx, now)
            await codes.forget_attempts(tx, now - ATTEMPTS_COUNT_FOR)
            await inbox.forget_bodies(tx, now - timedelta(days=self._settings.inbox_days))
            old = now - timedelta(days=self._settings.sends_days)
            await sends.forget_contents(tx, old, Outgoing("").to_json())
            await links.forget(tx, now - LINKS_KEPT_FOR)
            await questions.forget_texts(tx, now, old)
            await absences.forget_reasons(tx, now - timedelta(days=self._settings.reasons_days))

    async def remove_unused_files(self) -> int:
        """Take files off the disk that no document holds; how many."""
        await asyncio.to_thread(_sweep, self._settings.data / ARRIVED)
        async with self._database.reading() as tx:
            unused = await self._unused(tx)
        removed = 0
        for sha256 in unused:
            removed += await self._remove(sha256)
        return removed

    async def _unused(self, tx: Transaction) -> tuple[str, ...]:
        now = self._clock.now()
        return await files.unused(
            tx, now - UNUSED_FOR, now - timedelta(days=self._settings.inbox_days)
        )

    async def _remove(self, sha256: str) -> bool:
        # The same content may be coming in again at this moment: then its file is new.
        if self._store.age_ms(sha256, real_ms()) < UNUSED_FOR.total_seconds() * 1000:
            return False
        async with self._database.transaction() as tx:
            if sha256 not in await self._unused(tx):
                return False
            await files.remove(tx, sha256)
        await asyncio.to_thread(self._store.forget, sha256)
        return True


def _sweep(arrived: Path) -> None:
    """Files that were left on our page and not taken in: refused, or of an interrupted visit."""
    for path in arrived.glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if real_ms() - path.stat().st_mtime * 1000 > UNUSED_FOR.total_seconds() * 1000:
                path.unlink()
