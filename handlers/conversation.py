"""The language that handlers speak: what they hear, and what they say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from committee.people import Membership, Person

ACTION_BYTES = 64
"""The longest action id that every channel can carry (Telegram's callback data)."""

MAX_FILE_BYTES = 20 * 1024 * 1024
"""The largest file that is taken in, the least of what the channels can hand over."""


class EventKind(StrEnum):
    MESSAGE = "message"
    PRESS = "press"
    EDITED = "edited"
    """An earlier message was edited; the edit does not count."""
    UNSUPPORTED = "unsupported"
    """A voice message, a sticker, a location."""
    LEFT = "left"
    """The account does not want to be written to any more; nothing is answered."""
    BACK = "back"
    """It can be written to again."""
    OVERHEARD = "overheard"
    """Something in the chat that is not meant for the assistant; nothing is answered."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that somebody sent, not fetched yet; `handle` is what its channel fetches it by."""

    handle: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in our own store, known by the SHA-256 of its content."""

    sha256: str
    name: str
    media_type: str
    size: int
    paper: bool = True
    """A document of the office, which only a channel that may carry documents is given."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that arrived. `key` is unique in its channel: the same key is the same event."""

    key: str
    channel: str
    address: str
    received_at: datetime
    kind: EventKind = EventKind.MESSAGE
    text: str = ""
    action: str = ""
    pressed: str = ""
    """The channel's reference of the message whose button was pressed."""
    press_id: str = ""
    """What the channel acknowledges the press by."""
    phone: str = ""
    """A phone number that the channel vouches for, E.164."""
    can_share_phone: bool = False
    """Whether the sender can be asked for a number that the channel vouches for."""
    typed_only: bool = False
    """Whether the sender sees no buttons, but numbers to type."""
    files: tuple[IncomingFile, ...] = ()
    album: str = ""
    """Events of one chat with the same album are pieces of one event."""
    in_group: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be chosen: `id` is stable, `label` is what it reads today."""

    id: str
    label: str

    def __post_init__(self) -> None:
        if len(self.id.encode()) > ACTION_BYTES:
            raise ValueError(f"action id over {ACTION_BYTES} bytes: {self.id}")


@dataclass(frozen=True, slots=True)
class Making:
    """A file that is still to be made; the outbox makes it, in a thread, just before sending.

    `maker` names a feature's maker, `facts` are plain JSON values.
    """

    name: str
    maker: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message in no channel's dialect: `text` is HTML with <b>, <i> and line breaks only."""

    text: str
    actions: tuple[Action, ...] = ()
    files: tuple[StoredFile, ...] = ()
    summary: str = ""
    """One line for a digest, where several messages go together."""
    making: tuple[Making, ...] = ()
    commands: tuple[tuple[str, str], ...] | None = None
    """Instead of a message: the commands that this account is offered, with their words."""

    def to_json(self) -> str:
        return json.dumps(self, ensure_ascii=False, default=_fields)

    @classmethod
    def from_json(cls, text: str) -> "Outgoing":
        data = json.loads(text)
        return cls(
            text=data["text"],
            actions=tuple(Action(**action) for action in data["actions"]),
            files=tuple(StoredFile(**file) for file in data["files"]),
            summary=data["summary"],
            making=tuple(Making(**making) for making in data["making"]),
            commands=_commands(data["commands"]),
        )


def _fields(value: object) -> dict[str, Any]:
    """What json does not know: the dataclasses of this module, by their fields."""
    if not is_dataclass(value):
        raise TypeError(f"not plain JSON: {type(value).__name__}")
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _commands(data: list[list[str]] | None) -> tuple[tuple[str, str], ...] | None:
    return None if data is None else tuple((name, words) for name, words in data)


@dataclass(frozen=True, slots=True)
class Choice:
    """An action before it has its label, which `messages/<feature>/labels.yaml` words.

    The label's key is the first two parts of the id; `facts` fill its blanks.
    """

    id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    label: str = ""
    """Set only where a label was worded before and is offered again."""


def choice(*parts: object, **facts: Any) -> Choice:
    """The action whose id is these parts joined by colons."""
    return Choice(":".join(str(part) for part in parts), facts)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A question that waits for its answer; survives a restart, follows its owner.

    `state` is plain JSON values only.
    """

    kind: str
    state: Mapping[str, Any]
    expires_at: datetime

    def with_state(self, **changes: Any) -> "Dialogue":
        return replace(self, state={**self.state, **changes})


@dataclass(frozen=True, slots=True)
class FileRule:
    """Which files a dialogue takes."""

    suffixes: tuple[str, ...]
    max_bytes: int = MAX_FILE_BYTES


DIALOGUE_LIFE = timedelta(days=3)
"""How long a question waits for its answer before it is forgotten."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who spoke: the account, the person it is linked to, and the seats that person holds."""

    account_id: int
    channel: str
    address: str
    person: Person | None
    memberships: tuple[Membership, ...]
