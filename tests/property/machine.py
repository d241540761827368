"""A house that hypothesis plays with: anybody presses what was shown, types, and time passes."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.clock import SimulatedClock
from committee.calendar import ZONE, Calendar
from tests.bot import played
from tests.chat import House, MemoryChannel, house
from tests.ward import Ward, ward

HOLIDAYS = Calendar({datetime(2026, 11, 24, tzinfo=ZONE).date(): "Ngày Văn hóa Việt Nam"})
_Result = TypeVar("_Result")
Prepare = Callable[[Ward], Awaitable[None]]


@cache
def prepared(name: str, prepare: Prepare, start: str) -> tuple[Path, str]:
    """A data folder as it is after `prepare`, and the moment it was left at; made once."""
    folder = Path(tempfile.mkdtemp(prefix=f"bcd-{name}-")) / "data"
    folder.mkdir()

    async def make() -> str:
        async with house(folder, start) as h:
            await prepare(await ward(h))
            return h.clock.now().astimezone(ZONE).replace(tzinfo=None).isoformat()

    return folder, asyncio.run(make())


class Play(RuleBasedStateMachine):
    """One house; `features` says whose buttons are pressed, `hands` who acts."""

    name = "play"
    start = played.MONDAY
    prepare: Prepare = staticmethod(played.invited)
    features: tuple[str, ...] = ()
    hands: tuple[str, ...] = ()
    words: tuple[str, ...] = ("việc cá nhân", "đề nghị dự", "Cao Thị Mai", "không", "2", "/huy")

    def __init__(self) -> None:
        super().__init__()
        source, now = prepared(self.name, type(self).prepare, self.start)
        self.folder = Path(tempfile.mkdtemp(prefix="bcd-play-")) / "data"
        shutil.copytree(source, self.folder)
        self.loop = asyncio.new_event_loop()
        self.stack = contextlib.AsyncExitStack()
        moment = datetime.fromisoformat(now).replace(tzinfo=ZONE)
        self.channel = MemoryChannel(SimulatedClock(moment, running=False), self.folder)
        self.house: House = self.run(
            self.stack.enter_async_context(house(self.folder, now, self.channel))
        )

    def run(self, work: Awaitable[_Result]) -> _Result:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()
        shutil.rmtree(self.folder.parent, ignore_errors=True)

    def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        async def read() -> list[dict[str, Any]]:
            async with self.house.app.database.reading() as tx:
                return [
                    dict(zip(r.keys(), tuple(r), strict=True)) for r in await tx.all(sql, **values)
                ]

        return self.run(read())

    def shown(self, *, newest: bool) -> list[tuple[str, str]]:
        """(phone, button) of these features: the last message of each phone, or all ever shown."""
        latest = " AND m.send_id = (SELECT MAX(n.send_id) FROM menus n WHERE n.account_id = a.id)"
        found = self.rows(
            "SELECT a.address, m.action FROM menus m JOIN accounts a ON a.id = m.account_id"
            " WHERE m.place >= 0" + (latest if newest else "") + " ORDER BY m.send_id, m.place"
        )
        pairs = dict.fromkeys((row["address"], row["action"]) for row in reversed(found))
        return [
            (address, action)
            for address, action in reversed(pairs)
            if address in self.hands and action.split(":")[0] in self.features
        ]

    def press(self, address: str, action: str) -> None:
        self.run(self.house.phone(address).press_action(action))

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """A button of the last message: this is how people get anywhere."""
        if pairs := self.shown(newest=True):
            self.press(*data.draw(st.sampled_from(pairs)))

    @rule(data=st.data())
    def go_on_at_once(self, data: st.DataObject) -> None:
        self.go_on(data)

    @rule(data=st.data())
    def press_any(self, data: st.DataObject) -> None:
        """Any button of one's own, stale or not."""
        if pairs := self.shown(newest=False):
            self.press(*data.draw(st.sampled_from(pairs)))

    @rule(data=st.data())
    def press_of_another(self, data: st.DataObject) -> None:
        """A button that was shown to somebody else."""
        if pairs := self.shown(newest=False):
            _, action = data.draw(st.sampled_from(pairs))
            self.press(data.draw(st.sampled_from(self.hands)), action)

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Type something to whatever was asked last."""
        asked = self.rows(
            "SELECT a.address FROM dialogues d JOIN accounts a"
            " ON d.owner = 'person:' || CAST(a.person_id AS TEXT) ORDER BY a.address"
        )
        if open_ := [row["address"] for row in asked if row["address"] in self.hands]:
            who, text = data.draw(st.sampled_from(open_)), data.draw(st.sampled_from(self.words))
            self.run(self.house.phone(who).types(text))

    @rule(data=st.data())
    def answer_again(self, data: st.DataObject) -> None:
        self.answer(data)

    @rule(minutes=st.sampled_from([1, 5, 30, 30, 60 * 6, 60 * 24]))
    def wait(self, minutes: int) -> None:
        self.run(self.house.until(self.house.clock.now() + timedelta(minutes=minutes)))

    @invariant()
    def nothing_broke(self) -> None:
        assert self.rows("SELECT * FROM inbox WHERE failed_at IS NOT NULL") == []
        assert self.rows("SELECT kind FROM deliveries WHERE dropped_why = 'broken'") == []

    @invariant()
    def nobody_is_written_to_at_night(self) -> None:
        for screen in self.channel.screens.values():
            for shown in screen.log:
                assert shown.is_reply or HOLIDAYS.may_write(shown.at), shown
