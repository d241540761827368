"""Of one morning's reminders nobody gets more than one message, and none comes late for it."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.morning import going_now
from committee.calendar import ZONE
from handlers.speaking import DIGEST
from messages.render import render
from storage.deliveries import Delivery
from tests.bot import played
from tests.bot.played import MONDAY, rows
from tests.bot.test_dispatch import open_ward
from tests.bot.test_outbox import flush, note, owe, texts, words
from tests.chat import house
from tests.handlers import task_play
from tests.ward import ward


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


async def test_reminders_of_different_hours_go_at_the_earliest_of_them(tmp_path: Path) -> None:
    """The meeting reminds at 07:30, a task at 08:00: whoever has both gets one message."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await task_play.sent(w)
        tasks = await rows(
            h, "SELECT DISTINCT person_id FROM deliveries WHERE kind = 'task.assigned'"
        )
        await h.until("2026-11-27T12:00")
        addresses = [a for a in ("hai", "khoa", "loan") if (w.person_id(a),) in tasks]
        assert addresses
        reminded = await rows(
            h,
            "SELECT d.person_id, s.id, s.sent_at FROM deliveries d"
            " JOIN delivery_sends x ON x.delivery_id = d.id JOIN sends s ON s.id = x.send_id"
            " WHERE d.merge = 'digest' AND d.kind IN ('attendance.reply', 'attendance.meeting',"
            " 'task.deadline', 'task.acknowledge', 'task.status', 'task.overdue')",
        )
        mornings: dict[tuple[int, object], set[int]] = {}
        for person, send, sent_at in reminded:
            here = datetime.fromtimestamp(sent_at / 1000, ZONE)
            if here.hour < 12:
                mornings.setdefault((person, here.date()), set()).add(send)
        assert max(len(each) for each in mornings.values()) == 1
        merged = await rows(
            h,
            "SELECT x.send_id FROM deliveries d JOIN delivery_sends x ON x.delivery_id = d.id"
            " WHERE d.kind LIKE 'task.%' AND EXISTS (SELECT 1 FROM delivery_sends y"
            " JOIN deliveries o ON o.id = y.delivery_id WHERE y.send_id = x.send_id"
            " AND o.kind LIKE 'attendance.%')",
        )
        assert merged, "somebody had both on one morning"


def owed(number: int, hour: str, merge: str | None = DIGEST) -> Delivery:
    moment = at(f"2026-11-23T{hour}")
    return Delivery(
        number, 1, 1, f"test:{number}", 1, "step", "kind", {}, merge, moment, None, moment, False
    )


@pytest.mark.parametrize(
    ("now", "goes"),
    [("07:29", []), ("07:30", [1, 2, 3]), ("09:00", [1, 2, 3])],
)
def test_what_goes_along(now: str, goes: list[int]) -> None:
    waiting = [owed(1, "07:30"), owed(2, "08:00"), owed(3, "11:00")]
    moment = at(f"2026-11-23T{now}")
    assert [d.id for d in going_now(waiting, moment, moment)] == goes


def test_nothing_that_is_no_reminder_goes_along_or_takes_along() -> None:
    waiting = [owed(1, "07:30", None), owed(2, "08:00"), owed(3, "09:00", None)]
    for hour, goes in (("07:30", [1]), ("08:00", [1, 2])):
        moment = at(f"2026-11-23T{hour}")
        assert [d.id for d in going_now(waiting, moment, moment)] == goes


async def test_after_a_stop_of_days_the_last_of_each_goes_in_one_message(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        steps = [f"reply:2026-11-{day}T07:30" for day in ("09", "10", "11")]
        for day, step in zip(("09", "10", "11"), steps, strict=True):
            moment = at(f"2026-11-{day}T07:30")
            await owe(h, w, "an", step, merge=DIGEST, not_before=moment)
        await owe(h, w, "an", "other:1", merge=DIGEST, not_before=at("2026-11-10T08:00"))
        h.clock.move(at("2026-11-12T08:00"))
        await flush(h)
        [text] = texts(channel, "an")
        assert text.count("line reply") == 1
        assert "line reply:2026-11-11T07:30" in text
        assert "line other:1" in text
        why = await rows(h, "SELECT dropped_why FROM deliveries ORDER BY id")
        assert why == [("replaced",), ("replaced",), (None,), (None,)]


async def test_more_matters_than_buttons_are_one_message_with_more_behind(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await owe(h, w, "an", *(f"m{n}" for n in range(1, 10)), merge=DIGEST)
        await flush(h)
        [first] = channel.screen("an").log
        assert first.buttons == ["Mở việc 1", "Mở việc 2", "Mở việc 3", "Xem thêm"]
        assert "có 09 việc" in first
        [second] = await h.phone("an").press("Xem thêm")
        assert second.buttons == ["Mở việc 4", "Mở việc 5", "Mở việc 6", "Xem thêm"]
        [third] = await h.phone("an").press("Xem thêm")
        assert third.buttons == ["Mở việc 7", "Mở việc 8", "Mở việc 9"]
        assert "line m9" in third
        [opened] = await h.phone("an").press("Mở việc 8")
        assert opened.text == "note m8"
        more = next(a.id for a in first.outgoing.actions if a.label == "Xem thêm")
        for wrong in (more, "digest:more:999:4", "digest:more:x:1"):
            [refused] = await h.phone("binh").press_action(wrong)
            assert refused.text == render("refusal/not_found", citations=())


async def test_what_may_merge_waits_for_the_first_look_after_a_start(tmp_path: Path) -> None:
    """So that nothing of a morning goes before all of it is owed."""
    async with open_ward(tmp_path) as (h, w, channel):
        words(h, "test.note", note)
        await owe(h, w, "an", "one", merge=DIGEST)
        await owe(h, w, "an", "now")
        looked: list[datetime] = [at("2026-11-08T00:00")]
        h.app.outbox._release.merging_until = lambda: looked[0]
        await flush(h)
        assert texts(channel, "an") == ["note now"]
        looked[0] = h.clock.now()
        await flush(h)
        assert texts(channel, "an") == ["note now", "note one"]
