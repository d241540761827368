"""Members on Telegram: linking, commands, buttons, edits, groups, blocking, files both ways."""

import asyncio
import logging
from pathlib import Path

import pytest

from messages.render import render
from tests.botapi.server import TOKEN
from tests.channels.telegram_room import Room, room, until
from tests.handlers.looking import code_for
from tests.ward import COMMITTEE

pytestmark = pytest.mark.channel


async def linked_to(r: Room, user_id: int) -> int | None:
    found = await r.value(
        "SELECT person_id FROM accounts WHERE channel = 'telegram' AND address = :a",
        a=str(user_id),
    )
    return None if found is None else int(found)


def plain(template: str, **facts: object) -> str:
    """A text without its tags."""
    text = render(template, **facts)
    for tag in ("<b>", "</b>", "<i>", "</i>"):
        text = text.replace(tag, "")
    return text


async def test_a_deep_link_leads_to_consent_and_to_the_own_commands(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        new = r.user()
        new.opens_deep_link(await code_for(w, "quyen"))
        [consent] = await r.replies(new)
        assert "Mai Thị Quyên" in consent
        assert "Telegram" in consent
        assert consent.buttons == ("Đồng ý", "Không dùng kênh này")
        new.presses("Đồng ý")
        await until(lambda: len(r.server.sends("setMyCommands")) == 1)
        assert [seen.message_id for seen in new.log] == [consent.message_id] * 2
        assert COMMITTEE in new.screen[0]
        assert new.toasts == [""]
        assert await linked_to(r, new.id) == w.person_id("quyen")
        [call] = r.server.sends("setMyCommands")
        assert call.params["scope"] == {"type": "chat", "chat_id": new.id}
        names = [command["command"] for command in call.params["commands"]]
        assert "lichhop" in names
        assert "moi" not in names
