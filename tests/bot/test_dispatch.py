"""What arrives acts once, in order, and stops nothing else, whatever is in it."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from bot.clock import SimulatedClock
from bot.dispatch import MAX_ATTEMPTS, Dispatch
from committee.refusal import Reason, refuse
from handlers.speaking import Context
from messages.render import render
from storage import accounts
from tests.bot.played import (
    EPOCH,
    MONDAY,
    TryingChannel,
    act,
    drafted,
    eventually,
    invited,
    offered,
    rows,
    value,
)
from tests.chat import House, MemoryChannel, house
from tests.ward import Ward, ward

ANSWERED = "SELECT COUNT(*) FROM audit WHERE verb = 'answered'"
ERROR_ID = re.compile(r"\b[0-9a-f]{8}\b")
SECRET = "Nguyễn Văn An 0900000001 bí mật"


@asynccontextmanager
async def open_ward(folder: Path) -> AsyncIterator[tuple[House, Ward, TryingChannel]]:
    channel = TryingChannel(SimulatedClock(EPOCH, running=False), folder)
    async with house(folder, MONDAY, channel) as h:
        yield h, await ward(h), channel


def replace_action(h: House, action: str, handler: Any) -> None:
    cast(dict[str, Any], h.app.registry.actions)[action] = handler


async def test_the_same_event_twice_acts_once(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await invited(w)
        huong = w.phone("huong")
        message, action = offered(huong, "attendance:confirm")
        before = len(channel.screen("huong").log)
        said: dict[str, object] = {"kind": "press", "action": action, "pressed": message.key}
        first = await h.arrives("huong", said, "k1")
        assert first is not None
        assert await h.arrives("huong", said, "k1") is None
        again = await asyncio.gather(*(h.arrives("huong", said, "k1") for _ in range(3)))
        assert again == [None, None, None]
        await h.app.settle()
        assert len(channel.screen("huong").log) == before + 1
        assert await value(h, ANSWERED) == 1


async def test_another_event_with_the_same_press_changes_nothing_more(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await invited(w)
        huong = w.phone("huong")
        message, action = offered(huong, "attendance:confirm")
        said: dict[str, object] = {"kind": "press", "action": action, "pressed": message.key}
        await asyncio.gather(*(h.arrives("huong", said, f"k{n}") for n in range(4)))
        await h.app.settle()
        assert await value(h, ANSWERED) == 1
        replies = [shown for shown in channel.screen("huong").log if shown.is_reply]
        assert len(replies) == 4
        assert len({reply.text for reply in replies}) == 1


async def test_two_people_who_press_at_once_leave_a_row_each(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, _):
        await invited(w)
        people = ["huong", "giang", "nam", "loan"]
        presses = [(each, *offered(w.phone(each), "attendance:confirm")) for each in people]
        await asyncio.gather(
            *(
                h.arrives(each, {"kind": "press", "action": action, "pressed": shown.key}, each)
                for each, shown, action in presses
            )
        )
        await h.app.settle()
        found = await rows(h, "SELECT person_id FROM audit WHERE verb = 'answered' ORDER BY id")
        assert sorted(row[0] for row in found) == sorted(w.person_id(each) for each in people)
        answered = await value(h, "SELECT COUNT(*) FROM invitees WHERE answer = 'attending'")
        assert answered == 4


async def test_two_accounts_of_one_person_who_press_at_once_are_one_answer(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await invited(w)
        async with h.app.database.transaction() as tx:
            second = await accounts.known(tx, channel.name, "huong-2", h.clock.now())
            await accounts.link(tx, second.id, w.person_id("huong"), h.clock.now())
        shown, action = offered(w.phone("huong"), "attendance:confirm")
        press: dict[str, object] = {"kind": "press", "action": action, "pressed": shown.key}
        await asyncio.gather(h.arrives("huong", press, "a"), h.arrives("huong-2", press, "b"))
        await h.app.settle()
        assert await value(h, ANSWERED) == 1
        assert channel.screen("huong-2").log[-1].text == channel.screen("huong").log[-1].text


async def test_one_address_is_answered_in_the_order_it_wrote(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        for number in range(12):
            await h.arrives("lan", {"text": "/huy"}, f"k{number}")
        await h.app.settle()
        answered = [
            key for address, key in channel.attempts if address == "lan" and key.startswith("reply")
        ]
        numbers = [int(key.split(":")[1]) for key in answered]
        assert len(numbers) == 12
        assert numbers == sorted(numbers)
        done = await rows(h, "SELECT id FROM inbox WHERE done_at IS NOT NULL ORDER BY id")
        assert [row[0] for row in done] == numbers


async def test_a_file_that_hangs_holds_up_its_own_chat_only(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await drafted(w)
        await act(w.phone("lan"), "meeting:attach")
        (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 x")
        channel.fetching.clear()
        file = {"handle": "x.pdf", "name": "x.pdf", "media_type": "application/pdf", "size": 10}
        before = len(channel.screen("lan").log)
        await h.arrives("lan", {"files": [file]}, "file")
        await h.arrives("lan", {"text": "/huy"}, "behind")
        await h.arrives("huong", {"text": "/lichhop"}, "beside")
        await eventually(lambda: bool(channel.screen("huong").log))
        assert len(channel.screen("lan").log) == before
        channel.fetching.set()
        await h.app.settle()
        assert len(channel.screen("lan").log) == before + 2
        assert await value(h, "SELECT COUNT(*) FROM documents") == 1


async def test_a_chat_that_takes_no_message_holds_up_no_other(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        channel.hanging["lan"] = asyncio.Event()
        await h.arrives("lan", {"text": "/huy"}, "a")
        await h.arrives("huong", {"text": "/huy"}, "b")
        await eventually(lambda: bool(channel.screen("huong").log))
        assert not channel.screen("lan").log
        channel.hanging["lan"].set()
        await h.app.settle()
        assert len(channel.screen("lan").log) == 1


async def breaks(context: Context, arguments: Sequence[str]) -> None:
    """Write, speak, promise; then break, with what a member wrote in the error."""
    await context.record("half", "nothing:1", None)
    await context.ask("meeting.place")
    await context.tell(
        context.person.id,
        "meeting.approved",
        committee_id=None,
        subject="meeting:1",
        revision=1,
        step="half",
    )
    context.reply("conversation/left")
    raise ValueError(SECRET)


async def test_a_handler_that_breaks_changes_nothing_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await invited(w)
        replace_action(h, "attendance:confirm", breaks)
        with caplog.at_level(logging.INFO):
            [reply] = await act(w.phone("huong"), "attendance:confirm", key="k-broken")
        found = ERROR_ID.search(reply.text)
        assert found is not None
        assert reply.text == render("conversation/failed", error_id=found[0])
        [row] = await rows(h, "SELECT failed_at, error_id FROM inbox WHERE event_key = 'k-broken'")
        assert row[0] is not None
        assert row[1] == found[0]
        for sql in (
            "SELECT COUNT(*) FROM audit WHERE verb = 'half'",
            "SELECT COUNT(*) FROM dialogues",
            "SELECT COUNT(*) FROM deliveries WHERE step = 'half'",
            "SELECT COUNT(*) FROM invitees WHERE answer IS NOT NULL",
        ):
            assert await value(h, sql) == 0, sql
        logged = [record for record in caplog.records if found[0] in record.getMessage()]
        assert len(logged) == 1
        assert "ValueError" in caplog.text
        assert "test_dispatch.py" in caplog.text
        for secret in (SECRET, "Nguyễn", "0900000001", "attendance:confirm", "Hương"):
            assert secret not in caplog.text
        # The same chat goes on.
        assert await w.phone("huong").types("/lichhop")
        assert channel.screen("huong").log[-1].text != reply.text


async def test_a_refusal_changes_nothing_and_leaves_no_fault(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as (h, w, _):
        await invited(w)

        async def writes_and_refuses(context: Context, arguments: Sequence[str]) -> None:
            await context.record("half", "nothing:1", None)
            raise refuse(Reason.TOO_LATE)

        replace_action(h, "attendance:confirm", writes_and_refuses)
        [reply] = await act(w.phone("huong"), "attendance:confirm")
        assert reply.text == render("refusal/too_late", citations=())
        assert await value(h, "SELECT COUNT(*) FROM audit WHERE verb = 'half'") == 0
        assert await value(h, "SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL") == 0


async def test_a_body_that_cannot_be_read_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_ward(tmp_path) as (h, _w, channel):
        with caplog.at_level(logging.INFO):
            await h.arrives("lan", {"kind": SECRET}, "poison")
            await h.arrives("lan", {"text": "/huy"}, "next")
            await h.app.settle()
        assert len(channel.screen("lan").log) == 1
        [row] = await rows(
            h, "SELECT set_aside_at, done_at, error_id FROM inbox WHERE event_key = 'poison'"
        )
        assert row[0] is not None
        assert row[1] is None
        assert row[2] in caplog.text
        assert SECRET not in caplog.text
        # It is not taken up again.
        assert await h.app.dispatch.recover() == 0


async def test_what_a_start_finds_undone_is_answered_and_the_third_time_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    channel: MemoryChannel | None = None
    handle = Dispatch._handle

    async def dies(self: Dispatch, row: Any, behind: Any) -> None:
        if row.event_key == "poison":
            raise MemoryError(SECRET)
        await handle(self, row, behind)

    monkeypatch.setattr(Dispatch, "_handle", dies)
    async with house(tmp_path, MONDAY) as h:
        await ward(h)
        channel = h.channel
        await h.arrives("lan", {"text": "/huy"}, "poison")
        await h.arrives("lan", {"text": "/huy"}, "behind")
        await h.app.settle()
        assert len(channel.screen("lan").log) == 1, "what came behind was answered"
    for start in range(1, MAX_ATTEMPTS + 1):
        async with house(tmp_path, MONDAY, channel) as h:
            await h.app.settle()
            [row] = await rows(
                h, "SELECT attempts, set_aside_at FROM inbox WHERE event_key = 'poison'"
            )
            assert row[0] == start
            assert (row[1] is not None) == (start == MAX_ATTEMPTS)
    assert len(channel.screen("lan").log) == 2
    said = channel.screen("lan").log[-1]
    found = ERROR_ID.search(said.text)
    assert found is not None
    assert found[0] in caplog.text
    assert SECRET not in caplog.text
    async with house(tmp_path, MONDAY, channel) as h:
        await h.app.settle()
        assert await h.app.dispatch.recover() == 0
    assert len(channel.screen("lan").log) == 2


async def test_a_toast_that_fails_is_no_fault(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await invited(w)
        channel.press_fault = ConnectionError("gone")
        await act(w.phone("huong"), "attendance:confirm")
        await act(w.phone("huong"), "attendance:change")
        assert await value(h, "SELECT COUNT(*) FROM inbox WHERE done_at IS NULL") == 0
        assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("parts", [{"in_group": True}, {"kind": "edited"}])
async def test_a_file_is_fetched_only_where_it_is_waited_for(
    tmp_path: Path, parts: dict[str, Any]
) -> None:
    async with open_ward(tmp_path) as (h, w, channel):
        await drafted(w)
        await act(w.phone("lan"), "meeting:attach")
        channel.fetching.clear()
        file = {"handle": "x.pdf", "name": "x.pdf", "media_type": "a/b", "size": 10}
        await h.arrives("lan", {"files": [file], **parts}, "file")
        await asyncio.wait_for(h.app.settle(), 5)
        assert await value(h, "SELECT COUNT(*) FROM files") == 0


@pytest.mark.parametrize(
    ("content", "name", "template"),
    [
        (b"x" * 200, "x.pdf", "files/too_large"),
        (b"", "x.pdf", "files/empty"),
        (None, "x.pdf", "files/not_fetched"),
        (b"x" * 50, "x.exe", "files/wrong_kind"),
        (b"x" * 50, "MẬT x.pdf", "files/secret"),
    ],
)
async def test_a_file_is_not_what_it_says_of_itself(
    tmp_path: Path,
    content: bytes | None,
    name: str,
    template: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_ward(tmp_path) as (h, w, _):
        await drafted(w)
        await act(w.phone("lan"), "meeting:attach")
        rule = h.app.registry.dialogues["meeting.attach"].files
        assert rule is not None
        small = type(rule)(rule.suffixes, max_bytes=100)
        known = h.app.registry.dialogues["meeting.attach"]
        cast(dict[str, Any], h.app.registry.dialogues)["meeting.attach"] = type(known)(
            known.handler, small
        )
        if content is not None:
            (tmp_path / "handle").write_bytes(content)
        file = {"handle": "handle", "name": name, "media_type": "a/b", "size": 50}
        await h.arrives("lan", {"files": [file]}, "file")
        await h.app.settle()
        assert w.phone("lan").last.text == render(template)
        assert await value(h, "SELECT COUNT(*) FROM documents") == 0
        assert await value(h, "SELECT COUNT(*) FROM audit WHERE verb = 'file_refused'") == (
            0 if content is None else 1
        )
