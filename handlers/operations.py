"""What an administrator is told of the program's own running: stops, copies, restores."""

from datetime import datetime, timedelta
from typing import Any

from handlers.conversation import Outgoing
from handlers.feature import Feature, Owed
from handlers.speaking import Speaker
from storage import backups, heartbeats, people

OWN = "operations."


async def _outage(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """After a stop; figures as of when it is read."""
    until = _moment(owed, "until")
    sent, expired = await heartbeats.sent_since(speaker.tx, until, OWN)
    return await _report(
        speaker,
        owed,
        "outage",
        part=owed.facts["part"],
        since=_moment(owed, "since"),
        until=until,
        sent=sent,
        expired=expired,
    )


async def _stopped(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """While a stop lasts; None once reminders go on."""
    since = _moment(owed, "since")
    last = (await heartbeats.known(speaker.tx)).get(heartbeats.TICK, since)
    if last > since + timedelta(minutes=1):
        return None
    return await _report(speaker, owed, "stopped", since=since)


async def _backup_failed(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """None where a copy was made since."""
    good = await backups.last_good(speaker.tx, backups.COPY)
    if good is not None and good.at > _moment(owed, "at"):
        return None
    return await _report(
        speaker,
        owed,
        "backup_failed",
        at=_moment(owed, "at"),
        why=owed.facts["why"],
        good=None if good is None else good.at,
    )


async def _trial(speaker: Speaker, owed: Owed) -> Outgoing | None:
    facts = {**owed.facts, "at": _moment(owed, "at"), "copied_at": _moment(owed, "copied_at")}
    return await _report(speaker, owed, "trial", **facts)


async def _restored(speaker: Speaker, owed: Owed) -> Outgoing | None:
    return await _report(speaker, owed, "restored", copied_at=_moment(owed, "copied_at"))


async def _disk_low(speaker: Speaker, owed: Owed) -> Outgoing | None:
    return await _report(speaker, owed, "disk_low", at=owed.created_at)


async def _report(speaker: Speaker, owed: Owed, template: str, **facts: Any) -> Outgoing | None:
    """None for somebody who looks after this installation no more."""
    seats = await people.administrators(speaker.tx)
    if owed.person.id not in {seat.person.id for seat in seats}:
        return None
    return speaker.message(f"operations/{template}", person=owed.person, **facts)


def _moment(owed: Owed, fact: str) -> datetime:
    return datetime.fromisoformat(owed.facts[fact])


FEATURE = Feature(
    name="operations",
    compose={
        "operations.disk_low": _disk_low,
        "operations.outage": _outage,
        "operations.stopped": _stopped,
        "operations.backup_failed": _backup_failed,
        "operations.trial": _trial,
        "operations.restored": _restored,
    },
)
