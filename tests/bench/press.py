"""What one button press costs in processor time, from the inbox to the message marked sent."""

import json
import tempfile
import time
import uuid
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from bot.clock import SimulatedClock
from committee.calendar import ZONE
from handlers.conversation import Outgoing
from tests.chat import House, MemoryChannel, house
from tests.ward import Ward, ward

WARM_UP = 100
ROUNDS = 5
PRESSES = 100
"""In one round; the median round counts, so that a disturbance of the machine does not."""
GUEST = "oanh"
"""A guest may answer both ways, so every second press decides, writes and is audited."""
LABELS = ("Sẽ dự", "Đổi trả lời", "Không dự được", "Đổi trả lời")
BEGIN = "2026-11-09T08:00"


class FreeChannel(MemoryChannel):
    """Once `free`, a chat service that takes a message in no time and keeps the last only."""

    free = False
    reference = ""
    message = Outgoing("")

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        if not self.free:
            return await super().send(address, key, outgoing, edits)
        self.reference, self.message = edits or key, outgoing
        return self.reference


async def press_cpu_ms() -> float:
    """Milliseconds of processor time of one press, all threads together."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        channel = FreeChannel(SimulatedClock(datetime.fromisoformat(BEGIN + "+07:00")), folder)
        async with house(folder, BEGIN, channel) as h:
            await _invite(h, await ward(h))
            first = h.phone(GUEST).last
            channel.reference, channel.message = first.key, first.outgoing
            channel.free = True
            h.app.outbox.start()
            await _press(h, channel, WARM_UP)
            spent = [await _round(h, channel) for _ in range(ROUNDS)]
            await _check(h, WARM_UP + ROUNDS * PRESSES)
    return median(spent) / PRESSES * 1000


async def _round(h: House, channel: FreeChannel) -> float:
    before = time.process_time()
    await _press(h, channel, PRESSES)
    return time.process_time() - before


async def _invite(h: House, w: Ward) -> None:
    """The secretary prepares, the head agrees, the invitations go out."""
    lan, an = w.phone("lan"), w.phone("an")
    await lan.types("họp quý 4 lúc 14h thứ 6 27/11/2026 phòng họp số 1")
    for label in ("Định kỳ quý IV", "Dùng hạn này", "Trình trước, bổ sung sau"):
        await lan.press(label)
    await an.press("Đồng ý triệu tập")
    await lan.press("Nhập số giấy mời")
    [preview] = await lan.types("07/GM-BCĐ ngày 09/11/2026")
    await lan.press(next(label for label in preview.buttons if label.startswith("Gửi ")))
    await h.until(datetime(2026, 11, 9, 8, 5, tzinfo=ZONE))


async def _press(h: House, channel: FreeChannel, presses: int) -> None:
    for label in islice(cycle(LABELS), presses):
        action = next(item.id for item in channel.message.actions if item.label == label)
        body: dict[str, object] = {
            "kind": "press",
            "action": action,
            "pressed": channel.reference,
        }
        await h.arrives(GUEST, body, uuid.uuid4().hex)
        await h.app.dispatch.settle()


async def _check(h: House, presses: int) -> None:
    """A press that was lost would cost nothing: every one was answered and sent."""
    async with h.app.database.reading() as tx:
        answers = await tx.all("SELECT after FROM audit WHERE verb = 'answered' ORDER BY id")
        unsent = await tx.value("SELECT COUNT(*) FROM sends WHERE sent_at IS NULL")
        failed = await tx.value("SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL")
    told = [json.loads(row["after"])["answer"] for row in answers]
    if (len(told), unsent, failed) != (presses // 2, 0, 0) or told[:2] != ["attending", "declined"]:
        raise RuntimeError(f"{len(told)} answers, {unsent} unsent, {failed} failed")
