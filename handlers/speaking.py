"""What a handler holds in its hand: who asks, the transaction, and how to speak."""

import json
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from committee.calendar import Calendar
from committee.people import Person
from committee.refusal import Reason, refuse
from committee.urgent import Urgency
from handlers.conversation import (
    DIALOGUE_LIFE,
    Action,
    Choice,
    Dialogue,
    Event,
    Making,
    Outgoing,
    Sender,
    StoredFile,
)
from messages import render
from storage import audit, deliveries, dialogues
from storage.calendars import committee_calendar
from storage.database import Transaction

_Seen = TypeVar("_Seen")

DIGEST = "digest"
"""Deliveries marked so may share one message with others for the same person."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as it was said; `edit` asks to replace the message that was acted on."""

    outgoing: Outgoing
    edit: bool
    account_id: int | None = None
    """Another account than the one that asked; None: that one."""


class Speaker:
    """Speaks in one transaction, at one moment: what falls due speaks through this."""

    channel = "schedule"

    def __init__(
        self, transaction: Transaction, now: datetime, *, only_words: bool = False
    ) -> None:
        """`only_words`: nothing that a message shows changes in this transaction."""
        self.tx = transaction
        self.now = now
        self.owes = False
        """Set once somebody is owed a message: whoever sends should look."""
        self._calendars: dict[int | None, Calendar] = {}
        self._seen: dict[Hashable, object] | None = {} if only_words else None

    def message(
        self,
        template: str,
        choices: Sequence[Choice] = (),
        *,
        files: Sequence[StoredFile] = (),
        making: Sequence[Making] = (),
        summary: str = "",
        **facts: Any,
    ) -> Outgoing:
        """Word a message; the labels of its choices are looked up now."""
        return Outgoing(
            text=render.render(template, now=self.now, **facts),
            actions=tuple(labelled(item) for item in choices),
            files=tuple(files),
            making=tuple(making),
            summary=summary,
        )

    async def calendar(self, committee_id: int | None) -> Calendar:
        """Working days and quiet hours, with the committee's own table; read once."""
        if committee_id not in self._calendars:
            self._calendars[committee_id] = await committee_calendar(
                self.tx, committee_id, self.now
            )
        return self._calendars[committee_id]

    async def once(self, key: Hashable, look: Callable[[], Awaitable[_Seen]]) -> _Seen:
        """What `look` finds; looked up once for all messages worded in one transaction."""
        if self._seen is None:
            return await look()
        if key not in self._seen:
            self._seen[key] = await look()
        return cast(_Seen, self._seen[key])

    async def tell(
        self,
        person_id: int,
        kind: str,
        *,
        committee_id: int | None,
        subject: str,
        revision: int,
        step: str,
        facts: Mapping[str, Any] | None = None,
        merge: str | None = None,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
        urgency: Urgency | None = None,
        again_of: int | None = None,
    ) -> bool:
        """Owe somebody a message; False where it was owed already.

        It goes in allowed hours only; with a leader's `urgency` at any hour. `again_of`: the
        reminder that it repeats, as its reader wished.
        """
        at = not_before or self.now
        if urgency is None:
            at = (await self.calendar(committee_id)).next_allowed(at)
        owed = await deliveries.owe(
            self.tx,
            committee_id=committee_id,
            person_id=person_id,
            subject=subject,
            revision=revision,
            step=step,
            kind=kind,
            facts=facts or {},
            merge=merge,
            not_before=at,
            expires_at=expires_at,
            urgent=urgency is not None,
            again_of=again_of,
            now=self.now,
        )
        self.owes = self.owes or owed is not None
        return owed is not None


class Context(Speaker):
    """One event being answered."""

    def __init__(
        self,
        transaction: Transaction,
        event: Event,
        sender: Sender,
        files: Sequence[StoredFile] = (),
    ) -> None:
        super().__init__(transaction, event.received_at)
        self.event = event
        self.sender = sender
        self.files = tuple(files)
        self.said: list[Said] = []
        self.toast = ""
        self.chosen_from: int | None = None
        """The message whose choice was typed; what replaces it takes its place."""
        self.seats_changed = False
        """Set by who links or unlinks: the commands offered are no longer right."""
        self.channel = event.channel

    @property
    def person(self) -> Person:
        """Who asks. Somebody who is on no roster is refused."""
        if self.sender.person is None:
            raise refuse(Reason.NOT_FOUND)
        return self.sender.person

    @property
    def owner(self) -> str:
        """Whom a dialogue belongs to: the person, or the account until it is linked."""
        person = self.sender.person
        return f"person:{person.id}" if person else f"account:{self.sender.account_id}"

    def reply(
        self,
        template: str,
        choices: Sequence[Choice] = (),
        *,
        files: Sequence[StoredFile] = (),
        making: Sequence[Making] = (),
        **facts: Any,
    ) -> None:
        """Answer with a new message."""
        outgoing = self.message(template, choices, files=files, making=making, **facts)
        self.said.append(Said(outgoing, edit=False))

    def warn(self, account_id: int, template: str, **facts: Any) -> None:
        """Tell another account what was done here."""
        outgoing = self.message(template, **facts)
        self.said.append(Said(outgoing, edit=False, account_id=account_id))
        self.owes = True

    def replace(self, template: str, choices: Sequence[Choice] = (), **facts: Any) -> None:
        """Answer by replacing the message whose button was pressed, or with a new one."""
        self.said.append(Said(self.message(template, choices, **facts), edit=True))

    def replace_with(self, outgoing: Outgoing) -> None:
        """The same with a message that is worded already."""
        self.said.append(Said(outgoing, edit=True))

    def reply_with(self, outgoing: Outgoing) -> None:
        self.said.append(Said(outgoing, edit=False))

    async def dialogue(self) -> Dialogue | None:
        """What the asker was asked last and has not answered yet."""
        found = await dialogues.find(self.tx, self.owner, self.now)
        if found is None:
            return None
        return Dialogue(found.kind, json.loads(found.state), found.expires_at)

    async def ask(self, kind: str, /, **state: Any) -> None:
        """Open a dialogue: the next plain message answers it."""
        await dialogues.save(
            self.tx,
            self.owner,
            kind,
            json.dumps(state, ensure_ascii=False),
            self.now,
            self.now + DIALOGUE_LIFE,
        )

    async def keep_asking(self, dialogue: Dialogue, /, **changes: Any) -> None:
        """Wait on, with these changes to what the dialogue knows."""
        await self.ask(dialogue.kind, **{**dialogue.state, **changes})

    async def done_asking(self) -> bool:
        """Close the dialogue; whether there was one."""
        return await dialogues.close(self.tx, self.owner)

    async def record(
        self,
        verb: str,
        subject: str,
        committee_id: int | None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Leave a row in the audit, in the name of who asks."""
        person = self.sender.person
        await audit.write(
            self.tx,
            at=self.now,
            committee_id=committee_id,
            person_id=person.id if person else None,
            channel=self.event.channel,
            verb=verb,
            subject=subject,
            before=before,
            after=after,
        )


def labelled(item: Choice) -> Action:
    """The choice with its label of today."""
    if item.label:
        return Action(item.id, item.label)
    key = ":".join(item.id.split(":", 2)[:2])
    return Action(item.id, render.label(key, **item.facts))
