"""The program in a process of its own, which kills itself at a named point.

`python -m tests.kill.child PLAN`, where PLAN is JSON: folder, now, events ([address, body, key]
each), until (or null), point, key (the event or message it concerns), count (at which passing).
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import answers, release
from bot.answers import Answers
from bot.clock import SimulatedClock
from bot.files import FileStore
from bot.lanes import Lanes
from bot.outbox import Outbox
from bot.queues import Queues
from bot.release import Release
from handlers.conversation import Outgoing
from storage import fan_out, meetings, send_attempts
from tests.chat import MemoryChannel, house

SENT = "sent.jsonl"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The house sets its own clock into the channel."""


class FileChannel(MemoryChannel):
    """A chat service whose memory outlives the process: a line for every send, on disk."""

    def __init__(self, clock: SimulatedClock, folder: Path) -> None:
        super().__init__(clock, folder)
        self.after_send: Callable[[str], None] = lambda key: None

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        line = json.dumps(
            {
                "address": address,
                "key": key,
                "text": outgoing.text,
                "actions": [action.id for action in outgoing.actions],
                "edits": edits,
                "at": self.clock.now().isoformat(),
            }
        )
        with (self.folder / SENT).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
        self.after_send(key)
        return await super().send(address, key, outgoing, edits)


class Killer:
    """Ends the process without a word when its point is passed for the `count`th time."""

    def __init__(self, count: int) -> None:
        self._left = count

    def passed(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def before(owner: Any, name: str, killer: Killer, concerns: Callable[..., bool]) -> None:
    """Die instead of making this call."""
    original = getattr(owner, name)

    def wrapped(*args: Any, **named: Any) -> Any:
        if concerns(*args):
            killer.passed()
        return original(*args, **named)

    setattr(owner, name, wrapped)


def after(owner: Any, name: str, killer: Killer, concerns: Callable[..., bool]) -> None:
    """Die when this call has returned, before anything else happens."""
    original = getattr(owner, name)

    async def wrapped(*args: Any, **named: Any) -> Any:
        result = await original(*args, **named)
        if concerns(*args):
            killer.passed()
        return result

    setattr(owner, name, wrapped)


def arm(point: str, key: str, killer: Killer, channel: FileChannel) -> None:
    """Lay the trap; everything is wrapped from here, the program knows nothing of it."""

    def always(*_args: Any) -> bool:
        return True

    def this_row(_self: Any, row: Any, *_rest: Any) -> bool:
        return bool(row.event_key == key)

    def this_context(_self: Any, context: Any, *_rest: Any) -> bool:
        return bool(context.event.key == key)

    def this_answer(context: Any, *_rest: Any) -> bool:
        return this_context(None, context)

    def after_send(sent: str) -> None:
        if sent.startswith(key):
            killer.passed()

    match point:
        case "stored":
            before(Lanes, "put", killer, this_row)
        case "decided":
            after(answers, "say", killer, this_answer)
        case "committed":
            before(Answers, "_send_now", killer, this_context)
        case "sent":
            channel.after_send = after_send
        case "marking":
            after(send_attempts, "mark_sent", killer, always)
        case "file taken":
            after(FileStore, "take", killer, always)
        case "owed":
            after(fan_out, "owe_silent", killer, always)
        case "due handled":
            before(meetings, "set_due", killer, always)
        case "due set":
            after(meetings, "set_due", killer, always)
        case "ticked":
            before(Outbox, "wake", killer, always)
        case "releasing":
            release.BATCH_SECONDS = float("inf")  # one batch, however slow the machine
            after(Release, "_to_person", killer, always)
        case "released":
            release.BATCH_SECONDS = float("inf")
            before(Queues, "waiting", killer, always)
        case "never":
            pass
        case _:
            raise ValueError(point)


async def main(plan: dict[str, Any]) -> None:
    folder = Path(plan["folder"])
    channel = FileChannel(SimulatedClock(EPOCH, running=False), folder)
    if plan["start"]:
        arm(plan["point"], plan["key"], Killer(plan["count"]), channel)
    async with house(folder, plan["now"], channel) as h:
        if not plan["start"]:
            await h.app.settle()
            arm(plan["point"], plan["key"], Killer(plan["count"]), channel)
        for address, body, key in plan["events"]:
            await h.arrives(address, body, key)
        await h.app.settle()
        if plan["until"]:
            await h.until(plan["until"])


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
