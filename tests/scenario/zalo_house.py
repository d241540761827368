"""The house with phones that have Zalo: choices are typed, files go by links, all over HTTP."""

import asyncio
import contextlib
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, FormData, web
from aiohttp.test_utils import unused_port

from bot.app import App, open_app
from bot.channels.zalo import ZaloChannel
from bot.clock import SimulatedClock
from bot.serving import link_pages
from bot.settings import Settings
from committee.calendar import ZONE
from handlers.conversation import Action, Outgoing, StoredFile
from storage import accounts
from tests.chat import House, MemoryChannel, Phone, PowerCut, Screen, Shown
from tests.scenario.telegram_house import Cut
from tests.zaloapi.people import Seen, User
from tests.zaloapi.server import ZaloServer

SECRET = "zalo-secret-of-the-tests"
_CHOICE = re.compile(r"(?m)^([A-E]?[0-9]{1,2})\. (.{1,24})$")
_FILE = re.compile(r"(?m)^Tải tệp (.+): (https?://\S+/tep/\S+)$")
_UPLOAD = re.compile(r"https?://\S+/gui-tep/\S+")


class ZaloPhones(MemoryChannel):
    """The screens of all phones, as they read on the server."""

    name = "zalo"

    def __init__(self, server: ZaloServer, clock: SimulatedClock, folder: Path) -> None:
        self.server = server
        self.port = unused_port()
        self._users: dict[str, User] = {}
        self._files: dict[str, StoredFile] = {}
        self.replies: set[Any] = set()
        """Messages that were sent because somebody acted."""
        super().__init__(clock, folder)
        server.clock = lambda: self.clock.now().timestamp()

    def user(self, address: str) -> User:
        """Whose phone this is; everybody has written once."""
        if address not in self._users:
            self._users[address] = self.server.user(address)
            self._users[address].wrote = True
        return self._users[address]

    @property
    def screens(self) -> dict[str, Screen]:
        return {address: self.screen(address) for address in self._users}

    @screens.setter
    def screens(self, value: dict[str, Screen]) -> None:
        """What is read is on the server."""

    def screen(self, address: str) -> Screen:
        screen = Screen()
        for seen in self.user(address).log:
            shown = self._shown(seen)
            screen.log.append(shown)
            screen.shown[shown.key] = shown
        return screen

    def _shown(self, seen: Seen) -> Shown:
        """Numbered lines are what a member reads as buttons."""
        actions = tuple(
            Action(f"{seen.message_id}:{typed}", label) for typed, label in choices(seen.text)
        )
        files = tuple(self._files[url] for _, url in _FILE.findall(seen.text) if url in self._files)
        at = datetime.fromtimestamp(seen.at, ZONE)
        outgoing = Outgoing(seen.text, actions, files)
        return Shown(seen.message_id, outgoing, at, is_reply=seen.message_id in self.replies)

    async def look(self) -> None:
        """Fetch every file that a message offers, as a careful member does."""
        offered = [
            found
            for user in self._users.values()
            for seen in user.log
            for found in _FILE.findall(seen.text)
            if found[1] not in self._files
        ]
        async with ClientSession() as session:
            for name, url in offered:
                async with session.post(url) as response:
                    if response.status == 200:
                        content = await response.read()
                        sha256 = hashlib.sha256(content).hexdigest()
                        media_type = response.content_type
                        self._files[url] = StoredFile(sha256, name, media_type, len(content))


def choices(text: str) -> list[tuple[str, str]]:
    """(what to type, label) of the numbered lines at the end of a message."""
    block = text.rpartition("\n\n")[2]
    return _CHOICE.findall(block)


class CuttableZalo(ZaloChannel):
    """Zalo's channel in a machine that can stop in the middle of sending."""

    phones: Cut

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        if self.phones.cut_after is not None:
            if self.phones.cut_after == 0:
                raise PowerCut
            self.phones.cut_after -= 1
        reference = await super().send(address, key, outgoing, edits)
        if key.startswith("reply:"):
            self.phones.replies.add(reference)
        return reference


class ZaloPhone(Phone):
    """Presses by typing what the message says: the number, or of an older list the label."""

    def __init__(self, house: House, address: str, look: Callable[[], Awaitable[None]]) -> None:
        super().__init__(house, address)
        self.look = look

    async def _does(self, body: dict[str, object], key: str = "") -> list[Shown]:
        before = len(self.house.channel.screen(self.address).log)
        await super()._does(body, key)
        await self.look()
        return self.house.channel.screen(self.address).log[before:]


class ZaloHouse(House):
    """What people do goes to the server, and is done once the bot has it in safety."""

    channel: ZaloPhones
    edits = False
    buttons = False

    def __init__(self, app: App, phones: ZaloPhones, clock: SimulatedClock) -> None:
        super().__init__(app, phones, clock)

    def phone(self, address: str) -> Phone:
        return ZaloPhone(self, address, self.channel.look)

    def account_of(self, address: str) -> str:
        return f"{self.channel.server.bot.number}:{self.channel.user(address).id}"

    async def until(self, moment: str | datetime) -> None:
        await super().until(moment)
        await self.channel.look()

    async def arrives(self, address: str, body: dict[str, Any], key: str) -> int | None:
        user = self.channel.user(address)
        if body.get("kind") == "press":
            user.types(await self._typed(address, body["action"]))
        elif "files" in body:
            await self._leave(user, body["files"])
        else:
            user.types(body["text"])
        await self.channel.server.bot.all_taken()
        return None

    async def _typed(self, address: str, action: str) -> str:
        """The number where it is of the newest menu on the screen, else the label."""
        message, _, typed = action.partition(":")
        menus = [seen for seen in self.channel.user(address).log if choices(seen.text)]
        for seen in menus:
            if seen.message_id == message:
                return typed if seen is menus[-1] else dict(choices(seen.text))[typed]
        return await self._label(address, action)

    async def _label(self, address: str, action: str) -> str:
        """What the button of an action reads that a test names itself."""
        async with self.app.database.reading() as tx:
            label = await tx.value(
                "SELECT m.label FROM menus m JOIN accounts a ON a.id = m.account_id"
                " WHERE a.address = :address AND m.action = :action ORDER BY m.send_id DESC",
                address=self.account_of(address),
                action=action,
            )
        assert label, f"no button {action!r}"
        return str(label)

    async def _leave(self, user: User, files: list[dict[str, Any]]) -> None:
        """By the newest address that was given for it; without one, the chat shows nothing."""
        found = [url for seen in user.log for url in _UPLOAD.findall(seen.text)]
        if not found:
            user.sends_document()
            return
        form = FormData(quote_fields=False)
        for file in files:
            content = (self.channel.folder / str(file["handle"])).read_bytes()
            form.add_field("tep", content, filename=str(file["name"]))
        async with ClientSession() as session, session.post(found[-1], data=form) as response:
            assert response.status == 200, await response.text()

    async def refuse_first_account(self, person_id: int, address: str) -> None:
        """Zalo refuses from now on; the same person once linked another phone."""
        before = self.clock.now() - timedelta(days=60)
        self.channel.user(f"{address}-2")
        async with self.app.database.transaction() as tx:
            second = await accounts.known(tx, "zalo", self.account_of(f"{address}-2"), before)
            await accounts.link(tx, second.id, person_id, before)
        self.channel.user(address).blocked = True


@asynccontextmanager
async def zalo_house(
    folder: Path, now: str, phones: ZaloPhones, **given: Any
) -> AsyncIterator[ZaloHouse]:
    """Open the program on Zalo; opening it again on the same folder is a restart."""
    clock = SimulatedClock(datetime.fromisoformat(now).replace(tzinfo=ZONE), running=False)
    phones.clock = clock
    here = f"http://127.0.0.1:{phones.port}"
    settings = Settings.model_validate(
        {
            "data": folder,
            "base_url": here,
            "zalo_tokens": ",".join(phones.server.bots),
            "zalo_api": phones.server.base_url,
            "zalo_webhook_url": f"{here}/zalo/x1",
            "zalo_webhook_secret": SECRET,
            "zalo_documents": True,
            **given,
        }
    )
    channel = CuttableZalo(settings)
    channel.phones = phones
    app = await open_app(settings, clock, [channel])
    await channel.open(app.database)
    runner = web.AppRunner(_server(app, channel), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", phones.port).start()
    await app.start()
    running = asyncio.create_task(channel.run(app.receive))
    try:
        yield ZaloHouse(app, phones, clock)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await runner.cleanup()
        await app.close()
        await channel.close()


def _server(app: App, channel: ZaloChannel) -> web.Application:
    server = web.Application()
    server.add_routes([*channel.routes(), *link_pages(app).routes()])
    return server
