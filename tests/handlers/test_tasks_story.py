"""Whatever people do with two tasks, in whatever order and at whatever hour, some things hold."""

import asyncio
import re
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from committee.calendar import Calendar, local
from tests.bot.played import MONDAY, act, rows, value
from tests.chat import House, house
from tests.handlers import task_play
from tests.ward import Ward, ward

PEOPLE = st.sampled_from(("hai", "khoa", "an", "binh", "cuong", "lan"))
TASKS = st.sampled_from((1, 2))
DECISIONS = ("task_accepted", "task_given_back", "task_extended", "extension_declined")
REMINDERS = ("task.acknowledge", "task.status", "task.deadline", "task.overdue", "task.escalation")


class Story(RuleBasedStateMachine):
    """Hải's and Khoa's tasks, assigned by An; anybody tries anything."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.open = AsyncExitStack()
        self.late: set[int] = set()

    def run_now(self, does: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(does)

    @initialize()
    def sent(self) -> None:
        self.run_now(self._begin())

    async def _begin(self) -> None:
        folder = self.open.enter_context(tempfile.TemporaryDirectory())
        self.h: House = await self.open.enter_async_context(house(Path(folder), MONDAY))
        self.w: Ward = await ward(self.h)
        await task_play.sent(self.w)
        self.first = await rows(self.h, "SELECT id, original_deadline FROM tasks ORDER BY id")

    def teardown(self) -> None:
        self.run_now(self.open.aclose())
        self.loop.close()

    @rule(who=PEOPLE, task=TASKS, verb=st.sampled_from(("receive", "ontrack")))
    def says(self, who: str, task: int, verb: str) -> None:
        self.run_now(self._presses(who, f"task:{verb}:{task}"))

    @rule(who=PEOPLE, task=TASKS, verb=st.sampled_from(("done", "hard")))
    def writes(self, who: str, task: int, verb: str) -> None:
        self.run_now(self._presses(who, f"task:{verb}:{task}", "Báo cáo 15/BC-KT"))

    @rule(who=PEOPLE, task=TASKS, days=st.integers(1, 20))
    def wants_more_time(self, who: str, task: int, days: int) -> None:
        day = f"{local(self.h.clock.now() + timedelta(days=days)):%d/%m/%Y}"
        self.run_now(self._presses(who, f"task:extend:{task}", day, "chờ hướng dẫn", "Gửi đề nghị"))

    @rule(who=PEOPLE, task=TASKS, more=st.booleans())
    def judges(self, who: str, task: int, more: bool) -> None:
        self.run_now(self._judges(who, task, more))

    async def _judges(self, who: str, task: int, more: bool) -> None:
        reports = await value(self.h, "SELECT reports FROM tasks WHERE id = :id", id=task)
        if more:
            await self._presses(who, f"task:giveback:{task}:{reports}", "thiếu phụ lục")
        else:
            await self._presses(who, f"task:accept:{task}:{reports}")

    @rule(who=PEOPLE, verb=st.sampled_from(("grant", "decline")))
    def answers(self, who: str, verb: str) -> None:
        self.run_now(self._answers(who, verb))

    async def _answers(self, who: str, verb: str) -> None:
        newest = await value(self.h, "SELECT MAX(id) FROM task_extensions")
        await self._presses(who, f"task:{verb}:{newest or 0}", "phải xong đúng hạn")

    @rule(task=TASKS)
    def cancels(self, task: int) -> None:
        self.run_now(self._cancels(task))

    async def _cancels(self, task: int) -> None:
        lan = self.w.phone("lan")
        await lan.press_action(f"task:cancel:{task}")
        [reply] = await lan.types("không còn cần")
        if "Sẽ gửi" in reply:
            await act(lan, "task:changed")

    @rule(hours=st.integers(1, 80))
    def time_passes(self, hours: int) -> None:
        self.run_now(self.h.until(self.h.clock.now() + timedelta(hours=hours)))

    async def _presses(self, who: str, action: str, *texts: str) -> None:
        phone = self.w.phone(who)
        for heard in (await phone.press_action(action), *[await phone.types(t) for t in texts]):
            assert heard
        await phone.types("/huy")

    @invariant()
    def the_first_deadline_and_having_been_late_stay(self) -> None:
        self.run_now(self._what_stays())

    async def _what_stays(self) -> None:
        found = await rows(self.h, "SELECT id, original_deadline FROM tasks ORDER BY id")
        assert found == self.first
        late = await rows(self.h, "SELECT id FROM tasks WHERE overdue_since IS NOT NULL")
        assert self.late <= {int(row[0]) for row in late}
        self.late = {int(row[0]) for row in late}

    @invariant()
    def only_who_assigned_it_decides(self) -> None:
        self.run_now(self._who_decided())

    async def _who_decided(self) -> None:
        written = await rows(self.h, "SELECT verb, person_id FROM audit")
        deciders = {person for verb, person in written if verb in DECISIONS}
        assert deciders <= {self.w.person_id("an")}

    @invariant()
    def the_counts_add_up(self) -> None:
        self.run_now(self._counts())

    async def _counts(self) -> None:
        open_ = await value(
            self.h, "SELECT COUNT(*) FROM tasks WHERE state = 'assigned' OR state = 'reported'"
        )
        [listed] = await self.w.phone("lan").types("/theodoi")
        counted = [
            int(n) for n in re.findall(r"(?:dõi|trong hạn|quá hạn|xác nhận) (\d\d)", listed.text)
        ]
        total, *parts = counted[:4] or [0]
        assert total == sum(parts) == open_

    @invariant()
    def nobody_is_reminded_of_what_is_accepted_or_out_of_hours(self) -> None:
        self.run_now(self._reminded())

    async def _reminded(self) -> None:
        sent = await rows(
            self.h,
            "SELECT d.kind, s.sent_at, t.accepted_at FROM deliveries d"
            " JOIN delivery_sends x ON x.delivery_id = d.id JOIN sends s ON s.id = x.send_id"
            " JOIN tasks t ON d.subject = 'task:' || CAST(t.id AS TEXT)"
            " WHERE t.accepted_at IS NOT NULL AND s.sent_at > t.accepted_at",
        )
        assert [row for row in sent if row[0] in REMINDERS] == []
        calendar = Calendar({})
        unasked = [
            shown.at
            for screen in self.h.channel.screens.values()
            for shown in screen.log
            if not shown.is_reply
        ]
        assert [at for at in unasked if not calendar.may_write(at)] == []


Story.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestStory = pytest.mark.property(Story.TestCase)
