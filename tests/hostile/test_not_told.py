"""A refusal tells nobody that there is something they may not know of."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from messages.render import render
from tests.bot import played
from tests.bot.played import MONDAY
from tests.chat import house
from tests.handlers.test_duties import ALLOWANCE
from tests.ward import Ward, ward

NOT_FOUND = render("refusal/not_found", citations=(), at=None)


async def test_a_question_passed_on_is_known_to_its_asker_and_the_secretariat(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        khoa = w.phone("khoa")
        await khoa.types(ALLOWANCE)
        await played.act(khoa, "duty:pass")
        await played.act(khoa, "duty:send")
        for address in ("giang", "an", "oanh"):
            for verb in ("reply", "pass", "send", "keep"):
                [reply] = await w.phone(address).press_action(f"duty:{verb}:1")
                assert reply.text == NOT_FOUND, (address, verb)


@pytest.mark.parametrize("reach", [played.drafted, played.submitted, played.numbered])
async def test_a_meeting_being_prepared_is_not_known_to_members(
    tmp_path: Path, reach: Callable[[Ward], Awaitable[None]]
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await reach(w)
        for verb in ("open", "approve", "return", "submit", "send", "number", "cancel", "preview"):
            [reply] = await w.phone("khoa").press_action(f"meeting:{verb}:1")
            [none] = await w.phone("khoa").press_action(f"meeting:{verb}:99")
            assert reply.text == none.text, verb
