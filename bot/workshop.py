"""Makes the files that a message still wants, in a thread, just before it is sent."""

import asyncio
from dataclasses import replace

from bot.clock import Clock
from bot.files import FileStore
from bot.registry import Registry
from handlers.conversation import Making, Outgoing, StoredFile
from storage import files, sends
from storage.database import Database


class Workshop:
    """Runs features' makers and keeps what they make."""

    def __init__(
        self, database: Database, store: FileStore, registry: Registry, clock: Clock
    ) -> None:
        self._database = database
        self._store = store
        self._registry = registry
        self._clock = clock

    async def finish(self, send: sends.Send) -> Outgoing:
        """The message with all its files made; made once, for every further attempt."""
        outgoing = Outgoing.from_json(send.content)
        if not outgoing.making:
            return outgoing
        made = [await asyncio.to_thread(self._make, making) for making in outgoing.making]
        finished = replace(outgoing, files=(*outgoing.files, *made), making=())
        async with self._database.transaction() as tx:
            for file in made:
                await files.add(
                    tx, file.sha256, file.media_type, file.size, None, self._clock.now()
                )
            await sends.set_content(tx, send.id, finished.to_json())
        return finished

    def _make(self, making: Making) -> StoredFile:
        maker = self._registry.makers[making.maker]
        content = maker.make(making.facts)
        return StoredFile(
            self._store.keep(content), making.name, maker.media_type, len(content), maker.paper
        )
