"""The browser channel over real HTTP, with a real database behind it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, FormData, web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels import web_body, web_upload
from bot.channels.base import Channel, Raw, UnreadableError
from bot.channels.web import WebChannel
from bot.files import FileStore
from committee.calendar import ZONE
from handlers.conversation import (
    MAX_FILE_BYTES,
    Action,
    EventKind,
    IncomingFile,
    Outgoing,
    StoredFile,
)
from storage import inbox
from storage.database import Database
from storage.migrate import migrate
from storage.moments import from_ms, to_ms

pytestmark = pytest.mark.channel

START = from_ms(1_795_000_000_000).astimezone(ZONE)


@dataclass
class Desk:
    """A started channel, a browser, and what it handed on."""

    database: Database
    channel: WebChannel
    client: "TestClient[web.Request, web.Application]"
    files: FileStore
    folder: Path
    received: list[Raw] = field(default_factory=list)
    minutes: int = 0

    async def receive(self, channel: Channel, raws: Sequence[Raw]) -> tuple[int | None, ...]:
        return tuple([await self._store(channel, raw) for raw in raws])

    async def _store(self, channel: Channel, raw: Raw) -> int | None:
        """As dispatch does it: stored before it is confirmed."""
        self.minutes += 1
        now = START + timedelta(minutes=self.minutes)
        async with self.database.transaction() as tx:
            row = await inbox.store(tx, channel.name, raw.key, raw.address, raw.body, now)
        if row is not None:
            self.received.append(raw)
        return row

    async def sent(
        self, address: str, key: str, outgoing: Outgoing, *, edits: str = "", sent: bool = True
    ) -> None:
        """A message as the outbox leaves it behind."""
        self.minutes += 1
        now = to_ms(START + timedelta(minutes=self.minutes))
        async with self.database.transaction() as tx:
            await tx.execute(
                "INSERT INTO accounts (channel, address, first_seen_at) VALUES ('web', :a, 0)"
                " ON CONFLICT (channel, address) DO NOTHING",
                a=address,
            )
            await tx.execute(
                "INSERT INTO sends (account_id, key, content, edits, rank, attempts,"
                " next_attempt_at, created_at, sent_at, reference)"
                " SELECT id, :key, :content, (SELECT id FROM sends WHERE key = :edits), 0, 1, 0,"
                " :now, :sent, :reference FROM accounts WHERE channel = 'web' AND address = :a",
                a=address,
                key=key,
                content=outgoing.to_json(),
                edits=edits,
                now=now,
                sent=now if sent else None,
                reference=(edits or key) if sent else None,
            )

    async def post(self, path: str, data: Any) -> ClientResponse:
        return await self.client.post(path, json=data)

    async def say(self, address: str, key: str, text: str) -> ClientResponse:
        return await self.post(f"/phones/{address}/text", {"key": key, "text": text})

    async def messages(self, address: str) -> list[dict[str, Any]]:
        response = await self.client.get(f"/phones/{address}/messages")
        assert response.status == 200
        found: list[dict[str, Any]] = (await response.json())["messages"]
        return found

    async def texts(self, address: str) -> list[str]:
        return [message["text"] for message in await self.messages(address)]

    def uploads(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "uploads").iterdir())


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    database = await Database.open(tmp_path / "bcd.sqlite3")
    await migrate(database)
    files = FileStore(tmp_path / "files")
    channel = WebChannel(database, files, tmp_path / "uploads", heartbeat=0.05)
    app = web.Application()
    app.add_routes(channel.routes())
    async with TestClient(TestServer(app)) as client:
        made = Desk(database, channel, client, files, tmp_path)
        channel.start(made.receive)
        yield made
        channel.stop()
    await database.close()


def form(key: str, *files: tuple[str, bytes], text: str = "") -> FormData:
    data = FormData(quote_fields=False)  # as browsers do
    data.add_field("key", key)
    data.add_field("text", text)
    for name, content in files:
        data.add_field("files", BytesIO(content), filename=name, content_type="application/pdf")
    return data


def event_of(desk: Desk, number: int = -1) -> Any:
    raw = desk.received[number]
    return desk.channel.parse(raw.body, raw.key, raw.address)


async def test_a_text_becomes_an_event(desk: Desk) -> None:
    response = await desk.say("an", "k1", "Tôi sẽ dự")
    assert response.status == 201
    event = event_of(desk)
    assert (event.channel, event.address, event.key) == ("web", "an", "an:k1")
    assert (event.kind, event.text) == (EventKind.MESSAGE, "Tôi sẽ dự")


async def test_the_same_post_twice_is_one_event(desk: Desk) -> None:
    statuses = [(await desk.say("an", "k1", "một lần")).status for _ in range(2)]
    assert statuses == [201, 200]
    assert len(desk.received) == 1


async def test_keys_of_two_phones_do_not_meet(desk: Desk) -> None:
    assert (await desk.say("an", "k1", "An nói")).status == 201
    assert (await desk.say("binh", "k1", "Bình nói")).status == 201
    assert await desk.texts("an") == ["An nói"]
    assert await desk.texts("binh") == ["Bình nói"]


async def test_a_press_names_its_action_and_message(desk: Desk) -> None:
    data = {"key": "k1", "action": "attendance:confirm:42", "pressed": "m1", "label": "Sẽ dự"}
    assert (await desk.post("/phones/an/press", data)).status == 201
    event = event_of(desk)
    assert event.kind is EventKind.PRESS
    assert (event.action, event.pressed, event.text) == ("attendance:confirm:42", "m1", "")
    [message] = await desk.messages("an")
    assert (message["press"], message["text"]) == (True, "Sẽ dự")


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("", ""),
        ("a\x00b", "ab"),
        ("a\ud800b\udfff", "ab"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("😀", "😀"),
        ("\u202eđảo", "đảo"),
        ("x" * 4095, "x" * 4095),
        ("x" * 4096, "x" * 4096),
        ("x" * 4097, "x" * 4096),
        ("x" * 10_000, "x" * 4096),
        ("<script>{{ 7*7 }}'; DROP TABLE inbox;--", "<script>{{ 7*7 }}'; DROP TABLE inbox;--"),
    ],
)
async def test_hostile_text_is_heard_as_text(desk: Desk, typed: str, heard: str) -> None:
    assert (await desk.say("an", "k1", typed)).status == 201
    assert event_of(desk).text == heard
    assert await desk.texts("an") == [heard]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/phones/an/text", {"text": "không có khóa"}),
        ("/phones/an/text", {"key": "", "text": "x"}),
        ("/phones/an/text", {"key": "k" * 65, "text": "x"}),
        ("/phones/an/text", {"key": "a:b", "text": "x"}),
        ("/phones/an/text", {"key": "k\n", "text": "x"}),
        ("/phones/an/text", {"key": 5, "text": "x"}),
        ("/phones/an/text", {"key": "k1", "text": ["x"]}),
        ("/phones/an/text", ["k1", "x"]),
        ("/phones/an/text", None),
        ("/phones/an/press", {"key": "k1", "action": "x" * 65, "pressed": "m"}),
        ("/phones/an/press", {"key": "k1", "action": "ế" * 22, "pressed": "m"}),
        ("/phones/an/press", {"key": "k1", "action": "a\ud800", "pressed": "m"}),
        ("/phones/an/press", {"key": "k1", "action": {"a": 1}, "pressed": "m"}),
        ("/phones/an/press", {"key": "k1", "action": "a:b", "pressed": "m" * 201}),
        ("/phones/a%20n/text", {"key": "k1", "text": "x"}),
        ("/phones/..%2Fan/text", {"key": "k1", "text": "x"}),
        (f"/phones/{'a' * 65}/text", {"key": "k1", "text": "x"}),
    ],
)
async def test_what_the_page_never_sends_is_refused(desk: Desk, path: str, data: object) -> None:
    response = await desk.post(path, data)
    assert response.status == 400
    assert set(await response.json()) == {"error"}
    assert desk.received == []


async def test_the_longest_key_and_action_are_taken(desk: Desk) -> None:
    data = {"key": "k" * 64, "action": "x" * 64, "pressed": "m" * 200}
    assert (await desk.post("/phones/an/press", data)).status == 201


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"key": ' + b"9" * 10_000 + b"}"]
)
async def test_what_is_no_json_is_refused(desk: Desk, body: bytes) -> None:
    response = await desk.client.post("/phones/an/text", data=body)
    assert response.status == 400
    assert await response.json() == {"error": "json"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"{" * 100_000,
        b'{"kind": "shout"}',
        b'{"kind": "message", "text": 5}',
        b'{"kind": "press", "action": null}',
        b'{"kind": "message", "files": {}}',
        b'{"kind": "message", "files": ["x"]}',
        b'{"kind": "message", "files": [{"handle": "h", "name": "n", "size": -1}]}',
        b'{"kind": "message", "files": [{"handle": "h", "name": "n", "size": true}]}',
        b'{"kind": "message", "files": [{"handle": 1, "name": "n", "size": 1}]}',
    ],
)
async def test_a_body_of_wrong_types_is_unreadable(desk: Desk, body: bytes) -> None:
    with pytest.raises(UnreadableError):
        desk.channel.parse(body, "an:k", "an")


async def test_an_unreadable_row_does_not_spoil_the_history(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        await inbox.store(tx, "web", "an:k0", "an", b"\x00", START)
    await desk.say("an", "k1", "còn đọc được")
    assert await desk.texts("an") == ["còn đọc được"]


async def test_combining_marks_without_end_are_cheap() -> None:
    body = web_body.build(EventKind.MESSAGE, text="a" + "\u0302\u0323" * 40_000)
    started = time.process_time()
    assert len(web_body.parse(body, "k", "an").text) == 4096
    assert time.process_time() - started < 1


async def test_the_history_is_both_sides_in_order_of_time(desk: Desk) -> None:
    await desk.say("an", "k1", "một")
    await desk.sent("an", "r1", Outgoing("<b>hai</b>", (Action("a:b", "Sẽ dự"),)))
    await desk.say("an", "k2", "ba")
    await desk.sent("an", "r2", Outgoing("chưa gửi"), sent=False)
    await desk.sent("binh", "r3", Outgoing("của người khác"))
    messages = await desk.messages("an")
    assert [(m["id"], m["mine"], m["text"]) for m in messages] == [
        ("k1", True, "một"),
        ("r1", False, "<b>hai</b>"),
        ("k2", True, "ba"),
    ]
    assert messages[1]["actions"] == [{"id": "a:b", "label": "Sẽ dự"}]
    assert [m["at"] for m in messages] == sorted(m["at"] for m in messages)


async def test_edits_are_folded_into_the_message_they_edit(desk: Desk) -> None:
    await desk.sent("an", "r1", Outgoing("cũ"))
    await desk.sent("an", "r2", Outgoing("tin sau"))
    await desk.sent("an", "e1", Outgoing("mới"), edits="r1")
    await desk.sent("an", "e2", Outgoing("mới nhất"), edits="r1")
    await desk.sent("an", "e3", Outgoing("chưa gửi"), edits="r1", sent=False)
    messages = await desk.messages("an")
    assert [(m["id"], m["text"]) for m in messages] == [("r1", "mới nhất"), ("r2", "tin sau")]


async def test_forgotten_contents_are_left_out(desk: Desk) -> None:
    await desk.sent("an", "r1", Outgoing("sẽ quên"))
    await desk.sent("an", "r2", Outgoing("còn"))
    async with desk.database.transaction() as tx:
        await tx.execute("UPDATE sends SET content = '' WHERE key = 'r1'")
    assert await desk.texts("an") == ["còn"]


async def test_several_files_are_one_event(desk: Desk) -> None:
    data = form("k1", ("Ý kiến.pdf", b"%PDF"), ("../../b.txt", b"hai"), text="gửi tệp")
    assert (await desk.client.post("/phones/an/files", data=data)).status == 201
    [raw] = desk.received
    event = desk.channel.parse(raw.body, raw.key, raw.address)
    assert event.text == "gửi tệp"
    assert [(f.name, f.size) for f in event.files] == [("Ý kiến.pdf", 4), ("b.txt", 3)]
    assert desk.uploads() == sorted(file.handle for file in event.files)


async def test_files_posted_twice_are_kept_once(desk: Desk) -> None:
    for status in (201, 200):
        data = form("k1", ("a.pdf", b"%PDF"))
        assert (await desk.client.post("/phones/an/files", data=data)).status == status
    [file] = event_of(desk).files
    assert desk.uploads() == [file.handle]


@pytest.mark.parametrize(("over", "kept"), [(-1, True), (0, True), (1, False)])
async def test_a_file_over_the_limit_is_told_and_not_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, over: int, kept: bool
) -> None:
    monkeypatch.setattr(web_upload, "MAX_FILE_BYTES", 700_000)
    data = form("k1", ("to.pdf", b"x" * (700_000 + over)))
    assert (await desk.client.post("/phones/an/files", data=data)).status == 201
    [file] = event_of(desk).files
    assert file.size == 700_000 + over
    assert (bool(file.handle), bool(desk.uploads())) == (kept, kept)
    [message] = await desk.messages("an")
    assert message["files"] == [{"name": "to.pdf", "size": file.size, "kept": kept}]


async def test_25_megabytes_are_answered(desk: Desk) -> None:
    data = form("k1", ("to.pdf", b"x" * 25 * 1024 * 1024))
    assert (await desk.client.post("/phones/an/files", data=data)).status == 201
    assert event_of(desk).files[0].size > MAX_FILE_BYTES
    assert desk.uploads() == []


@pytest.mark.parametrize(
    "data",
    [
        form("k1"),
        form("k 1", ("a.pdf", b"x")),
        form("", ("a.pdf", b"x")),
        form("k1", *[(f"{n}.pdf", b"x") for n in range(11)]),
        b"no form",
    ],
)
async def test_a_wrong_form_leaves_no_file_behind(desk: Desk, data: Any) -> None:
    response = await desk.client.post("/phones/an/files", data=data)
    assert response.status == 400
    assert set(await response.json()) == {"error"}
    assert (desk.uploads(), desk.received) == ([], [])


@pytest.mark.parametrize(
    "body",
    [b"--b\r\n\r\n", b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx'],
)
async def test_a_torn_form_leaves_no_file_behind(desk: Desk, body: bytes) -> None:
    response = await desk.client.post(
        "/phones/an/files", data=body, headers={"Content-Type": "multipart/form-data; boundary=b"}
    )
    assert response.status == 400
    assert (desk.uploads(), desk.received) == ([], [])


async def test_files_are_served_as_attachments_only(desk: Desk) -> None:
    data = form("k1", ("trang.html", b"<script>alert(1)</script>"))
    await desk.client.post("/phones/an/files", data=data)
    source = desk.folder / "giay-moi"
    source.write_bytes(b"%PDF-1.7")
    sha256, size = await desk.files.take(source)
    stored = StoredFile(sha256, "Giấy mời.pdf", "text/html", size)
    await desk.sent("an", "r:1", Outgoing("Tài liệu", files=(stored,)))
    for key, name, content in (
        ("k1", "trang.html", b"<script>alert(1)</script>"),
        ("r:1", "Gi%E1%BA%A5y%20m%E1%BB%9Di.pdf", b"%PDF-1.7"),
    ):
        response = await desk.client.get(f"/phones/an/files/{key}/0")
        assert response.status == 200
        assert await response.read() == content
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/phones/binh/files/k1/0",
        "/phones/an/files/k1/1",
        "/phones/an/files/k1/-1",
        "/phones/an/files/k1/x",
        "/phones/an/files/k2/0",
        "/phones/an/files/..%2F..%2Fbcd.sqlite3/0",
        "/phones/an/files/k1/..%2F..%2Fbcd.sqlite3",
    ],
)
async def test_nobody_reaches_another_file(desk: Desk, path: str) -> None:
    await desk.client.post("/phones/an/files", data=form("k1", ("a.pdf", b"%PDF")))
    assert (await desk.client.get("/phones/an/files/k1/0")).status == 200
    assert (await desk.client.get(path)).status == 404


async def test_fetch_hands_over_an_upload_again_and_again(desk: Desk) -> None:
    await desk.client.post("/phones/an/files", data=form("k1", ("a.pdf", b"%PDF")))
    [file] = event_of(desk).files
    target = desk.folder / "waiting" / "1"
    for _ in range(2):
        await desk.channel.fetch(file, target)
        assert target.read_bytes() == b"%PDF"
    await desk.files.take(target)
    assert (await desk.client.get("/phones/an/files/k1/0")).status == 200


@pytest.mark.parametrize(
    "handle", ["../bcd.sqlite3", "/etc/hostname", "..", ".", "", "a/b", "link", "x" * 101]
)
async def test_fetch_stays_inside_the_uploads(desk: Desk, handle: str) -> None:
    (desk.folder / "uploads" / "link").symlink_to(desk.folder / "bcd.sqlite3")
    target = desk.folder / "target"
    with pytest.raises(ValueError, match="not an upload"):
        await desk.channel.fetch(IncomingFile(handle, "n", "a/b", 1), target)
    assert not target.exists()


async def test_fetching_what_is_gone_says_so(desk: Desk) -> None:
    with pytest.raises(FileNotFoundError):
        await desk.channel.fetch(IncomingFile("0" * 32, "n", "a/b", 1), desk.folder / "target")


async def news(response: ClientResponse) -> dict[str, Any]:
    """The next event of a stream."""
    while True:
        line = await asyncio.wait_for(response.content.readline(), 5)
        assert line, "the stream ended"
        if line.startswith(b"data: "):
            found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return found


async def test_every_open_page_hears_what_is_sent(desk: Desk) -> None:
    pages = [await desk.client.get("/stream") for _ in range(2)]
    assert pages[0].headers["Content-Type"].startswith("text/event-stream")
    outgoing = Outgoing("Kính mời\nđồng chí", (Action("a:1", "Sẽ dự"),))
    assert await desk.channel.send("an", "s1", outgoing, None) == "s1"
    assert await desk.channel.send("an", "s2", Outgoing("Đã ghi nhận"), "s1") == "s1"
    for page in pages:
        first, second = await news(page), await news(page)
        assert (first["type"], first["address"], first["edit"]) == ("message", "an", False)
        assert first["message"]["text"] == "Kính mời\nđồng chí"
        assert first["message"]["actions"] == [{"id": "a:1", "label": "Sẽ dự"}]
        assert (second["message"]["id"], second["edit"]) == ("s1", True)


async def test_a_message_looks_alike_from_the_stream_and_from_the_history(desk: Desk) -> None:
    outgoing = Outgoing("x", (Action("a:1", "Sẽ dự"),), (StoredFile("0" * 64, "n", "a/b", 1),))
    page = await desk.client.get("/stream")
    await desk.channel.send("an", "s1", outgoing, None)
    await desk.sent("an", "s1", outgoing)
    [kept] = await desk.messages("an")
    del kept["at"]
    assert (await news(page))["message"] == kept


async def test_other_pages_hear_that_a_phone_spoke_and_of_a_toast(desk: Desk) -> None:
    page = await desk.client.get("/stream")
    await desk.post("/phones/an/press", {"key": "k1", "action": "a:b", "pressed": "m"})
    assert await news(page) == {"type": "said", "address": "an"}
    await desk.channel.answer_press(event_of(desk), "")
    await desk.channel.answer_press(event_of(desk), "Đã ghi nhận")
    assert await news(page) == {"type": "toast", "address": "an", "text": "Đã ghi nhận"}


async def test_the_stream_beats_and_ends_with_the_channel(desk: Desk) -> None:
    page = await desk.client.get("/stream")
    lines = [await asyncio.wait_for(page.content.readline(), 5) for _ in range(3)]
    assert lines[2] == b": still here\n"
    desk.channel.stop()
    await asyncio.wait_for(page.content.read(), 5)


async def test_a_channel_that_is_not_started_takes_nothing(desk: Desk) -> None:
    desk.channel.stop()
    assert (await desk.say("an", "k1", "x")).status == 503
    assert desk.received == []


async def test_a_post_that_fails_inside_shows_nothing_of_it(desk: Desk) -> None:
    async def broken(channel: Channel, raws: Sequence[Raw]) -> tuple[int | None, ...]:
        raise RuntimeError("secret place")

    desk.channel.start(broken)
    response = await desk.say("an", "k1", "x")
    assert response.status == 500
    assert "secret" not in await response.text()
