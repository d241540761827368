"""How tasks are spoken of: every message names its committee where a person sits in several."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from committee.calendar import local
from committee.people import Person
from committee.task import Task
from handlers.conversation import Choice, Making, Outgoing, StoredFile
from handlers.speaking import Context, Speaker
from storage import linking, people
from storage.database import Transaction

TEXT_LENGTH = 240
"""The most of a reason, a note or an opinion."""


async def word(
    speaker: Speaker,
    person: Person,
    template: str,
    choices: Sequence[Choice] = (),
    *,
    line: str = "",
    files: Sequence[StoredFile] = (),
    making: Sequence[Making] = (),
    **facts: Any,
) -> Outgoing:
    """A message of this feature; `line` is the template of its line in a digest."""
    known = {
        "person": person,
        "several": await _several(speaker.tx, person.id),
        "today": local(speaker.now).date(),
        **facts,
    }
    summary = speaker.message(f"task/{line}", **known).text if line else ""
    return speaker.message(
        f"task/{template}", choices, files=files, making=making, summary=summary, **known
    )


async def _several(tx: Transaction, person_id: int) -> bool:
    seated = {each.committee_id for each in await people.memberships_of(tx, person_id)}
    known = {each.committee_id for each in await linking.contacts_of(tx, person_id)}
    return len(seated | known) > 1


async def answer(
    context: Context, template: str, choices: Sequence[Choice] = (), **facts: Any
) -> None:
    context.reply_with(await word(context, context.person, template, choices, **facts))


async def put(
    context: Context, template: str, choices: Sequence[Choice] = (), **facts: Any
) -> None:
    """Answer in place of the message whose button was pressed."""
    context.replace_with(await word(context, context.person, template, choices, **facts))


async def typed_line(context: Context, most: int = TEXT_LENGTH) -> str:
    """What was typed in one line; empty, and said so, where it is too long."""
    line = " ".join(context.event.text.split())
    if len(line) > most:
        await answer(context, "too_long", most=most)
        return ""
    return line


async def tell(
    speaker: Speaker,
    task: Task,
    person_id: int,
    kind: str,
    step: str = "",
    *,
    merge: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    **facts: Any,
) -> bool:
    """Owe somebody a message about a task as it is now; without a step, at this moment."""
    return await speaker.tell(
        person_id,
        kind,
        committee_id=task.committee_id,
        subject=task.subject,
        revision=task.revision,
        step=step or f"{kind}:{speaker.now.isoformat()}",
        facts=facts,
        merge=merge,
        not_before=not_before,
        expires_at=expires_at,
    )


async def secretariat(speaker: Speaker, committee_id: int) -> list[int]:
    return [seat.person.id for seat in await people.secretariat(speaker.tx, committee_id)]
