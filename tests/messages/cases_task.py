"""Cases of the messages about assigned tasks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from committee.calendar import ZONE
from committee.people import Membership, Person, Role
from committee.rules import Citation
from committee.settings import CommitteeSettings
from committee.task import Progress, Task, TaskSource, TaskState
from handlers.assignment import Assignment, Sheet
from handlers.tasks.sheets import state_of
from storage.task_evidence import Evidence, Sent
from storage.task_requests import Extension, Issue, IssueKind
from tests.messages.facts import (
    AN,
    BINH,
    COMMITTEE_HERE,
    LAN,
    LONG_REASON,
    PEOPLE,
    REGULATION,
    Cases,
    Facts,
    person,
    together,
)
from tests.ward import CAST

CUONG, DUNG, GIANG, HAI, HUONG, KHOA = (
    PEOPLE[address] for address in ("cuong", "dung", "giang", "hai", "huong", "khoa")
)


def december(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


SENT_AT = datetime(2026, 11, 30, 10, tzinfo=ZONE)
ASKED_AT = datetime(2026, 11, 30, 9, 59, tzinfo=ZONE)
SETTINGS = CommitteeSettings(issues_copied_to=Role.DEPUTY)
SEATS = tuple(
    Membership(
        id=PEOPLE[address].id,
        committee_id=1,
        person=PEOPLE[address],
        role=each.role,
        second_role=each.second_role,
        office=each.office,
        secretariat=each.runs_assistant,
        administrator=each.runs_assistant,
    )
    for address, each in CAST.items()
    if each.role is not None
)
SOURCE = TaskSource(1, 1, "Thông báo", True, "06/TB-BCĐ", date(2026, 11, 30), BINH.id, SENT_AT)
UNSIGNED = replace(SOURCE, number="", signed_on=None, sent_at=None)
WORD = replace(
    UNSIGNED, name="Chỉ đạo của đồng chí Trưởng ban tại buổi làm việc 27/11", document=False
)

TASKS = tuple(
    Task(
        id=place,
        source_id=1,
        committee_id=1,
        item=place,
        title=title,
        product="",
        assignee_id=whose.id,
        cooperating_id=CUONG.id if place == 3 else None,
        basis=basis,
        cooperating_basis=(Citation(6, 4),) if place == 3 else (),
        deadline=december(day, 17),
        original_deadline=december(day, 17),
        state=TaskState.ASSIGNED,
        revision=1,
        sent_at=SENT_AT,
        acknowledged_at=None if whose is KHOA else december(1, 8, 30),
        progress=None,
        updated_at=None,
        reports=0,
        reported_at=None,
        accepted_at=None,
        overdue_since=None,
        counted_from=None,
        escalate_at=None,
    )
    for place, (whose, title, day, basis) in enumerate(
        [
            (DUNG, "rà soát dữ liệu dân cư, định danh điện tử", 15, (Citation(7, 1, "a"),)),
            (GIANG, "nâng tỷ lệ hồ sơ trực tuyến", 18, (Citation(7, 1, "b"),)),
            (HAI, "tham mưu kinh phí nhiệm vụ chuyển đổi số năm 2027", 11, (Citation(7, 1, "d"),)),
            (HUONG, "dự thảo Kế hoạch 2027", 15, (Citation(7, 1, "c"),)),
            (KHOA, "báo cáo lập hồ sơ sức khỏe điện tử", 11, ()),
        ],
        1,
    )
)


def sheet(
    tasks: Sequence[Task] = TASKS, source: TaskSource = SOURCE, owner: Person = BINH
) -> Sheet:
    committee = replace(COMMITTEE_HERE, settings=SETTINGS)
    return Sheet(source, tuple(tasks), committee, REGULATION, owner, SEATS)


def work(place: int, source: TaskSource = SOURCE, **changes: Any) -> Assignment:
    """One of the scenario's five tasks, with changes."""
    task = replace(TASKS[place - 1], **changes)
    whose = next(each for each in PEOPLE.values() if each.id == task.assignee_id)
    helper = CUONG if task.cooperating_id else None
    return Assignment(sheet([task], source), task, whose, helper, belongs=True)


def facts(place: int, to: Person | None = None, /, **more: Any) -> Facts:
    """A message about a task, to who has it or to somebody else."""
    about = more.pop("work", None) or work(place)
    return {
        "work": about,
        "person": to or about.assignee,
        "several": False,
        "today": more.pop("today", december(10)).date(),
        "now": december(10),
        **more,
    }


def of_sheet(to: Person = LAN, **more: Any) -> Facts:
    return {
        "sheet": sheet(),
        "person": to,
        "several": False,
        "today": date(2026, 11, 30),
        "now": ASKED_AT,
        **more,
    }


def alone(to: Person = LAN, **more: Any) -> Facts:
    return {"person": to, "several": False, "now": ASKED_AT, "today": date(2026, 11, 30), **more}


LONG_TITLE = ("rà soát, làm sạch, kết nối dữ liệu dân cư, định danh điện tử và hồ sơ " * 4)[
    :130
].strip()
LONG_PRODUCT = ("báo cáo kèm phụ lục số liệu từng tổ dân phố, bản đồ, biểu đồ " * 3)[:50].strip()
LONG_NAME = person("Tôn Nữ Thị Phương Nguyệt Quỳnh Anh")
LONG_SOURCE = replace(
    SOURCE,
    name=("Thông báo kết luận của đồng chí Trưởng ban tại phiên họp quý IV " * 2)[:60].strip(),
)
THREE = (Citation(7, 1, "a"), Citation(7, 2), Citation(11, 3))
LONG_TEXT = LONG_REASON[:240]


def longest(**changes: Any) -> Assignment:
    about = work(3, LONG_SOURCE)
    task = replace(
        about.task,
        title=LONG_TITLE,
        product=LONG_PRODUCT,
        basis=THREE,
        cooperating_basis=THREE[:1],
        **changes,
    )
    return replace(about, task=task, assignee=LONG_NAME, cooperating=LONG_NAME)


def states(works: Sequence[Assignment], now: datetime) -> list[str]:
    return [state_of(each.task, now) for each in works]


ALL = tuple(work(place) for place in range(1, 6))
LATE = work(5, overdue_since=december(11, 17), escalate_at=december(16))
EXTENDED = work(4, deadline=december(18, 17), revision=2)
LATE_EXTENDED = work(5, deadline=december(22, 17), overdue_since=december(11, 17), revision=2)
DONE = tuple(
    work(
        place,
        state=TaskState.ACCEPTED,
        accepted_at=december(21, 11),
        overdue_since=december(11, 17) if place == 5 else None,
    )
    for place in range(1, 6)
)
CROWDED = tuple(
    replace(ALL[n % 5], task=replace(ALL[n % 5].task, id=n, item=n)) for n in range(1, 41)
)
LONG_LIST = tuple(replace(each, task=replace(each.task, title=LONG_TITLE)) for each in CROWDED)
FILE = Evidence(1, "Tham-muu-kinh-phi.pdf", "a" * 64, "application/pdf", 10)
NUMBER = Evidence(2, "Báo cáo 120/BC-CAP", "", "", 0)
FILES = tuple(replace(FILE, id=n, name=f"{'so-lieu-' * 14}{n:02}.pdf") for n in range(1, 11))
DIFFICULTY = Issue(
    1,
    2,
    GIANG.id,
    IssueKind.DIFFICULTY,
    "máy quét hỏng, đề nghị mượn 01 máy",
    december(7, 8, 12),
    None,
    None,
)
WISH = replace(DIFFICULTY, kind=IssueKind.ADJUSTMENT, text="đề nghị giao kèm Trạm Y tế")
ASKED = Extension(
    1,
    4,
    HUONG.id,
    december(15, 17),
    december(18, 17),
    "chờ văn bản hướng dẫn của thành phố",
    december(9, 15),
    None,
    None,
    "",
)
EXPLAINED = Extension(
    2,
    5,
    KHOA.id,
    december(11, 17),
    december(22, 17),
    "thiếu số liệu 02 tổ dân phố",
    december(16, 9, 30),
    None,
    None,
    "",
)
GRANTED = replace(ASKED, decided_at=december(9, 15, 40), granted=december(18, 17))
DECLINED = replace(ASKED, decided_at=december(9, 15, 40), remark="Kế hoạch phải trình trong năm")
REMINDED = [december(10), december(11), december(14)]
HISTORY = [
    Sent("task.acknowledge", 1, december(1)),
    Sent("task.status", 1, december(7)),
    *(Sent("task.deadline", 1, at) for at in REMINDED[:2]),
    Sent("task.overdue", 1, REMINDED[2]),
]


def reported(about: Assignment, at: datetime, **more: Any) -> Facts:
    task = replace(about.task, state=TaskState.REPORTED, reports=1, reported_at=at)
    known = {"evidence": (FILE,), "early": 0, "late": 0, "late_at_first": 0, "in_time": True}
    return facts(1, BINH, work=replace(about, task=task), **{**known, **more})


def escalated(to: Person, **more: Any) -> Facts:
    known = {"superior": False, "announced": True, "days": 3, "sent": REMINDED, "answered": None}
    return facts(5, to, work=LATE, now=december(16), **{**known, **more})


def listed(to: Person, works: Sequence[Assignment], **more: Any) -> Facts:
    page = works if len(works) <= 4 else works[:3]
    known = {
        "works": works,
        "first": 0,
        "shown": page,
        "asked": 0,
        "states": states(page, december(10)),
    }
    return alone(to, **{**known, "now": december(10), **more})


class Counted:
    """How many of each, for a list."""

    def __init__(self, in_time: int, overdue: int, reported: int) -> None:
        self.in_time, self.overdue, self.reported = range(in_time), range(overdue), range(reported)
        self.count = in_time + overdue + reported


CASES: Cases = together(
    {
        "task/ask_committee": {
            "": alone(committees=["Ban Chỉ đạo 06", "Ban Chỉ đạo chuyển đổi số"])
        },
        "task/left": {"": of_sheet()},
        "task/ask_source": {"": alone()},
        "task/ask_kind": {"": alone(name="Thông báo kết luận phiên họp 27/11")},
        "task/ask_number": {"": of_sheet(sheet=sheet(source=UNSIGNED))},
        "task/ask_signed_on": {"": alone(number="06/TB-BCĐ")},
        "task/number_unclear": {"": alone()},
        "task/signed_ahead": {"": alone(day=date(2026, 12, 2))},
        "task/no_head": {"": alone(head="Trưởng ban")},
        "task/ask_owner": {"": of_sheet()},
        "task/owner_unclear": {"": alone(titles=REGULATION.titles)},
        "task/ask_assignee": {
            "": of_sheet(item=1),
            "hai Ban Chỉ đạo": of_sheet(item=2, several=True),
            "chưa có số": of_sheet(item=1, sheet=sheet(source=replace(UNSIGNED, name=""))),
        },
        "task/person_unclear": {
            "không có": alone(found=0, group="Tổ Công tác"),
            "trùng tên": alone(found=2, group="Tổ Công tác"),
        },
        "task/ask_title": {"": alone(assignee=HAI)},
        "task/title_unclear": {"": alone(title=130, product=50)},
        "task/item_taken": {"": alone(item=3)},
        "task/too_many": {"": of_sheet(most=40)},
        "task/too_long": {"": alone(most=240)},
        "task/ask_deadline": {
            "nhiệm vụ mới": alone(purpose="new"),
            "gia hạn": alone(purpose="extension"),
            "người giao cho hạn khác": alone(purpose="grant"),
        },
        "task/deadline_unclear": {"": alone()},
        "task/deadline_past": {"": alone(at=december(1, 17))},
        "task/day_impossible": {"": alone(written="31/11/2026")},
        "task/day_mismatch": {"": alone(day=date(2026, 12, 12), stated_weekday=4)},
        "task/draft": {
            "có phối hợp": facts(3, LAN, day_off=False),
            "chưa có điều khoản": facts(5, LAN, day_off=False),
            "sản phẩm, ngày nghỉ": facts(
                1, LAN, work=work(1, product="báo cáo", deadline=december(13, 17)), day_off=True
            ),
            "không theo văn bản": facts(2, LAN, work=work(2, WORD), day_off=False),
        },
        "task/edit": {"": facts(3, LAN)},
        "task/ask_basis": {"đã có": facts(3, LAN), "chưa có": facts(5, LAN)},
        "task/basis_unclear": {"": alone()},
        "task/basis_unknown": {
            "không có trong Quy chế": alone(unknown=[Citation(15), Citation(7, 9)], most=3),
            "quá nhiều": alone(unknown=[], most=3),
        },
        "task/ask_cooperating": {"chưa có": facts(1, LAN), "đã có": facts(3, LAN)},
        "task/dropped": {"": facts(3, LAN, sheet=sheet())},
        "task/empty": {"": of_sheet()},
        "task/preview": {
            "đủ kênh": of_sheet(
                work=work(3),
                page=3,
                receivers=[DUNG, GIANG, HAI, HUONG, KHOA, CUONG],
                channels=[("telegram", 4), ("zalo", 2)],
                unlinked=[],
            ),
            "chưa có số": of_sheet(
                sheet=sheet(source=UNSIGNED),
                work=work(1, UNSIGNED),
                page=1,
                receivers=[DUNG],
                channels=[],
                unlinked=[DUNG],
            ),
        },
        "task/sending": {
            "ngay": of_sheet(at=SENT_AT),
            "ngoài giờ": of_sheet(at=december(1, 7)),
        },
        "task/stopped": {"": of_sheet()},
        "task/assigned": {
            "52": facts(3),
            "53": facts(1),
            "không có điều khoản, có sản phẩm": facts(5, work=work(5, product="báo cáo")),
            "hai Ban Chỉ đạo": facts(2, several=True),
        },
        "task/cooperate": {"": facts(3, CUONG)},
        "task/line": {"": facts(5)},
        "task/received": {"": facts(3, at=december(1, 8, 30))},
        "task/acknowledge": {"55": facts(5)},
        "task/status": {"56": facts(2)},
        "task/deadline": {
            "60": facts(5),
            "61": facts(5, today=december(11)),
            "hai Ban Chỉ đạo": facts(5, several=True),
        },
        "task/overdue": {
            "63": facts(5, work=LATE, waiting=False),
            "chờ gia hạn": facts(5, work=LATE, waiting=True),
            "không báo cáo ai": facts(
                5,
                work=replace(
                    LATE,
                    sheet=replace(
                        LATE.sheet,
                        committee=replace(
                            COMMITTEE_HERE, settings=CommitteeSettings(escalate_to=None)
                        ),
                    ),
                ),
                waiting=False,
            ),
        },
        "task/overdue_line": {"": facts(5, work=LATE)},
        "task/escalation": {
            "66, gửi lãnh đạo": escalated(CUONG, superior=True),
            "66, gửi Tổ Công tác": escalated(LAN),
            "đang nghỉ phép": escalated(LAN, away=frozenset(range(1, 30))),
            "có phản hồi": escalated(LAN, answered=december(14, 9)),
            "chưa liên kết": escalated(LAN, announced=False, sent=[]),
        },
        "task/escalation_line": {"": escalated(CUONG)},
        "task/history": {
            "": facts(5, CUONG, sent=HISTORY, late=True),
            "chưa nhắc": facts(5, CUONG, sent=[], late=False),
        },
        "task/left_committee": {"": facts(3, LAN)},
        "task/update": {"": facts(2)},
        "task/on_track": {"": facts(2)},
        "task/ask_evidence": {"": facts(3)},
        "task/evidence_unclear": {"": alone()},
        "task/reported_reply": {"": facts(3, count=1)},
        "task/reported": {
            "58": reported(work(3), december(9, 10, 30), early=2),
            "65, có số văn bản": reported(work(1), december(15, 16), evidence=(NUMBER,)),
            "70": reported(LATE_EXTENDED, december(21, 10), late_at_first=6, early=1),
            "gia hạn trước hạn": reported(EXTENDED, december(14, 9), early=4),
            "quá hạn": reported(LATE, december(15, 9), in_time=False, late=2, late_at_first=2),
            "sau giờ, trong ngày": reported(LATE, december(11, 18), in_time=False),
        },
        "task/reported_line": {"": reported(work(3), december(9, 10, 30))},
        "task/evidence": {
            "": facts(3, BINH, evidence=(FILE, NUMBER)),
            "chưa có": facts(3, BINH, evidence=()),
        },
        "task/accepted_reply": {"": facts(3, BINH)},
        "task/accepted": {"": facts(3, work=DONE[2])},
        "task/accepted_line": {"": facts(3, work=DONE[2])},
        "task/ask_more": {"": facts(3, BINH)},
        "task/given_back_reply": {"": facts(3, BINH)},
        "task/given_back": {"": facts(3, reason="bổ sung phụ lục số liệu")},
        "task/all_done": {
            "70a": of_sheet(AN, kept=TASKS, late=1, now=december(21, 11, 5)),
            "hai Ban Chỉ đạo": of_sheet(AN, kept=TASKS, late=0, several=True),
        },
        "task/all_done_line": {"": of_sheet(AN, kept=TASKS, late=1)},
        "task/ask_issue": {
            "vướng mắc": facts(2, kind="difficulty", told=(AN, CUONG)),
            "điều chỉnh": facts(2, kind="adjustment", told=(BINH,)),
        },
        "task/issue_reply": {
            "vướng mắc": facts(2, kind="difficulty", told=(AN, CUONG)),
            "điều chỉnh": facts(2, kind="adjustment", told=(BINH,)),
        },
        "task/issue": {
            "57, theo Quy chế": facts(
                2, AN, issue=DIFFICULTY, citations=(Citation(7, 1),), copied=False
            ),
            "57, đồng gửi": facts(2, CUONG, issue=DIFFICULTY, citations=(), copied=True),
            "điều chỉnh": facts(2, BINH, issue=WISH, citations=(), copied=False),
        },
        "task/issue_line": {"": facts(2, AN, issue=DIFFICULTY)},
        "task/handed": {"": facts(2, CUONG, issue=DIFFICULTY, by=AN)},
        "task/in_hands": {"": facts(2, helper=CUONG)},
        "task/handed_reply": {"": facts(2, AN, to=CUONG)},
        "task/ask_opinion": {"": facts(2, AN)},
        "task/opinion_reply": {"": facts(2, AN)},
        "task/opinion": {"": facts(2, by=CUONG, text="mượn máy của Trung tâm từ ngày mai")},
        "task/ask_reason": {"": facts(4, wanted=december(18, 17))},
        "task/extension_preview": {"": facts(4, wanted=ASKED.wanted, reason=ASKED.reason)},
        "task/extension_asked": {"": facts(4, wanted=ASKED.wanted)},
        "task/extension": {
            "59": facts(4, BINH, extension=ASKED, overdue=0),
            "67": facts(5, BINH, work=LATE, extension=EXPLAINED, overdue=3),
            "lần thứ hai": facts(
                4,
                BINH,
                work=EXTENDED,
                extension=replace(ASKED, deadline_before=december(18, 17), wanted=december(22, 17)),
                overdue=0,
            ),
        },
        "task/extension_waits": {"": facts(4, extension=ASKED)},
        "task/extension_line": {"": facts(4, BINH)},
        "task/granted_reply": {"": facts(4, BINH, at=ASKED.wanted)},
        "task/extended": {
            "": facts(4, work=EXTENDED, extension=GRANTED),
            "hạn khác": facts(
                4, work=EXTENDED, extension=replace(GRANTED, wanted=december(22, 17))
            ),
        },
        "task/ask_decline": {"": facts(4, BINH)},
        "task/declined_reply": {"": facts(4, BINH)},
        "task/declined": {"": facts(4, extension=DECLINED)},
        "task/acknowledged": {
            "54": of_sheet(
                sent=TASKS, silent=[ALL[4]], now=datetime(2026, 11, 30, 17, tzinfo=ZONE)
            ),
            "đủ": of_sheet(sent=TASKS, silent=[]),
        },
        "task/acknowledged_line": {"": of_sheet(sent=TASKS, silent=[ALL[4]])},
        "task/nudged": {
            "ngay": alone(works=[ALL[4]], at=ASKED_AT),
            "ngoài giờ": alone(works=[ALL[4], ALL[3]], at=december(1, 7)),
        },
        "task/details": {
            "đang làm": of_sheet(works=ALL, states=states(ALL, december(10))),
            "xong": of_sheet(works=DONE, states=states(DONE, december(21, 11))),
            "dài": of_sheet(works=CROWDED, states=states(CROWDED, december(10))),
        },
        "task/own": {
            "không có": listed(LAN, ()),
            "một": listed(KHOA, (ALL[4],)),
            "quá hạn": listed(KHOA, (LATE,), states=["overdue"], now=december(14)),
            "người giao": listed(BINH, (ALL[2], ALL[3]), asked=2),
        },
        "task/watched": {
            "không có": listed(LAN, (), watch=Counted(0, 0, 0)),
            "năm": listed(LAN, ALL, watch=Counted(3, 1, 1)),
        },
        "task/shown": {
            "chưa xác nhận": facts(5, LAN, state="in_time", waits=False),
            "vướng mắc": facts(
                2, LAN, work=work(2, progress=Progress.DIFFICULT), state="in_time", waits=False
            ),
            "gia hạn": facts(4, work=EXTENDED, state="in_time", waits=True, several=True),
            "đã xong, từng quá hạn": facts(5, LAN, work=DONE[4], state="accepted", waits=False),
        },
        "task/ask_reassign": {"": facts(3, LAN)},
        "task/ask_change_reason": {"hủy": facts(3, LAN, to=None), "giao": facts(3, LAN, to=GIANG)},
        "task/change_preview": {
            "hủy": facts(3, LAN, to=None, reason="đã có nguồn khác", told=(HAI, CUONG, BINH)),
            "giao": facts(
                3, LAN, to=GIANG, reason="đồng chí Hải đi học", told=(HAI, CUONG, BINH, GIANG)
            ),
        },
        "task/changed_reply": {"hủy": facts(3, LAN, to=None), "giao": facts(3, LAN, to=GIANG)},
        "task/cancelled": {"": facts(3, reason="đã có nguồn khác")},
        "task/taken_away": {
            "người cũ": facts(3, DUNG, reason="đồng chí Dũng đi học", had=True),
            "người phối hợp": facts(3, CUONG, reason="đồng chí Dũng đi học", had=False),
        },
        "refusal/task_cancelled": {"": {"citations": (), "at": None}},
        "refusal/task_changed": {"": {"citations": (), "at": None}},
    },
    {
        "task/draft": facts(3, LAN, work=longest(), day_off=True, several=True),
        "task/preview": of_sheet(
            sheet=sheet(source=LONG_SOURCE),
            several=True,
            work=longest(),
            page=3,
            receivers=[LONG_NAME] * 45,
            channels=[("telegram", 20), ("zalo", 20)],
            unlinked=[LONG_NAME] * 5,
        ),
        "task/assigned": facts(3, LONG_NAME, work=longest(), several=True),
        "task/issue": facts(
            3,
            AN,
            work=longest(),
            several=True,
            issue=replace(DIFFICULTY, text=LONG_TEXT),
            citations=(Citation(7, 1),),
            copied=False,
        ),
        "task/extension": facts(
            5,
            BINH,
            work=replace(longest(), task=replace(longest().task, deadline=december(11, 17))),
            several=True,
            extension=replace(EXPLAINED, reason=LONG_TEXT),
            overdue=3,
        ),
        "task/extension_preview": facts(
            4, work=longest(), several=True, wanted=ASKED.wanted, reason=LONG_TEXT
        ),
        "task/overdue": facts(
            5, LONG_NAME, work=longest(escalate_at=december(16)), several=True, waiting=False
        ),
        "task/reported": reported(
            longest(),
            december(9, 10),
            evidence=(replace(NUMBER, name="Báo cáo số 15/BC-TYT " * 4 + "ngày"),),
            early=2,
        ),
        "task/shown": facts(3, LAN, work=longest(), state="in_time", waits=True, several=True),
        "task/own": listed(LONG_NAME, LONG_LIST, several=True, asked=3),
        "task/watched": listed(LAN, LONG_LIST, several=True, watch=Counted(30, 5, 5)),
        "task/history": facts(5, CUONG, work=longest(), sent=HISTORY * 4, late=True, several=True),
        "task/evidence": facts(3, BINH, work=longest(), evidence=FILES, several=True),
        "task/change_preview": facts(
            3,
            LAN,
            work=longest(),
            to=LONG_NAME,
            reason=LONG_TEXT,
            told=(LONG_NAME,) * 4,
            several=True,
        ),
        "task/cancelled": facts(3, LONG_NAME, work=longest(), reason=LONG_TEXT, several=True),
        "task/acknowledged": of_sheet(
            sheet=sheet(source=LONG_SOURCE),
            several=True,
            sent=range(40),
            silent=[replace(each, assignee=LONG_NAME) for each in CROWDED],
        ),
    },
)
