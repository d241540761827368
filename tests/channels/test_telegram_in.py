"""Telegram's updates and the events that they stand for."""

import json
from typing import Any

import pytest

from bot.channels.base import UnreadableError
from bot.channels.telegram_in import Me, number_of, parse, raw_of
from handlers.conversation import Event, EventKind, IncomingFile

ME = Me(7, "tro_ly_bot")
AN, GROUP = 5, -1001
PEOPLE = {"id": AN, "is_bot": False, "first_name": "An"}
BOT = {"id": 7, "is_bot": True, "first_name": "Trợ lý", "username": "tro_ly_bot"}


def message(chat: int = AN, **body: Any) -> dict[str, Any]:
    kind = "private" if chat > 0 else "supergroup"
    about = {"id": chat, "type": kind}
    return {"message_id": 3, "date": 0, "chat": about, "from": PEOPLE, **body}


def press(chat: int = AN) -> bytes:
    shown = {**message(chat, text="x"), "from": BOT}
    query = {"id": "q9", "from": PEOPLE, "chat_instance": "1", "data": "a:1", "message": shown}
    return json.dumps({"update_id": 1, "callback_query": query}).encode()


def event(kind: str = "message", chat: int = AN, me: Me = ME, **body: Any) -> Event:
    update = {"update_id": 1, kind: message(chat, **body)}
    raw = raw_of(update, me.id)
    assert raw.address == str(chat)
    return parse(raw.body, raw.key, raw.address, me)


def test_a_text_and_its_key() -> None:
    got = event(text="xin chào")
    assert (got.kind, got.text, got.in_group) == (EventKind.MESSAGE, "xin chào", False)
    assert (got.key, got.address, got.channel) == ("7:1", "5", "telegram")


def test_a_press() -> None:
    got = parse(press(), "k", "5", ME)
    assert (got.kind, got.action, got.pressed, got.press_id) == (EventKind.PRESS, "a:1", "3", "q9")


FILE = {"file_id": "f1", "file_unique_id": "u"}
FILES: dict[str, tuple[dict[str, Any], IncomingFile]] = {
    "a document": (
        {"document": {**FILE, "file_name": "a.pdf", "mime_type": "x/y", "file_size": 9}},
        IncomingFile("f1", "a.pdf", "x/y", 9),
    ),
    "a document that says nothing of itself": (
        {"document": FILE},
        IncomingFile("f1", "file-3", "application/octet-stream", 1),
    ),
    "an empty document": (
        {"document": {**FILE, "file_name": "a.pdf", "file_size": 0}},
        IncomingFile("f1", "a.pdf", "application/octet-stream", 0),
    ),
    "the largest photo": (
        {
            "photo": [
                {**FILE, "file_id": "big", "width": 800, "height": 600, "file_size": 99},
                {**FILE, "width": 80, "height": 60},
            ]
        },
        IncomingFile("big", "photo-3.jpg", "image/jpeg", 99),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_files(name: str) -> None:
    body, file = FILES[name]
    got = event(**body, caption="kèm", media_group_id="g1")
    assert (got.files, got.text, got.album) == ((file,), "kèm", "g1")


UNSUPPORTED: dict[str, dict[str, Any]] = {
    "voice": {"voice": {**FILE, "duration": 1}},
    "video": {"video": {**FILE, "duration": 1, "width": 1, "height": 1}, "caption": "x"},
    "location": {"location": {"longitude": 1.0, "latitude": 1.0}},
    "animation": {
        "animation": {**FILE, "duration": 1, "width": 1, "height": 1},
        "document": FILE,
    },
    "dice": {"dice": {"emoji": "x", "value": 1}},
    "somebody's contact": {
        "contact": {"phone_number": "84912345678", "first_name": "x", "user_id": 6}
    },
    "a contact of nobody": {"contact": {"phone_number": "84912345678", "first_name": "x"}},
    "no number": {"contact": {"phone_number": "12", "first_name": "x", "user_id": AN}},
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_what_is_not_supported(name: str) -> None:
    got = event(**UNSUPPORTED[name])
    assert (got.kind, got.phone, got.files) == (EventKind.UNSUPPORTED, "", ())


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        *(("84912345678", "+84912345678"), ("+84912345678", "+84912345678")),
        *(("0912345678", "+84912345678"), ("+84 912 345 678", "+84912345678")),
        ("4915112345678", "+4915112345678"),
    ],
)
def test_the_own_number(written: str, phone: str) -> None:
    contact = {"phone_number": written, "first_name": "x", "user_id": AN}
    got = event(contact=contact)
    assert (got.kind, got.phone) == (EventKind.MESSAGE, phone)
    assert event(contact=contact, chat=GROUP).phone == ""


SERVICE: dict[str, dict[str, Any]] = {
    "a pin": {"pinned_message": message(text="x")},
    "a title": {"new_chat_title": "x"},
    "a timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    "nothing at all": {},
}


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize("name", SERVICE)
def test_what_the_service_says_itself_is_not_answered(name: str) -> None:
    assert event(**SERVICE[name]).kind is EventKind.OVERHEARD


def test_edits() -> None:
    live: dict[str, Any] = {"location": {"longitude": 1.0, "latitude": 1.0}}
    assert event("edited_message", text="x").kind is EventKind.EDITED
    assert event("edited_message", **live).kind is EventKind.OVERHEARD
    assert event("edited_message", GROUP, text="/lichhop").kind is EventKind.OVERHEARD


ADDRESSED: dict[str, tuple[dict[str, Any], bool]] = {
    "plain": ({"text": "chào"}, False),
    "a command": ({"text": "/lichhop"}, True),
    "a command for us": ({"text": "/lichhop@Tro_Ly_bot mai"}, True),
    "a command for another": ({"text": "/lichhop@other_bot"}, False),
    "a command for one whose name begins as ours": ({"text": "/x@tro_ly_bot2"}, False),
    "our name": ({"text": "hỏi @tro_ly_bot nhé"}, True),
    "another's name": ({"text": "hỏi @binh nhé"}, False),
    "our name under a picture": (
        {"caption": "@tro_ly_bot", "photo": [{**FILE, "width": 1, "height": 1}]},
        True,
    ),
    "an answer to us": (
        {"text": "ừ", "reply_to_message": {**message(GROUP, text="x"), "from": BOT}},
        True,
    ),
    "an answer to another": ({"text": "ừ", "reply_to_message": message(GROUP, text="x")}, False),
    "a command in an answer to another": (
        {"text": "/lichhop", "reply_to_message": message(GROUP, text="x")},
        True,
    ),
    "another bot": ({"text": "/lichhop", "from": {**BOT, "id": 8}}, False),
    "a voice": ({"voice": {**FILE, "duration": 1}}, False),
    "who joined": ({"new_chat_members": [PEOPLE]}, False),
}


@pytest.mark.parametrize("name", ADDRESSED)
def test_in_a_group_only_what_is_meant_for_us(name: str) -> None:
    body, meant = ADDRESSED[name]
    got = event(chat=GROUP, **body)
    assert got.in_group
    assert (got.kind is not EventKind.OVERHEARD) is meant


def test_without_a_name_of_its_own_only_what_needs_none() -> None:
    me = Me(7)
    assert event(chat=GROUP, me=me, text="/lichhop").kind is EventKind.MESSAGE
    assert event(chat=GROUP, me=me, text="/lichhop@any").kind is EventKind.OVERHEARD
    assert event(chat=GROUP, me=me, text="chào @").kind is EventKind.OVERHEARD


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *(("kicked", EventKind.LEFT), ("left", EventKind.LEFT), ("member", EventKind.BACK)),
        ("administrator", EventKind.BACK),
    ],
)
def test_blocking_and_coming_back(status: str, kind: EventKind) -> None:
    rights = [
        *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
        *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
        *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
        "can_delete_stories",
    ]
    member = {"user": BOT, "status": status, "until_date": 0, **dict.fromkeys(rights, False)}
    change = {
        "chat": {"id": AN, "type": "private"},
        "from": PEOPLE,
        "date": 0,
        "old_chat_member": {"user": BOT, "status": "member"},
        "new_chat_member": member,
    }
    raw = raw_of({"update_id": 1, "my_chat_member": change}, 7)
    assert parse(raw.body, raw.key, raw.address, ME).kind is kind


WRONG: list[Any] = [
    *(b"", b"{", b"[]", b"7", b"\xff", b"[" * 100_000, {"update_id": 1}, {"update_id": 1, "x": 1}),
    {"update_id": 1, "message": 7},
    {"update_id": 1, "message": {"message_id": 1}},
    {"update_id": 1, "message": message(document=7)},
    {"update_id": 1, "callback_query": {"id": "1"}},
    {"update_id": 1, "callback_query": {"id": "1", "from": PEOPLE, "chat_instance": "1"}},
    {"update_id": 1, "my_chat_member": {"chat": {"id": AN, "type": "private"}}},
]


@pytest.mark.parametrize("body", WRONG, ids=lambda body: str(body)[:40])
def test_what_cannot_be_read_says_so_and_nothing_else(body: Any) -> None:
    stored = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(UnreadableError):
        parse(stored, "k", "5", ME)


@pytest.mark.parametrize(
    "update",
    [
        *({"message": 7}, {"message": {"chat": 7}}, {"message": {"chat": {"id": "5"}}}),
        *({"callback_query": {"message": None}}, {"callback_query": 7}, {"message": None}),
        {"poll": {}},
    ],
)
def test_an_update_without_a_chat_is_kept_all_the_same(update: dict[str, Any]) -> None:
    raw = raw_of({"update_id": 4, **update}, 7)
    assert (raw.key, raw.address) == ("7:4", "")


def test_every_bot_counts_for_itself() -> None:
    assert raw_of({"update_id": 4}, 7).key != raw_of({"update_id": 4}, 8).key
    assert number_of({"update_id": 4}) == 4


def test_a_lone_surrogate_is_kept_as_it_came() -> None:
    raw = raw_of({"update_id": 4, "message": message(text="\ud800x\x00")}, 7)
    assert parse(raw.body, raw.key, raw.address, ME).text == "\ud800x\x00"
