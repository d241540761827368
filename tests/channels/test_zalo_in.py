"""Zalo's updates, wrapped and flat, as the events that they stand for."""

import json
from typing import Any

import pytest

from bot.channels.base import UnreadableError
from bot.channels.zalo_in import chat_of, is_group, is_update, parse, raw_of
from handlers.conversation import Event, EventKind

pytestmark = pytest.mark.channel

BOT = "3820000000000000001"


def update(
    event: str = "message.text.received", chat_type: str = "PRIVATE", **content: Any
) -> dict[str, Any]:
    message = {
        "from": {"id": "6ede9afa66b88fe6d6a9", "display_name": "Lan", "is_bot": False},
        "chat": {"id": "6ede9afa66b88fe6d6a9", "chat_type": chat_type},
        "message_id": "2d758cb5e222177a4e35",
        "date": 1750316131602,
        **content,
    }
    return {"event_name": event, "message": message}


def event_of(body: dict[str, Any]) -> Event:
    raw = raw_of(body, BOT)
    return parse(raw.body, raw.key, raw.address)


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_text_is_read_with_and_without_its_envelope(wrapped: bool) -> None:
    body = update(text="Xin chào")
    body = {"ok": True, "result": body} if wrapped else body
    assert is_update(body)
    event = event_of(body)
    assert (event.kind, event.text, event.channel) == (EventKind.MESSAGE, "Xin chào", "zalo")
    assert event.address == f"{BOT}:6ede9afa66b88fe6d6a9"
    assert event.key == f"{BOT}:2d758cb5e222177a4e35"


def test_the_same_message_of_two_bots_is_two_events() -> None:
    assert raw_of(update(text="a"), "1").key != raw_of(update(text="a"), "2").key
    assert raw_of(update(text="a"), "1").address != raw_of(update(text="a"), "2").address


def test_what_has_no_number_is_known_by_its_content() -> None:
    nameless = update(text="a", message_id=None)
    assert raw_of(nameless, BOT).key == raw_of(nameless, BOT).key
    assert raw_of(nameless, BOT).key != raw_of(update(text="b", message_id=None), BOT).key


@pytest.mark.parametrize("name", ["photo", "photo_url"])
def test_a_picture_is_a_file_to_fetch(name: str) -> None:
    url = "https://photo.zdn.vn/a.jpg"
    event = event_of(update("message.image.received", caption="biên bản", **{name: url}))
    [file] = event.files
    assert (file.handle, file.media_type, event.text) == (url, "image/jpeg", "biên bản")
    assert file.name.endswith(".jpg")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("message.sticker.received", EventKind.UNSUPPORTED),
        ("message.voice.received", EventKind.UNSUPPORTED),
        ("message.unsupported.received", EventKind.UNSUPPORTED),
        ("message.image.received", EventKind.UNSUPPORTED),  # without any picture
        ("message.reaction.received", EventKind.OVERHEARD),  # not known yet
    ],
)
def test_what_is_no_text(name: str, kind: EventKind) -> None:
    assert event_of(update(name)).kind is kind


def test_a_bot_is_not_answered() -> None:
    body = update(text="a")
    body["message"]["from"] = {"id": "1", "is_bot": True}
    assert event_of(body).kind is EventKind.OVERHEARD


def test_a_group_is_told_by_its_address() -> None:
    event = event_of(update(chat_type="GROUP", text="a"))
    assert event.in_group
    assert is_group(event.address)
    assert chat_of(event.address) == (BOT, "6ede9afa66b88fe6d6a9")
    assert not is_group(f"{BOT}:group")  # somebody whose id is that word


@pytest.mark.parametrize(
    "body",
    [
        {"event_name": "message.text.received"},
        {"event_name": 7, "message": {}},
        {"message": {}},
        {"ok": True, "result": []},
        {"result": {"event_name": "message.text.received", "message": "x"}},
    ],
)
def test_what_is_no_update_is_not_stored(body: dict[str, Any]) -> None:
    assert not is_update(body)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"\xff", b'{"message": {}}', b'{"event_name": "x", "message": []}']
)
def test_what_cannot_be_read_is_said_so(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        parse(body, f"{BOT}:1", f"{BOT}:2")


def test_without_a_chat_nobody_can_be_answered() -> None:
    body = update(text="a", chat={"id": None})
    assert raw_of(body, BOT).address == ""
    with pytest.raises(UnreadableError):
        parse(json.dumps(body).encode(), f"{BOT}:1", "")
