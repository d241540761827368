"""What is queued goes out in order, once as far as anybody can know, and is never forgotten."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot import queues, retries
from bot.channels.base import Capabilities, SendDelayed, SendRefused, SendUnreachable
from bot.clock import SimulatedClock, real_ms
from bot.pacing import Limits
from bot.release import BATCH
from bot.retries import MAX_ATTEMPTS
from bot.turns import most_at_once
from committee.calendar import ZONE
from handlers.conversation import Outgoing
from handlers.feature import Owed
from handlers.speaking import DIGEST, Speaker
from storage import accounts, linking, sends
from tests.bot.played import (
    EPOCH,
    MONDAY,
    TryingChannel,
    act,
    eventually,
    invited,
    rows,
    soon,
    value,
)
from tests.bot.test_dispatch import open_ward
from tests.chat import House, house
from tests.ward import Ward, ward


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def words(h: House, kind: str, word: Callable[[Speaker, Owed], Awaitable[Outgoing | None]]) -> None:
    cast(dict[str, Any], h.app.registry.compose)[kind] = word


async def note(speaker: Speaker, owed: Owed) -> Outgoing | None:
    return Outgoing(f"note {owed.step}", summary=f"line {owed.step}")


async def owe(h: House, w: Ward, address: str, *steps: str, **more: Any) -> None:
    """Owe somebody one test message a step."""
    words(h, "test.note", note)
    async with h.app.database.transaction() as tx:
        for step in steps:
            await Speaker(tx, h.clock.now()).tell(
                w.person_id(address),
                more.get("kind", "test.note"),
                committee_id=w.committee_id,
                subject="test:1",
                revision=1,
                step=step,
                merge=more.get("merge"),
                not_before=more.get("not_before"),
                expires_at=more.get("expires_at"),
            )


async def enqueue(
    h: House, address: str, key: str, *, rank: int = 1, edits: int | None = None, attempts: int = 0
) -> int | None:
    async with h.app.database.transaction() as tx:
        account = await accounts.known(tx, "memory", address, h.clock.now())
        return await sends.enqueue(
            tx,
            account_id=account.id,
            key=key,
            content=Outgoing(f"text of {key}").to_json(),
            rank=rank,
            attempts=attempts,
            edits=edits,
            now=h.clock.now(),
            real_ms=real_ms(),
        )


def texts(channel: TryingChannel, address: str) -> list[str]:
    return [shown.text for shown in channel.screen(address).log]


async def flush(h: House) -> None:
    """A round that does not end is a fault, not a long test."""
    await asyncio.wait_for(h.app.outbox.flush(), 10)


async def test_replies_go_before_the_rest_and_the_rest_in_order(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        for key, rank in (("a", 1), ("b", 1), ("c", 0), ("d", 1), ("e", 0)):
            await enqueue(h, "an", key, rank=rank)
        await flush(h)
        assert texts(channel, "an") == [f"text of {key}" for key in "ceabd"]


async def test_the_same_key_is_queued_once(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        assert await enqueue(h, "an", "a") is not None
        assert await enqueue(h, "an", "a") is None
        await flush(h)
        assert texts(channel, "an") == ["text of a"]
        assert await enqueue(h, "an", "a") is None


async def test_a_message_goes_out_once_however_many_ask_for_it(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        account = await enqueue(h, "an", "0")
        assert account is not None
        account_id = int(await value(h, "SELECT account_id FROM sends"))
        for number in range(1, 20):
            await enqueue(h, "an", str(number))
            waits = [h.app.outbox.reply(account_id) for _ in range(4)]
            await asyncio.gather(*waits, h.app.outbox.flush(), h.app.outbox.flush())
        assert [key for _, key in channel.attempts] == [str(n) for n in range(20)]
        assert channel.most_at_once == 1


async def test_what_must_wait_waits_without_stopping_others_or_spinning(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        channel.faults = [soon()]
        await enqueue(h, "an", "a")
        await enqueue(h, "an", "b")
        await flush(h)
        assert texts(channel, "an") == []
        assert len(channel.attempts) == 1, "what is behind it waits with it"
        await enqueue(h, "binh", "c")
        await flush(h)
        assert texts(channel, "binh") == ["text of c"]
        await asyncio.sleep(0.06)
        await flush(h)
        assert texts(channel, "an") == ["text of a", "text of b"]
        tried = [key for address, key in channel.attempts if address == "an"]
        assert tried == ["a", "a", "b"], "the same key every time"


async def test_a_fault_is_tried_again_and_given_up_at_last_with_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(retries, "FIRST_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(retries, "MAX_ATTEMPTS_UNREACHABLE", MAX_ATTEMPTS)
    async with open_ward(tmp_path) as (h, _w, channel):
        channel.broken.add("an")
        await enqueue(h, "an", "a")
        await enqueue(h, "an", "b")
        await enqueue(h, "binh", "c")
        with caplog.at_level(logging.INFO):
            await flush(h)
        tried = [key for address, key in channel.attempts if address == "an"]
        assert tried == ["a"] * MAX_ATTEMPTS + ["b"] * MAX_ATTEMPTS
        assert texts(channel, "binh") == ["text of c"]
        report = [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR]
        assert ["given up" in line and "ConnectionError" in line for line in report] == [True] * 2
        assert "text of" not in caplog.text
        found = await rows(h, "SELECT key, given_up_at IS NOT NULL FROM sends ORDER BY key")
        assert found == [("a:given_up:1", 1), ("b:given_up:2", 1), ("c", 0)]


async def test_pauses_grow_and_stay_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        channel.broken.add("an")
        await enqueue(h, "an", "a")
        pauses = []
        moments = [real_ms()]
        for module in (queues, retries):
            monkeypatch.setattr(module, "real_ms", lambda: moments[-1])
        for _ in range(MAX_ATTEMPTS - 1):
            await flush(h)
            due = int(await value(h, "SELECT next_attempt_at FROM sends"))
            pauses.append((due - moments[-1]) / 1000)
            moments.append(due)
        assert len(channel.attempts) == MAX_ATTEMPTS - 1
        for number, pause in enumerate(pauses):
            middle = min(2.0 * 2**number, 300.0)
            assert 0.75 * middle - 0.01 <= pause <= 1.25 * middle + 0.01


async def test_a_refusal_moves_to_the_same_persons_next_account(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        async with h.app.database.transaction() as tx:
            later = h.clock.now() - timedelta(days=1)
            second = await accounts.known(tx, "memory", "an-2", later)
            await accounts.link(tx, second.id, w.person_id("an"), later)
        channel.refusing.add("an")
        await owe(h, w, "an", "one")
        await owe(h, w, "binh", "one")
        await flush(h)
        assert texts(channel, "an") == []
        assert texts(channel, "an-2") == ["note one"]
        assert texts(channel, "binh") == ["note one"]
        blocked = await rows(h, "SELECT address FROM accounts WHERE blocked_at IS NOT NULL")
        assert blocked == [("an",)]
        # From now on it is not even tried there.
        before = len(channel.attempts)
        await owe(h, w, "an", "two")
        await flush(h)
        assert [address for address, _ in channel.attempts[before:]] == ["an-2"]


async def test_who_has_no_other_account_is_counted_as_not_reached(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        channel.refusing.add("an")
        await owe(h, w, "an", "one")
        await owe(h, w, "quyen", "one")
        await flush(h)
        found = await rows(h, "SELECT person_id, dropped_why FROM deliveries ORDER BY id")
        assert found == [(w.person_id("an"), "refused"), (w.person_id("quyen"), "no_account")]


async def test_a_digest_that_is_refused_goes_elsewhere_once(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        async with h.app.database.transaction() as tx:
            later = h.clock.now() - timedelta(days=1)
            second = await accounts.known(tx, "memory", "an-2", later)
            await accounts.link(tx, second.id, w.person_id("an"), later)
        channel.refusing.add("an")
        await owe(h, w, "an", "one", "two", merge=DIGEST)
        await flush(h)
        [digest] = texts(channel, "an-2")
        assert "line one" in digest
        assert "line two" in digest


async def test_an_edit_of_an_unsent_message_replaces_what_it_says(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        first = await enqueue(h, "an", "a")
        assert await enqueue(h, "an", "b", edits=first) == first
        await flush(h)
        assert texts(channel, "an") == ["text of b"]
        assert [key for _, key in channel.attempts] == ["a"]


async def test_an_edit_waits_for_the_message_that_it_edits(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        channel.faults = [soon()]
        first = await enqueue(h, "an", "a", attempts=1)
        await flush(h)
        edit = await enqueue(h, "an", "b", rank=0, edits=first)
        assert edit != first
        await flush(h)
        assert texts(channel, "an") == []
        await asyncio.sleep(0.06)
        await flush(h)
        assert texts(channel, "an") == ["text of a", "text of b"]
        assert [shown.edited for shown in channel.screen("an").log] == [False, True]
        assert len(channel.screen("an").shown) == 1


async def test_an_edit_of_what_never_arrived_is_a_new_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "MAX_ATTEMPTS_UNREACHABLE", 1)
    async with open_ward(tmp_path) as (h, _w, channel):
        channel.faults = [ConnectionError()]
        first = await enqueue(h, "an", "a", attempts=1)
        await flush(h)
        await enqueue(h, "an", "b", rank=0, edits=first)
        await flush(h)
        assert [(s.text, s.edited) for s in channel.screen("an").log] == [("text of b", False)]


async def test_a_chat_that_cannot_edit_gets_a_new_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Capabilities(buttons=True, editing=False, files=True, text_limit=4096)
    monkeypatch.setattr(TryingChannel, "capabilities", plain)
    async with open_ward(tmp_path) as (_h, w, channel):
        await invited(w)
        before = len(channel.screen("huong").shown)
        [reply] = await act(w.phone("huong"), "attendance:confirm")
        assert not reply.edited
        assert len(channel.screen("huong").shown) == before + 1


class RefusesEdits(TryingChannel):
    async def send(self, address: str, key: str, outgoing: Outgoing, edits: str | None) -> str:
        if edits is not None:
            raise SendRefused("too old to edit")
        return await super().send(address, key, outgoing, edits)


async def test_a_refused_edit_is_said_anew_and_blocks_nobody(tmp_path: Path) -> None:
    channel = RefusesEdits(SimulatedClock(EPOCH, running=False), tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await ward(h)
        await invited(w)
        for verb in ("attendance:confirm", "attendance:change", "attendance:withdraw"):
            [reply] = await act(w.phone("huong"), verb)
            assert not reply.edited
        assert await value(h, "SELECT COUNT(*) FROM accounts WHERE blocked_at IS NOT NULL") == 0
        assert await value(h, "SELECT COUNT(*) FROM sends WHERE sent_at IS NULL") == 0


async def test_what_cannot_be_worded_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(speaker: Speaker, owed: Owed) -> Outgoing | None:
        raise ValueError("what Nguyễn Văn An wrote")

    async with open_ward(tmp_path) as (h, w, channel):
        words(h, "test.broken", breaks)
        await owe(h, w, "an", "broken", kind="test.broken")
        await owe(h, w, "an", "unknown", kind="test.never_heard_of")
        await owe(h, w, "binh", "one")
        with caplog.at_level(logging.INFO):
            await flush(h)
        assert texts(channel, "binh") == ["note one"]
        assert texts(channel, "an") == []
        found = await rows(h, "SELECT dropped_why FROM deliveries WHERE person_id = :p", p=1)
        assert found == [("broken",), ("broken",)]
        assert "not worded" in caplog.text
        assert "Nguyễn" not in caplog.text


async def test_release_asks_again_whether_it_still_holds(tmp_path: Path) -> None:
    async def nothing(speaker: Speaker, owed: Owed) -> Outgoing | None:
        return None

    async with open_ward(tmp_path) as (h, w, channel):
        words(h, "test.past", nothing)
        await owe(h, w, "an", "past", kind="test.past")
        await owe(h, w, "an", "now")
        await flush(h)
        assert texts(channel, "an") == ["note now"]


@pytest.mark.parametrize(
    ("released", "goes"),
    [("2026-11-09T08:59:59", True), ("2026-11-09T09:00:00", False), ("2026-11-09T09:01", False)],
)
async def test_what_came_too_late_to_be_useful_is_dropped(
    tmp_path: Path, released: str, goes: bool
) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await owe(h, w, "an", "one", expires_at=at("2026-11-09T09:00"))
        h.clock.move(at(released))
        await flush(h)
        assert texts(channel, "an") == (["note one"] if goes else [])
        why = await value(h, "SELECT dropped_why FROM deliveries")
        assert why == (None if goes else "expired")


@pytest.mark.parametrize(
    ("started", "arrives"),
    [
        ("2026-11-23T17:59", "2026-11-23T17:59"),
        ("2026-11-23T18:00", "2026-11-25T07:00"),
        ("2026-11-24T10:00", "2026-11-25T07:00"),
        ("2026-11-25T06:59", "2026-11-25T07:00"),
        ("2026-11-25T07:00", "2026-11-25T07:00"),
    ],
)
async def test_what_a_stop_made_late_waits_for_allowed_hours(
    tmp_path: Path, started: str, arrives: str
) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await owe(h, w, "an", "one", not_before=at("2026-11-23T07:30"))
        h.clock.move(at(started))
        await h.until("2026-11-26T12:00")
        [shown] = channel.screen("an").log
        assert shown.at == at(arrives)


async def test_what_never_got_through_is_worded_anew_at_the_next_start(tmp_path: Path) -> None:
    async def today(speaker: Speaker, owed: Owed) -> Outgoing | None:
        return Outgoing(f"today is {speaker.now:%d/%m}")

    async with open_ward(tmp_path) as (h, w, channel):
        words(h, "test.today", today)
        channel.broken.add("an")
        await owe(h, w, "an", "one", kind="test.today")
        await owe(h, w, "binh", "one", kind="test.today")
        await flush(h)
        assert texts(channel, "binh") == ["today is 09/11"]
    channel.broken.clear()
    async with house(tmp_path, "2026-11-09T19:00", channel) as h:
        words(h, "test.today", today)
        await flush(h)
        assert texts(channel, "an") == []
        await h.until("2026-11-10T08:00")
        assert texts(channel, "an") == ["today is 10/11"]
        assert texts(channel, "binh") == ["today is 09/11"]
    assert len({key for address, key in channel.attempts if address == "an"}) == 1


async def test_a_clean_stop_forgets_nothing_that_went_out(tmp_path: Path) -> None:
    channel: TryingChannel
    async with open_ward(tmp_path) as (h, w, channel):
        for number in range(5):
            await owe(h, w, "an", str(number))
        h.app.outbox.start()
        h.app.outbox.wake()
        await eventually(lambda: bool(channel.screen("an").log))
    went = len(channel.attempts)
    async with house(tmp_path, MONDAY, channel) as h:
        words(h, "test.note", note)
        await flush(h)
    keys = [key for _, key in channel.attempts]
    assert len(set(keys)) == 5
    assert len(keys) - len(set(keys)) <= 1, "at most the one under way comes again"
    assert went >= 1


async def test_more_than_a_batch_goes_out_whole(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await owe(h, w, "an", *(f"{n:03}" for n in range(BATCH + 3)))
        await flush(h)
        assert texts(channel, "an") == [f"note {n:03}" for n in range(BATCH + 3)]


async def test_what_an_unlinked_account_was_owed_comes_after_each_new_link(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        account = int(await value(h, "SELECT id FROM accounts WHERE address = 'an'"))
        channel.broken.add("an")
        await owe(h, w, "an", "one")
        for _ in range(3):
            await flush(h)
            async with h.app.database.transaction() as tx:
                await accounts.unlink(tx, account)
                await linking.drop_unsent(tx, account, h.clock.now())
                await accounts.link(tx, account, w.person_id("an"), h.clock.now())
        channel.broken.clear()
        await flush(h)
        assert texts(channel, "an") == ["note one"]


async def test_a_service_out_of_reach_is_tried_longer_than_a_fault_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "FIRST_PAUSE_SECONDS", 0.0)
    async with open_ward(tmp_path) as (h, _w, channel):
        channel.faults = [SendUnreachable()] * (MAX_ATTEMPTS + 1)
        await enqueue(h, "an", "a")
        await flush(h)
        assert texts(channel, "an") == ["text of a"]
        channel.faults = [ValueError()] * (MAX_ATTEMPTS + 1)
        await enqueue(h, "an", "b")
        await flush(h)
        assert texts(channel, "an") == ["text of a"]


async def test_what_is_of_no_use_by_the_next_attempt_is_not_sent_then(tmp_path: Path) -> None:
    """The network comes back after the meeting began: nobody is reminded of it any more."""
    async with open_ward(tmp_path) as (h, w, channel):
        channel.faults = [SendDelayed(120)]
        await owe(h, w, "an", "one", expires_at=at("2026-11-09T08:01"))
        await owe(h, w, "binh", "one", expires_at=at("2026-11-09T09:00"))
        await flush(h)
        h.clock.move(at("2026-11-09T08:03"))
        await flush(h)
        assert texts(channel, "an") == []
        assert texts(channel, "binh") == ["note one"]
        why = await rows(h, "SELECT dropped_why FROM deliveries ORDER BY id")
        assert why == [("expired",), (None,)]


async def test_what_was_in_flight_at_a_stop_is_known_to_be_unsure(tmp_path: Path) -> None:
    """It was handed over and nobody noted what became of it; the message itself never says so."""
    async with open_ward(tmp_path) as (h, w, channel):
        channel.hanging["an"] = asyncio.Event()
        await owe(h, w, "an", "one")
        await owe(h, w, "binh", "one")
        h.app.outbox.start()
        h.app.outbox.wake()
        await eventually(lambda: bool(channel.attempts) and bool(texts(channel, "binh")))
    channel.hanging.clear()
    async with house(tmp_path, MONDAY, channel) as h:
        words(h, "test.note", note)
        await flush(h)
        assert texts(channel, "an") == ["note one"]
        unsure = await rows(h, "SELECT person_id FROM deliveries WHERE unsure_since IS NOT NULL")
        assert unsure == [(w.person_id("an"),)]


@pytest.mark.parametrize(("a_second", "most"), [(None, 64), (28, 56), (500, 1000), (1, 2)])
def test_no_more_is_taken_than_goes_in_two_seconds(
    tmp_path: Path, a_second: int | None, most: int
) -> None:
    channel = TryingChannel(SimulatedClock(EPOCH, running=False), tmp_path)
    channel.limits = Limits(a_second=a_second) if a_second else None
    assert most_at_once([channel]) == most
