"""One message to many: owed some hundreds a step, and, where it is large, seen going out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.speaking import Context, Speaker
from storage import fan_outs, watched_rounds
from storage.fan_outs import FanOut, Whom

WATCHED_FROM = 31
"""People; a smaller round is over before anybody has read that it began."""


async def tell_all(
    speaker: Speaker,
    whom: Whom,
    list_id: int,
    kind: str,
    *,
    committee_id: int,
    subject: str,
    revision: int,
    step: str,
    facts: Mapping[str, Any] | None = None,
    merge: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    of_step: str = "",
) -> datetime:
    """Owe this to everybody on a list, the first some hundreds of them now; when it goes out."""
    calendar = await speaker.calendar(committee_id)
    at = calendar.next_allowed(not_before or speaker.now)
    each = FanOut(
        whom=whom,
        list_id=list_id,
        committee_id=committee_id,
        subject=subject,
        revision=revision,
        step=step,
        kind=kind,
        facts=facts or {},
        merge=merge,
        not_before=at,
        expires_at=expires_at,
        of_step=of_step,
    )
    await fan_outs.begin(speaker.tx, each, speaker.now)
    speaker.owes = True
    return at


async def watch(
    context: Context,
    *,
    committee_id: int,
    subject: str,
    revision: int,
    step: str,
    what: str,
    opens: str,
    total: int,
    begins_at: datetime,
) -> None:
    """Show the secretariat, and who asked for it, how a large round goes out.

    `what` names the round in plain text, `opens` is the action that lists its people.
    """
    if total < WATCHED_FROM:
        return
    await watched_rounds.watch(
        context.tx,
        committee_id=committee_id,
        subject=subject,
        revision=revision,
        step=step,
        what=what,
        opens=opens,
        asked_by=context.person.id,
        total=total,
        begins_at=begins_at,
    )
