"""A large round as the secretariat sees it: one message, changed while it goes out."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import progress, release
from bot.channels.base import SendRefused
from bot.clock import SimulatedClock
from committee.people import Honorific, Role
from handlers.rounds import WATCHED_FROM
from storage import accounts, fan_out, people, seats
from tests.bot.played import (
    EPOCH,
    MONDAY,
    TryingChannel,
    act,
    eventually,
    later,
    numbered,
    value,
)
from tests.chat import House, PowerCut, Shown, house
from tests.handlers import noticed
from tests.ward import Ward, ward

GUESTS = 400
GOING, GONE = "Đang gửi thông báo ngày 09/11/2026", "Đã gửi xong thông báo ngày 09/11/2026"


def trying(folder: Path) -> TryingChannel:
    return TryingChannel(SimulatedClock(EPOCH, running=False), folder)


async def linked_guests(w: Ward, count: int) -> None:
    """Guests with a phone each, besides the three that the ward has and Quyên, who has none."""
    now = w.house.clock.now()
    async with w.house.app.database.transaction() as tx:
        for number in range(count - 4):
            person = await people.add_person(
                tx,
                name=f"Khách Mời {number}",
                honorific=Honorific.MR,
                phone=f"+8491{number:07}",
                position="Tổ trưởng",
                now=now,
            )
            await seats.save_contact(tx, w.committee_id, person, invited=True, now=now)
            account = await accounts.known(tx, w.house.channel.name, f"guest{number}", now)
            await accounts.link(tx, account.id, person, now)


async def guests_previewed(h: House, count: int = GUESTS) -> Ward:
    w = await ward(h)
    await linked_guests(w, count)
    await noticed.previewed(w, "khách mời")
    return w


def shown_to(h: House, address: str = "lan") -> list[Shown]:
    """Every state of the message, in order."""
    return [
        shown
        for shown in h.channel.screen(address).log
        if "Đang gửi" in shown or "gửi xong" in shown
    ]


async def test_one_message_goes_along_and_ends_in_a_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "BATCH", 10)
    async with house(tmp_path, MONDAY) as h:
        w = await guests_previewed(h)
        h.channel.refusing.update({"guest7", "guest8"})
        await act(w.phone("lan"), "notice:send")
        await later(h, 2)
        states = shown_to(h)
        assert len({each.key for each in states}) == 1
        counts = [int(each.text.split(": ")[1].split("/")[0]) for each in states[:-1]]
        assert counts == sorted(counts)
        assert 3 <= len(states) <= 2 + progress.TENTHS
        assert all(each.text.startswith(GOING) for each in states[:-1])
        end = states[-1]
        assert f"{GONE}, 400 người: đã gửi 397, không gửi được 02, chưa liên kết 01" in end
        [listed] = await w.phone("lan").press("Xem danh sách", on=w.phone("lan").messages[-1])
        assert "Đã gửi 397, chờ gửi 00, không gửi được 02, chưa liên kết 01" in listed
        await later(h, 60)
        assert len(shown_to(h)) == len(states)


@pytest.mark.parametrize(("count", "watched"), [(WATCHED_FROM, True), (WATCHED_FROM - 1, False)])
async def test_a_small_round_is_not_watched(count: int, watched: bool, tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await guests_previewed(h, count)
        await act(w.phone("lan"), "notice:send")
        await later(h, 2)
        assert bool(shown_to(h)) is watched


async def test_a_stop_in_the_middle_goes_on_with_the_same_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "BATCH", 10)
    channel = trying(tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await guests_previewed(h)
        await act(w.phone("lan"), "notice:send")
        channel.cut_after = 150
        with pytest.raises((PowerCut, BaseExceptionGroup)):
            await later(h, 2)
        channel.cut_after = None
        assert shown_to(h)
    async with house(tmp_path, "2026-11-09T08:05", channel) as h:
        await later(h, 2)
        states = shown_to(h)
        assert len({each.key for each in states}) == 1
        assert states[-1].text.startswith(f"{GONE}, 400 người: đã gửi 399")


async def test_where_nothing_can_be_changed_only_the_beginning_and_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "BATCH", 10)
    channel = trying(tmp_path)
    channel.capabilities = replace(channel.capabilities, editing=False)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await guests_previewed(h)
        await act(w.phone("lan"), "notice:send")
        await later(h, 2)
        begin, end = shown_to(h)
        assert begin.text.startswith(GOING)
        assert end.text.startswith(GONE)


async def test_it_costs_no_more_than_its_part_of_the_pace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five who run the assistant: fewer changes for each of them."""
    monkeypatch.setattr(release, "BATCH", 10)
    async with house(tmp_path, MONDAY) as h:
        w = await guests_previewed(h)
        staff = ("lan", "khoa", "loan", "hai", "dung")
        async with h.app.database.transaction() as tx:
            for address in staff[1:]:
                await seats.save_membership(
                    tx,
                    w.committee_id,
                    w.person_id(address),
                    role=Role.COMMISSIONER,
                    secretariat=True,
                    now=h.clock.now(),
                )
        await act(w.phone("lan"), "notice:send")
        await later(h, 2)
        changes = [each for address in staff for each in shown_to(h, address) if each.edited]
        ends = len(staff)
        assert len(changes) - ends <= progress.PART_OF_PACE * GUESTS
        assert all(shown_to(h, address)[-1].text.startswith(GONE) for address in staff)


async def test_at_night_only_who_let_it_go_sees_it(tmp_path: Path) -> None:
    async with house(tmp_path, "2026-11-09T21:00") as h:
        w = await ward(h)
        await linked_guests(w, 60)
        await noticed.urgent(w, "khách mời")
        an = w.phone("an")
        await an.types("/khan")
        await act(an, "notice:sendnow")
        await later(h, 5)
        assert "Đã gửi xong" in shown_to(h, "an")[-1]
        assert shown_to(h, "lan") == []


async def test_stopped_before_it_goes_nothing_is_shown(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await guests_previewed(h, 60)
        await act(w.phone("lan"), "notice:send")
        await w.phone("lan").press("Dừng gửi")
        await later(h, 60)
        assert shown_to(h) == []
        assert await value(h, "SELECT COUNT(*) FROM watched_rounds WHERE ended_at IS NULL") == 0


async def test_what_hangs_for_long_is_summed_up_as_it_stands(tmp_path: Path) -> None:
    channel = trying(tmp_path)
    channel.broken.add("guest3")
    async with house(tmp_path, MONDAY, channel) as h:
        w = await guests_previewed(h, 60)
        await act(w.phone("lan"), "notice:send")
        await later(h, 2)
        assert shown_to(h)[-1].text.startswith(GOING)
        h.clock.move(h.clock.now() + progress.STANDS_FOR + timedelta(seconds=1))
        await h.app.outbox.flush()
        assert (
            "Chưa gửi xong thông báo ngày 09/11/2026, 60 người: đã gửi 58, chờ gửi 01"
            in (shown_to(h)[-1])
        )


async def test_the_running_loop_looks_now_and_then(tmp_path: Path) -> None:
    """Real time: what is shown comes beside the round, not only behind it."""
    channel = trying(tmp_path)
    late = channel.hanging["guest5"] = asyncio.Event()
    async with house(tmp_path, MONDAY, channel) as h:
        w = await guests_previewed(h, 60)
        await act(w.phone("lan"), "notice:send")
        h.clock.move(h.clock.now() + timedelta(minutes=2))
        h.app.outbox.start()
        h.app.outbox.wake()
        await eventually(lambda: bool(shown_to(h)))
        assert shown_to(h)[-1].text.startswith(GOING)
        late.set()
        await eventually(lambda: shown_to(h)[-1].text.startswith(GONE), 10)


async def test_a_change_that_is_refused_costs_the_message_nothing(tmp_path: Path) -> None:
    """It is said anew then, as every answer is."""
    channel = trying(tmp_path)
    channel.broken.add("guest3")
    async with house(tmp_path, MONDAY, channel) as h:
        w = await guests_previewed(h, 60)
        await act(w.phone("lan"), "notice:send")
        await later(h, 2)
        channel.faults.append(SendRefused("message can't be edited"))
        h.clock.move(h.clock.now() + progress.STANDS_FOR + timedelta(seconds=1))
        await h.app.outbox.flush()
        assert "Chưa gửi xong" in shown_to(h)[-1]


async def test_a_withdrawal_and_a_reminder_are_seen_too(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await guests_previewed(h, 60)
        lan = w.phone("lan")
        await act(lan, "notice:send")
        await later(h, 2)
        await lan.press_action("notice:remind:1")
        await act(lan, "notice:remindnow")
        await later(h, 2)
        assert (
            "tin nhắc xác nhận thông báo ngày 09/11/2026, 60 người: đã gửi 59" in (shown_to(h)[-1])
        )
        await lan.press_action("notice:withdraw:1")
        await lan.press("Đồng ý thu hồi")
        await later(h, 2)
        end = shown_to(h)[-1]
        assert "tin thu hồi thông báo ngày 09/11/2026, 59 người: đã gửi 59" in end


async def test_invitations_are_seen_going_out(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await linked_guests(w, 60)
        await numbered(w)
        await act(w.phone("lan"), "meeting:send")
        await later(h, 2)
        end = shown_to(h)[-1]
        assert "Đã gửi xong giấy mời phiên họp 27/11/2026, 69 người: đã gửi 68" in end
        assert "chưa liên kết 01" in end
        [listed] = await w.phone("lan").press("Xem danh sách", on=w.phone("lan").messages[-1])
        assert "27/11/2026" in listed


async def test_a_round_whose_first_step_concerns_nobody_is_not_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of the first step have acknowledged; those of the next are reminded, and it is seen."""
    async with house(tmp_path, MONDAY) as h:
        w = await guests_previewed(h, 60)
        lan = w.phone("lan")
        await act(lan, "notice:send")
        await later(h, 2)
        async with h.app.database.transaction() as tx:
            await tx.execute(
                "UPDATE notice_receivers SET acknowledged_at = 1 WHERE person_id <= 36"
            )
        await lan.press_action("notice:remind:1")
        monkeypatch.setattr(fan_out, "STEP", 5)
        await act(lan, "notice:remindnow")
        assert await value(h, "SELECT COUNT(*) FROM fan_outs WHERE due_at IS NOT NULL") == 1
        await later(h, 1)
        pending = await value(
            h, "SELECT COUNT(*) FROM notice_receivers WHERE acknowledged_at IS NULL"
        )
        assert pending >= WATCHED_FROM
        assert f"{pending} người: đã gửi {pending}" in shown_to(h)[-1]


async def test_a_round_that_is_due_while_nothing_ran_is_shown_going_out(tmp_path: Path) -> None:
    """The assistant comes back an hour later: the round begins then, it is not one that hangs."""
    async with house(tmp_path, MONDAY) as h:
        w = await guests_previewed(h, 60)
        lan = w.phone("lan")
        await act(lan, "notice:sendat")
        await lan.types("9h hôm nay")
        channel = h.channel
    async with house(tmp_path, "2026-11-09T10:00", channel) as h:
        h.app.outbox.start()
        h.app.outbox.wake()
        await eventually(lambda: any("gửi xong" in each for each in shown_to(h)), 10)
        states = shown_to(h)
        assert [each.text for each in states if "Chưa gửi xong" in each] == []
        assert f"{GONE}, 60 người: đã gửi 59" in states[-1]


async def test_withdrawn_in_the_middle_nothing_more_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has not got it does not get it: they are no part of what is still to be sent."""
    monkeypatch.setattr(release, "BATCH", 10)
    channel = trying(tmp_path)
    async with house(tmp_path, MONDAY, channel) as h:
        w = await guests_previewed(h, 60)
        await act(w.phone("lan"), "notice:send")
        channel.cut_after = 30
        with pytest.raises((PowerCut, BaseExceptionGroup)):
            await later(h, 2)
        channel.cut_after = None
    async with house(tmp_path, "2026-11-09T08:05", channel) as h:
        await h.arrives("lan", {"kind": "press", "action": "notice:withdrawnow:1"}, "now")
        await h.app.dispatch.settle()
        await later(h, 30)
        of_the_notice = [each.text for each in shown_to(h) if "tin thu hồi" not in each]
        assert "chờ gửi" not in of_the_notice[-1]
        assert "Đã gửi xong" in of_the_notice[-1]
