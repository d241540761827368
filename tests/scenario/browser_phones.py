"""Phones of the browser chat: what they show, and what is typed and pressed, over HTTP."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.channels.web import WebChannel
from bot.clock import Clock
from bot.files import FileStore
from handlers.conversation import Outgoing
from storage.database import Database
from tests.chat import Screen, Shown


class Browser(WebChannel):
    """The browser chat, with what each of its phones shows."""

    def __init__(self, database: Database, files: FileStore, uploads: Path, clock: Clock) -> None:
        super().__init__(database, files, uploads)
        self._clock = clock
        self.screens: dict[str, Screen] = {}

    def screen(self, address: str) -> Screen:
        return self.screens.setdefault(address, Screen())

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        reference = await super().send(address, key, outgoing, edits)
        if outgoing.commands is None:
            shown = Shown(reference, outgoing, self._clock.now(), edits is not None)
            shown.is_reply = key.startswith("reply:")
            screen = self.screen(address)
            screen.shown[reference] = shown
            screen.log.append(replace(shown))
        return reference


async def act(base_url: str, address: str, body: dict[str, Any], key: str) -> None:
    """Type or press on a page; returns once the program has it in safety."""
    pressing = body.get("kind") == "press"
    told = {"key": key, **{k: v for k, v in body.items() if k != "kind"}}
    if pressing:
        told.setdefault("label", "")
    async with ClientSession() as session:
        url = f"{base_url}/phones/{address}/{'press' if pressing else 'text'}"
        async with session.post(url, json=told) as response:
            assert response.ok, await response.text()
