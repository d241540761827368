"""Whoever left the committee reads, decides and hears nothing of it any more."""

from pathlib import Path

import pytest

from handlers.speaking import Speaker
from messages.render import render
from tests.bot import played
from tests.bot.played import MONDAY, act
from tests.chat import house
from tests.handlers import instead, task_play
from tests.handlers.looking import rows, value
from tests.hostile.leaving import leaves
from tests.ward import Ward, ward

NOT_FOUND = render("refusal/not_found", citations=(), at=None)


async def _absence_asked(w: Ward) -> None:
    await instead.invited(w)
    giang = w.phone("giang")
    await act(giang, "absence:ask")
    await giang.types("Đi công tác theo giấy triệu tập")
    await act(giang, "absence:send")


async def test_who_chaired_decides_on_no_absence_and_reads_no_reason(tmp_path: Path) -> None:
    """7.4 of Trần Liễu: the consent is that of who chairs, who must be of the committee."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await _absence_asked(w)
        an = w.phone("an")
        await act(an, "absence:deny")
        await leaves(w, "an")
        [reply] = await an.types("Đồng chí cần dự họp")
        assert reply.text == NOT_FOUND
        for verb in ("grant:1", "deny:1", "files:1", "pending:1", "reasons:1"):
            [reply] = await an.press_action(f"absence:{verb}")
            assert reply.text == NOT_FOUND, verb
        assert await rows(w, "SELECT state FROM absences") == [("submitted",)]


async def test_who_chaired_reads_no_opinion_and_decides_on_no_proxy(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.accepted(w)
        invitee = await value(
            w, "SELECT id FROM invitees WHERE person_id = :p", p=w.person_id("hai")
        )
        await leaves(w, "an")
        an = w.phone("an")
        for action in (f"opinion:read:{invitee}", "opinion:all:1", "proxy:grant:1", "proxy:deny:1"):
            [reply] = await an.press_action(action)
            assert reply.text == NOT_FOUND, action
        assert await instead.state(w) == "accepted"


async def test_who_chaired_hands_nothing_over_and_has_no_dossier(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        await leaves(w, "an")
        for action in ("propose:1", f"agree:1:{w.person_id('binh')}", "dossier:1", "postpone:1"):
            [reply] = await w.phone("an").press_action(f"chairing:{action}")
            assert reply.text == NOT_FOUND, action
        chair = await value(w, "SELECT chair_id FROM meetings")
        assert chair == w.person_id("an")


async def test_who_chaired_is_asked_and_told_nothing_more(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-11-09T17:55") as h:
        w = await ward(h)
        await _absence_asked(w)
        await leaves(w, "an")
        before = len(w.phone("an").messages)
        await h.until("2026-11-27T15:00")
        assert [shown.text for shown in w.phone("an").messages[before:]] == []


async def test_who_helped_with_a_task_looks_at_it_no_more(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.drafted(w)
        await act(w.phone("lan"), "task:cooperate")
        await w.phone("lan").types("Đinh Thị Loan")
        await act(w.phone("lan"), "task:preview")
        await act(w.phone("lan"), "task:send")
        await leaves(w, "loan")
        loan = w.phone("loan")
        before = len(loan.messages)
        await played.later(h, 5)
        assert len(loan.messages) == before
        for verb in ("open", "history"):
            for task in (1, 2):
                [reply] = await loan.press_action(f"task:{verb}:{task}")
                assert reply.text == NOT_FOUND


@pytest.mark.parametrize("to", ["", "Đinh Thị Loan"])
async def test_who_had_a_task_hears_nothing_of_what_becomes_of_it(tmp_path: Path, to: str) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await task_play.sent(w)
        await leaves(w, "hai")
        lan, hai = w.phone("lan"), w.phone("hai")
        before = len(hai.messages)
        if to:
            await lan.press_action("task:reassign:1")
            await lan.types(to)
        else:
            await lan.press_action("task:cancel:1")
        await lan.types("đồng chí đã chuyển công tác")
        await act(lan, "task:changed")
        await h.until("2026-11-12T12:00")
        assert [shown.text for shown in hai.messages[before:]] == []


async def test_who_was_asked_to_stand_in_and_left_is_asked_no_more(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.asked(w)
        await leaves(w, "mai")
        [reply] = await w.phone("mai").press("Nhận dự thay")
        assert reply.text == NOT_FOUND
        assert await instead.state(w) == "dropped"
        assert await instead.answer_of(w, "hai") is None


async def test_who_left_before_the_decision_is_not_invited_in_place_of_somebody(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.accepted(w)
        await leaves(w, "mai")
        before = len(w.phone("mai").messages)
        [reply] = await act(w.phone("an"), "proxy:grant")
        assert "Đã đồng ý" not in reply
        await h.until("2026-11-27T15:00")
        assert [shown.text for shown in w.phone("mai").messages[before:]] == []
        assert await rows(w, "SELECT id FROM invitees WHERE part = 'proxy'") == []


async def test_nobody_counts_as_represented_by_who_left(tmp_path: Path) -> None:
    """7.4: who sends somebody is represented by a person who comes."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.granted(w)
        assert await instead.answer_of(w, "hai") == "represented"
        await leaves(w, "mai")
        assert await instead.answer_of(w, "hai") is None
        assert await rows(w, "SELECT id FROM invitees WHERE part = 'proxy'") == []
        await w.phone("hai").types("/lichhop")
        await act(w.phone("hai"), "attendance:open")
        [ask] = await act(w.phone("hai"), "proxy:ask")
        assert "Cử Bùi Thu Lan" in ask.buttons


async def test_papers_asked_for_in_words_are_not_for_who_chaired(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        await leaves(w, "an")
        [reply] = await w.phone("an").types("/lichhop")
        assert "27/11/2026" not in reply
        [reply] = await w.phone("an").types("gửi tài liệu họp")
        assert "27/11/2026" not in reply


async def test_a_wish_of_somebody_is_not_read_by_who_left_the_secretariat(tmp_path: Path) -> None:
    """What people write about their own data is for those who keep the list now."""
    async with house(tmp_path, "2026-11-09T20:00") as h:
        w = await ward(h)
        giang, lan = w.phone("giang"), w.phone("lan")
        await giang.types("/dulieucuatoi")
        await act(giang, "mydata:correct")
        await giang.types("Số điện thoại của tôi đã đổi")
        await leaves(w, "lan")
        before = len(lan.messages)
        await h.until("2026-11-10T12:00")
        assert [shown.text for shown in lan.messages[before:]] == []


async def test_that_data_was_erased_is_not_told_to_who_left_the_secretariat(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, "2026-11-09T20:00") as h:
        w = await ward(h)
        giang, lan = w.phone("giang"), w.phone("lan")
        await giang.types("/dulieucuatoi")
        await act(giang, "mydata:erase")
        await act(giang, "mydata:erase_now")
        await leaves(w, "lan")
        before = len(lan.messages)
        await h.until("2026-11-10T12:00")
        assert [shown.text for shown in lan.messages[before:]] == []


async def test_who_chaired_for_a_while_and_left_is_not_invited_by_taking_the_chair_back(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        an, binh = w.phone("an"), w.phone("binh")
        await an.press_action("chairing:propose:1")
        await act(an, "chairing:agree")
        await leaves(w, "binh")
        own = await value(w, "SELECT id FROM invitees WHERE person_id = :p", p=w.person_id("binh"))
        before = len(binh.messages)
        await act(an, "chairing:takeback")
        assert await value(w, "SELECT chair_id FROM meetings") == w.person_id("an")
        [reply] = await binh.press_action(f"attendance:open:{own}")
        assert reply.text == NOT_FOUND
        await h.until("2026-11-27T15:00")
        assert len(binh.messages) == before + 1
        assert await instead.answer_of(w, "binh") is None
        assert await rows(w, "SELECT id FROM invitees WHERE part = 'chair'") != []


async def test_figures_of_the_office_are_not_told_to_who_left_the_secretariat(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, "2026-11-09T20:00") as h:
        w = await ward(h)
        async with h.app.database.transaction() as tx:
            for address in ("lan", "huong"):
                await Speaker(tx, h.clock.now()).tell(
                    w.person_id(address),
                    "channel.quota",
                    committee_id=w.committee_id,
                    subject="quota:zalo:1",
                    revision=0,
                    step="warning",
                    facts={"channel": "zalo", "sent": 8, "quota": 10},
                )
        await h.until("2026-11-10T12:00")
        assert "8/10 tin" in w.phone("lan").last
        assert w.phone("huong").messages == [], "never of the secretariat"
