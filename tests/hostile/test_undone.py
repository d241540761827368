"""What is undone is undone whole: nothing of it stays behind to be decided on."""

from pathlib import Path

from storage.moments import to_ms
from tests.bot.played import MONDAY, act
from tests.chat import house
from tests.handlers import instead
from tests.handlers.looking import rows, value
from tests.ward import ward


async def test_an_absence_written_down_is_not_decided_on_after_it_was_undone(
    tmp_path: Path,
) -> None:
    """7.4 of Trần Liễu: the chair consents to a wish, and here there is none any more."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        lan = w.phone("lan")
        own = await value(w, "SELECT id FROM invitees WHERE person_id = :p", p=w.person_id("giang"))
        await lan.press_action(f"absence:record:{own}:1")
        await lan.types("Đi công tác")
        await act(lan, "absence:send")
        await lan.press_action(f"attendance:undo:{own}:{to_ms(h.clock.now())}")
        assert await instead.answer_of(w, "giang") is None
        assert await rows(w, "SELECT state FROM absences") == [("withdrawn",)]
        await w.phone("an").press_action("absence:grant:1")
        assert await instead.answer_of(w, "giang") is None
