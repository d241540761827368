"""What nobody can see is no text: it is no reason, and it turns nobody else's words around."""

from pathlib import Path

import pytest

from bot.channels.cleaning import clean_text
from tests.bot.played import MONDAY, act
from tests.chat import house
from tests.handlers import instead
from tests.handlers.looking import rows, value
from tests.ward import Ward, ward

EMPTY = ("\u200b", "\u2060\ufeff", "\u202e\u202c", "\u00ad", "\u3164", "\u2800", "\U000e0041")


async def _absence_asked(w: Ward, reason: str) -> None:
    await instead.invited(w)
    giang = w.phone("giang")
    await act(giang, "absence:ask")
    await giang.types(reason)
    await act(giang, "absence:send")


@pytest.mark.parametrize("typed", EMPTY)
async def test_a_no_has_a_reason_that_can_be_read(tmp_path: Path, typed: str) -> None:
    """7.4 of Trần Liễu: the chair decides; nobody is told no without a word."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await _absence_asked(w, "Đi công tác")
        an = w.phone("an")
        await act(an, "absence:deny")
        await an.types(typed)
        assert await rows(w, "SELECT state FROM absences") == [("submitted",)]


async def test_a_reason_turns_no_words_around(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await _absence_asked(w, "\u202eĐi công tác\u2066 xa\x1b[31m")
        reason = await value(w, "SELECT reason FROM absences")
        assert reason == "Đi công tác xa[31m"
        assert all("\u202e" not in shown for shown in w.phone("an").messages)


@pytest.mark.parametrize(
    "typed", ["họp quý 4\nlúc 14h\tthứ 6", "Nguyễn Văn Ấn", "👍🏽 ❤️ 🇻🇳", "漢字 ١٢"]
)
def test_what_can_be_seen_stays(typed: str) -> None:
    assert clean_text(typed) == typed
