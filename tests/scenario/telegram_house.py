"""The house with real phones: what is typed and read goes over HTTP, through Telegram's channel."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.clock import SimulatedClock
from bot.files import FileStore
from bot.settings import Settings
from committee.calendar import ZONE
from handlers.conversation import Action, Outgoing, StoredFile
from storage import accounts
from storage.database import Database
from storage.migrate import migrate
from tests.botapi.people import User
from tests.botapi.server import TOKEN, BotApiServer
from tests.chat import House, MemoryChannel, PowerCut, Screen, Shown
from tests.scenario.browser_phones import Browser

FIRST_USER = 5_000_000_001


class Phones(MemoryChannel):
    """The screens of all phones, as they read on the server."""

    name = "telegram"

    def __init__(self, server: BotApiServer, clock: SimulatedClock, folder: Path) -> None:
        self.server = server
        self._users: dict[str, User] = {}
        self.replies: set[Any] = set()
        """(chat, message) of what was sent because somebody acted."""
        super().__init__(clock, folder)
        server.world.clock = lambda: self.clock.now().timestamp()

    def user(self, address: str) -> User:
        """Whose phone this is; everybody has opened the chat once."""
        if address not in self._users:
            number = FIRST_USER + len(self._users)
            self._users[address] = self.server.user(number, address, started=True)
        return self._users[address]

    @property
    def screens(self) -> dict[str, Screen]:
        return {address: self.screen(address) for address in self._users}

    @screens.setter
    def screens(self, value: dict[str, Screen]) -> None:
        """What is read is on the server."""

    def screen(self, address: str) -> Screen:
        user, screen = self.user(address), Screen()
        for number, message, when in user.chat.log:
            if "document" in message:
                self._attach(screen, message["document"])
            else:
                screen.log.append(self._shown(user, number, message, when))
        for shown in screen.log:
            screen.shown[shown.key] = shown
        screen.toasts = user.toasts
        return screen

    def _attach(self, screen: Screen, document: dict[str, Any]) -> None:
        """Telegram shows a message's files as messages of their own, right behind it."""
        before = screen.log[-1]
        content = self.server.world.files[document["file_id"]].content
        file = StoredFile(
            hashlib.sha256(content).hexdigest(),
            document["file_name"],
            document["mime_type"],
            document["file_size"],
        )
        before.outgoing = replace(before.outgoing, files=(*before.outgoing.files, file))

    def _shown(self, user: User, number: int, message: dict[str, Any], when: float) -> Shown:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row]
        actions = tuple(Action(button["callback_data"], button["text"]) for button in buttons)
        at = datetime.fromtimestamp(when, ZONE)
        reply = (str(user.id), str(number)) in self.replies
        outgoing = Outgoing(message["text"], actions)
        return Shown(str(number), outgoing, at, "edit_date" in message, reply)


class Cut(Protocol):
    """How many more messages go out before the power is cut, and what was a reply."""

    cut_after: int | None
    replies: set[Any]


class Cuttable(TelegramChannel):
    """Telegram's channel in a machine that can stop in the middle of sending."""

    phones: Cut

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        if self.phones.cut_after is not None:
            if self.phones.cut_after == 0:
                raise PowerCut
            self.phones.cut_after -= 1
        reference = await super().send(address, key, outgoing, edits)
        if key.startswith("reply:"):
            self.phones.replies.add((address, reference))
        return reference


class TelegramHouse(House):
    """What people do goes to the server, and is done once the bot has it in safety."""

    channel: Phones

    def __init__(self, app: App, phones: Phones, clock: SimulatedClock, browser: Browser) -> None:
        super().__init__(app, phones, clock)
        self._browser = browser

    async def refuse_first_account(self, person_id: int, address: str) -> None:
        """Telegram refuses without having said so; the same person once linked a browser."""
        before = self.clock.now() - timedelta(days=60)
        async with self.app.database.transaction() as tx:
            second = await accounts.known(tx, self._browser.name, f"{address}-2", before)
            await accounts.link(tx, second.id, person_id, before)
        self.channel.user(address).chat.blocked = True

    def sent_between(self, start: str, end: str) -> list[tuple[str, Shown]]:
        first, last = (datetime.fromisoformat(t).replace(tzinfo=ZONE) for t in (start, end))
        shown = [
            (who, each)
            for who, screen in self._browser.screens.items()
            for each in screen.log
            if first <= each.at < last
        ]
        return super().sent_between(start, end) + shown

    def account_of(self, address: str) -> str:
        return str(self.channel.user(address).id)

    async def arrives(self, address: str, body: dict[str, Any], key: str) -> int | None:
        await act(self.channel, address, body)
        return None


async def act(phones: Phones, address: str, body: dict[str, Any]) -> None:
    """Somebody does something on their phone; returns once the bot has it in safety."""
    user = phones.user(address)
    if body.get("kind") == "press":
        pressed = body["pressed"] or max(user.chat.shown)
        message = user.chat.shown[int(pressed)]
        told = [user.presses_action(body["action"], message)]
    elif "files" in body:
        told = user.sends(*(_named(phones, file) for file in body["files"]))
    else:
        told = [user.types(body["text"])]
    await phones.server.updates.confirmed(max(number or 0 for number in told))


def _named(phones: Phones, file: dict[str, Any]) -> Path:
    """The phone's folder has handles; a document goes under its own name."""
    folder = phones.folder / "phone"
    folder.mkdir(exist_ok=True)
    target = folder / str(file["name"])
    target.write_bytes((phones.folder / str(file["handle"])).read_bytes())
    return target


@asynccontextmanager
async def telegram_house(
    folder: Path, now: str, phones: Phones, **given: Any
) -> AsyncIterator[TelegramHouse]:
    """Open the program on Telegram; opening it again on the same folder is a restart."""
    clock = SimulatedClock(datetime.fromisoformat(now).replace(tzinfo=ZONE), running=False)
    phones.clock = clock
    settings = Settings.model_validate(
        {
            "data": folder,
            "telegram_token": TOKEN,
            "telegram_api": phones.server.base_url,
            "telegram_documents": True,
            **given,
        }
    )
    files = FileStore(settings.data / "files")
    channel = Cuttable(settings, lambda file: files.path(file.sha256))
    channel.phones = phones
    database = await Database.open(settings.database_path)
    await migrate(database)
    browser = Browser(database, files, folder / "uploads", clock)
    app = App(settings, clock, database, [channel, browser])
    await channel.open(app.database)
    await app.start()
    running = asyncio.create_task(channel.run(app.receive))
    try:
        yield TelegramHouse(app, phones, clock, browser)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await app.close()
        await channel.close()
