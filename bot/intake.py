"""Taking in files: only what an open dialogue waits for, and nothing that is marked secret."""

import asyncio
import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.channels.base import Channel
from bot.clock import Clock
from bot.faults import places
from bot.files import FileStore
from bot.first_page import first_page
from bot.registry import Registry
from handlers.conversation import Event, EventKind, FileRule, IncomingFile, StoredFile
from messages.secrecy import marked_name, marked_text
from storage import accounts, audit, dialogues, files
from storage.database import Database, Transaction

log = logging.getLogger(__name__)

MAX_FILES = 10
"""As many files as one album holds."""


@dataclass(frozen=True, slots=True)
class _Refused(Exception):
    template: str


class Intake:
    """Fetches the files of an event before its handler runs; only that chat waits."""

    def __init__(
        self,
        database: Database,
        store: FileStore,
        registry: Registry,
        clock: Clock,
        channels: Mapping[str, Channel],
        folder: Path,
        fetch_seconds: float,
    ) -> None:
        self._database = database
        self._store = store
        self._registry = registry
        self._clock = clock
        self._channels = channels
        self._folder = folder
        self._fetch_seconds = fetch_seconds

    async def take(self, event: Event) -> tuple[tuple[StoredFile, ...], str]:
        """The files as stored, or the template that says why none was taken."""
        if event.in_group or event.kind is not EventKind.MESSAGE:
            return (), ""
        async with self._database.reading() as tx:
            rule, person_id = await self._expected(tx, event)
        if rule is None or person_id is None:
            return (), ""
        if not self._channels[event.channel].capabilities.files:
            return (), "files/not_here"
        try:
            _check_metadata(event.files, rule)
            taken = [await self._take_one(event, file, rule) for file in event.files]
        except _Refused as refused:
            await self._note(event, person_id, refused.template)
            return (), refused.template
        except Exception as error:  # whatever a chat service does, its sender is told
            log.warning("file not fetched: %s at %s", type(error).__name__, places(error))
            return (), "files/not_fetched"
        async with self._database.transaction() as tx:
            for file in taken:
                await files.add(
                    tx, file.sha256, file.media_type, file.size, person_id, self._clock.now()
                )
        return tuple(taken), ""

    async def _expected(self, tx: Transaction, event: Event) -> tuple[FileRule | None, int | None]:
        """The rule of the dialogue that waits for a file, if the sender has one open."""
        found = await accounts.find_sender(tx, event.channel, event.address)
        if found is None or found[1] is None:
            return None, None
        person = found[1]
        dialogue = await dialogues.find(tx, f"person:{person.id}", event.received_at)
        known = self._registry.dialogues.get(dialogue.kind) if dialogue else None
        return (known.files if known else None), person.id

    async def _take_one(self, event: Event, file: IncomingFile, rule: FileRule) -> StoredFile:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            target = Path(folder) / "content"
            async with asyncio.timeout(self._fetch_seconds):
                await self._channels[event.channel].fetch(file, target)
            _check_size(target.stat().st_size, rule)
            if marked_text(await first_page(target, file.name)):
                raise _Refused("files/secret")
            sha256, size = await self._store.take(target)
        return StoredFile(sha256, file.name, file.media_type, size)

    async def _note(self, event: Event, person_id: int, why: str) -> None:
        """Only who and when is kept of a file that was not taken."""
        async with self._database.transaction() as tx:
            await audit.write(
                tx,
                at=event.received_at,
                committee_id=None,
                person_id=person_id,
                channel=event.channel,
                verb="file_refused",
                subject=why,
            )


def _check_metadata(incoming: tuple[IncomingFile, ...], rule: FileRule) -> None:
    if len(incoming) > MAX_FILES:
        raise _Refused("files/too_many")
    for file in incoming:
        if marked_name(file.name):
            raise _Refused("files/secret")
        _check_size(file.size, rule)
        if Path(file.name).suffix.lower() not in rule.suffixes:
            raise _Refused("files/wrong_kind")


def _check_size(size: int, rule: FileRule) -> None:
    """Said of a file before it is fetched, and true of it afterwards."""
    if size > rule.max_bytes:
        raise _Refused("files/too_large")
    if size <= 0:
        raise _Refused("files/empty")
