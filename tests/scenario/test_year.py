"""A year of sixty people, the clock jumping from due moment to due moment.

Nothing at night or on a holiday, nothing twice, no deadline without its reminder, and of reminders
nobody gets more than one message in a morning.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from committee.calendar import ZONE
from committee.people import Honorific
from storage import accounts, people, seats
from storage.calendars import committee_calendar
from tests.bot.played import MONDAY, act, enter_number, later, rows
from tests.chat import House, house
from tests.handlers.leave_play import on_leave
from tests.handlers.task_play import one, opened
from tests.ward import CAST, Ward, ward

pytestmark = pytest.mark.scenario

PEOPLE = 60
MEETINGS = (
    ("2026-11-09T08:30", "họp quý 4 lúc 14h thứ 6 27/11/2026 phòng họp số 1", "combined"),
    ("2027-02-22T08:30", "họp quý 1 lúc 14h thứ 6 12/03/2027 phòng họp số 1", "regular"),
    ("2027-05-31T08:30", "họp quý 2 lúc 8h thứ 6 18/06/2027 phòng họp số 1", "combined"),
    ("2027-08-30T08:30", "họp quý 3 lúc 14h thứ 6 17/09/2027 phòng họp số 1", "regular"),
)
"""Each over a holiday or near one: before Tết and 02/9 the days count otherwise."""
END = "2027-11-09T08:00"
OF_PEOPLE = (
    "'attendance.reply', 'attendance.meeting', 'task.acknowledge', 'task.status',"
    " 'task.deadline', 'task.overdue'"
)


async def sixty(h: House) -> Ward:
    """The ward's cast and as many guests as make sixty."""
    w = await ward(h)
    async with h.app.database.transaction() as tx:
        for number in range(PEOPLE - len(CAST)):
            person = await people.add_person(
                tx,
                name=f"Khách Mời {number}",
                honorific=Honorific.MS,
                phone=f"+8491{number:07}",
                position="Tổ trưởng",
                now=h.clock.now(),
            )
            await seats.save_contact(tx, w.committee_id, person, invited=True, now=h.clock.now())
            account = await accounts.known(tx, "memory", f"guest-{number}", h.clock.now())
            await accounts.link(tx, account.id, person, h.clock.now())
    return w


async def quarter(w: Ward, number: int, line: str, kind: str) -> None:
    """A meeting is called, two tasks are given; some answer, nobody reports."""
    lan = w.phone("lan")
    await lan.types(line)
    await act(lan, f"meeting:kind:{kind}")
    await act(lan, "meeting:usedeadline")
    await act(lan, "meeting:submitnow")
    await act(w.phone("an"), "meeting:approve")
    await enter_number(w, f"{number:02}/GM-BCĐ")
    await act(lan, "meeting:send")
    await later(w.house, 2)
    day = w.house.clock.now()
    await opened(w, f"Thông báo {number:02}/TB-BCĐ ngày {day:%d/%m/%Y}")
    due = line.split(" lúc ")[1].split(" ")[3]
    await one(w, "Vũ Minh Hải", "tham mưu kinh phí", due)
    await act(lan, "task:next")
    await one(w, "Ngô Đăng Khoa", "lập hồ sơ sức khỏe", due)
    await act(lan, "task:preview")
    await act(lan, "task:send")
    await later(w.house, 2)
    for guest in range(0, PEOPLE - len(CAST), 2):
        await act(w.phone(f"guest-{guest}"), "attendance:confirm")
    await act(w.phone("huong"), "attendance:confirm")


async def year(folder: Path) -> tuple[House, int]:
    """Live it through; the house as it was closed, and how many messages it sent first."""
    async with house(folder, MONDAY) as h:
        w = await sixty(h)
        for number, (begins, line, kind) in enumerate(MEETINGS, start=1):
            await h.until(begins)
            await quarter(w, number, line, kind)
        await h.until(END)
        await _nothing_at_the_wrong_time(h)
        await _nothing_twice(h)
        await _no_deadline_forgotten(h)
        await _one_message_a_morning(h)
        unasked = [s for screen in h.channel.screens.values() for s in screen.log if not s.is_reply]
        return h, len(unasked)


async def test_a_year(tmp_path: Path) -> None:
    _, sent = await year(tmp_path)
    assert sent > 4 * PEOPLE


async def test_a_year_with_leave(tmp_path: Path) -> None:
    """Hương is on leave over a meeting, Hải over a deadline: to neither a word until they are back.

    Everybody else's year is as clean as it was; what waited comes in one message.
    """
    async with house(tmp_path, MONDAY) as h:
        w = await sixty(h)
        await on_leave(w, "Đỗ Thu Hương", "23/11/2026", "30/11/2026")
        await on_leave(w, "Vũ Minh Hải", "24/02/2027", "02/04/2027")
        for number, (begins, line, kind) in enumerate(MEETINGS[:2], start=1):
            await h.until(begins)
            await quarter(w, number, line, kind)
        await h.until("2027-05-28T08:00")
        await _nothing_at_the_wrong_time(h)
        await _nothing_twice(h)
        await _one_message_a_morning(h, 2)
        assert _unasked(h, "huong", "2026-11-23T00:00", "2026-12-01T00:00") == 0
        assert _unasked(h, "hai", "2027-02-24T00:00", "2027-04-05T00:00") == 0
        assert _unasked(h, "hai", "2027-04-05T00:00", "2027-04-06T00:00") == 1
        escalated = await rows(
            h,
            "SELECT COUNT(*) FROM deliveries WHERE kind = 'task.escalation' AND subject = 'task:3'",
        )
        assert escalated != [(0,)]


def _unasked(h: House, address: str, start: str, end: str) -> int:
    sent = h.sent_between(start, end)
    return sum(1 for to, shown in sent if to == address and not shown.is_reply)


async def _nothing_at_the_wrong_time(h: House) -> None:
    """Outside allowed hours 0, on holidays 0."""
    wrong = []
    for screen in h.channel.screens.values():
        for shown in screen.log:
            async with h.app.database.glance() as tx:
                calendar = await committee_calendar(tx, None, shown.at)
            if not shown.is_reply and not calendar.may_write(shown.at):
                wrong.append((shown.at, shown.text))
    assert wrong == []


async def _nothing_twice(h: House) -> None:
    """Every message once, and no step of anything in two messages."""
    keys = Counter(
        (address, shown.key)
        for address, screen in h.channel.screens.items()
        for shown in screen.log
        if not shown.edited
    )
    assert [key for key, count in keys.items() if count > 1] == []
    twice = await rows(
        h,
        "SELECT x.delivery_id FROM delivery_sends x JOIN sends s ON s.id = x.send_id"
        " WHERE s.sent_at IS NOT NULL GROUP BY x.delivery_id HAVING COUNT(*) > 1",
    )
    assert twice == []


async def _no_deadline_forgotten(h: House) -> None:
    """Whoever let a deadline pass was reminded of it before; of whom no chat is known excepted."""
    reachable = "EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = {0})"
    silent = await rows(
        h,
        "SELECT i.meeting_id, i.person_id FROM invitees i WHERE i.answer IS NULL"
        f" AND i.part IN ('member', 'guest') AND {reachable.format('i.person_id')}"
        f" AND NOT {_sent('attendance.reply', 'meeting', 'i.meeting_id', 'i.person_id')}",
    )
    assert silent == []
    coming = await rows(
        h,
        "SELECT i.meeting_id, i.person_id FROM invitees i WHERE"
        f" {reachable.format('i.person_id')}"
        f" AND NOT {_sent('attendance.meeting', 'meeting', 'i.meeting_id', 'i.person_id')}",
    )
    assert coming == []
    tasks = await rows(
        h,
        "SELECT t.id FROM tasks t WHERE"
        f" NOT {_sent('task.deadline', 'task', 't.id', 't.assignee_id')}",
    )
    assert tasks == []
    assert await rows(h, "SELECT COUNT(*) FROM tasks") == [(2 * len(MEETINGS),)]


def _sent(kind: str, subject: str, number: str, person: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM deliveries d JOIN delivery_sends x ON x.delivery_id = d.id"
        f" JOIN sends s ON s.id = x.send_id WHERE d.kind = '{kind}'"
        f" AND d.subject = '{subject}:' || {number} AND d.person_id = {person}"
        " AND s.sent_at IS NOT NULL)"
    )


async def _one_message_a_morning(h: House, meetings: int = len(MEETINGS)) -> None:
    found = await rows(
        h,
        "SELECT DISTINCT d.person_id, s.id, s.sent_at FROM deliveries d"
        " JOIN delivery_sends x ON x.delivery_id = d.id JOIN sends s ON s.id = x.send_id"
        f" WHERE s.sent_at IS NOT NULL AND d.kind IN ({OF_PEOPLE})",
    )
    mornings = Counter(
        (person, datetime.fromtimestamp(sent_at / 1000, ZONE).date())
        for person, _, sent_at in found
        if datetime.fromtimestamp(sent_at / 1000, ZONE).hour < 12
    )
    assert [each for each, count in mornings.items() if count > 1] == []
    assert len(mornings) > meetings * PEOPLE
