"""What goes out over Telegram: one call a turn, split at sentences, each refusal told apart."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import (
    SendDelayed,
    SendRefused,
    SendUnanswered,
    SendUnfinished,
    SendUnreachable,
    SendWrong,
)
from bot.channels.splitting import split
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_faults import Floods
from bot.channels.telegram_keyboard import keyboard
from bot.channels.telegram_text import TEXT_LIMIT, dated, size
from handlers.conversation import Action, Outgoing, StoredFile
from tests.botapi.people import User
from tests.botapi.server import BotApiServer
from tests.channels.telegram_room import FIRST_ID, settings

pytestmark = pytest.mark.channel

MESSAGE = Outgoing("Kính gửi", (Action("a:1", "Đồng ý"), Action("a:2", "Không dự")))


class Line:
    """The channel by itself, and one phone."""

    def __init__(self, server: BotApiServer, channel: TelegramChannel, an: User) -> None:
        self.server = server
        self.channel = channel
        self.an = an

    async def send(
        self, outgoing: Outgoing = MESSAGE, edits: str | None = None, key: str = "k"
    ) -> str:
        return await self.channel.send(str(self.an.id), key, outgoing, edits)

    async def all(self, outgoing: Outgoing, edits: str | None = None) -> str:
        """Turn after turn, as the outbox gives them."""
        while True:
            try:
                return await self.send(outgoing, edits)
            except SendUnfinished:
                continue


@asynccontextmanager
async def line(folder: Path, **more: object) -> AsyncIterator[Line]:
    server = BotApiServer()
    await server.start()
    paper = folder / "paper"
    paper.write_bytes(b"%PDF-1.4")
    found = settings(folder, server, **more)
    channel = TelegramChannel(found, lambda file: folder / file.name.partition(".")[0])
    await channel._request.initialize()
    try:
        yield Line(server, channel, server.user(FIRST_ID, started=True))
    finally:
        await channel.close()
        await server.stop()
    assert server.faults == []


# --- refusals

BROKEN = {
    "blocked": (403, "", SendRefused),
    "chat not found": (400, "Bad Request: chat not found", SendRefused),
    "gone from the group": (403, "Forbidden: bot was kicked from the group chat", SendRefused),
    "no rights": (400, "Bad Request: not enough rights to send text messages", SendRefused),
    "not our words": (400, "Bad Request: BUTTON_DATA_INVALID", SendWrong),
    "conflict": (409, "", Exception),
    "server": (500, "", SendUnreachable),
    "gateway": (502, "", SendUnreachable),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_refusals_are_told_apart(tmp_path: Path, name: str) -> None:
    status, description, expected = BROKEN[name]
    async with line(tmp_path) as here:
        here.server.fail("sendMessage", status=status, description=description)
        with pytest.raises(expected) as caught:
            await here.send()
        assert caught.type not in (SendRefused, SendWrong) or caught.type is expected
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
        assert await here.send() == str(here.an.screen[0].message_id)


async def test_a_refused_edit_is_said_anew_but_an_unchanged_one_has_been_said(
    tmp_path: Path,
) -> None:
    async with line(tmp_path) as here:
        reference = await here.send()
        assert await here.send(edits=reference) == reference  # "message is not modified"
        assert await here.send(Outgoing("Xin vắng"), edits=reference) == reference
        assert [seen.text for seen in here.an.screen] == ["Xin vắng"]
        assert here.an.screen[0].edited
        here.an.deletes(int(reference))
        with pytest.raises(SendRefused):
            await here.send(Outgoing("Sẽ dự"), edits=reference)
        here.server.fail(
            "editMessageText", status=400, description="Bad Request: message can't be edited"
        )
        with pytest.raises(SendRefused):
            await here.send(Outgoing("Sẽ dự"), edits=reference)


async def test_too_much_is_waited_for_in_that_chat(tmp_path: Path) -> None:
    async with line(tmp_path) as here:
        here.server.fail("sendMessage", status=429, retry_after=7)
        with pytest.raises(SendDelayed) as caught:
            await here.send()
        assert (caught.value.seconds, caught.value.everywhere) == (7, False)


@pytest.mark.parametrize(
    ("address", "after", "everywhere"),
    [("1", 0.0, False), ("2", 0.0, True), ("2", 1.0, True), ("2", 1.01, False)],
)
def test_two_chats_refused_within_a_second_mean_the_whole_token(
    address: str, after: float, everywhere: bool
) -> None:
    now = 100.0
    floods = Floods(lambda: now)
    assert not floods.delay("1", 5).everywhere
    now += after
    assert floods.delay(address, 5).everywhere is everywhere


async def test_a_group_that_moved_is_refused_cleanly(tmp_path: Path) -> None:
    async with line(tmp_path) as here:
        group = here.server.group(-777, kind="group")
        group.becomes(-1_000_000_000_777)
        with pytest.raises(SendRefused):
            await here.channel.send("-777", "k", MESSAGE, None)


async def test_a_cut_or_hanging_connection_is_unknown_and_no_address_is_told(
    tmp_path: Path,
) -> None:
    async with line(tmp_path) as here:
        here.server.cut(method="sendMessage")
        with pytest.raises(SendUnreachable) as caught:
            await here.send()
        here.channel._request._read_seconds = 0.1
        here.server.hang(1.0, method="sendMessage")
        with pytest.raises(SendUnanswered):
            await here.send()
        error: BaseException | None = caught.value
        while error is not None:
            assert "http" not in f"{error!s} {error!r}"
            error = error.__cause__ or error.__context__
        assert here.server.token not in repr(here.channel._request)
        assert here.server.token not in repr(here.channel._bot)


async def test_a_wrong_message_blocks_no_other(tmp_path: Path) -> None:
    async with line(tmp_path, telegram_documents=True) as here:
        gone = Outgoing("", files=(StoredFile("0" * 64, "gone.pdf", "application/pdf", 1),))
        for wrong in (Outgoing(""), gone):
            with pytest.raises(SendWrong):
                await here.send(wrong, key="wrong")
        await here.send()


# --- several calls


async def test_one_call_a_turn_and_none_twice(tmp_path: Path) -> None:
    """What went is not sent again when a later piece fails."""
    async with line(tmp_path, telegram_documents=True) as here:
        files = tuple(
            StoredFile("0" * 64, f"paper.{number}.pdf", "application/pdf", 8) for number in (1, 2)
        )
        long = Outgoing("Một câu. " * 600 + "Hết.", MESSAGE.actions, files)
        for turn in range(1, 3):
            with pytest.raises(SendUnfinished):
                await here.send(long)
            assert len(here.server.sends()) == turn
        here.server.fail("sendDocument", status=500)
        with pytest.raises(SendUnreachable):
            await here.send(long)
        with pytest.raises(SendUnfinished):
            await here.send(long)
        reference = await here.send(long)
        first, second, *papers = here.an.screen
        assert [seen.files for seen in papers] == [("paper.1.pdf",), ("paper.2.pdf",)]
        assert first.buttons == ()
        assert second.buttons == ("Đồng ý", "Không dự")
        assert reference == str(second.message_id)
        assert f"{first.text} {second.text}" == long.text


async def test_an_edit_that_one_message_cannot_hold_is_said_anew(tmp_path: Path) -> None:
    async with line(tmp_path) as here:
        reference = await here.send()
        for outgoing in (
            Outgoing("Một câu. " * 600),
            Outgoing("x", (Action("link:phone", "Gửi số điện thoại"),)),
        ):
            with pytest.raises(SendRefused):
                await here.send(outgoing, edits=reference)
        assert len(here.server.sends()) == 1


@pytest.mark.parametrize(
    ("length", "parts"), [(TEXT_LIMIT - 1, 1), (TEXT_LIMIT, 1), (TEXT_LIMIT + 1, 2)]
)
async def test_the_limit_and_a_step_either_side(tmp_path: Path, length: int, parts: int) -> None:
    async with line(tmp_path) as here:
        await here.all(Outgoing(f"<b>{'&lt;' * (length - 1)}</b>ạ"))
        assert len(here.an.screen) == parts
        assert "".join(seen.text for seen in here.an.screen) == "<" * (length - 1) + "ạ"


def plain(html: str) -> str:
    return unescape(re.sub(r"</?[bi]>", "", html))


WORDS = st.lists(
    st.sampled_from(["một", "hai. ", " ", "\n", "<b>", "</b>", "&amp;", "😀", "x" * 30, "Hết! "]),
    max_size=60,
)


@pytest.mark.property
@given(WORDS, st.integers(30, 200))
def test_no_part_is_too_long_and_no_word_is_lost(words: list[str], limit: int) -> None:
    html, opened = "", False
    for word in words:
        if (word == "<b>" and opened) or (word == "</b>" and not opened):
            continue
        opened = word == "<b>" or (opened and word != "</b>")
        html += word
    html += "</b>" if opened else ""
    parts = split(html, limit, size)
    if size(html) > limit:
        assert all(size(plain(part)) <= limit for part in parts)
        assert all(part.count("<b>") == part.count("</b>") for part in parts)
    wanted = re.sub(r"\s", "", plain(html))
    assert re.sub(r"\s", "", plain("".join(parts))) == wanted


def test_it_is_cut_at_the_end_of_a_line_or_a_sentence() -> None:
    assert split("Một câu. Hai câu. Ba", 18, size) == ["Một câu. Hai câu.", "Ba"]
    assert split("Một câu. Hai\ncâu nữa ở đây", 18, size) == ["Một câu. Hai", "câu nữa ở đây"]
    assert split("Một câu dài không dấu", 12, size) == ["Một câu dài", "không dấu"]
    assert split("<b>Một. Hai ba</b>", 8, size) == ["<b>Một.</b>", "<b>Hai ba</b>"]


# --- moments, buttons, commands


def test_moments_open_in_the_members_own_client() -> None:
    day = '<tg-time unix="1795762800">thứ Sáu ngày 27/11/2026</tg-time>'
    assert dated("14 giờ 00, thứ Sáu ngày 27/11/2026, tại") == f"14 giờ 00, {day}, tại"
    for other in (
        "thứ Sáu ngày 27/11/2026",
        "14 giờ 00, thứ Sáu ngày 31/02/2026",
        "25 giờ 00, thứ Sáu ngày 27/11/2026",
        "14 giờ 00, thứ Sáu ngày 27/11/1926",
        "14 giờ 00, thứ Sáu ngày 27/11/2099",
    ):
        assert dated(other) == other


async def test_a_server_that_knows_no_moments_is_told_them_plainly(tmp_path: Path) -> None:
    async with line(tmp_path) as here:
        at = Outgoing("Họp <b>14 giờ 00, thứ Sáu ngày 27/11/2026</b>")
        await here.all(at)
        assert "<tg-time" in here.server.sends()[0].params["text"]
        here.server.fail(
            "sendMessage",
            status=400,
            description='Bad Request: can\'t parse entities: Unsupported start tag "tg-time"',
        )
        await here.all(at)
        assert here.server.sends()[1].params["text"] == at.text
        here.server.fail(
            "sendMessage", status=400, description="Bad Request: can't parse entities: no"
        )
        with pytest.raises(SendWrong):
            await here.send(at)


ROWS = {
    (): [],
    ("Đồng ý",): [["Đồng ý"]],
    ("Đồng ý", "Xin vắng"): [["Đồng ý", "Xin vắng"]],
    ("Đồng ý", "Không dùng kênh này"): [["Đồng ý"], ["Không dùng kênh này"]],
    ("x" * 14, "y" * 14, "z"): [["x" * 14, "y" * 14], ["z"]],
    ("x" * 15, "y", "z"): [["x" * 15], ["y", "z"]],
}


@pytest.mark.parametrize("labels", ROWS)
def test_short_buttons_share_a_row(labels: tuple[str, ...]) -> None:
    shown = keyboard([Action(f"a:{place}", label) for place, label in enumerate(labels)])
    rows = shown.to_dict()["inline_keyboard"] if shown else []
    assert [[button["text"] for button in row] for row in rows] == ROWS[labels]
    styles = [button.get("style") for row in rows for button in row]
    assert styles == (["primary", *[None] * (len(labels) - 1)] if len(labels) > 1 else styles)
    assert len(labels) != 1 or styles == [None]


async def test_commands_are_those_of_one_chat(tmp_path: Path) -> None:
    async with line(tmp_path) as here:
        await here.send(Outgoing("", commands=(("lichhop", "Lịch họp"),)))
        await here.send(Outgoing("", commands=()))
        first, last = here.server.sends("setMyCommands", "deleteMyCommands")
        assert first.params["commands"] == [{"command": "lichhop", "description": "Lịch họp"}]
        assert first.params["scope"] == last.params["scope"]
        assert last.method == "deleteMyCommands"
        assert here.an.screen == []


async def test_a_press_that_telegram_has_forgotten_is_no_fault(tmp_path: Path) -> None:
    from bot.channels.telegram_in import Me, parse
    from tests.channels.test_telegram_in import press

    async with line(tmp_path) as here:
        event = parse(press(), "k", str(FIRST_ID), Me(1))
        here.server.fail("answerCallbackQuery", status=400)
        async with asyncio.timeout(2):
            await here.channel.answer_press(event, "Đã ghi")
