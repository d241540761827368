"""What a feature is: all that `bot/` knows of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from committee.people import Person
from handlers.conversation import Dialogue, FileRule, Outgoing
from handlers.speaking import Context, Speaker
from storage.database import Transaction

Handler = Callable[[Context], Awaitable[None]]
ActionHandler = Callable[[Context, Sequence[str]], Awaitable[None]]
"""Gets the parts of the action id behind `feature:verb`."""
DialogueHandler = Callable[[Context, Dialogue], Awaitable[None]]
TextTest = Callable[[str], bool]
"""Gets the text as it was typed; whether this route is meant."""


class NotMeant(Exception):
    """A text only looked as if it were for this feature: the next one may hear it."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as `/lichhop`; the rest decides who is offered it.

    `otherwise` hears the command for the secretariat from who does not belong to it.
    """

    name: str
    handler: Handler
    for_secretariat: bool = False
    for_strangers: bool = False
    otherwise: Handler | None = None


@dataclass(frozen=True, slots=True)
class DialogueRule:
    """What answers a dialogue of this kind, and which files it takes."""

    handler: DialogueHandler
    files: FileRule | None = None
    takes_numbers: bool = False
    """Whether a number by itself is an answer; then it is no place in a list of buttons."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery whose hour has come: what is owed to whom, and the plain facts it keeps."""

    id: int
    committee_id: int | None
    person: Person
    subject: str
    revision: int
    step: str
    kind: str
    facts: Mapping[str, Any]
    not_before: datetime
    created_at: datetime


Compose = Callable[[Speaker, Owed], Awaitable[Outgoing | None]]
"""Words what is owed, or None where it holds no more."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """An earlier delivery whose message is changed instead of saying something new."""

    delivery_id: int
    reads: Outgoing
    """What it reads then; said anew only where the chat refuses to change it."""


ChangeInPlace = Callable[[Speaker, Owed], Awaitable[InPlace | None]]
"""Which message what is owed can be shown in, where its chat can; None for none."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How a file is made from plain facts; `make` is pure and may be slow."""

    media_type: str
    make: Callable[[Mapping[str, Any]], bytes]
    paper: bool = True
    """Whether what it makes is a document of the office."""


NextDue = Callable[[Transaction], Awaitable[datetime | None]]
RunDue = Callable[[Speaker], Awaitable[int]]
"""Enqueue what is due at the speaker's `now`; how many subjects were handled."""
PutOff = Callable[[Speaker], Awaitable[None]]
"""Let the subject that `run` would take next wait a while: it broke, and others are due."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Reminders of people, owed before their hour so that those of one morning go together.

    `find` names the subjects that have some until a moment; `owe` owes one subject's, each not
    before its own hour and the same step as later, and says whether that was all of them.
    """

    find: Callable[[Transaction, datetime, datetime], Awaitable[Sequence[int]]]
    owe: Callable[[Speaker, int, datetime], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due in a feature by itself."""

    next_at: NextDue
    run: RunDue
    put_off: PutOff
    ahead: Ahead | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """All that `bot/` knows of a feature: what it hears, what falls due, how it is worded.

    `actions` are keyed by `feature:verb`, `dialogues` and `compose` by their kind.
    """

    name: str
    actions: Mapping[str, ActionHandler] = field(default_factory=dict)
    commands: tuple[Command, ...] = ()
    texts: tuple[tuple[TextTest, Handler], ...] = ()
    dialogues: Mapping[str, DialogueRule] = field(default_factory=dict)
    compose: Mapping[str, Compose] = field(default_factory=dict)
    in_place: Mapping[str, ChangeInPlace] = field(default_factory=dict)
    """The kinds in `compose` that change the message of an earlier delivery where they can."""
    reminders: frozenset[str] = frozenset()
    """The kinds in `compose` that only remind: their reader may put them off for some hours."""
    makers: Mapping[str, Maker] = field(default_factory=dict)
    due: Due | None = None
    phone: Handler | None = None
    """Answers somebody who shared a phone number that the chat vouches for."""
    stranger: Handler | None = None
    """Answers whoever is not linked and asks for what only linked people get."""
    for_strangers: bool = False
    """Whether somebody who is not linked may press this feature's buttons."""
