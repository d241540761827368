"""The port that every chat is spoken through; no feature knows which chat it is in."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.channels.splitting import Size
from bot.pacing import Limits
from handlers.conversation import Event, IncomingFile, Outgoing, StoredFile


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a chat can show; everything is adapted to this in one place."""

    buttons: bool
    """Where there are none, choices are numbered and typed."""
    editing: bool
    files: bool
    """Whether documents of the office may go in and out."""
    text_limit: int
    phone_sharing: bool = False
    """Whether it can vouch for the phone number of who writes."""
    attachments: bool = True
    """Whether files travel in the chat itself; where not, by links to our own port."""
    markup: bool = True
    """Whether bold and italics are shown."""
    size: Size = len
    """How the characters of a text are counted."""
    monthly_quota: int = 0
    """Messages a month for each sender of ours; 0: nobody counts."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Something that arrived, as it arrived: stored before anybody looks into it."""

    key: str
    address: str
    body: bytes


class SendRefused(Exception):
    """The chat refused for good: blocked, gone, not allowed. Trying again is useless."""


class SendDelayed(Exception):
    """The chat cannot take it now; try again after `seconds`.

    `everywhere` where the whole token must wait, not only this chat.
    """

    def __init__(self, seconds: float, *, everywhere: bool = False) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds
        self.everywhere = everywhere


class SendSpent(Exception):
    """The service's allowance for this sender of ours is used up; nobody says until when."""


class SendUnfinished(Exception):
    """One piece has gone; the same message wants another turn for the rest."""


class SendWrong(Exception):
    """The chat cannot take this one message; nothing is wrong with the account."""


class SendUnanswered(Exception):
    """The service did not answer in time: nobody knows whether the message arrived."""


class SendUnreachable(Exception):
    """The service cannot be reached now; it is tried for days, as nothing is wrong with this."""


class UnreadableError(ValueError):
    """A stored body that this channel cannot turn into an event."""


Receive = Callable[["Channel", Sequence[Raw]], Awaitable[tuple[int | None, ...]]]
"""Stores what arrived, in one commit, and has it handled; for each the inbox row's id, or None
where it was known."""


class Channel(Protocol):
    """One chat service. Implementations are started with what receives, and stopped."""

    name: str
    capabilities: Capabilities
    limits: Limits | None
    """How fast it may be written to; None where nobody counts."""

    def is_group(self, address: str) -> bool:
        """Whether more than one person reads what is sent there."""
        ...

    def parse(self, body: bytes, key: str, address: str) -> Event:
        """Turn a stored body into an event; `received_at` is set by the caller.

        Raise UnreadableError for what cannot be understood.
        """
        ...

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        """Hand one message over and return the service's reference of it.

        `key` is the same at every attempt of the same message. `edits` is the reference of the
        message to replace. One call is one message as the service counts: what takes several
        raises SendUnfinished until the last. Raise SendRefused, SendDelayed, SendWrong, or
        anything else for "try again".
        """
        ...

    async def answer_press(self, event: Event, toast: str) -> None:
        """Acknowledge a press with a passing word; best effort, failures are swallowed."""
        ...

    async def fetch(self, file: IncomingFile, target: Path) -> None:
        """Write an incoming file's content to `target`."""
        ...


OpenFile = Callable[[StoredFile], Path]
"""Where a stored file lies."""
