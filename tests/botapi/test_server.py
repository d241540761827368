"""The server of the tests behaves as Telegram does, and refuses what Telegram refuses."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import FSInputFile
from aiohttp import ClientError, ClientSession, web

from tests.botapi.checking import answer_faults, request_faults, update_faults
from tests.botapi.markup import MarkupError, read_html
from tests.botapi.server import TOKEN, BotApiServer
from tests.botapi.webhook import SECRET_HEADER

pytestmark = pytest.mark.channel

LAN = 5_000_000_001


class Client:
    """Calls the server with nothing in between."""

    def __init__(self, server: BotApiServer, session: ClientSession) -> None:
        self.server = server
        self.session = session

    async def raw(self, method: str, **params: Any) -> tuple[int, Any]:
        url = f"{self.server.base_url}/bot{TOKEN}/{method}"
        async with self.session.post(url, json=params) as response:
            return response.status, await response.json()

    async def __call__(self, method: str, **params: Any) -> Any:
        status, body = await self.raw(method, **params)
        assert status == 200, body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        status, body = await self.raw(method, **params)
        assert status != 200, body
        return f"{status} {body['description']}"


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    server = BotApiServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def client(server: BotApiServer) -> AsyncIterator[Client]:
    async with ClientSession() as session:
        yield Client(server, session)


def keyboard(*data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": one[:5] or "x", "callback_data": one}] for one in data]}


# --- what is refused

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "4096 characters": ({"text": "a" * 4096}, ""),
    "4097 characters": ({"text": "a" * 4097}, "400 Bad Request: message is too long"),
    "4096 after the tags are read": ({"text": "<b>" + "&lt;" * 4096 + "</b>"}, ""),
    "no text": ({"text": ""}, "400 Bad Request: message text is empty"),
    "white space": ({"text": " \n "}, "400 Bad Request: message text is empty"),
    "tags around nothing": ({"text": "<b></b>"}, "400 Bad Request: message text is empty"),
    "a tag that is left open": ({"text": "<b>a"}, "can't parse entities"),
    "tags that cross": ({"text": "<b><i>a</b></i>"}, "can't parse entities"),
    "an end without a start": ({"text": "a</b>"}, "can't parse entities"),
    "a tag that nobody knows": ({"text": "a<br>b"}, "can't parse entities"),
    "a bare <": ({"text": "1 < 2"}, "can't parse entities"),
    "a bare & and >": ({"text": "R&D > 1"}, ""),
    "64 bytes of data": ({"text": "a", "reply_markup": keyboard("a" * 64)}, ""),
    "65 bytes of data": ({"text": "a", "reply_markup": keyboard("a" * 65)}, "BUTTON_DATA_INVALID"),
    "65 bytes in 64 letters": (
        {"text": "a", "reply_markup": keyboard("a" * 63 + "đ")},
        "BUTTON_DATA_INVALID",
    ),
    "100 buttons": ({"text": "a", "reply_markup": keyboard(*["b"] * 100)}, ""),
    "101 buttons": ({"text": "a", "reply_markup": keyboard(*["b"] * 101)}, "is too long"),
    "a button without data": (
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b"}]]}},
        "text buttons are unallowed",
    ),
    "a style that is none": (
        {
            "text": "a",
            "reply_markup": {
                "inline_keyboard": [[{"text": "b", "callback_data": "c", "style": "blue"}]]
            },
        },
        "BUTTON_STYLE_INVALID",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_message_is_held_to_limits(server: BotApiServer, client: Client, case: str) -> None:
    server.user(LAN, started=True)
    params, refusal = REFUSED[case]
    status, body = await client.raw("sendMessage", chat_id=LAN, parse_mode="HTML", **params)
    assert (status == 200) is (refusal == "")
    assert refusal in f"{status} {body.get('description')}"
    assert server.faults == []


FAULTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "unknown parameter": ("sendMessage", {"chat_id": 1, "text": "a", "txt": "b"}, ".txt: unknown"),
    "unknown field inside": (
        "sendMessage",
        {
            "chat_id": 1,
            "text": "a",
            "reply_markup": {
                "inline_keyboard": [[{"text": "a", "callback_data": "b", "color": "red"}]]
            },
        },
        "reply_markup.inline_keyboard[0][0].color: unknown",
    ),
    "deprecated": (
        "sendMessage",
        {"chat_id": 1, "text": "a", "disable_web_page_preview": True},
        "disable_web_page_preview: deprecated",
    ),
    "the model's own name": (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat", "chat_id": 1, "user": 2}},
        "scope.user: unknown",
    ),
    "wrong type": ("getUpdates", {"offset": "tomorrow"}, "getUpdates.offset"),
    "missing": ("sendMessage", {"chat_id": 1}, "sendMessage.text"),
}


@pytest.mark.parametrize("case", FAULTS)
async def test_what_the_models_do_not_know_is_a_fault(
    server: BotApiServer, client: Client, case: str
) -> None:
    method, params, fault = FAULTS[case]
    assert any(fault in found for found in request_faults(method, params))
    assert (await client.refused(method, **params)).startswith("400")
    assert any(fault in found for found in server.faults)


def test_our_own_updates_are_checked() -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "a"}
    assert update_faults({"update_id": 1, "message": message}) == []
    assert update_faults({"update_id": 1, "message": {**message, "txt": "a"}}) == [
        "update.message.txt: unknown"
    ]
    assert update_faults({"update_id": 1, "message": {**message, "from_user": None}}) == [
        "update.message.from_user: unknown"
    ]
    assert update_faults({"update_id": 1, "message": {**message, "date": "noon"}}) != []
    assert answer_faults("getMe", {"id": 1, "is_bot": True}) != []


MARKUP = {
    "a <b>đậm</b>": ("a đậm", [("bold", 2, 3)]),
    "<b><i>x</i></b>": ("x", [("bold", 0, 1), ("italic", 0, 1)]),
    " \n<b>x</b> ": ("x", [("bold", 0, 1)]),
    "😀<b>x</b>": ("😀x", [("bold", 2, 1)]),
    "&lt;b&gt; &amp; &nbsp; &#273;": ("<b> & &nbsp; đ", []),
    '<tg-time unix="1795000000" format="wDT">mai</tg-time>': ("mai", [("date_time", 0, 3)]),
}


@pytest.mark.parametrize("html", MARKUP)
def test_html_is_read_as_telegram_reads_it(html: str) -> None:
    text, entities = read_html(html)
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in entities]
    assert (text, found) == MARKUP[html]


@pytest.mark.parametrize(
    "html", ['<tg-time unix="noon">x</tg-time>', '<tg-time unix="1" format="DD">x</tg-time>']
)
def test_a_moment_that_is_none_is_refused(html: str) -> None:
    with pytest.raises(MarkupError):
        read_html(html)


async def test_an_edit_must_change_something(server: BotApiServer, client: Client) -> None:
    lan = server.user(LAN, started=True)
    sent = await client("sendMessage", chat_id=LAN, text="một", reply_markup=keyboard("a"))
    where = {"chat_id": LAN, "message_id": sent["message_id"]}
    same = await client.refused("editMessageText", **where, text="một", reply_markup=keyboard("a"))
    assert "message is not modified" in same
    await client("editMessageText", **where, text="<b>một</b>", parse_mode="HTML")
    [shown] = lan.screen
    assert (shown.text, shown.buttons, shown.edited) == ("một", (), True)
    assert "not modified" in await client.refused("editMessageReplyMarkup", **where)

    lan.types("của tôi")
    own = {"chat_id": LAN, "message_id": sent["message_id"] + 1}
    gone = {"chat_id": LAN, "message_id": 999}
    assert "message can't be edited" in await client.refused("editMessageText", **own, text="a")
    assert "message to edit not found" in await client.refused("editMessageText", **gone, text="a")
    lan.chat.frozen.add(sent["message_id"])
    assert "message can't be edited" in await client.refused("editMessageText", **where, text="a")


async def test_who_may_be_written_to(server: BotApiServer, client: Client) -> None:
    lan = server.user(LAN)
    message = {"chat_id": LAN, "text": "a"}
    assert "403 Forbidden: bot can't initiate" in await client.refused("sendMessage", **message)
    lan.types("/start")
    await client("sendMessage", **message)
    lan.blocks()
    assert "403 Forbidden: bot was blocked" in await client.refused("sendMessage", **message)
    lan.unblocks()
    await client("sendMessage", **message)
    assert "chat not found" in await client.refused("sendMessage", chat_id=1, text="a")
    group = server.group(-100)
    group.becomes(-200)
    status, body = await client.raw("sendMessage", chat_id=-100, text="a")
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": -200})
    assert server.faults == []


async def test_a_press_is_answered_once(server: BotApiServer, client: Client) -> None:
    lan = server.user(LAN, started=True)
    await client("sendMessage", chat_id=LAN, text="a", reply_markup=keyboard("old:1"))
    lan.presses("old:1")
    [update] = await client("getUpdates")
    press = update["callback_query"]
    assert (press["data"], press["message"]["text"]) == ("old:1", "a")
    await client("answerCallbackQuery", callback_query_id=press["id"], text="đã ghi")
    assert lan.toasts == ["đã ghi"]
    again = await client.refused("answerCallbackQuery", callback_query_id=press["id"])
    assert "query is too old" in again
    with pytest.raises(AssertionError, match="no button"):
        lan.presses("new:1")


# --- updates


async def test_updates_wait_until_they_are_confirmed(server: BotApiServer, client: Client) -> None:
    lan = server.user(LAN)
    ids = [lan.types(str(number)) for number in range(101)]
    first = await client("getUpdates")
    assert [update["update_id"] for update in first] == ids[:100]
    assert await client("getUpdates", offset=ids[0], limit=2) == first[:2]
    rest = await client("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["100"]
    assert await client("getUpdates", offset=rest[0]["update_id"] + 1) == []


async def test_a_long_poll_ends_with_the_first_update(server: BotApiServer, client: Client) -> None:
    lan = server.user(LAN)
    waiting = asyncio.create_task(client("getUpdates", timeout=20))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    began = time.monotonic()
    update_id = lan.types("có mặt")
    [update] = await waiting
    assert update["update_id"] == update_id
    assert time.monotonic() - began < 1
    began = time.monotonic()
    assert await client("getUpdates", offset=update_id + 1 if update_id else 0, timeout=1) == []
    assert 0.9 < time.monotonic() - began < 2


async def test_the_earlier_of_two_polls_is_ended(server: BotApiServer, client: Client) -> None:
    first = asyncio.create_task(client.raw("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(client.raw("getUpdates", timeout=20))
    status, body = await first
    assert (status, "terminated by other getUpdates" in body["description"]) == (409, True)
    server.user(LAN).types("a")
    assert (await second)[0] == 200


async def test_only_the_kinds_that_were_asked_for_come(
    server: BotApiServer, client: Client
) -> None:
    lan = server.user(LAN)
    await client("getUpdates", allowed_updates=["message"])
    assert lan.blocks() is None
    assert lan.types("a") is not None
    await client("getUpdates", allowed_updates=[])
    assert lan.unblocks() is not None
    assert len(await client("getUpdates")) == 2


async def test_everything_that_people_do_is_well_formed(
    server: BotApiServer, client: Client, tmp_path: Path
) -> None:
    lan, group = server.user(LAN, phone="+84900000015"), server.group(-100)
    papers = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for paper in papers:
        paper.write_bytes(b"%PDF" + paper.name.encode())
    lan.opens_deep_link("ABCD-1234")
    lan.sends(*papers, caption="tài liệu")
    lan.sends_photo(papers[0])
    lan.sends_voice()
    lan.sends_sticker()
    lan.sends_location()
    lan.shares_contact()
    lan.shares_contact(own=False)
    lan.types("một")
    lan.edits("hai")
    lan.types("/lichhop@tran_lieu_bot chào @tran_lieu_bot", into=group)
    sent = await client("sendMessage", chat_id=-100, text="a", reply_markup=keyboard("a"))
    lan.types("trả lời", into=group, reply_to=sent["message_id"])
    lan.presses("a", into=group)
    lan.blocks()
    lan.unblocks()
    updates = await client("getUpdates")
    assert len(updates) == 16
    assert server.faults == []
    assert all(telegram.Update.de_json(update, None) for update in updates)
    start, album = updates[0]["message"], updates[1:3]
    assert start["text"] == "/start ABCD-1234"
    assert start["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert len({each["message"]["media_group_id"] for each in album}) == 1
    assert [each["message"].get("caption") for each in album] == ["tài liệu", None]
    contacts = [each["message"]["contact"] for each in updates[7:9]]
    assert [contact["user_id"] == LAN for contact in contacts] == [True, False]
    assert contacts[0]["phone_number"] == "84900000015"


# --- trouble


async def test_trouble_comes_as_planned(server: BotApiServer, client: Client) -> None:
    server.user(LAN, started=True)
    server.user(LAN + 1, started=True)
    server.fail(chat=LAN, status=429, retry_after=7)
    await client("sendMessage", chat_id=LAN + 1, text="a")
    status, body = await client.raw("sendMessage", chat_id=LAN, text="a")
    assert (status, body["parameters"]) == (429, {"retry_after": 7})
    await client("sendMessage", chat_id=LAN, text="a")
    server.fail("getMe", status=500, times=2)
    assert [(await client.raw("getMe"))[0] for _ in range(3)] == [500, 500, 200]
    server.poison()
    [poisoned] = await client("getUpdates")
    assert update_faults(poisoned) != []


@pytest.mark.parametrize(("after", "arrived"), [(False, 0), (True, 1)])
async def test_a_connection_is_cut(
    server: BotApiServer, client: Client, after: bool, arrived: int
) -> None:
    lan = server.user(LAN, started=True)
    server.cut(method="sendMessage", after=after)
    with pytest.raises(ClientError):
        await client("sendMessage", chat_id=LAN, text="a")
    assert len(lan.screen) == arrived
    await client("sendMessage", chat_id=LAN, text="b")


async def test_an_answer_takes_long(server: BotApiServer, client: Client) -> None:
    server.hang(0.3, method="getMe")
    began = time.monotonic()
    await client("getMe")
    assert time.monotonic() - began >= 0.3


async def test_a_wrong_token_and_a_wrong_method(server: BotApiServer, client: Client) -> None:
    async with client.session.post(f"{server.base_url}/bot1:A/getMe") as response:
        assert response.status == 401
    assert (await client.raw("getNothing"))[0] == 404


# --- webhook


async def test_a_webhook_is_called_until_it_says_200(server: BotApiServer, client: Client) -> None:
    heard: list[tuple[str, int]] = []

    async def hook(request: web.Request) -> web.Response:
        update = await request.json()
        heard.append((request.headers[SECRET_HEADER], update["update_id"]))
        return web.Response(status=200 if len(heard) > 1 else 500)

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await client("setWebhook", url=url, secret_token="geheim")
    assert (await client("getWebhookInfo"))["url"] == url
    assert (await client.raw("getUpdates"))[0] == 409
    ids = [server.user(LAN).types("a"), server.user(LAN + 1).types("b")]
    await server.updates.confirmed(ids[1] or 0)
    assert heard == [("geheim", ids[0]), ("geheim", ids[0]), ("geheim", ids[1])]
    assert "HTTPS" in await client.refused("setWebhook", url="http://example.org/hook")
    await client("deleteWebhook")
    assert await client("getUpdates") == []
    await runner.cleanup()


# --- the two libraries that speak with the real service


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_python_telegram_bot_speaks_with_it(server: BotApiServer, tmp_path: Path) -> None:
    lan = server.user(LAN, started=True)
    paper = tmp_path / "giay-moi.docx"
    paper.write_bytes(b"PK" + bytes(3000))
    base = server.base_url
    async with telegram.Bot(TOKEN, f"{base}/bot", f"{base}/file/bot") as bot:
        button = telegram.InlineKeyboardButton("Sẽ dự", callback_data="a:1", style="success")
        sent = await bot.send_message(
            LAN, "<b>mời</b>", "HTML", reply_markup=telegram.InlineKeyboardMarkup([[button]])
        )
        await bot.edit_message_text("mời họp", LAN, sent.message_id)
        with pytest.raises(telegram.error.BadRequest, match="not modified"):
            await bot.edit_message_text("mời họp", LAN, sent.message_id)
        with paper.open("rb") as file:
            document = (await bot.send_document(LAN, file, "kèm theo")).document
        assert document is not None
        content = await (await bot.get_file(document.file_id)).download_as_bytearray()
        assert bytes(content) == paper.read_bytes()
        await bot.set_my_commands([("lichhop", "Lịch họp")], telegram.BotCommandScopeChat(LAN))
        server.fail("sendMessage", status=429, retry_after=3)
        with pytest.raises(telegram.error.RetryAfter):
            await bot.send_message(LAN, "a")
    assert [shown.files for shown in lan.screen] == [(), ("giay-moi.docx",)]
    assert list(server.world.commands) == [f"chat:{LAN}"]
    assert server.faults == []


async def test_aiogram_speaks_with_it(server: BotApiServer, tmp_path: Path) -> None:
    lan = server.user(LAN, started=True)
    paper = tmp_path / "chuong-trinh.pdf"
    paper.write_bytes(b"%PDF")
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base_url))
    async with aiogram.Bot(TOKEN, session) as bot:
        await bot.send_document(LAN, FSInputFile(paper), caption="kèm theo")
        lan.types("/lichhop")
        [update] = await bot.get_updates(timeout=5)
        assert update.message is not None
        assert update.message.text == "/lichhop"
        await bot.send_message(LAN, "a <i>b</i>", parse_mode="HTML")
    assert [(shown.text, shown.files) for shown in lan.screen] == [
        ("kèm theo", ("chuong-trinh.pdf",)),
        ("a b", ()),
    ]
    assert server.faults == []


async def test_it_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    log = tmp_path / "calls.jsonl"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.botapi", "--port", "0", "--log", str(log)),
        stdout=asyncio.subprocess.PIPE,
        stdin=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        base = (await process.stdout.readline()).decode().split()[0]
        process.stdin.write(f"{LAN} /start\n".encode())
        async with (
            ClientSession() as session,
            session.get(f"{base}/bot{TOKEN}/getUpdates?timeout=10") as response,
        ):
            [update] = (await response.json())["result"]
        assert update["message"]["text"] == "/start"
        await asyncio.sleep(0.5)
        assert json.loads(log.read_text().splitlines()[0])["method"] == "getUpdates"
    finally:
        process.kill()
        await process.communicate()
