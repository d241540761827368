"""How a test speaks as a member: it types, presses, sends files, and reads what comes back."""

import json
import shutil
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App, open_app
from bot.channels.base import Capabilities, Channel, Raw, SendRefused
from bot.clock import SimulatedClock
from bot.pacing import Limits
from bot.settings import Settings
from committee.calendar import ZONE
from handlers.conversation import Action, Event, EventKind, IncomingFile, Outgoing
from storage import accounts


@dataclass
class Shown:
    """A message as an account sees it now; an edit changes it in place."""

    key: str
    outgoing: Outgoing
    at: datetime
    edited: bool = False
    is_reply: bool = False

    @property
    def text(self) -> str:
        return self.outgoing.text

    @property
    def buttons(self) -> list[str]:
        return [action.label for action in self.outgoing.actions]

    def __contains__(self, part: str) -> bool:
        return part in self.outgoing.text


@dataclass
class Screen:
    """What one address was sent, in order; `log` has every send and every edit."""

    shown: dict[str, Shown] = field(default_factory=dict)
    log: list[Shown] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    commands: tuple[tuple[str, str], ...] = ()


class PowerCut(BaseException):
    """The machine stops in the middle of sending."""


class MemoryChannel:
    """A chat service inside the test: it stores nothing but what it was sent."""

    name = "memory"
    capabilities = Capabilities(buttons=True, editing=True, files=True, text_limit=4096)
    limits: Limits | None = None

    def __init__(self, clock: SimulatedClock, folder: Path) -> None:
        self.clock = clock
        self.folder = folder
        self.screens: dict[str, Screen] = {}
        self.refusing: set[str] = set()
        self.cut_after: int | None = None
        """How many more messages go out before the power is cut."""

    def screen(self, address: str) -> Screen:
        return self.screens.setdefault(address, Screen())

    def is_group(self, address: str) -> bool:
        return address.startswith("-")

    def parse(self, body: bytes, key: str, address: str) -> Event:
        data = json.loads(body)
        return Event(
            key=key,
            channel=self.name,
            address=address,
            received_at=datetime.fromtimestamp(0, UTC),
            kind=EventKind(data.get("kind", "message")),
            text=data.get("text", ""),
            action=data.get("action", ""),
            pressed=data.get("pressed", ""),
            files=tuple(IncomingFile(**file) for file in data.get("files", ())),
            in_group=data.get("in_group", False),
        )

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        if address in self.refusing:
            raise SendRefused("blocked")
        if self.cut_after is not None:
            if self.cut_after == 0:
                raise PowerCut
            self.cut_after -= 1
        screen = self.screen(address)
        if outgoing.commands is not None:
            screen.commands = outgoing.commands
            return key
        shown = Shown(
            edits or key, outgoing, self.clock.now(), edits is not None, key.startswith("reply:")
        )
        screen.shown[shown.key] = shown
        screen.log.append(replace(shown))
        return shown.key

    async def answer_press(self, event: Event, toast: str) -> None:
        self.screen(event.address).toasts.append(toast)

    async def fetch(self, file: IncomingFile, target: Path) -> None:
        shutil.copyfile(self.folder / file.handle, target)


class Phone:
    """One account's phone in the hand of a test."""

    def __init__(self, house: "House", address: str) -> None:
        self.house = house
        self.address = address

    @property
    def messages(self) -> list[Shown]:
        """Everything on the screen, oldest first, as it reads now."""
        return list(self.house.channel.screen(self.address).shown.values())

    @property
    def last(self) -> Shown:
        """What came last, be it a message or an edit."""
        return self.house.channel.screen(self.address).log[-1]

    async def types(self, text: str, key: str = "") -> list[Shown]:
        """Send a text; what came back because of it."""
        return await self._does({"text": text}, key)

    async def press(self, label: str, *, on: Shown | None = None, key: str = "") -> list[Shown]:
        """Press the newest button with this label."""
        message, action = self.button(label, on)
        return await self.press_action(action.id, pressed=message.key, key=key)

    async def press_action(self, action: str, *, pressed: str = "", key: str = "") -> list[Shown]:
        return await self._does({"kind": "press", "action": action, "pressed": pressed}, key)

    async def sends(self, *paths: Path, key: str = "") -> list[Shown]:
        """Send files as one album."""
        files = []
        for path in paths:
            handle = uuid.uuid4().hex
            shutil.copyfile(path, self.house.channel.folder / handle)
            kind = "application/octet-stream"
            files.append(
                {
                    "handle": handle,
                    "name": path.name,
                    "media_type": kind,
                    "size": path.stat().st_size,
                }
            )
        return await self._does({"files": files}, key)

    def button(self, label: str, on: Shown | None = None) -> tuple[Shown, Action]:
        candidates = [on] if on else reversed(self.messages)
        for message in candidates:
            for action in message.outgoing.actions:
                if action.label == label:
                    return message, action
        seen = [button for message in self.messages for button in message.buttons]
        raise AssertionError(f"no button {label!r}; there are {seen}")

    async def _does(self, body: dict[str, object], key: str = "") -> list[Shown]:
        before = len(self.house.channel.screen(self.address).log)
        await self.house.arrives(self.address, body, key or uuid.uuid4().hex)
        await self.house.app.settle()
        return self.house.channel.screen(self.address).log[before:]


class House:
    """The whole program on a real database, with the network and the clock in our hand."""

    edits = True
    """Whether an answer can change the message that was acted on."""
    buttons = True
    """Whether a press could name an action that was never offered; what is typed cannot."""

    def __init__(self, app: App, channel: MemoryChannel, clock: SimulatedClock) -> None:
        self.app = app
        self.channel = channel
        self.clock = clock

    def phone(self, address: str) -> Phone:
        return Phone(self, address)

    def account_of(self, address: str) -> str:
        """What the channel itself calls this phone."""
        return address

    def channel_of(self, address: str) -> str:
        """The name of the channel that this phone uses."""
        return self.channel.name

    async def arrives(self, address: str, body: dict[str, object], key: str) -> int | None:
        raw = Raw(key, address, json.dumps(body).encode("utf-8", "surrogatepass"))
        channel: Channel = self.channel
        [row] = await self.app.receive(channel, [raw])
        return row

    async def until(self, moment: str | datetime) -> None:
        """Move the clock, visiting every due moment on the way."""
        to = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        to = to if to.tzinfo else to.replace(tzinfo=ZONE)
        await self.app.schedule.move(self.clock, to)

    async def refuse_first_account(self, person_id: int, address: str) -> None:
        """Somebody's phone refuses from now on; the same person has an older one."""
        before = self.clock.now() - timedelta(days=60)
        async with self.app.database.transaction() as tx:
            second = await accounts.known(tx, self.channel.name, f"{address}-2", before)
            await accounts.link(tx, second.id, person_id, before)
        self.channel.refusing.add(address)

    def owner(self, address: str) -> str:
        """Whose phone this is, be it the first or the second."""
        return address.removesuffix("-2")

    def sent_between(self, start: str, end: str) -> list[tuple[str, Shown]]:
        """(address, message) of all that was sent in this stretch of time."""
        first, last = (datetime.fromisoformat(t).replace(tzinfo=ZONE) for t in (start, end))
        return [
            (address, shown)
            for address, screen in self.channel.screens.items()
            for shown in screen.log
            if first <= shown.at < last
        ]


@asynccontextmanager
async def house(
    folder: Path,
    now: str = "2026-11-02T07:00",
    channel: MemoryChannel | None = None,
    *,
    beside: MemoryChannel | None = None,
) -> AsyncIterator[House]:
    """Open the program on `folder`; opening it again on the same folder is a restart.

    `beside` is a second chat service that the same program speaks through.
    """
    clock = SimulatedClock(datetime.fromisoformat(now).replace(tzinfo=ZONE), running=False)
    chat = channel or MemoryChannel(clock, folder)
    chat.clock = clock
    settings = Settings(data=folder)
    channels = [chat]
    if beside is not None:
        beside.clock = clock
        channels.append(beside)
    app = await open_app(settings, clock, channels)
    await app.start()
    try:
        yield House(app, chat, clock)
    finally:
        await app.close()
