"""Who could not be reached is named to the secretariat once a morning, until somebody called."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import marks, retries
from bot.channels.base import SendUnanswered, SendWrong
from bot.clock import SimulatedClock
from committee.calendar import ZONE
from handlers.conversation import Outgoing
from handlers.speaking import Speaker
from messages.render import render
from storage import accounts, deliveries, send_attempts
from tests.bot.played import (
    EPOCH,
    MONDAY,
    TryingChannel,
    act,
    later,
    numbered,
    offered,
    rows,
    send_out,
    value,
)
from tests.bot.test_outbox import note, owe, words
from tests.chat import House, Shown, house
from tests.ward import CAST, Ward, ward


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@asynccontextmanager
async def invited_but(
    folder: Path, refusing: Collection[str] = (), first: Exception | None = None
) -> AsyncIterator[tuple[House, Ward, TryingChannel]]:
    """The invitations go out; these phones refuse theirs, or the first one meets a fault.

    Quyên has no chat at all.
    """
    channel = TryingChannel(SimulatedClock(EPOCH, running=False), folder)
    async with house(folder, MONDAY, channel) as h:
        w = await ward(h)
        await numbered(w)
        await act(w.phone("lan"), "meeting:send")
        channel.refusing |= set(refusing)
        channel.faults = [first] if first else []
        await later(h, 2)
        yield h, w, channel


def lists(w: Ward, address: str = "lan") -> list[Shown]:
    log = w.house.channel.screen(address).log
    return [s for s in log if any("undelivered:called" in a.id for a in s.outgoing.actions)]


async def test_the_secretariat_gets_one_list_the_next_morning(tmp_path: Path) -> None:
    async with invited_but(tmp_path, {"khoa"}) as (h, w, _):
        await h.until("2026-11-10T07:29")
        assert lists(w) == []
        await h.until("2026-11-13T12:00")
        [shown] = lists(w)
        assert shown.at == at("2026-11-10T07:30")
        assert "Ngô Đăng Khoa (0900000008): giấy mời họp" in shown
        assert "Bà Mai Thị Quyên (0900000013): giấy mời họp" in shown
        assert lists(w, "an") == lists(w, "huong") == []


async def test_what_was_called_about_is_listed_no_more(tmp_path: Path) -> None:
    async with invited_but(tmp_path, {"khoa"}) as (h, w, _):
        await h.until("2026-11-10T08:00")
        message, action = offered(w.phone("lan"), "undelivered:called")
        [reply] = await w.phone("lan").press_action(action, pressed=message.key)
        assert "đã được gọi điện" in reply
        assert await value(h, "SELECT COUNT(*) FROM audit WHERE verb = 'called_instead'") == 1
        # Pressed twice it says the same and notes nothing.
        await w.phone("lan").press_action(action, pressed=message.key)
        assert await value(h, "SELECT COUNT(*) FROM audit WHERE verb = 'called_instead'") == 1
        await h.until("2026-11-20T12:00")
        assert len(lists(w)) == 1


@pytest.mark.parametrize("address", ["an", "huong", "oanh"])
async def test_nobody_else_may_know_or_call(tmp_path: Path, address: str) -> None:
    async with invited_but(tmp_path, {"khoa"}) as (h, w, _):
        await h.until("2026-11-10T08:00")
        _, action = offered(w.phone("lan"), "undelivered:called")
        for wrong in (action, "undelivered:called:1", "undelivered:called:x:1"):
            [reply] = await w.phone(address).press_action(wrong)
            assert reply.text == render("refusal/not_found", citations=())
        assert await value(h, "SELECT COUNT(*) FROM deliveries WHERE called_at IS NOT NULL") == 0


async def test_more_than_a_message_holds_comes_after_the_first_were_called(
    tmp_path: Path,
) -> None:
    all_but = {"binh", "cuong", "dung", "giang", "hai", "huong", "khoa", "loan", "nam", "oanh"}
    async with invited_but(tmp_path, all_but) as (h, w, _):
        await h.until("2026-11-10T08:00")
        [first] = lists(w)
        assert "Còn người khác" in first
        [second] = await act(w.phone("lan"), "undelivered:called")
        assert "Còn người khác" not in second
        named = [name for name in ("Loan", "Nam", "Oanh", "Quyên") if name in second]
        assert len(named) >= 3
        [third] = await act(w.phone("lan"), "undelivered:called")
        assert "đã được gọi điện" in third


async def test_who_is_linked_meanwhile_need_not_be_called(tmp_path: Path) -> None:
    """What comes after all is not on the list: here what is owed until the meeting begins."""
    async with invited_but(tmp_path) as (h, w, _):
        async with h.app.database.transaction() as tx:
            await Speaker(tx, h.clock.now()).tell(
                w.person_id("quyen"),
                "notice.letter",
                committee_id=w.committee_id,
                subject="notice:1",
                revision=1,
                step="letter",
                expires_at=at("2026-11-27T14:00"),
            )
        words(h, "notice.letter", note)
        await h.app.settle()
        assert await listed(h) == ["attendance.invitation", "notice.letter"]
        async with h.app.database.transaction() as tx:
            account = await accounts.known(tx, "memory", "quyen", h.clock.now())
            await accounts.link(tx, account.id, w.person_id("quyen"), h.clock.now())
            await deliveries.owe_again(tx, w.person_id("quyen"), h.clock.now())
        await h.app.settle()
        assert await listed(h) == []


async def listed(h: House) -> list[str]:
    found = await rows(h, "SELECT kind FROM deliveries WHERE list_at IS NOT NULL ORDER BY kind")
    return [row[0] for row in found]


async def test_a_message_that_the_chat_cannot_take_waits_no_longer(tmp_path: Path) -> None:
    async with invited_but(tmp_path, first=SendWrong("too odd")) as (h, w, _):
        assert await dropped(h) == ["given_up", "no_account"]
        await h.until("2026-11-10T08:00")
        [shown] = lists(w)
        assert shown.text.count("giấy mời họp") == 2


async def test_an_unanswered_send_goes_once_more_and_is_named_as_perhaps_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "FIRST_PAUSE_SECONDS", 0.0)
    async with invited_but(tmp_path, first=SendUnanswered()) as (h, w, channel):
        times = Counter(key for _, key in channel.attempts if key.startswith("owed:"))
        assert sorted(times.values())[-2:] == [1, 2]
        assert await dropped(h) == ["no_account"]
        assert all("trùng" not in s for screen in channel.screens.values() for s in screen.log)
        await h.until("2026-11-10T08:00")
        [shown] = lists(w)
        assert "Có thể đã nhận trùng" in shown


async def dropped(h: House) -> list[str]:
    found = await rows(
        h,
        "SELECT dropped_why FROM deliveries WHERE kind = 'attendance.invitation'"
        " AND dropped_why IS NOT NULL ORDER BY dropped_why",
    )
    return [row[0] for row in found]


class Silent(TryingChannel):
    """Does not answer when these are written to."""

    silent: frozenset[str] = frozenset()

    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        if address in self.silent:
            self.attempts.append((address, key))
            raise SendUnanswered
        return await super().send(address, key, outgoing, edits)


async def test_what_was_not_answered_twice_is_handed_to_the_secretariat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "FIRST_PAUSE_SECONDS", 0.0)
    channel = Silent(SimulatedClock(EPOCH, running=False), tmp_path)
    channel.silent = frozenset({"khoa"})
    async with house(tmp_path, MONDAY, channel) as h:
        await numbered(await ward(h))
        await send_out(Ward(h, 1, {}))
        assert sum(address == "khoa" for address, _ in channel.attempts) == 2
        assert await dropped(h) == ["no_account", "unknown"]


async def test_where_the_whole_service_is_silent_nothing_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "FIRST_PAUSE_SECONDS", 0.02)
    channel = Silent(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        await numbered(await ward(h))
        channel.silent = frozenset(CAST)
        await act(h.phone("lan"), "meeting:send")
        h.clock.move(h.clock.now() + timedelta(minutes=2))
        for _ in range(30):
            await h.app.outbox.flush()
            await asyncio.sleep(0.01)
        assert max(Counter(address for address, _ in channel.attempts).values()) > 2
        assert await dropped(h) == ["no_account"]
        channel.silent = frozenset()
        for _ in range(200):
            await h.app.outbox.flush()
            await asyncio.sleep(0.01)
        assert len(h.phone("khoa").messages) == 1


async def test_what_could_not_be_noted_is_noted_before_anything_else_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: what went is not sent again and again, and nothing else is sent meanwhile."""
    monkeypatch.setattr(marks, "AGAIN_SECONDS", 0.02)
    real, full = send_attempts.mark_sent, [True]

    async def mark_sent(*given: Any) -> None:
        if full[0]:
            raise sqlite3.OperationalError("database or disk is full")
        await real(*given)

    monkeypatch.setattr(send_attempts, "mark_sent", mark_sent)
    channel = TryingChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        words(h, "test.note", note)
        await owe(h, w, "an", "one", "two")
        flushing = asyncio.create_task(h.app.outbox.flush())
        await asyncio.sleep(0.2)
        assert len(channel.attempts) == 1
        full[0] = False
        await asyncio.wait_for(flushing, 5)
        await h.app.outbox.flush()
        assert [key for _, key in channel.attempts] == list(
            dict.fromkeys(key for _, key in channel.attempts)
        )
        assert len(channel.attempts) == 2
