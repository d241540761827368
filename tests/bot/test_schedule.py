"""What falls due goes out once, in order, at allowed hours, and only if it still holds."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import morning
from bot import schedule as module
from bot.clock import SimulatedClock
from committee.calendar import ZONE, Calendar
from committee.reminders import Reminder, plan_meeting
from handlers.feature import Due
from handlers.speaking import Speaker
from messages.render import render
from storage import fan_out
from storage.calendars import committee_calendar
from storage.database import Transaction
from storage.moments import to_ms
from tests.bot import played
from tests.bot.played import MONDAY, act, eventually, offered, rows, value
from tests.chat import House, MemoryChannel, Shown, house
from tests.ward import CAST, NOT_LINKED, Ward, ward

ASKED = sorted(
    address
    for address, cast in CAST.items()
    if cast.invited and address not in ("an", "lan", NOT_LINKED)
)
"""Who is asked to answer and has a chat: all who are invited but the chair."""

SECOND = "họp quý 4 lúc 9h thứ 6 27/11/2026 phòng họp số 2"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def unasked(h: House, start: str, end: str) -> list[tuple[str, Shown]]:
    """What the assistant said first."""
    return [pair for pair in h.sent_between(start, end) if not pair[1].is_reply]


async def outside_allowed_hours(h: House) -> list[datetime]:
    async with h.app.database.reading() as tx:
        calendar: Calendar = await committee_calendar(tx, None, h.clock.now())
    return [
        shown.at
        for screen in h.channel.screens.values()
        for shown in screen.log
        if not shown.is_reply and not calendar.may_write(shown.at)
    ]


async def test_two_matters_of_one_minute_are_one_message(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await played.invited(w, SECOND, "08/GM-BCĐ")
        await h.until("2026-11-23T07:29")
        before = {a: len(h.channel.screen(a).log) for a in ASKED}
        await h.until("2026-11-23T07:30")
        for address in ASKED:
            [digest] = h.channel.screen(address).log[before[address] :]
            ids = [action.id for action in digest.outgoing.actions]
            assert [each.rpartition(":")[0] for each in ids[:-1]] == ["digest:open"] * 2
            assert ids[-1].startswith("snooze:later:")
            assert "phòng họp" in digest or "27/11" in digest
        huong, giang = w.phone("huong"), w.phone("giang")
        first, second, _ = (action.id for action in huong.last.outgoing.actions)
        opened = []
        for action in (first, second):
            [shown] = await huong.press_action(action, pressed=huong.last.key)
            opened.append([a.id for a in shown.outgoing.actions if "confirm" in a.id])
        own = await rows(
            h,
            "SELECT id FROM invitees WHERE person_id = :p ORDER BY meeting_id",
            p=w.person_id("huong"),
        )
        assert opened == [[f"attendance:confirm:{row[0]}:1"] for row in own]
        # Somebody else's number opens nothing.
        for action in (first, second, "digest:open:999999", "digest:open:-1", "digest:open:x"):
            [shown] = await giang.press_action(action)
            assert shown.text == render("refusal/not_found", citations=())
        # Answered through the digest, a matter is opened as done.
        await act(huong, "attendance:confirm")
        answered = await value(h, "SELECT COUNT(*) FROM invitees WHERE answer IS NOT NULL")
        assert answered == 1


async def test_who_answered_in_the_meantime_is_not_reminded(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-23T07:29")
        h.clock.move(at("2026-11-23T07:30"))
        await h.app.schedule.tick()
        message, action = offered(w.phone("huong"), "attendance:confirm")
        before = len(h.channel.screen("huong").log)
        said: dict[str, object] = {"kind": "press", "action": action, "pressed": message.key}
        await h.arrives("huong", said, "k")
        await h.app.dispatch.settle()
        await h.app.settle()
        after = h.channel.screen("huong").log[before:]
        assert [shown.is_reply for shown in after] == [True]
        assert not h.channel.screen("giang").log[-1].is_reply
        why = await value(
            h,
            "SELECT dropped_why FROM deliveries WHERE kind = 'attendance.reply'"
            " AND person_id = :person",
            person=w.person_id("huong"),
        )
        assert why == "holds_no_more"


async def stopped_before_the_reminders(folder: Path) -> tuple[Ward, MemoryChannel]:
    async with house(folder, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await played.later(h, 10)
        return w, h.channel


@pytest.mark.parametrize(
    ("started", "asked_at"),
    [
        ("2026-11-23T07:29", ["2026-11-23T07:30", "2026-11-25T09:00"]),
        ("2026-11-23T07:30", ["2026-11-23T07:30", "2026-11-25T09:00"]),
        ("2026-11-23T15:00", ["2026-11-23T15:00", "2026-11-25T09:00"]),
        ("2026-11-23T17:59", ["2026-11-23T17:59", "2026-11-25T09:00"]),
        ("2026-11-23T18:00", ["2026-11-25T09:00"]),
        ("2026-11-23T22:00", ["2026-11-25T09:00"]),
        ("2026-11-24T10:00", ["2026-11-25T09:00"]),
        ("2026-11-25T08:59", ["2026-11-25T09:00"]),
        ("2026-11-25T09:01", ["2026-11-25T09:01"]),
        ("2026-11-25T16:59", ["2026-11-25T16:59"]),
        ("2026-11-25T17:00", []),
        ("2026-11-26T10:00", []),
    ],
)
async def test_a_late_start_sends_once_what_is_still_useful(
    tmp_path: Path, started: str, asked_at: list[str]
) -> None:
    w, channel = await stopped_before_the_reminders(tmp_path)
    async with house(tmp_path, started, channel) as h:
        await h.app.schedule.tick()
        await h.app.settle()
        await h.until("2026-11-28T12:00")
        assert await outside_allowed_hours(h) == []
        for address in ASKED:
            heard = [
                shown.at
                for shown in channel.screen(address).log
                if shown.at > at("2026-11-10T00:00") and shown.at < at("2026-11-26T14:00")
            ]
            assert heard == [at(moment) for moment in asked_at], address
        near = Counter(a for a, _ in unasked(h, "2026-11-26T14:00", "2026-11-28T00:00"))
        assert {address: near[address] for address in ASKED} == dict.fromkeys(ASKED, 2)
        keys = [s.key for screen in channel.screens.values() for s in screen.log if not s.edited]
        assert max(Counter(keys).values()) == 1
        assert await value(h, CLOSED) == 1, (
            "the secretary hears once that the time to answer is over"
        )
        assert w.person_id("lan")


CLOSED = (
    "SELECT COUNT(*) FROM deliveries WHERE kind = 'attendance.reply_closed'"
    " AND released_at IS NOT NULL"
)


async def test_the_clock_visits_every_due_moment_in_order(tmp_path: Path) -> None:
    moments = [at("2026-11-09T12:00"), at("2026-11-09T09:00"), at("2026-11-10T03:00")]
    seen: list[datetime] = []

    async def next_at(tx: Transaction) -> datetime | None:
        return min(moments, default=None)

    async def run(speaker: Speaker) -> int:
        due = [moment for moment in moments if moment <= speaker.now]
        for moment in due:
            moments.remove(moment)
            seen.append(speaker.now)
        return len(due)

    async with house(tmp_path, MONDAY) as h:
        listen(h, Due(next_at, run, nothing))
        await h.until("2026-11-10T02:59")
        assert seen == [at("2026-11-09T09:00"), at("2026-11-09T12:00")]
        await h.until("2026-11-10T03:00")
        assert seen[2:] == [at("2026-11-10T03:00")]
        await h.until("2026-11-09T01:00")
        assert h.clock.now() == at("2026-11-10T03:00"), "it never goes back"


async def nothing(speaker: Speaker) -> None:
    """A subject that cannot be put off."""


def listen(h: House, *due: Due) -> None:
    registry = h.app.registry
    h.app.schedule._registry = replace(registry, due=(*due, *registry.due))


async def test_a_subject_that_stays_due_ends_no_tick_and_no_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "MOST_SUBJECTS_A_TICK", 5)
    monkeypatch.setattr(module, "MOST_STEPS", 5)
    runs: list[datetime] = []

    async def next_at(tx: Transaction) -> datetime | None:
        return at("2026-11-09T09:00")

    async def run(speaker: Speaker) -> int:
        runs.append(speaker.now)
        return 1

    async with house(tmp_path, MONDAY) as h:
        listen(h, Due(next_at, run, nothing))
        await h.until("2026-11-09T10:00")
        assert len(runs) <= 20
        assert h.clock.now() == at("2026-11-09T10:00")
        assert "stays due" in caplog.text


async def test_what_breaks_when_it_falls_due_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Of two meetings due at the same minute, the first cannot be laid out for an hour."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await played.invited(w, SECOND, "08/GM-BCĐ")
        await h.until("2026-11-22T12:00")

        def breaks(starts_at: datetime, *rest: Any) -> tuple[Reminder, ...]:
            if starts_at == at("2026-11-27T14:00") and h.clock.now() < at("2026-11-23T08:30"):
                raise LookupError("Nguyễn Văn An")
            return plan_meeting(starts_at, *rest)

        monkeypatch.setattr("handlers.attendance.due.plan_meeting", breaks)
        with caplog.at_level(logging.INFO):
            await h.until("2026-11-23T12:00")
        heard = [(a, s.at) for a, s in unasked(h, "2026-11-23T07:00", "2026-11-23T12:00")]
        mine = [moment for address, moment in heard if address == "huong"]
        assert mine == [at("2026-11-23T07:30"), at("2026-11-23T08:30")]
        assert "what is due broke" in caplog.text
        assert "Nguyễn" not in caplog.text


async def test_the_program_ticks_by_itself(tmp_path: Path) -> None:
    _, channel = await stopped_before_the_reminders(tmp_path)
    before = len(channel.screen("huong").log)
    async with house(tmp_path, "2026-11-23T07:30", channel) as h:
        h.app.schedule._tick_seconds = 0.05
        h.app.work()
        await eventually(lambda: len(channel.screen("huong").log) == before + 1)


async def propose(w: Ward, text: str) -> None:
    """Another time, agreed to by the head."""
    lan = w.phone("lan")
    await lan.press_action("meeting:newtime:1")
    await lan.types(text)
    await act(lan, "meeting:askchange")
    await act(w.phone("an"), "meeting:agreechange")


async def test_a_postponed_meeting_asks_and_reminds_anew(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        huong = w.phone("huong")
        old_message, old_action = offered(huong, "attendance:confirm")
        await act(huong, "attendance:confirm")
        await h.until("2026-11-23T08:00")
        await propose(w, "9h thứ 3 01/12/2026")
        [row] = await rows(h, "SELECT revision, state, number, next_due_at FROM meetings")
        assert row == (2, "approved", "", None)
        assert await value(h, "SELECT COUNT(*) FROM invitees WHERE answer IS NOT NULL") == 0
        # Before and after it is invited to anew, an old button says that it is old.
        [reply] = await huong.press_action(old_action, pressed=old_message.key)
        assert reply.text == render("refusal/changed_meanwhile", citations=())
        await played.enter_number(w, "09/GM-BCĐ")
        await played.send_out(w)
        [reply] = await huong.press_action(old_action, pressed=old_message.key)
        assert reply.text == render("refusal/changed_meanwhile", citations=())
        assert await value(h, "SELECT COUNT(*) FROM invitees WHERE answer IS NOT NULL") == 0
        assert offered(huong, "attendance:confirm")[1] == "attendance:confirm:7:2"
        begun = h.clock.now()
        await act(w.phone("giang"), "attendance:confirm")
        await h.until("2026-12-01T12:00")
        heard = [s.at for s in h.channel.screen("huong").log if s.at > begun and not s.is_reply]
        assert heard == [
            at("2026-11-26T07:30"),
            at("2026-11-27T09:00"),
            at("2026-11-30T14:00"),
            at("2026-12-01T07:30"),
        ]
        heard = [s.at for s in h.channel.screen("giang").log if s.at > begun and not s.is_reply]
        assert heard == [at("2026-11-30T14:00"), at("2026-12-01T07:30")]
        assert await outside_allowed_hours(h) == []


async def test_another_place_is_told_and_keeps_the_answers(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await act(w.phone("huong"), "attendance:confirm")
        await act(w.phone("nam"), "attendance:decline")
        lan = w.phone("lan")
        await lan.press_action("meeting:newplace:1")
        await lan.types("hội trường tầng 2")
        start = h.clock.now()
        await act(lan, "meeting:tellplace")
        await played.later(h, 1)
        [row] = await rows(h, "SELECT revision, state, place FROM meetings")
        assert row == (1, "invited", "hội trường tầng 2")
        answers = await rows(
            h, "SELECT answer FROM invitees WHERE answer IS NOT NULL ORDER BY answer"
        )
        assert answers == [("attending",), ("declined",)]
        told = Counter(
            address
            for address, screen in h.channel.screens.items()
            for shown in screen.log
            if shown.at >= start and not shown.is_reply and "hội trường tầng 2" in shown
        )
        assert told == Counter([*ASKED, "an"])
        # The old button still is of this time.
        await act(w.phone("giang"), "attendance:confirm")
        assert await value(h, "SELECT COUNT(*) FROM invitees WHERE answer = 'attending'") == 2
        # A second press of the same notice tells nobody again.
        message, action = next(iter(notices(w)))
        await lan.press_action(action, pressed=message.key)
        await played.later(h, 1)
        again = [s for s in h.channel.screen("giang").log if "hội trường tầng 2" in s]
        assert len([s for s in again if not s.is_reply]) == 1


def notices(w: Ward) -> Iterator[tuple[Shown, str]]:
    for shown in w.house.channel.screen("lan").log:
        for action in shown.outgoing.actions:
            if action.id.startswith("meeting:tellplace"):
                yield shown, action.id


async def test_a_cancelled_meeting_is_told_once_and_never_reminded_of(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await played.later(h, 10)
        lan, an = w.phone("lan"), w.phone("an")
        old_message, old_action = offered(w.phone("huong"), "attendance:confirm")
        await lan.press_action("meeting:cancel:1")
        await lan.types("bão số 9")
        await act(lan, "meeting:askchange")
        await played.later(h, 1)
        start = h.clock.now()
        message, action = offered(an, "meeting:agreechange")
        await an.press_action(action, pressed=message.key)
        await an.press_action(action, pressed=message.key)
        await h.until("2026-11-28T12:00")
        said = Counter(
            address
            for address, screen in h.channel.screens.items()
            for shown in screen.log
            if shown.at >= start and not shown.is_reply and "gọi điện" not in shown
        )
        assert said == Counter([*ASKED, "an", "lan"])
        [reply] = await w.phone("huong").press_action(old_action, pressed=old_message.key)
        assert reply.text == render("refusal/cancelled", citations=())
        assert await value(h, "SELECT next_due_at FROM meetings") is None
        assert await h.app.schedule.next_moment() is None


async def test_invitations_called_back_within_the_minute_reach_nobody(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.numbered(w)
        await act(w.phone("lan"), "meeting:send")
        h.clock.move(h.clock.now() + timedelta(seconds=59))
        await act(w.phone("lan"), "meeting:stop")
        await h.until("2026-11-28T12:00")
        assert not h.channel.screen("huong").log
        # Sent once more, everybody gets it.
        assert await value(h, "SELECT state FROM meetings") == "approved"


async def test_a_moment_too_late_to_stop_is_said(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.numbered(w)
        await act(w.phone("lan"), "meeting:send")
        h.clock.move(h.clock.now() + timedelta(seconds=60))
        [reply] = await act(w.phone("lan"), "meeting:stop")
        assert reply.text == render("refusal/too_late", citations=())
        await played.later(h, 1)
        assert len(h.channel.screen("huong").log) == 1


async def test_what_the_network_held_up_until_the_night_goes_out_in_the_morning(
    tmp_path: Path,
) -> None:
    """The line is cut when the reminders of 25/11 are due, and comes back at 23:00."""
    channel = played.TryingChannel(SimulatedClock(played.EPOCH, running=False), tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-26T13:59")
        channel.broken = set(CAST)
        h.clock.move(at("2026-11-26T17:59:59"))
        await h.app.schedule.tick()
        await h.app.outbox.flush()
        channel.broken = set()
        h.clock.move(at("2026-11-26T23:00"))
        before = {a: len(h.channel.screen(a).log) for a in CAST}
        await h.app.outbox.flush()
        assert {a: len(h.channel.screen(a).log) for a in CAST} == before
        await h.until("2026-11-27T07:30")
        assert await outside_allowed_hours(h) == []
        assert "hôm nay" in w.phone("huong").last.text


async def test_a_round_of_very_many_goes_in_short_marked_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step of two people each; a stop in between goes on where it was, and owes nobody twice."""
    monkeypatch.setattr(fan_out, "STEP", 2)
    monkeypatch.setattr(module, "MOST_STEPS", 1)
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-22T12:00")
        monkeypatch.setattr(morning, "BEGINS", morning.ENDS)
        h.clock.move(at("2026-11-23T07:30"))
        sizes = []
        monkeypatch.setattr(module, "MOST_SUBJECTS_A_TICK", 1)
        while await value(h, "SELECT MIN(next_due_at) FROM meetings") <= to_ms(h.clock.now()):
            await h.app.schedule.tick()
            sizes.append(await value(h, COUNT_OF_ROUND))
        assert sizes == [2, 4, 6, 8, 10, 12, 12]
        await h.app.settle()
        heard = Counter(a for a, _ in unasked(h, "2026-11-23T07:30", "2026-11-23T07:31"))
        assert heard == Counter(ASKED)


COUNT_OF_ROUND = "SELECT COUNT(*) FROM deliveries WHERE kind = 'attendance.reply'"


async def test_what_is_owed_ahead_goes_in_short_marked_steps_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at before 07:00 it is all owed, each not before its hour, and goes then, once."""
    monkeypatch.setattr(fan_out, "STEP", 5)
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await h.until("2026-11-22T12:00")
        h.clock.move(at("2026-11-23T06:00"))
        await h.app.schedule.tick()
        assert await value(h, COUNT_OF_ROUND) == 12
        await h.until("2026-11-23T12:00")
        assert await value(h, COUNT_OF_ROUND) == 12
        heard = Counter((a, s.at) for a, s in unasked(h, "2026-11-23T06:00", "2026-11-23T07:31"))
        assert heard == Counter((address, at("2026-11-23T07:30")) for address in ASKED)
