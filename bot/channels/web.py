"""The browser chat: phones on a page, their memory in our own tables, no log-in."""

import asyncio
import contextlib
import os
import shutil
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.channels import web_body
from bot.channels.base import Capabilities, Receive
from bot.channels.web_history import content
from bot.channels.web_pages import HEARTBEAT_SECONDS, Pages
from bot.channels.web_routes import Phones
from bot.channels.web_upload import path_of
from bot.files import FileStore
from bot.pacing import Limits
from handlers.conversation import Event, IncomingFile, Outgoing
from storage.database import Database


class WebChannel:
    """The Channel port over HTTP; what is sent is shown by every page that is open."""

    name = web_body.CHANNEL
    capabilities = Capabilities(
        buttons=True, editing=True, files=True, text_limit=web_body.TEXT_LIMIT
    )
    limits: Limits | None = None

    def __init__(
        self,
        database: Database,
        files: FileStore,
        uploads: Path,
        *,
        heartbeat: float = HEARTBEAT_SECONDS,
    ) -> None:
        uploads.mkdir(parents=True, exist_ok=True)
        self._uploads = uploads
        self._pages = Pages(heartbeat)
        self._phones = Phones(self._pages, database, files, uploads)

    def start(self, receive: Receive) -> None:
        """From now on, what the pages post goes to `receive`."""
        self._phones.receive = partial(receive, self)

    def stop(self) -> None:
        """End the pages' streams; without that a server waits for them to leave."""
        self._phones.receive = None
        self._pages.close()

    def routes(self) -> list[web.RouteDef]:
        return self._phones.routes()

    def parse(self, body: bytes, key: str, address: str) -> Event:
        return web_body.parse(body, key, address)

    def is_group(self, address: str) -> bool:
        return False

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        """Show it on the open pages; the others find it in the history.

        The key is the reference, so a message sent again is the same message.
        """
        reference = edits or key
        if outgoing.commands is not None:
            return reference  # a page has no menu of commands
        self._pages.publish(
            type="message",
            address=address,
            edit=edits is not None,
            message=content(reference, outgoing),
        )
        return reference

    async def answer_press(self, event: Event, toast: str) -> None:
        if toast:
            self._pages.publish(type="toast", address=event.address, text=toast)

    async def fetch(self, file: IncomingFile, target: Path) -> None:
        """Hand an upload over without taking it out of the chat, where it can be opened again.

        ValueError for a handle that is no upload, FileNotFoundError for one that is gone.
        """
        await asyncio.to_thread(_link, path_of(self._uploads, file.handle), target)


def _link(source: Path, target: Path) -> None:
    """One content under two names where the disk allows it, a copy elsewhere."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        os.link(source, target)
        return
    shutil.copyfile(source, target)
