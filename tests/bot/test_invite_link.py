"""Where an invitation leads: into the bot's own chat where there is one."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.qr import TELEGRAM_USERNAME, invite_link
from bot.settings import Settings
from storage import installation
from tests.chat import house

TOKEN = "7000000001:AAF-this-is-a-token-of-the-tests-0000000"
OWN = "http://127.0.0.1:8080/?ma=BCD-7K4M-Q2XR"
CHAT = "https://t.me/tran_lieu_bot?start=BCD-7K4M-Q2XR"


@pytest.mark.parametrize(
    ("token", "known", "link"),
    [
        *(("", "", OWN), (TOKEN, "", OWN), (TOKEN, "tran_lieu_bot", CHAT)),
        ("", "tran_lieu_bot", OWN),  # switched off since
    ],
)
async def test_the_link_of_a_code(tmp_path: Path, token: str, known: str, link: str) -> None:
    settings = Settings(data=tmp_path, telegram_token=SecretStr(token))
    async with house(tmp_path) as h, h.app.database.transaction() as tx:
        if known:
            await installation.keep(tx, TELEGRAM_USERNAME, known)
        assert await invite_link(settings, tx, "BCD-7K4M-Q2XR") == link


async def test_on_zalo_alone_there_is_no_link_and_the_code_is_typed(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, zalo_tokens=SecretStr("1:zalo-token"))
    async with house(tmp_path) as h, h.app.database.transaction() as tx:
        assert await invite_link(settings, tx, "BCD-7K4M-Q2XR") == ""
