"""What waits behind an event: the rest of its album, and what a stop leaves for the next start."""

from collections import deque
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.albums import MOST_PIECES, whole
from bot.channels.base import Raw
from bot.dispatch import MAX_ATTEMPTS
from bot.lanes import Lanes
from handlers.conversation import Event, EventKind, IncomingFile
from storage.inbox import Arrived
from tests.bot.played import MONDAY, rows
from tests.chat import house

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def piece(name: str, album: str = "g", kind: EventKind = EventKind.MESSAGE) -> Event:
    file = IncomingFile(name, f"{name}.pdf", "application/pdf", 1)
    return Event(name, "x", "a", NOW, kind, album=album, files=(file,))


def row(name: str) -> Arrived:
    return Arrived(1, "x", name, "a", b"", NOW, 0)


@pytest.mark.parametrize(
    ("behind", "taken", "left"),
    [
        ("", "", ""),
        ("b", "b", ""),
        ("bcd", "bcd", ""),
        ("bZc", "b", "Zc"),  # another album in between
        ("!b", "", "!b"),  # one that cannot be read
        ("bE", "b", "E"),  # an edit of it
        ("bcdefghij", "bcdefghij", ""),
        ("bcdefghijk", "bcdefghij", "k"),  # more than an album holds
    ],
)
async def test_an_album_ends_where_something_else_begins(
    behind: str, taken: str, left: str
) -> None:
    def read(found: Arrived) -> Event | None:
        name = found.event_key
        if name == "!":
            return None
        kind = EventKind.EDITED if name == "E" else EventKind.MESSAGE
        return piece(name, "other" if name == "Z" else "g", kind)

    queue = deque(row(name) for name in behind)
    heard = await whole(piece("a"), queue, read, quiet=0.0)
    assert [file.handle for file in heard.event.files] == ["a", *taken]
    assert [each.event_key for each in heard.rest] == list(taken)
    assert [each.event_key for each in queue] == list(left)
    assert len(heard.rest) < MOST_PIECES


async def test_what_is_no_album_waits_for_nothing() -> None:
    queue = deque([row("b")])
    heard = await whole(piece("a", ""), queue, lambda found: piece("b", ""), quiet=60)
    assert heard.rest == ()
    assert len(queue) == 1


async def test_only_what_was_under_way_counts_an_attempt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lanes, "put", lambda self, row: None)
    async with house(tmp_path, MONDAY) as h:
        raws = [Raw(key, key[0], b'{"text": "/huy"}') for key in ("a1", "a2", "b1", "a3")]
        await h.app.receive(h.channel, raws)
        for _ in range(MAX_ATTEMPTS):
            await h.app.dispatch.recover()
        found = await rows(
            h, "SELECT event_key, attempts, set_aside_at IS NOT NULL FROM inbox ORDER BY id"
        )
    assert found == [
        *(("a1", MAX_ATTEMPTS, 1), ("a2", 0, 0), ("b1", MAX_ATTEMPTS, 1)),
        ("a3", 0, 0),
    ]


async def test_a_stop_finishes_one_event_and_leaves_the_rest_to_the_next_start(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        channel = h.channel
        await h.app.receive(channel, [Raw(f"k{n}", "a", b'{"text": "/huy"}') for n in range(5)])
        await h.app.dispatch.stop()
        done = await rows(h, "SELECT COUNT(done_at) FROM inbox")
        assert done[0][0] < 5
    async with house(tmp_path, MONDAY, channel) as h:
        await h.app.settle()
        assert await rows(h, "SELECT COUNT(done_at), COUNT(set_aside_at) FROM inbox") == [(5, 0)]
    assert len(channel.screen("a").log) == 5
